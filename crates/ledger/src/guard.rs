//! Guards: the closed set of conditions a move may ask for. A new rule is one function here.

use crate::{authority::Actor, decide::Scene, matter::Matter, refusal::Refusal};
use serde::{Deserialize, Serialize};

/// A condition named in `data/kinds`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guard {
    /// A responsible unit is named.
    HasUnit,
    /// A responsible person is named.
    HasPerson,
    /// A due date is set.
    HasDueDate,
    /// Who moves it is neither the responsible person nor of the responsible unit: nobody accepts their own work.
    ActorIsNotOwner,
    /// The last report says 100 percent.
    ProgressIsComplete,
    /// At least one piece of evidence is attached.
    EvidenceIsAttached,
    /// Everything below it has ended.
    ChildrenAreEnded,
}

impl Guard {
    /// All of them.
    pub const ALL: [Guard; 7] = [
        Guard::HasUnit,
        Guard::HasPerson,
        Guard::HasDueDate,
        Guard::ActorIsNotOwner,
        Guard::ProgressIsComplete,
        Guard::EvidenceIsAttached,
        Guard::ChildrenAreEnded,
    ];

    /// The name used in `data/kinds`, refusals and locales.
    pub fn name(self) -> &'static str {
        match self {
            Guard::HasUnit => "has_unit",
            Guard::HasPerson => "has_person",
            Guard::HasDueDate => "has_due_date",
            Guard::ActorIsNotOwner => "actor_is_not_owner",
            Guard::ProgressIsComplete => "progress_is_complete",
            Guard::EvidenceIsAttached => "evidence_is_attached",
            Guard::ChildrenAreEnded => "children_are_ended",
        }
    }

    /// Reads [`Guard::name`] back.
    pub fn from_name(name: &str) -> Option<Guard> {
        Guard::ALL.into_iter().find(|guard| guard.name() == name)
    }

    /// Whether the condition holds.
    ///
    /// # Errors
    /// [`Refusal::GuardFails`] with the guard's name.
    pub fn check(self, scene: &Scene<'_>, matter: &Matter, actor: &Actor) -> Result<(), Refusal> {
        let holds = match self {
            Guard::HasUnit => matter.unit.is_some(),
            Guard::HasPerson => matter.person.is_some(),
            Guard::HasDueDate => matter.due.is_some(),
            Guard::ActorIsNotOwner => is_not_owner(matter, actor),
            Guard::ProgressIsComplete => matter.percent == Some(100),
            Guard::EvidenceIsAttached => !matter.evidence.is_empty(),
            Guard::ChildrenAreEnded => scene.running_below == 0,
        };
        if holds { Ok(()) } else { Err(Refusal::GuardFails { guard: self }) }
    }
}

fn is_not_owner(matter: &Matter, actor: &Actor) -> bool {
    let same_person =
        actor.person.is_some() && (actor.person == matter.person || actor.person == matter.leader);
    let same_unit = matter.unit.is_some_and(|unit| actor.units.contains(&unit));
    !same_person && !same_unit
}
