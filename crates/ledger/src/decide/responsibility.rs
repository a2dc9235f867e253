//! Who is responsible, by when, and which roles a person holds.

use super::{Scene, owed, refers, within};
use crate::{
    authority::{Actor, Deputy, Reach},
    command::{Assign, Change, Command, NameDeputy},
    event::Event,
    id::MatterId,
    limit,
    matter::Matter,
    refusal::Refusal,
};
use jiff::civil::{Date, date};

pub(super) fn assign(scene: &Scene<'_>, matter: &Matter, assign: &Assign) -> Result<Event, Refusal> {
    // A person belongs to a unit, whatever else registers may not have.
    let is_person = matter.kind == "person";
    if !is_person {
        owed(scene, "responsibility")?;
    }
    for (field, change, expected) in [
        ("unit", &assign.unit, "unit"),
        ("person", &assign.person, "person"),
        ("leader", &assign.leader, "person"),
    ] {
        if let Some(id) = change.set() {
            refers(scene, field, *id, expected)?;
        }
    }
    let helpers = assign.helpers.as_ref().map(|helpers| {
        let mut helpers = helpers.clone();
        helpers.sort_unstable();
        helpers.dedup();
        helpers
    });
    if let Some(helpers) = &helpers {
        if helpers.len() > limit::HELPERS {
            return Err(Refusal::TooMany { field: "helpers", limit: limit::HELPERS });
        }
        helpers.iter().try_for_each(|id| refers(scene, "helpers", *id, "unit"))?;
    }
    let changed = Assign {
        unit: changed(assign.unit, matter.unit),
        person: changed(assign.person, matter.person),
        leader: changed(assign.leader, matter.leader),
        helpers: helpers.filter(|helpers| *helpers != matter.helpers),
    };
    if changed == Assign::default() { Err(Refusal::NothingToDo) } else { Ok(Event::Assigned(changed)) }
}

fn changed(change: Change<MatterId>, before: Option<MatterId>) -> Change<MatterId> {
    if change.apply(before) == before { Change::Keep } else { change }
}

/// First due date that makes sense.
pub(super) const EARLIEST_DUE: Date = date(2000, 1, 1);
/// Last due date that makes sense.
pub(super) const LATEST_DUE: Date = date(2100, 12, 31);

pub(super) fn set_due_date(
    scene: &Scene<'_>,
    matter: &Matter,
    due: Option<Date>,
    reason: &str,
) -> Result<Event, Refusal> {
    owed(scene, "due date")?;
    within("reason", reason, limit::SHORT)?;
    if due.is_some_and(|due| due < EARLIEST_DUE || due > LATEST_DUE) {
        return Err(Refusal::WrongValue { field: "due".into() });
    }
    if due == matter.due {
        return Err(Refusal::NothingToDo);
    }
    // Nobody moves a date after it passed.
    if let Some(was) = matter.due.filter(|was| *was < scene.today) {
        return Err(Refusal::DatePassed { due: was });
    }
    // What an adopted plan promises moves by an extension alone.
    if matter.course.baseline.is_some() && matter.due.is_some() {
        return Err(Refusal::Promised);
    }
    Ok(Event::DueDateSet { due, was: matter.due, reason: reason.trim().to_owned() })
}

pub(super) fn grant(
    scene: &Scene<'_>,
    person: &Matter,
    role: &str,
    unit: Option<MatterId>,
    until: Option<Date>,
) -> Result<Event, Refusal> {
    if person.kind != "person" {
        return Err(Refusal::NotForKind { kind: person.kind.clone(), what: "roles" });
    }
    let known = scene.roles.get(role).ok_or_else(|| Refusal::WrongValue { field: "role".into() })?;
    // Such a role without a unit would reach nothing, which is nobody's intention.
    if known.reach == Reach::Unit && unit.is_none() {
        return Err(Refusal::Missing { field: "unit".into() });
    }
    if let Some(unit) = unit {
        refers(scene, "unit", unit, "unit")?;
    }
    if person.grants.iter().any(|grant| grant.role == role && grant.unit == unit && grant.until == until) {
        return Err(Refusal::NothingToDo);
    }
    if person.grants.len() >= limit::GRANTS {
        return Err(Refusal::TooMany { field: "grants", limit: limit::GRANTS });
    }
    Ok(Event::RoleGranted { role: role.to_owned(), unit, until })
}

pub(super) fn revoke(person: &Matter, role: &str, unit: Option<MatterId>) -> Result<Event, Refusal> {
    if !person.grants.iter().any(|grant| grant.role == role && grant.unit == unit) {
        return Err(Refusal::NothingToDo);
    }
    Ok(Event::RoleRevoked { role: role.to_owned(), unit })
}

/// Whether somebody decides who acts for themselves: that needs no right, and a deputy cannot pass it on.
pub(super) fn is_own_deputy(scene: &Scene<'_>, actor: &Actor, command: &Command) -> bool {
    matches!(command, Command::NameDeputy(_) | Command::WithdrawDeputy { .. })
        && actor.person.is_some()
        && scene.matter.map(|matter| matter.id) == actor.person
}

pub(super) fn name_deputy(scene: &Scene<'_>, person: &Matter, named: &NameDeputy) -> Result<Event, Refusal> {
    if person.kind != "person" {
        return Err(Refusal::NotForKind { kind: person.kind.clone(), what: "deputies" });
    }
    refers(scene, "deputy", named.deputy, "person")?;
    let wrong = |field: &str| Refusal::WrongValue { field: field.into() };
    if named.deputy == person.id {
        return Err(wrong("deputy"));
    }
    if named.from < scene.today {
        return Err(wrong("from"));
    }
    let days = named.from.until(named.until).map(|span| span.get_days()).map_err(|_| wrong("until"))?;
    if !(0..=limit::DEPUTY_DAYS).contains(&days) {
        return Err(wrong("until"));
    }
    let deputy = Deputy { person: named.deputy, from: named.from, until: named.until };
    if person.deputies.contains(&deputy) {
        return Err(Refusal::NothingToDo);
    }
    // Those that are over are no burden.
    if person.deputies.iter().filter(|one| one.until >= scene.today).count() >= limit::DEPUTIES {
        return Err(Refusal::TooMany { field: "deputies", limit: limit::DEPUTIES });
    }
    Ok(Event::DeputyNamed { deputy: named.deputy, from: named.from, until: named.until })
}

pub(super) fn withdraw_deputy(person: &Matter, deputy: MatterId) -> Result<Event, Refusal> {
    match person.deputies.iter().any(|one| one.person == deputy) {
        true => Ok(Event::DeputyWithdrawn { deputy }),
        false => Err(Refusal::NothingToDo),
    }
}
