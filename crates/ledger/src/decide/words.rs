//! Comments, links and corrections.

use super::{Scene, given, refers, within};
use crate::{
    event::Event,
    id::MatterId,
    limit,
    matter::{Link, Matter},
    refusal::Refusal,
};

pub(super) fn comment(text: &str) -> Result<Event, Refusal> {
    given("text", text)?;
    within("text", text, limit::TEXT)?;
    Ok(Event::Commented { text: text.trim().to_owned() })
}

pub(super) fn link(
    scene: &Scene<'_>,
    matter: &Matter,
    to: MatterId,
    relation: &str,
    note: &str,
) -> Result<Event, Refusal> {
    within("note", note, limit::SHORT)?;
    if !Link::RELATIONS.contains(&relation) {
        return Err(Refusal::WrongValue { field: "relation".into() });
    }
    refers(scene, "to", to, "")?;
    if to == matter.id {
        return Err(Refusal::WrongValue { field: "to".into() });
    }
    if matter.links.iter().any(|link| link.to == to && link.relation == relation) {
        return Err(Refusal::NothingToDo);
    }
    if relation == "depends_on" && scene.around.leads_back {
        return Err(Refusal::Circle);
    }
    if matter.links.len() >= limit::LINKS {
        return Err(Refusal::TooMany { field: "links", limit: limit::LINKS });
    }
    Ok(Event::Linked { to, relation: relation.to_owned(), note: note.trim().to_owned() })
}

pub(super) fn unlink(matter: &Matter, to: MatterId, relation: &str) -> Result<Event, Refusal> {
    if !matter.links.iter().any(|link| link.to == to && link.relation == relation) {
        return Err(Refusal::NothingToDo);
    }
    Ok(Event::Unlinked { to, relation: relation.to_owned() })
}

pub(super) fn correct(
    matter: &Matter,
    number: &Option<String>,
    title: &Option<String>,
    reason: &str,
) -> Result<Event, Refusal> {
    given("reason", reason)?;
    within("reason", reason, limit::SHORT)?;
    let number = number.as_ref().map(|n| n.trim().to_owned()).filter(|n| *n != matter.number);
    let title = title.as_ref().map(|t| t.trim().to_owned()).filter(|t| *t != matter.title);
    if let Some(number) = &number {
        within("number", number, limit::NUMBER)?;
    }
    if let Some(title) = &title {
        given("title", title)?;
        within("title", title, limit::TITLE)?;
    }
    if number.is_none() && title.is_none() {
        return Err(Refusal::NothingToDo);
    }
    Ok(Event::Corrected { number, title, reason: reason.trim().to_owned() })
}
