//! Taking a move: from which state, for which matters, under which conditions, and what it brings with it.

use super::{Scene, given, within};
use crate::{
    authority::Actor,
    calendar::Limit,
    command::TakeMove,
    course::{Filing, RATINGS},
    event::{Event, Moved},
    field::FieldValue,
    kind::{Move, Reason, StateLimit},
    limit,
    matter::Matter,
    refusal::Refusal,
};
use jiff::civil::Date;
use std::collections::BTreeMap;

pub(super) fn take(
    scene: &Scene<'_>,
    actor: &Actor,
    matter: &Matter,
    taken: &TakeMove,
) -> Result<Vec<Event>, Refusal> {
    let way = scene.kind.find_move(&taken.name).ok_or_else(|| Refusal::NoSuchMove(taken.name.clone()))?;
    let fits = way.only.as_ref().is_none_or(|only| only.fits(matter, scene.around.above.as_deref()));
    if !way.from.contains(&matter.state) || !fits {
        return Err(Refusal::WrongState { name: taken.name.clone(), state: matter.state.clone() });
    }
    let filled = fill(scene, way, matter, &taken.fields)?;
    let held = filled.as_ref().map(|set| with(matter, set));
    let matter = held.as_ref().unwrap_or(matter);
    within("reason", &taken.reason, limit::SHORT)?;
    if way.reason != Reason::Optional {
        given("reason", &taken.reason)?;
    }
    let code = code(scene, way, taken)?;
    let rating = rating(way, taken)?;
    let due = new_due(scene, way, matter, taken)?;
    needs(way, matter)?;
    way.guards.iter().try_for_each(|guard| guard.check(scene, matter, actor))?;
    let moved = Event::Moved(Moved {
        name: taken.name.clone(),
        from: matter.state.clone(),
        to: way.to.clone(),
        code,
        reason: taken.reason.trim().to_owned(),
        rating,
        due,
        wait_until: wait_until(scene, way)?,
        filing: filing(scene, way, matter)?,
    });
    Ok(filled.map(|set| Event::FieldsEdited { set }).into_iter().chain([moved]).collect())
}

type Set = BTreeMap<String, Option<FieldValue>>;

/// What is filled in with a move: only what it asks for, and only what changes.
fn fill(
    scene: &Scene<'_>,
    way: &Move,
    matter: &Matter,
    fields: &BTreeMap<String, FieldValue>,
) -> Result<Option<Set>, Refusal> {
    let asks = way.asks();
    if let Some(name) = fields.keys().find(|name| !asks.contains(&name.as_str())) {
        return Err(Refusal::NoSuchField(name.clone()));
    }
    let set: Set = fields.iter().map(|(name, value)| (name.clone(), Some(value.clone()))).collect();
    match super::open::edit_fields(scene, matter, &set) {
        Ok(Event::FieldsEdited { set }) => Ok(Some(set)),
        Ok(_) | Err(Refusal::NothingToDo) => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

/// The matter as it stands with them.
fn with(matter: &Matter, set: &Set) -> Matter {
    let mut held = matter.clone();
    held.fields.extend(set.iter().filter_map(|(name, value)| Some((name.clone(), value.clone()?))));
    held
}

fn code(scene: &Scene<'_>, way: &Move, taken: &TakeMove) -> Result<Option<String>, Refusal> {
    if way.reason != Reason::Coded {
        return Ok(None);
    }
    let code = taken.code.clone().ok_or_else(|| Refusal::Missing { field: "code".into() })?;
    match scene.kind.return_codes.iter().any(|known| known.name == code) {
        true => Ok(Some(code)),
        false => Err(Refusal::WrongValue { field: "code".into() }),
    }
}

fn rating(way: &Move, taken: &TakeMove) -> Result<Option<String>, Refusal> {
    if way.rating.is_none() || way.rated.is_some() {
        return Ok(way.rated.clone());
    }
    let rating = taken.rating.clone().ok_or_else(|| Refusal::Missing { field: "rating".into() })?;
    match RATINGS.contains(&rating.as_str()) {
        true => Ok(Some(rating)),
        false => Err(Refusal::WrongValue { field: "rating".into() }),
    }
}

/// Every paper that the gate asks for is there.
fn needs(way: &Move, matter: &Matter) -> Result<(), Refusal> {
    let holds = |value: &FieldValue| match value {
        FieldValue::Text(text) => !text.trim().is_empty(),
        FieldValue::Many(items) => !items.is_empty(),
        // No is an answer too.
        FieldValue::Flag(_) | FieldValue::Matter(_) => true,
    };
    match way.needs.iter().find(|field| !matter.fields.get(*field).is_some_and(holds)) {
        Some(field) => Err(Refusal::Missing { field: field.clone() }),
        None => Ok(()),
    }
}

/// Work that is sent back gets a date of its own, today or later; otherwise a limit of the kind may give one.
fn new_due(
    scene: &Scene<'_>,
    way: &Move,
    matter: &Matter,
    taken: &TakeMove,
) -> Result<Option<Date>, Refusal> {
    if !way.due {
        let (limits, above) = (&scene.kind.limits, scene.around.above.as_deref());
        return Ok(StateLimit::due(limits, &way.name, &matter.fields, above, scene.calendar, scene.today)?);
    }
    let due = taken.due.ok_or_else(|| Refusal::Missing { field: "due".into() })?;
    let bounds = scene.today..=super::responsibility::LATEST_DUE;
    if bounds.contains(&due) || matter.due == Some(due) {
        Ok(Some(due))
    } else {
        Err(Refusal::WrongValue { field: "due".into() })
    }
}

fn wait_until(scene: &Scene<'_>, way: &Move) -> Result<Option<Date>, Refusal> {
    let Some(limit) = way.wait.as_deref().and_then(|text| text.parse::<Limit>().ok()) else {
        return Ok(None);
    };
    Ok(Some(scene.calendar.due(scene.today, limit)?))
}

fn filing(scene: &Scene<'_>, way: &Move, matter: &Matter) -> Result<Option<Filing>, Refusal> {
    let Some(name) = way.series_on(matter) else { return Ok(None) };
    let series = scene.kind.series.iter().find(|series| series.name == name);
    let series = series.ok_or_else(|| Refusal::WrongValue { field: "series".into() })?;
    let (year, n) = (scene.today.year(), scene.around.numbers_taken + 1);
    Ok(Some(Filing { series: series.name.clone(), year, n, number: series.number(year, n), on: scene.today }))
}
