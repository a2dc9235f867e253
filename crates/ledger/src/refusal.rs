//! Refusals: expected answers that say what to do next. Texts for people stand in `data/locales` under
//! `refusal-<code>`; the Display here is for logs.

use crate::{calendar::NoCalendar, decide::Lack, guard::Guard, id::MatterId};
use jiff::civil::Date;

/// Why a command was not carried out. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The matter is not there.
    #[error("no matter {0}")]
    NoSuchMatter(MatterId),
    /// A unit, person or other matter that the command names is not there or has another kind.
    #[error("{field}: {id} is not a {expected}")]
    NoSuchReference {
        /// Which part of the command.
        field: &'static str,
        /// What it names.
        id: MatterId,
        /// The kind it should have.
        expected: &'static str,
    },
    /// The kind is not defined.
    #[error("no kind {0}")]
    NoSuchKind(String),
    /// The form was filled in on an older version.
    #[error("the form saw version {seen}, the matter is at {now}")]
    Stale {
        /// Version on the form.
        seen: u64,
        /// Version now.
        now: u64,
    },
    /// The actor lacks the right.
    #[error("right {right} is missing")]
    NotAllowed {
        /// Name of a command or `move:<name>`.
        right: String,
    },
    /// The command does not fit the matter's kind.
    #[error("a {kind} has no {what}")]
    NotForKind {
        /// Name of the kind.
        kind: String,
        /// What was tried.
        what: &'static str,
    },
    /// This kind cannot stand there.
    #[error("a {kind} cannot stand under {parent}")]
    WrongPlace {
        /// Kind to be opened.
        kind: String,
        /// Kind of the parent, or empty for the top.
        parent: String,
    },
    /// The tree would be too deep.
    #[error("deeper than {limit} levels")]
    TooDeep {
        /// Levels allowed.
        limit: usize,
    },
    /// A text is missing.
    #[error("{field} is missing")]
    Missing {
        /// Name of the field.
        field: String,
    },
    /// A text is too long.
    #[error("{field} has {found} characters, at most {limit}")]
    TooLong {
        /// Name of the field.
        field: String,
        /// Code points allowed.
        limit: usize,
        /// Code points found.
        found: usize,
    },
    /// Too many of something.
    #[error("{field}: at most {limit}")]
    TooMany {
        /// Name of the field.
        field: &'static str,
        /// Number allowed.
        limit: usize,
    },
    /// A value has the wrong form.
    #[error("{field} has a wrong value")]
    WrongValue {
        /// Name of the field.
        field: String,
    },
    /// The kind has no such field.
    #[error("no field {0}")]
    NoSuchField(String),
    /// The kind has no such move.
    #[error("no move {0}")]
    NoSuchMove(String),
    /// The move does not start from the present state.
    #[error("move {name} does not start from {state}")]
    WrongState {
        /// Name of the move.
        name: String,
        /// Present state.
        state: String,
    },
    /// A condition of the move does not hold.
    #[error("guard {} does not hold", guard.name())]
    GuardFails {
        /// Which.
        guard: Guard,
    },
    /// The matter has ended: what is left are comments, links, corrections and the moves that lead back.
    #[error("the matter has ended")]
    Ended,
    /// Nothing would change.
    #[error("nothing would change")]
    NothingToDo,
    /// The date has passed: it counts, and no later one can be set or granted.
    #[error("{due} has passed")]
    DatePassed {
        /// The date.
        due: Date,
    },
    /// The due date has moved since the extension was asked for: it was asked of another date.
    #[error("the date has moved from {was}")]
    DateMoved {
        /// The date the extension was asked of.
        was: Date,
    },
    /// The due date is part of an adopted plan; an extension is asked for instead.
    #[error("the date is promised by the plan")]
    Promised,
    /// Such a request waits for its decision already.
    #[error("{what} is pending")]
    Pending {
        /// What was asked for.
        what: &'static str,
    },
    /// Nobody decides on what they asked for themselves.
    #[error("nobody grants their own request")]
    OwnRequest,
    /// Nobody checks their own work or that of their unit.
    #[error("nobody checks their own work")]
    OwnCheck,
    /// The plan is not complete.
    #[error("matter {matter} lacks {}", lack.name())]
    Incomplete {
        /// The first matter that lacks something.
        matter: MatterId,
        /// What it lacks.
        lack: Lack,
    },
    /// Review comments on the plan wait: each is adopted, or not adopted with a reason.
    #[error("{comments} review comments wait")]
    Unreviewed {
        /// How many.
        comments: u64,
    },
    /// What it would depend on depends on it already.
    #[error("a circle of dependencies")]
    Circle,
    /// What only some may know of is pointed at from what everybody may.
    #[error("matter {id} may not be pointed at from here")]
    PointsAtRestricted {
        /// What is pointed at.
        id: MatterId,
    },
    /// A milder rung of the ladder is left out, and nobody says why.
    #[error("rung {rung} leaves out {left_out}, which needs a reason")]
    SkipsRung {
        /// What was asked for.
        rung: String,
        /// The mildest rung that is left out.
        left_out: String,
    },
    /// The kind leaves this to one use case, which logs it together with what it speaks of.
    #[error("only one use case does this")]
    OnlyThrough,
    /// A calendar year is needed that is not loaded.
    #[error(transparent)]
    NoCalendar(#[from] NoCalendar),
    /// The same thing is already there.
    #[error("already there as matter {0}")]
    AlreadyThere(MatterId),
}

impl Refusal {
    /// Stable code; the locales hold `refusal-<code>`.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NoSuchMatter(_) => "no-such-matter",
            Refusal::NoSuchReference { .. } => "no-such-reference",
            Refusal::NoSuchKind(_) => "no-such-kind",
            Refusal::Stale { .. } => "stale",
            Refusal::NotAllowed { .. } => "not-allowed",
            Refusal::NotForKind { .. } => "not-for-kind",
            Refusal::WrongPlace { .. } => "wrong-place",
            Refusal::TooDeep { .. } => "too-deep",
            Refusal::Missing { .. } => "missing",
            Refusal::TooLong { .. } => "too-long",
            Refusal::TooMany { .. } => "too-many",
            Refusal::WrongValue { .. } => "wrong-value",
            Refusal::NoSuchField(_) => "no-such-field",
            Refusal::NoSuchMove(_) => "no-such-move",
            Refusal::WrongState { .. } => "wrong-state",
            // Each guard says in its own words what to do next.
            Refusal::GuardFails { guard } => match guard {
                Guard::HasUnit => "guard-has-unit",
                Guard::HasPerson => "guard-has-person",
                Guard::HasDueDate => "guard-has-due-date",
                Guard::ActorIsNotOwner => "guard-actor-is-not-owner",
                Guard::ProgressIsComplete => "guard-progress-is-complete",
                Guard::EvidenceIsAttached => "guard-evidence-is-attached",
                Guard::ChildrenAreEnded => "guard-children-are-ended",
                Guard::SignedByAnother => "guard-signed-by-another",
                Guard::CheckedOnSite => "guard-checked-on-site",
                Guard::CheckedByTwo => "guard-checked-by-two",
                Guard::WaitIsOver => "guard-wait-is-over",
                Guard::EvidenceIsInPeriod => "guard-evidence-is-in-period",
                Guard::PredecessorsAreEnded => "guard-predecessors-are-ended",
                Guard::NothingInHand => "guard-nothing-in-hand",
                Guard::QuorumIsPresent => "guard-quorum-is-present",
                Guard::TwoThirdsArePresent => "guard-two-thirds-are-present",
                Guard::VoteIsCarried => "guard-vote-is-carried",
                Guard::HeadSpokeLast => "guard-head-spoke-last",
                Guard::InterestedHaveLeft => "guard-interested-have-left",
                Guard::AmountIsRecomputed => "guard-amount-is-recomputed",
                Guard::AmountIsWithinCap => "guard-amount-is-within-cap",
                Guard::AmountIsCovered => "guard-amount-is-covered",
                Guard::AmountIsPaid => "guard-amount-is-paid",
                Guard::NoDuplicateIsKnown => "guard-no-duplicate-is-known",
                Guard::FourFifthsArePresent => "guard-four-fifths-are-present",
                Guard::AllAreDone => "guard-all-are-done",
                Guard::ScoreIsTheMean => "guard-score-is-the-mean",
                Guard::ScoreReachesThreshold => "guard-score-reaches-threshold",
            },
            Refusal::Ended => "ended",
            Refusal::NothingToDo => "nothing-to-do",
            Refusal::AlreadyThere(_) => "already-there",
            Refusal::DatePassed { .. } => "date-passed",
            Refusal::DateMoved { .. } => "date-moved",
            Refusal::Promised => "promised",
            Refusal::Pending { .. } => "pending",
            Refusal::OwnRequest => "own-request",
            Refusal::OwnCheck => "own-check",
            Refusal::Incomplete { .. } => "incomplete",
            Refusal::Unreviewed { .. } => "unreviewed",
            Refusal::Circle => "circle",
            Refusal::PointsAtRestricted { .. } => "points-at-restricted",
            Refusal::SkipsRung { .. } => "skips-rung",
            Refusal::OnlyThrough => "only-through",
            Refusal::NoCalendar(_) => "no-calendar",
        }
    }

    /// Arguments for the text, by name.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Refusal::NoSuchMatter(id) | Refusal::AlreadyThere(id) => vec![("id", id.to_string())],
            Refusal::PointsAtRestricted { id } => vec![("id", id.to_string())],
            Refusal::NoSuchReference { field, id, expected } => {
                vec![("field", (*field).into()), ("id", id.to_string()), ("expected", (*expected).into())]
            }
            Refusal::NoSuchKind(name) | Refusal::NoSuchField(name) | Refusal::NoSuchMove(name) => {
                vec![("name", name.clone())]
            }
            Refusal::Stale { seen, now } => vec![("seen", seen.to_string()), ("now", now.to_string())],
            Refusal::NotAllowed { right } => vec![("right", right.clone())],
            Refusal::NotForKind { kind, what } => vec![("kind", kind.clone()), ("what", (*what).into())],
            Refusal::WrongPlace { kind, parent } => vec![("kind", kind.clone()), ("parent", parent.clone())],
            Refusal::TooDeep { limit } => vec![("limit", limit.to_string())],
            Refusal::Missing { field } | Refusal::WrongValue { field } => vec![("field", field.clone())],
            Refusal::TooLong { field, limit, found } => {
                vec![("field", field.clone()), ("limit", limit.to_string()), ("found", found.to_string())]
            }
            Refusal::TooMany { field, limit } => {
                vec![("field", (*field).into()), ("limit", limit.to_string())]
            }
            Refusal::WrongState { name, state } => vec![("name", name.clone()), ("state", state.clone())],
            Refusal::DatePassed { due } => vec![("due", due.to_string())],
            Refusal::DateMoved { was } => vec![("was", was.to_string())],
            Refusal::Pending { what } => vec![("what", (*what).into())],
            Refusal::Incomplete { matter, lack } => {
                vec![("id", matter.to_string()), ("field", lack.name().into())]
            }
            Refusal::Unreviewed { comments } => vec![("comments", comments.to_string())],
            Refusal::SkipsRung { rung, left_out } => {
                vec![("rung", rung.clone()), ("left_out", left_out.clone())]
            }
            Refusal::NoCalendar(missing) => vec![("year", missing.year.to_string())],
            Refusal::GuardFails { .. }
            | Refusal::Ended
            | Refusal::NothingToDo
            | Refusal::Promised
            | Refusal::OwnRequest
            | Refusal::OwnCheck
            | Refusal::Circle
            | Refusal::OnlyThrough => vec![],
        }
    }
}
