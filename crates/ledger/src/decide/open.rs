//! Opening a matter and editing its own fields.

use super::{Scene, given, refers, within};
use crate::{
    command::Open,
    event::Event,
    field::{FieldType, FieldValue},
    id::MatterId,
    kind::{Field, OPENING, StateLimit},
    limit,
    matter::Matter,
    position::Position,
    refusal::Refusal,
};
use std::collections::BTreeMap;

pub(super) fn open(scene: &Scene<'_>, open: &Open) -> Result<Event, Refusal> {
    within("number", &open.number, limit::NUMBER)?;
    given("title", &open.title)?;
    within("title", &open.title, limit::TITLE)?;
    stands_under(scene, open.parent)?;
    for (name, value) in &open.fields {
        admit(scene, name, value)?;
    }
    for field in scene.kind.fields.iter().filter(|field| field.required) {
        if is_empty(open.fields.get(&field.name)) {
            return Err(Refusal::Missing { field: field.name.clone() });
        }
    }
    if open.figures.len() > limit::FIGURES_KEPT {
        return Err(Refusal::TooMany { field: "figures", limit: limit::FIGURES_KEPT });
    }
    if !open.figures.iter().all(crate::Figure::is_well_formed) {
        return Err(Refusal::WrongValue { field: "figures".into() });
    }
    if open.origin.as_ref().is_some_and(|origin| !origin.is_well_formed()) {
        return Err(Refusal::WrongValue { field: "origin".into() });
    }
    let (above, position) = place(scene);
    let state = match (&open.taken_as, &open.origin) {
        // Only what a source says can stand in another state than the kind's.
        (Some(state), Some(_)) if scene.kind.state(state).is_some() => state,
        (Some(_), _) => return Err(Refusal::WrongValue { field: "state".into() }),
        (None, Some(_)) => &scene.kind.imports_as,
        (None, None) => &scene.kind.opens_as,
    };
    let mut open = open.clone();
    open.taken_as = None;
    open.number = open.number.trim().to_owned();
    open.title = open.title.trim().to_owned();
    // What was taken over from a document is due when somebody says so.
    open.due = match open.origin {
        Some(_) => None,
        None => {
            let (limits, above) = (&scene.kind.limits, scene.parent);
            StateLimit::due(limits, OPENING, &open.fields, above, scene.calendar, scene.today)?
        }
    };
    Ok(Event::Opened { open, above, position, state: state.clone() })
}

fn stands_under(scene: &Scene<'_>, named: Option<MatterId>) -> Result<(), Refusal> {
    // Without this a parent that is not there would put the matter at the top.
    if let Some(id) = named.filter(|_| scene.parent.is_none()) {
        return Err(Refusal::NoSuchMatter(id));
    }
    let parent = scene.parent.map(|parent| parent.kind.as_str());
    let fits = match parent {
        None => scene.kind.under.is_empty() || scene.kind.under.iter().any(String::is_empty),
        Some(parent) => scene.kind.under.iter().any(|kind| kind == parent),
    };
    if !fits {
        let parent = parent.unwrap_or_default().to_owned();
        return Err(Refusal::WrongPlace { kind: scene.kind.name.clone(), parent });
    }
    // Nothing new is owed below what is closed; it is reopened first.
    if scene.parent.is_some_and(|parent| parent.class.has_ended()) {
        return Err(Refusal::Ended);
    }
    if scene.parent.is_some_and(|parent| parent.position.depth() >= limit::DEPTH) {
        return Err(Refusal::TooDeep { limit: limit::DEPTH });
    }
    Ok(())
}

fn place(scene: &Scene<'_>) -> (Vec<MatterId>, Position) {
    match scene.parent {
        None => (vec![], Position::root(scene.next_rank)),
        Some(parent) => {
            let mut above = parent.above.clone();
            above.push(parent.id);
            (above, parent.position.child(scene.next_rank))
        }
    }
}

pub(super) fn edit_fields(
    scene: &Scene<'_>,
    matter: &Matter,
    set: &BTreeMap<String, Option<FieldValue>>,
) -> Result<Event, Refusal> {
    for (name, value) in set {
        let field = field(scene, name)?;
        match value {
            value if field.required && is_empty(value.as_ref()) => {
                return Err(Refusal::Missing { field: name.clone() });
            }
            Some(value) => admit(scene, name, value)?,
            None => {}
        }
    }
    let changed: BTreeMap<_, _> = set
        .iter()
        .filter(|(name, value)| matter.fields.get(*name) != value.as_ref())
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    if changed.is_empty() { Err(Refusal::NothingToDo) } else { Ok(Event::FieldsEdited { set: changed }) }
}

fn field<'a>(scene: &Scene<'a>, name: &str) -> Result<&'a Field, Refusal> {
    scene.kind.field(name).ok_or_else(|| Refusal::NoSuchField(name.to_owned()))
}

fn admit(scene: &Scene<'_>, name: &str, value: &FieldValue) -> Result<(), Refusal> {
    let field = field(scene, name)?;
    if let (FieldValue::Text(text), Some(bound)) = (value, field.r#type.bound()) {
        within(name, text, bound)?;
    }
    let choices: Vec<String> = field.choices.iter().map(|choice| choice.name.clone()).collect();
    if !field.r#type.admits(value, &choices) {
        return Err(Refusal::WrongValue { field: name.to_owned() });
    }
    match (field.r#type, value) {
        (FieldType::Unit, FieldValue::Matter(id)) => refers(scene, "field", *id, "unit"),
        (FieldType::Person, FieldValue::Matter(id)) => refers(scene, "field", *id, "person"),
        (FieldType::Matter, FieldValue::Matter(id)) => refers(scene, "field", *id, ""),
        _ => Ok(()),
    }
}

fn is_empty(value: Option<&FieldValue>) -> bool {
    match value {
        None => true,
        Some(FieldValue::Text(text)) => text.trim().is_empty(),
        Some(_) => false,
    }
}
