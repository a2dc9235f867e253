//! Checks on site (现场核查): who looked, when, and whether the standard was met.

use super::{Scene, given, owed, refers, within};
use crate::{
    command::RecordCheck, event::Event, id::MatterId, kind::StateClass, limit, matter::Matter,
    refusal::Refusal,
};

pub(super) fn record_check(
    scene: &Scene<'_>,
    matter: &Matter,
    check: &RecordCheck,
) -> Result<Event, Refusal> {
    owed(scene, "check")?;
    if matter.class != StateClass::Awaiting {
        return Err(Refusal::WrongState { name: "record_check".into(), state: matter.state.clone() });
    }
    given("text", &check.text)?;
    within("text", &check.text, limit::TEXT)?;
    if check.on > scene.today || scene.around.since.is_some_and(|since| check.on < since) {
        return Err(Refusal::WrongValue { field: "on".into() });
    }
    let mut by = check.by.clone();
    by.sort_unstable();
    by.dedup();
    if by.is_empty() {
        return Err(Refusal::Missing { field: "by".into() });
    }
    if by.len() > limit::CHECKERS {
        return Err(Refusal::TooMany { field: "by", limit: limit::CHECKERS });
    }
    by.iter().try_for_each(|id| refers(scene, "by", *id, "person"))?;
    // Nobody checks their own work or that of their unit.
    if by.iter().any(|id| owns(scene, matter, *id)) {
        return Err(Refusal::OwnCheck);
    }
    let attached = |hash: &String| matter.evidence.iter().any(|piece| piece.hash == *hash);
    if check.evidence.len() > limit::EVIDENCE || !check.evidence.iter().all(attached) {
        return Err(Refusal::WrongValue { field: "evidence".into() });
    }
    if matter.course.checks.len() >= limit::CHECKS {
        return Err(Refusal::TooMany { field: "checks", limit: limit::CHECKS });
    }
    Ok(Event::CheckRecorded(RecordCheck { by, text: check.text.trim().to_owned(), ..check.clone() }))
}

/// Whether the work is this person's or that of their unit or one above it. Their units stand among what the command
/// refers to.
fn owns(scene: &Scene<'_>, matter: &Matter, person: MatterId) -> bool {
    let units = scene.referenced.get(&person).and_then(|person| person.unit).into_iter().flat_map(|unit| {
        let above = scene.referenced.get(&unit).map(|unit| unit.above.as_slice()).unwrap_or_default();
        [unit].into_iter().chain(above.iter().copied())
    });
    matter.person == Some(person)
        || matter.leader == Some(person)
        || matter.unit.is_some_and(|unit| units.into_iter().any(|one| one == unit))
}
