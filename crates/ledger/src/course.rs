//! The course of a matter between its plan and its end: baseline, extensions, checks, ratings, numbers, returns to life.

use crate::{
    field::FieldValue,
    id::{MatterId, Seq},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How far a matter has come, in the words of self-check and acceptance.
pub const RATINGS: [&str; 4] = ["done", "basically_done", "long_term", "not_done"];

/// What happened to a matter on its way; empty for what has not begun.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// What was promised when the plan was last adopted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Baseline>,
    /// Extensions asked for, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Extension>,
    /// On-site checks, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Check>,
    /// Numbers it was filed under, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filings: Vec<Filing>,
    /// Rungs of the ladder taken, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rungs: Vec<TakenRung>,
    /// What those who did the work say of it, one of [`RATINGS`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_rating: Option<String>,
    /// What its acceptor says of it, one of [`RATINGS`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<String>,
    /// Last day on which the present state has to wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait_until: Option<Date>,
    /// Who took the last move.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_by: Option<MatterId>,
    /// Place of the last return in the log: checks before it count no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<Seq>,
    /// Place of the last time it came back: rungs taken before it are behind, the ladder begins anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopened: Option<Seq>,
    /// How often it came back after it was written off.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rebounds: u32,
    /// Moves of a ledger, oldest first: what its rates are counted from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

/// A move of a ledger that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Name of the move.
    pub name: String,
    /// The day.
    pub on: Date,
    /// When the state that it ended was due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
}

impl Step {
    /// Whether it came in time; what had no date is never late.
    pub fn is_in_time(&self) -> bool {
        self.due.is_none_or(|due| self.on <= due)
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the shape serde asks for")]
fn is_zero(n: &u32) -> bool {
    *n == 0
}

impl Course {
    /// Whether nothing has happened yet.
    pub fn is_empty(&self) -> bool {
        *self == Course::default()
    }

    /// The extension that waits for its decision.
    pub fn pending(&self) -> Option<&Extension> {
        self.extensions.last().filter(|extension| extension.approved.is_none())
    }

    /// Whom, which units and which slips it names, once each.
    pub fn named(&self) -> Vec<MatterId> {
        let promised = self.baseline.iter().flat_map(|b| [b.unit, b.person, b.leader]);
        let asked = self.extensions.iter().flat_map(|extension| [extension.by, extension.decided_by]);
        let looked = self.checks.iter().flat_map(|check| check.by.iter().copied().map(Some));
        let took = self.rungs.iter().flat_map(|rung| [rung.by, rung.slip]);
        let mut named: Vec<MatterId> = promised.chain(asked).chain(looked).chain(took).flatten().collect();
        named.sort_unstable();
        named.dedup();
        named
    }

    /// Rungs of the present round: those since it last came back.
    pub fn rungs_now(&self) -> &[TakenRung] {
        let since = self.reopened.unwrap_or_default();
        let begin = self.rungs.partition_point(|rung| rung.seq < since);
        self.rungs.get(begin..).unwrap_or_default()
    }

    /// Checks that count: those since the last return.
    pub fn checks_now(&self) -> impl Iterator<Item = &Check> {
        let since = self.returned;
        self.checks.iter().filter(move |check| since.is_none_or(|since| check.seq > since))
    }
}

/// What was promised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baseline {
    /// Which adoption of the plan, from 1.
    pub round: u32,
    /// Place in the log.
    pub seq: Seq,
    /// The day.
    pub on: Date,
    /// Title.
    pub title: String,
    /// Responsible unit.
    pub unit: Option<MatterId>,
    /// Responsible person.
    pub person: Option<MatterId>,
    /// Responsible leader.
    pub leader: Option<MatterId>,
    /// Due date.
    pub due: Option<Date>,
    /// Completion standard, when the kind has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard: Option<FieldValue>,
}

/// A later date, asked for and decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// The date before.
    pub from: Date,
    /// The date asked for.
    pub to: Date,
    /// Who asked.
    pub by: Option<MatterId>,
    /// When.
    pub on: Date,
    /// Place in the log, where reason and progress are.
    pub seq: Seq,
    /// Whether it was granted; `None` = not yet decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved: Option<bool>,
    /// Who decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<MatterId>,
}

/// A check on site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The day.
    pub on: Date,
    /// Who looked, at least two where the kind asks for it.
    pub by: Vec<MatterId>,
    /// Whether the standard was met.
    pub met: bool,
    /// Place in the log, where its text is.
    pub seq: Seq,
}

/// A number from a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// Name of the series.
    pub series: String,
    /// Year.
    pub year: i16,
    /// Number in that year, from 1.
    pub n: u64,
    /// As it is written.
    pub number: String,
    /// The day it was taken.
    pub on: Date,
}

impl TakenRung {
    /// Whether an answer to it is waited for.
    pub fn waits(&self) -> bool {
        self.answered.is_none() && !self.withdrawn
    }
}

/// A rung of the escalation ladder, taken by a named person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenRung {
    /// Name of the rung.
    pub rung: String,
    /// The day.
    pub on: Date,
    /// Who took it.
    pub by: Option<MatterId>,
    /// The slip that was sent, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slip: Option<MatterId>,
    /// Last day for an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_by: Option<Date>,
    /// When it was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<Date>,
    /// Whether it was withdrawn.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
    /// Place in the log.
    pub seq: Seq,
}
