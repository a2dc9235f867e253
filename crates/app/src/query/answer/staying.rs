//! What was fixed and is to stay so: the three classes of a bulletin's third part, re-checks, rebounds, samples.

use super::{Named, Row};
use jiff::{Timestamp, civil::Date};
use ledger::Standing;
use serde::Serialize;

/// What is counted over a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StayingFixed {
    /// The campaign.
    pub campaign: Named,
    /// The day it speaks of.
    pub today: Date,
    /// Items that count.
    pub items: u64,
    /// Of them done: to be consolidated.
    pub completed: u64,
    /// Of them basically done: to be raised.
    pub basically: u64,
    /// Of them long-term: with a timetable and nodes.
    pub long_term: u64,
    /// Re-checks.
    pub rechecks: RecheckCounts,
    /// Whether there are more of them than are looked at.
    pub rechecks_more: bool,
    /// Items that came back.
    pub rebounds: u64,
    /// Whether the reader may draw a sample.
    pub may_draw: bool,
}

/// Re-checks by what has become of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RecheckCounts {
    /// Past their date.
    pub overdue: u64,
    /// Due within a month.
    pub due: u64,
    /// Later.
    pub later: u64,
    /// The fix stays.
    pub passed: u64,
    /// The problem came back.
    pub failed: u64,
    /// Left out of a sample.
    pub left_out: u64,
}

/// A page of items of one class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StandingWork {
    /// Of which class.
    pub standing: Standing,
    /// Items of it.
    pub matching: u64,
    /// In the order of the outline, at most 50.
    pub items: Vec<StandingItem>,
    /// The item after which the next page starts, if there is one.
    pub next: Option<ledger::MatterId>,
}

/// An item and the next thing to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StandingItem {
    /// The item.
    pub row: Row,
    /// Number of its write-off; may be empty.
    pub filed: String,
    /// What comes next; `None` = nothing is planned.
    pub next: Option<NextThing>,
    /// Re-checks that found the fix to stay.
    pub looked_again: u64,
}

/// What comes next: a re-check, a measure, a node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NextThing {
    /// It: what, who, when.
    pub row: Row,
    /// Whether it is past its date.
    pub late: bool,
}

/// A page of re-checks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rechecks {
    /// How many fit.
    pub matching: u64,
    /// The earliest date first, at most 100.
    pub rechecks: Vec<Recheck>,
    /// The re-check after which the next page starts, if there is one.
    pub next: Option<ledger::MatterId>,
}

/// A re-check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recheck {
    /// It.
    pub row: Row,
    /// What is looked at again.
    pub of: Option<Row>,
    /// Months after the write-off, as far as its date tells.
    pub months: Option<i32>,
    /// What was found; may be empty.
    pub found: String,
    /// Why it failed or was left out; may be empty.
    pub reason: String,
}

/// An item that came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rebound {
    /// The item.
    pub row: Row,
    /// How often.
    pub times: u32,
    /// Its way: written off, looked at again, back, oldest first.
    pub lineage: Vec<Turn>,
}

/// A turn on the way of an item that came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// When.
    pub at: Timestamp,
    /// `written_off`, `failed` (a re-check) or `back`.
    pub what: &'static str,
    /// Number of the write-off, or why it came back; may be empty.
    pub text: String,
    /// Who.
    pub by: Option<Named>,
    /// The re-check, where one failed.
    pub recheck: Option<Named>,
}

/// A sample of re-checks, and whether it can be drawn again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sample {
    /// It.
    pub row: Row,
    /// The month, `2026-11`.
    pub period: String,
    /// The share in percent.
    pub share: u8,
    /// Root hash of the log when it was drawn.
    pub seed: String,
    /// Entries of the log then.
    pub size: u64,
    /// Every candidate in the order that the seed gives.
    pub candidates: Vec<Candidate>,
    /// Whether drawing anew with the seed gives the same.
    pub reproduced: bool,
}

/// A re-check that a sample was drawn from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// The re-check.
    pub row: Row,
    /// Whether it is in the sample.
    pub drawn: bool,
}
