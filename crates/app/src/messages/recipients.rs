//! What has happened, turned into who is told: a pure function of event, matter and directory.

use super::{Audience, Cause, Why};
use jiff::civil::Date;
use ledger::{Event, Kind, Matter, MatterId, StateClass, command::Assign, guard::Guard, kind::Nature};

/// The part of an event that somebody may be told, without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum News {
    Imported,
    Assigned(Assign),
    DueDateSet { due: Option<Date>, was: Option<Date> },
    Commented,
    Moved { name: String, from: String, to: String, code: Option<String> },
    RoleGranted { role: String, unit: Option<MatterId>, until: Option<Date> },
    RoleRevoked { role: String, unit: Option<MatterId> },
    DeputyNamed { deputy: MatterId, from: Date, until: Date },
}

impl News {
    /// What of `event` somebody may be told, if anything; `before` is the matter before it, where the event names
    /// helping units, of which only the new ones are told.
    pub(crate) fn of(event: &Event, before: Option<&Matter>) -> Option<News> {
        match event {
            Event::Opened { open, .. } if open.parent.is_none() && open.origin.is_some() => {
                Some(News::Imported)
            }
            Event::Assigned(assign) => {
                let mut assign = assign.clone();
                if let (Some(helpers), Some(before)) = (&mut assign.helpers, before) {
                    helpers.retain(|unit| !before.helpers.contains(unit));
                }
                Some(News::Assigned(assign))
            }
            Event::DueDateSet { due, was, .. } => Some(News::DueDateSet { due: *due, was: *was }),
            Event::Commented { .. } => Some(News::Commented),
            Event::Moved(moved) => Some(News::Moved {
                name: moved.name.clone(),
                from: moved.from.clone(),
                to: moved.to.clone(),
                code: moved.code.clone(),
            }),
            Event::RoleGranted { role, unit, until } => {
                Some(News::RoleGranted { role: role.clone(), unit: *unit, until: *until })
            }
            Event::DeputyNamed { deputy, from, until } => {
                Some(News::DeputyNamed { deputy: *deputy, from: *from, until: *until })
            }
            Event::RoleRevoked { role, unit } => Some(News::RoleRevoked { role: role.clone(), unit: *unit }),
            _ => None,
        }
    }
}

/// Somebody who is told, of what, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Recipient {
    pub(crate) to: MatterId,
    pub(crate) cause: Cause,
    pub(crate) why: Why,
}

/// Who is told of `news` on `matter`, which stands as after it. Never `actor`, who caused it, never anybody who has
/// left or may not know of such matters, and nobody twice; whoever acts today for somebody who is told is told as well.
pub(crate) fn recipients(
    news: &News,
    matter: &Matter,
    kind: &Kind,
    actor: Option<MatterId>,
    audience: &Audience<'_>,
) -> Vec<Recipient> {
    let tell = |to: Vec<(MatterId, Why)>, cause: Cause| -> Vec<Recipient> {
        audience
            .with_deputies(to)
            .into_iter()
            .map(|(to, why)| Recipient { to, cause: cause.clone(), why })
            .collect()
    };
    let is_owed = kind.nature == Nature::Matter;
    let mut told = match news {
        News::Imported => tell(all(audience.coordinators(), &Why::Coordinator), Cause::Imported),
        News::RoleGranted { role, unit, until } => {
            let cause = Cause::RoleGranted { role: role.clone(), unit: *unit, until: *until };
            tell(vec![(matter.id, Why::Own)], cause)
        }
        News::RoleRevoked { role, unit } => {
            tell(vec![(matter.id, Why::Own)], Cause::RoleRevoked { role: role.clone(), unit: *unit })
        }
        News::DeputyNamed { deputy, from, until } => {
            tell(vec![(*deputy, Why::Own)], Cause::DeputyNamed { from: *from, until: *until })
        }
        _ if !is_owed => vec![],
        News::Assigned(assign) => tell(named(assign, matter, audience), Cause::Assigned { due: matter.due }),
        News::DueDateSet { due, was } => {
            tell(responsible(matter, audience), Cause::DueDateSet { due: *due, was: *was })
        }
        News::Commented => tell(with_leader(matter, audience), Cause::Commented),
        News::Moved { name, from, to, code } => {
            moved(&tell, (name, from, to), code.as_deref(), matter, kind, audience)
        }
    };
    let mut seen = std::collections::BTreeSet::new();
    let may_know = |to| audience.serves(to) && audience.may_read(to, kind);
    told.retain(|one| Some(one.to) != actor && may_know(one.to) && seen.insert(one.to));
    told
}

/// Who answers for the matter: its person, or those who report for its unit when it names nobody.
pub(crate) fn responsible(matter: &Matter, audience: &Audience<'_>) -> Vec<(MatterId, Why)> {
    answering(matter.person, matter.unit, audience)
}

pub(crate) fn answering(
    person: Option<MatterId>,
    unit: Option<MatterId>,
    audience: &Audience<'_>,
) -> Vec<(MatterId, Why)> {
    match (person.filter(|person| audience.serves(*person)), unit) {
        (Some(person), _) => vec![(person, Why::Person)],
        (None, Some(unit)) => all(audience.reporters(unit), &Why::Unit { unit }),
        (None, None) => vec![],
    }
}

fn with_leader(matter: &Matter, audience: &Audience<'_>) -> Vec<(MatterId, Why)> {
    let mut told = responsible(matter, audience);
    told.extend(matter.leader.map(|leader| (leader, Why::Leader)));
    told
}

/// Those who were named by this very assignment.
fn named(assign: &Assign, matter: &Matter, audience: &Audience<'_>) -> Vec<(MatterId, Why)> {
    let mut told: Vec<(MatterId, Why)> =
        assign.person.set().map(|id| (*id, Why::Person)).into_iter().collect();
    told.extend(assign.leader.set().map(|id| (*id, Why::Leader)));
    if assign.unit.set().is_some() && matter.person.is_none() {
        told.extend(responsible(matter, audience));
    }
    for unit in assign.helpers.iter().flatten() {
        told.extend(all(audience.reporters(*unit), &Why::Helper { unit: *unit }));
    }
    told
}

fn moved(
    tell: &dyn Fn(Vec<(MatterId, Why)>, Cause) -> Vec<Recipient>,
    (name, from, to): (&str, &str, &str),
    code: Option<&str>,
    matter: &Matter,
    kind: &Kind,
    audience: &Audience<'_>,
) -> Vec<Recipient> {
    let (was, now) = (kind.class_of(from), kind.class_of(to));
    if code.is_some() || now < was && !now.has_ended() && !was.has_ended() {
        return tell(responsible(matter, audience), Cause::Returned { code: code.map(str::to_owned) });
    }
    let mut told = tell(responsible(matter, audience), Cause::Moved { name: name.to_owned() });
    if matches!(now, StateClass::Awaiting | StateClass::Accepted) {
        let reached = audience.reached(matter);
        for next in &kind.moves {
            let onward = next.from.iter().any(|state| state == to) && next.to != to;
            if onward && kind.class_of(&next.to) >= now {
                let mut may = audience.holding(&format!("move:{}", next.name), &reached);
                if next.guards.contains(&Guard::ActorIsNotOwner) {
                    may.retain(|id| !audience.owes(*id, matter));
                }
                let why = Why::NextStep { name: next.name.clone() };
                // Before those who are only told that it went on: whoever is both has something to do.
                told.splice(0..0, tell(all(may, &why), Cause::Awaiting { state: to.to_owned() }));
            }
        }
    }
    told
}

fn all(people: Vec<MatterId>, why: &Why) -> Vec<(MatterId, Why)> {
    people.into_iter().map(|person| (person, why.clone())).collect()
}
