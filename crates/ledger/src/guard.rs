//! Guards: the closed set of conditions a move may ask for. A new rule is one function here.

use crate::{authority::Actor, decide::Scene, id::MatterId, matter::Matter, refusal::Refusal};
use jiff::civil::Date;
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
    /// Who took the last move is somebody else: each signature is another person's.
    SignedByAnother,
    /// A check on site since the last return says that the standard is met.
    CheckedOnSite,
    /// The same, by two people or more.
    CheckedByTwo,
    /// The time that the state has to last is over, such as the days of notice.
    WaitIsOver,
    /// Every dated piece of evidence lies between the feedback and today: nothing is dated after the claim.
    EvidenceIsInPeriod,
    /// Everything it depends on has ended.
    PredecessorsAreEnded,
    /// Nothing that has not ended names this unit or person as responsible: nothing is orphaned.
    NothingInHand,
}

impl Guard {
    /// All of them.
    pub const ALL: [Guard; 14] = [
        Guard::HasUnit,
        Guard::HasPerson,
        Guard::HasDueDate,
        Guard::ActorIsNotOwner,
        Guard::ProgressIsComplete,
        Guard::EvidenceIsAttached,
        Guard::ChildrenAreEnded,
        Guard::SignedByAnother,
        Guard::CheckedOnSite,
        Guard::CheckedByTwo,
        Guard::WaitIsOver,
        Guard::EvidenceIsInPeriod,
        Guard::PredecessorsAreEnded,
        Guard::NothingInHand,
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
            Guard::SignedByAnother => "signed_by_another",
            Guard::CheckedOnSite => "checked_on_site",
            Guard::CheckedByTwo => "checked_by_two",
            Guard::WaitIsOver => "wait_is_over",
            Guard::EvidenceIsInPeriod => "evidence_is_in_period",
            Guard::PredecessorsAreEnded => "predecessors_are_ended",
            Guard::NothingInHand => "nothing_in_hand",
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
            Guard::ChildrenAreEnded => scene.around.running_below == 0,
            Guard::SignedByAnother => {
                let before = matter.course.moved_by;
                let for_them = actor.acting_for.iter().any(|other| Some(other.person) == before);
                actor.person.is_none() || actor.person != before && !for_them
            }
            Guard::CheckedOnSite => checked_by(matter, 1),
            Guard::CheckedByTwo => checked_by(matter, 2),
            Guard::WaitIsOver => matter.course.wait_until.is_none_or(|until| scene.today > until),
            Guard::EvidenceIsInPeriod => {
                let dates = matter.evidence.iter().filter_map(|piece| piece.produced);
                let since = scene.around.since.unwrap_or(Date::MIN);
                dates.into_iter().all(|produced| since <= produced && produced <= scene.today)
            }
            Guard::PredecessorsAreEnded => scene.around.waiting_for == 0,
            Guard::NothingInHand => scene.around.in_hand == 0,
        };
        if holds { Ok(()) } else { Err(Refusal::GuardFails { guard: self }) }
    }
}

/// The last check that counts was by `people` or more and says that the standard is met.
fn checked_by(matter: &Matter, people: usize) -> bool {
    matter.course.checks_now().last().is_some_and(|check| check.met && check.by.len() >= people)
}

/// Neither who acts nor anybody they act for: a deputy accepts no work of their own, nor that of the other.
fn is_not_owner(matter: &Matter, actor: &Actor) -> bool {
    let owns = |person: Option<MatterId>, units: &[MatterId]| {
        person.is_some() && (person == matter.person || person == matter.leader)
            || matter.unit.is_some_and(|unit| units.contains(&unit))
    };
    !owns(actor.person, &actor.units)
        && !actor.acting_for.iter().any(|other| owns(Some(other.person), &other.units))
}
