//! Guards: the closed set of conditions a move may ask for. A new rule is one function here.

use crate::{
    authority::Actor,
    decide::Scene,
    decimal::Decimal,
    field::{FieldType, FieldValue},
    id::MatterId,
    matter::Matter,
    refusal::Refusal,
};
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
    /// More than half of those entitled are present.
    QuorumIsPresent,
    /// Two thirds or more of those entitled are present: appointments and punishments.
    TwoThirdsArePresent,
    /// Four fifths or more of those entitled are present: elections in primary Party organisations.
    FourFifthsArePresent,
    /// More than half of those entitled, not of those present, voted for it.
    VoteIsCarried,
    /// Of those who spoke the head was the last (末位表态).
    HeadSpokeLast,
    /// None of those with an interest spoke: they had left.
    InterestedHaveLeft,
    /// The amount is the one that came out when somebody computed it again.
    AmountIsRecomputed,
    /// The amount keeps to the cap, where there is one.
    AmountIsWithinCap,
    /// What came in, in cash and otherwise, covers what is owed.
    AmountIsCovered,
    /// What was paid in money covers what is owed: wages are paid in nothing else.
    AmountIsPaid,
    /// No other payment for the same thing is known.
    NoDuplicateIsKnown,
    /// All that were counted are done: problems fixed, members transferred, firms asked.
    AllAreDone,
    /// The score is the mean of what three judges or more gave, a line of decimals each, to a hundredth.
    ScoreIsTheMean,
    /// The score reaches what was asked for.
    ScoreReachesThreshold,
}

impl Guard {
    /// All of them.
    pub const ALL: [Guard; 28] = [
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
        Guard::QuorumIsPresent,
        Guard::TwoThirdsArePresent,
        Guard::FourFifthsArePresent,
        Guard::VoteIsCarried,
        Guard::HeadSpokeLast,
        Guard::InterestedHaveLeft,
        Guard::AmountIsRecomputed,
        Guard::AmountIsWithinCap,
        Guard::AmountIsCovered,
        Guard::AmountIsPaid,
        Guard::NoDuplicateIsKnown,
        Guard::AllAreDone,
        Guard::ScoreIsTheMean,
        Guard::ScoreReachesThreshold,
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
            Guard::QuorumIsPresent => "quorum_is_present",
            Guard::TwoThirdsArePresent => "two_thirds_are_present",
            Guard::FourFifthsArePresent => "four_fifths_are_present",
            Guard::VoteIsCarried => "vote_is_carried",
            Guard::HeadSpokeLast => "head_spoke_last",
            Guard::InterestedHaveLeft => "interested_have_left",
            Guard::AmountIsRecomputed => "amount_is_recomputed",
            Guard::AmountIsWithinCap => "amount_is_within_cap",
            Guard::AmountIsCovered => "amount_is_covered",
            Guard::AmountIsPaid => "amount_is_paid",
            Guard::NoDuplicateIsKnown => "no_duplicate_is_known",
            Guard::AllAreDone => "all_are_done",
            Guard::ScoreIsTheMean => "score_is_the_mean",
            Guard::ScoreReachesThreshold => "score_reaches_threshold",
        }
    }

    /// Reads [`Guard::name`] back.
    pub fn from_name(name: &str) -> Option<Guard> {
        Guard::ALL.into_iter().find(|guard| guard.name() == name)
    }

    /// Fields that it reads; a kind whose move asks for it has them, with these types.
    pub fn reads(self) -> &'static [(&'static str, FieldType)] {
        use FieldType::{Decimal, Many, Text};
        match self {
            Guard::QuorumIsPresent | Guard::TwoThirdsArePresent | Guard::FourFifthsArePresent => {
                &[("entitled", Decimal), ("present", Decimal)]
            }
            Guard::VoteIsCarried => &[("entitled", Decimal), ("votes_for", Decimal)],
            Guard::HeadSpokeLast => &[("head", Text), ("speakers", Many)],
            Guard::InterestedHaveLeft => &[("interested", Many), ("speakers", Many)],
            Guard::AmountIsRecomputed => &[("amount", Decimal), ("recomputed", Decimal)],
            Guard::AmountIsWithinCap => &[("amount", Decimal), ("cap", Decimal)],
            Guard::AmountIsCovered => &[("owed", Decimal), ("cash", Decimal), ("non_cash", Decimal)],
            Guard::AmountIsPaid => &[("owed", Decimal), ("cash", Decimal)],
            Guard::NoDuplicateIsKnown => &[("duplicates", Many)],
            Guard::AllAreDone => &[("in_all", Decimal), ("done", Decimal)],
            Guard::ScoreIsTheMean => &[("scores", Many), ("score", Decimal)],
            Guard::ScoreReachesThreshold => &[("score", Decimal), ("threshold", Decimal)],
            _ => &[],
        }
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
            Guard::QuorumIsPresent => {
                share_of_entitled(matter, "present").is_some_and(|(a, all)| a.times(2) > all)
            }
            Guard::TwoThirdsArePresent => {
                share_of_entitled(matter, "present").is_some_and(|(a, all)| a.times(3) >= all.times(2))
            }
            Guard::FourFifthsArePresent => {
                share_of_entitled(matter, "present").is_some_and(|(a, all)| a.times(5) >= all.times(4))
            }
            Guard::VoteIsCarried => {
                share_of_entitled(matter, "votes_for").is_some_and(|(a, all)| a.times(2) > all)
            }
            Guard::HeadSpokeLast => {
                let head = matter.fields.get("head").and_then(FieldValue::as_text).map(str::trim);
                head.is_some() && many(matter, "speakers").last().map(|name| name.trim()) == head
            }
            Guard::InterestedHaveLeft => {
                let spoke = many(matter, "speakers");
                let spoke = |name: &str| spoke.iter().any(|other| other.trim() == name);
                many(matter, "interested").iter().all(|name| !spoke(name.trim()))
            }
            Guard::AmountIsRecomputed => {
                let amount = Decimal::of(matter, "amount");
                amount.is_some() && amount == Decimal::of(matter, "recomputed")
            }
            Guard::AmountIsWithinCap => {
                let cap = Decimal::of(matter, "cap");
                Decimal::of(matter, "amount").is_some_and(|amount| cap.is_none_or(|cap| amount <= cap))
            }
            Guard::AmountIsCovered => {
                let came = ["cash", "non_cash"].map(|field| Decimal::of(matter, field).unwrap_or_default());
                Decimal::of(matter, "owed").is_some_and(|owed| came[0].plus(came[1]) >= owed)
            }
            Guard::AmountIsPaid => {
                let paid = Decimal::of(matter, "cash").unwrap_or_default();
                Decimal::of(matter, "owed").is_some_and(|owed| paid >= owed)
            }
            Guard::NoDuplicateIsKnown => many(matter, "duplicates").is_empty(),
            Guard::AllAreDone => {
                let done = Decimal::of(matter, "done").unwrap_or_default();
                Decimal::of(matter, "in_all").is_some_and(|all| done >= all)
            }
            Guard::ScoreIsTheMean => {
                let score = Decimal::of(matter, "score");
                score.is_some() && score == mean(many(matter, "scores"))
            }
            Guard::ScoreReachesThreshold => {
                let threshold = Decimal::of(matter, "threshold");
                threshold.is_some() && Decimal::of(matter, "score") >= threshold
            }
        };
        if holds { Ok(()) } else { Err(Refusal::GuardFails { guard: self }) }
    }
}

/// How many of those entitled, and how many are entitled; `None` where one is not known or nobody is.
fn share_of_entitled(matter: &Matter, field: &str) -> Option<(Decimal, Decimal)> {
    let entitled = Decimal::of(matter, "entitled").filter(|all| *all > Decimal::default())?;
    Some((Decimal::of(matter, field)?, entitled))
}

fn many<'m>(matter: &'m Matter, field: &str) -> &'m [String] {
    match matter.fields.get(field) {
        Some(FieldValue::Many(items)) => items,
        _ => &[],
    }
}

/// The mean of what judges gave, each of them a line of decimals that are added up, to a hundredth, half up; `None` where there
/// are fewer than three, or one gave something else or other criteria than the rest.
fn mean(judges: &[String]) -> Option<Decimal> {
    let points = |line: &String| line.split_whitespace().map(Decimal::parse).collect::<Option<Vec<_>>>();
    let judges: Vec<Vec<Decimal>> = judges.iter().map(points).collect::<Option<_>>()?;
    let criteria = judges.first()?.len();
    if judges.len() < 3 || criteria == 0 || judges.iter().any(|given| given.len() != criteria) {
        return None;
    }
    let sum = judges.iter().flatten().fold(Decimal::default(), |sum, points| sum.plus(*points));
    Some(sum.share(Decimal::whole(1), Decimal::whole(u32::try_from(judges.len()).ok()?)))
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
