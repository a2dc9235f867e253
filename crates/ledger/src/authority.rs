//! Who may do what: roles as data, checked in one place.
//!
//! `data/roles.toml` lists the roles; a person holds them by grants, each over a unit and everything below it.

use crate::{
    id::MatterId,
    kind::{Kind, Label},
    refusal::Refusal,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A role held by a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Name of the role.
    pub role: String,
    /// Unit over whose subtree it holds; `None` for a role that does not reach by unit.
    pub unit: Option<MatterId>,
    /// Last day on which it holds, for delegations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// Somebody who acts for a person while they are away: with what that person holds at each moment, and no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deputy {
    /// Who acts.
    pub person: MatterId,
    /// First day.
    pub from: Date,
    /// Last day; it ends by itself after it.
    pub until: Date,
}

impl Deputy {
    /// Whether it holds on `today`.
    pub fn holds_on(&self, today: Date) -> bool {
        self.from <= today && today <= self.until
    }
}

/// How far a role reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Every matter.
    Everything,
    /// Matters whose responsible or helping unit lies in the subtree of the grant's unit.
    Unit,
    /// Matters that name the person as responsible person or leader.
    Own,
}

/// A role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Stable name.
    pub name: String,
    /// Text for people.
    pub label: Label,
    /// How far it reaches.
    pub reach: Reach,
    /// Rights: names of commands, `move:<name>`, or a prefix ending in `*`.
    pub may: Vec<String>,
}

impl Role {
    /// Whether the role gives the right `what`, how far it reaches left aside.
    pub fn holds(&self, what: &str) -> bool {
        self.may.iter().any(|right| covers(right, what))
    }
}

/// All roles of the house.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roles {
    /// In the order of the file.
    #[serde(rename = "role")]
    pub roles: Vec<Role>,
}

impl Roles {
    /// Reads `data/roles.toml`.
    ///
    /// # Errors
    /// The line and what is wrong with it.
    pub fn parse(source: &str) -> Result<Roles, String> {
        toml::from_str(source).map_err(|error| error.to_string())
    }

    /// The role called `name`.
    pub fn get(&self, name: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.name == name)
    }
}

/// Who acts, with what the app knows of their authority at this moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actor {
    /// The person; `None` = the product itself (set-up, clock).
    pub person: Option<MatterId>,
    /// The person's unit and the units above it, nearest first.
    pub units: Vec<MatterId>,
    /// Roles held.
    pub grants: Vec<Grant>,
    /// Those whom the person acts for today. What they act for others in is not passed on.
    pub acting_for: Vec<Principal>,
}

/// Somebody who is acted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// The person.
    pub person: MatterId,
    /// Their unit and the units above it, nearest first.
    pub units: Vec<MatterId>,
    /// Roles they hold.
    pub grants: Vec<Grant>,
}

impl Actor {
    /// The product itself: set-up and the clock.
    pub fn system() -> Self {
        Actor::default()
    }
}

/// What a right is checked against: the responsible people and units of a matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// Responsible and helping units with the units above each.
    pub units: Vec<MatterId>,
    /// Responsible person and leader.
    pub people: Vec<MatterId>,
}

/// Whether `actor` has the right `what` on a matter reached as said, on `today`.
///
/// # Errors
/// [`Refusal::NotAllowed`] names the right that is missing.
pub fn check(roles: &Roles, actor: &Actor, what: &str, on: &Reached, today: Date) -> Result<(), Refusal> {
    in_name_of(roles, actor, what, on, today).map(|_| ())
}

/// As [`check`], and in whose name: `None` = by the actor's own right, which comes first.
///
/// # Errors
/// [`Refusal::NotAllowed`] names the right that is missing.
pub fn in_name_of(
    roles: &Roles,
    actor: &Actor,
    what: &str,
    on: &Reached,
    today: Date,
) -> Result<Option<MatterId>, Refusal> {
    let Some(person) = actor.person else { return Ok(None) };
    if holds(roles, person, &actor.grants, what, on, today) {
        return Ok(None);
    }
    let mut others = actor.acting_for.iter();
    let found = others.find(|other| holds(roles, other.person, &other.grants, what, on, today));
    found.map(|other| Some(other.person)).ok_or_else(|| Refusal::NotAllowed { right: what.to_owned() })
}

fn holds(roles: &Roles, person: MatterId, grants: &[Grant], what: &str, on: &Reached, today: Date) -> bool {
    grants.iter().any(|grant| {
        let current = grant.until.is_none_or(|until| today <= until);
        let Some(role) = roles.get(&grant.role).filter(|_| current) else { return false };
        let reached = match role.reach {
            Reach::Everything => true,
            Reach::Unit => grant.unit.is_some_and(|unit| on.units.contains(&unit)),
            Reach::Own => on.people.contains(&person),
        };
        reached && role.holds(what)
    })
}

/// Whether `actor` may know of matters of `kind` at all: every one of them, or none. A right that reaches by unit or
/// by name does not count, since whether a matter is reached could only be told by looking at it.
pub fn may_read(roles: &Roles, actor: &Actor, kind: &Kind, today: Date) -> bool {
    let holds = |right: &String| check(roles, actor, right, &Reached::default(), today).is_ok();
    kind.readers.is_empty() || kind.readers.iter().any(holds)
}

fn covers(right: &str, what: &str) -> bool {
    match right.strip_suffix('*') {
        Some(prefix) => what.starts_with(prefix),
        None => right == what,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const ROLES: &str = r#"
[[role]]
name = "handler"
label = { zh = "经办人", en = "Handler" }
reach = "unit"
may = ["report_progress", "move:start"]
[[role]]
name = "leader"
label = { zh = "责任领导", en = "Leader" }
reach = "own"
may = ["comment"]
[[role]]
name = "coordinator"
label = { zh = "整改办", en = "Coordinator" }
reach = "everything"
may = ["open", "move:*"]
"#;

    /// person 1 holds `role` over unit 10; the matter is of unit 11 (below 10) and person 2.
    fn may(role: &str, until: Option<Date>, what: &str, on: &Reached) -> bool {
        over(Some(MatterId(10)), role, until, what, on)
    }

    fn over(unit: Option<MatterId>, role: &str, until: Option<Date>, what: &str, on: &Reached) -> bool {
        let actor = Actor {
            person: Some(MatterId(1)),
            grants: vec![Grant { role: role.into(), unit, until }],
            ..Actor::default()
        };
        check(&Roles::parse(ROLES).unwrap(), &actor, what, on, date(2026, 11, 20)).is_ok()
    }

    #[test]
    fn a_deputy_has_what_the_other_has_and_by_name_what_is_theirs() {
        let roles = Roles::parse(ROLES).unwrap();
        let grant = |role: &str| Grant { role: role.into(), unit: Some(MatterId(10)), until: None };
        let actor = Actor {
            person: Some(MatterId(1)),
            grants: vec![grant("handler")],
            acting_for: vec![Principal { person: MatterId(2), units: vec![], grants: vec![grant("leader")] }],
            ..Actor::default()
        };
        let ours = Reached { units: vec![MatterId(10)], people: vec![MatterId(2)] };
        let name = |what: &str, on: &Reached| in_name_of(&roles, &actor, what, on, date(2026, 11, 20));
        assert_eq!(name("report_progress", &ours), Ok(None));
        assert_eq!(name("comment", &ours), Ok(Some(MatterId(2))));
        // What bears the deputy's own name is not the other's.
        assert!(name("comment", &Reached { people: vec![MatterId(1)], ..Reached::default() }).is_err());
        assert!(name("open", &ours).is_err());
    }

    #[test]
    fn rights_follow_role_reach_and_date() {
        let ours = Reached { units: vec![MatterId(11), MatterId(10)], people: vec![MatterId(2)] };
        let theirs = Reached { units: vec![MatterId(30)], people: vec![MatterId(1)] };
        assert!(may("handler", None, "report_progress", &ours));
        assert!(!may("handler", None, "report_progress", &theirs));
        assert!(!may("handler", None, "open", &ours));
        assert!(!may("leader", None, "comment", &ours));
        assert!(may("leader", None, "comment", &theirs));
        assert!(may("coordinator", None, "move:accept", &theirs));
        assert!(!may("coordinator", None, "erase", &theirs));
        assert!(may("handler", Some(date(2026, 11, 20)), "move:start", &ours));
        assert!(!may("handler", Some(date(2026, 11, 19)), "move:start", &ours));
        assert!(!over(None, "handler", None, "report_progress", &ours), "over no unit it reaches nothing");
        assert!(over(None, "coordinator", None, "open", &theirs));
        assert!(!may("nobody", None, "open", &ours));
        assert!(check(&Roles::default(), &Actor::system(), "open", &theirs, date(2026, 1, 1)).is_ok());
    }
}
