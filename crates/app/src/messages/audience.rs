//! Who holds which right over what, as far as messages need it.

use super::Why;
use crate::query::directory::{Directory, Person};
use jiff::civil::Date;
use ledger::{
    Actor, Kind, Matter, MatterId, Roles,
    authority::{self, Reach, Reached},
};

/// The people who may be told something, with their roles, on a day.
pub(crate) struct Audience<'a> {
    pub(crate) directory: &'a Directory,
    pub(crate) roles: &'a Roles,
    pub(crate) today: Date,
}

impl Audience<'_> {
    /// Whether the person is in the register and still serves.
    pub(crate) fn serves(&self, person: MatterId) -> bool {
        self.directory.person(person).is_some_and(|person| person.active)
    }

    /// Who acts for the person today and serves, each with that as the reason.
    pub(crate) fn deputies(&self, person: MatterId) -> Vec<(MatterId, Why)> {
        let named = self.directory.person(person).map_or(&[][..], |person| &person.deputies);
        let today = named.iter().filter(|deputy| deputy.holds_on(self.today) && self.serves(deputy.person));
        today.map(|deputy| (deputy.person, Why::Deputy { of: person })).collect()
    }

    /// Those who are told, and after them whoever acts for one of them today. What is somebody's own stays theirs.
    pub(crate) fn with_deputies(&self, mut told: Vec<(MatterId, Why)>) -> Vec<(MatterId, Why)> {
        let absent = told.iter().filter(|(_, why)| *why != Why::Own);
        let deputies: Vec<_> = absent.flat_map(|(person, _)| self.deputies(*person)).collect();
        told.extend(deputies);
        told
    }

    /// Whether the person may know of matters of `kind`.
    pub(crate) fn may_read(&self, person: MatterId, kind: &Kind) -> bool {
        let actor =
            |known: &Person| Actor { person: Some(person), grants: known.grants.clone(), ..Actor::default() };
        kind.readers.is_empty()
            || self
                .directory
                .person(person)
                .is_some_and(|known| authority::may_read(self.roles, &actor(known), kind, self.today))
    }

    /// Who holds `right` on what is reached as said, in the order of the register.
    pub(crate) fn holding(&self, right: &str, on: &Reached) -> Vec<MatterId> {
        let people = self.directory.people.iter().filter(|person| person.active && !person.grants.is_empty());
        people
            .filter(|person| {
                let actor = Actor {
                    person: Some(person.named.id),
                    grants: person.grants.clone(),
                    ..Actor::default()
                };
                authority::check(self.roles, &actor, right, on, self.today).is_ok()
            })
            .map(|person| person.named.id)
            .collect()
    }

    /// Who keeps the whole ledger: assigns everywhere.
    pub(crate) fn coordinators(&self) -> Vec<MatterId> {
        self.holding("assign", &Reached::default())
    }

    /// Who reports for a unit: those with such a role over it, or over the nearest unit above it that has any.
    pub(crate) fn reporters(&self, unit: MatterId) -> Vec<MatterId> {
        let reports = |name: &str| {
            self.roles.get(name).is_some_and(|role| {
                role.reach == Reach::Unit && role.may.iter().any(|right| right == "report_progress")
            })
        };
        let over = |unit: MatterId| -> Vec<MatterId> {
            let people = self.directory.people.iter().filter(|person| person.active);
            people
                .filter(|person| {
                    person.grants.iter().any(|grant| {
                        grant.unit == Some(unit)
                            && grant.until.is_none_or(|until| self.today <= until)
                            && reports(&grant.role)
                    })
                })
                .map(|person| person.named.id)
                .collect()
        };
        self.directory
            .with_above(unit)
            .into_iter()
            .map(over)
            .find(|people| !people.is_empty())
            .unwrap_or_default()
    }

    /// What rights on `matter` are checked against.
    pub(crate) fn reached(&self, matter: &Matter) -> Reached {
        let units = matter.unit.into_iter().chain(matter.helpers.iter().copied());
        Reached {
            units: units.flat_map(|unit| self.directory.with_above(unit)).collect(),
            people: matter.person.into_iter().chain(matter.leader).collect(),
        }
    }

    /// Whether the person, or the person's unit, owes the matter.
    pub(crate) fn owes(&self, person: MatterId, matter: &Matter) -> bool {
        let unit = self.directory.person(person).and_then(|person| person.unit);
        let units = unit.map(|unit| self.directory.with_above(unit)).unwrap_or_default();
        matter.person == Some(person)
            || matter.leader == Some(person)
            || matter.unit.is_some_and(|unit| units.contains(&unit))
    }
}
