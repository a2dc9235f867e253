//! Extensions: asked for before the due date, decided by a leader, never after the date (延期).

use super::{Scene, given, owed, within};
use crate::{authority::Actor, event::Event, id::MatterId, limit, matter::Matter, refusal::Refusal};
use jiff::civil::Date;

pub(super) fn request(
    scene: &Scene<'_>,
    matter: &Matter,
    to: Date,
    reason: &str,
    progress: &str,
) -> Result<Event, Refusal> {
    owed(scene, "due date")?;
    let due = matter.due.ok_or_else(|| Refusal::Missing { field: "due".into() })?;
    if scene.today > due {
        return Err(Refusal::DatePassed { due });
    }
    if matter.course.pending().is_some() {
        return Err(Refusal::Pending { what: "extension" });
    }
    if to <= due || to > super::responsibility::LATEST_DUE {
        return Err(Refusal::WrongValue { field: "due".into() });
    }
    for (field, text) in [("reason", reason), ("progress", progress)] {
        given(field, text)?;
        within(field, text, limit::SHORT)?;
    }
    if matter.course.extensions.len() >= limit::EXTENSIONS {
        return Err(Refusal::TooMany { field: "extensions", limit: limit::EXTENSIONS });
    }
    Ok(Event::ExtensionRequested {
        from: due,
        to,
        reason: reason.trim().to_owned(),
        progress: progress.trim().to_owned(),
    })
}

pub(super) fn decide(
    scene: &Scene<'_>,
    actor: &Actor,
    matter: &Matter,
    approve: bool,
    reason: &str,
) -> Result<Event, Refusal> {
    let asked = matter.course.pending().ok_or(Refusal::NothingToDo)?;
    within("reason", reason, limit::SHORT)?;
    if !approve {
        given("reason", reason)?;
    }
    // The date that was asked about has passed without a yes: it counts.
    if approve && scene.today > asked.from {
        return Err(Refusal::DatePassed { due: asked.from });
    }
    if approve && matter.due != Some(asked.from) {
        return Err(Refusal::DateMoved { was: asked.from });
    }
    let is_own =
        |person: Option<MatterId>| person.is_some() && (person == asked.by || person == matter.person);
    if is_own(actor.person) || actor.acting_for.iter().any(|other| is_own(Some(other.person))) {
        return Err(Refusal::OwnRequest);
    }
    Ok(Event::ExtensionDecided { approved: approve, to: asked.to, reason: reason.trim().to_owned() })
}
