//! The escalation ladder: 提醒 → 提示单 → 约谈 → 通报 → 问责建议. The product proposes a rung, a named person decides.
//!
//! Ladders are data: `data/ladders/<ladder>.toml`. No rung is left out unless somebody gives a reason, each one that asks
//! for an answer waits for it, and one that was withdrawn counts as if it had never been taken.

mod parse;

use crate::{
    calendar::{Calendar, Limit, NoCalendar},
    course::TakenRung,
    kind::Label,
    lamp::Lamp,
    refusal::Refusal,
};
use jiff::civil::Date;
use serde::Serialize;

/// What triggers a rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// The lamp is this colour or worse: blue, yellow or red.
    Lamp(Lamp),
    /// So many working days past the due date, or more.
    WorkingDaysLate(u16),
    /// The rung before it was not answered within its reply limit.
    Unanswered,
    /// Sent back so many times, or more.
    Returns(u16),
    /// Red so many periods in a row, or more.
    RedsInARow(u16),
}

/// A rung.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    /// Stable name.
    pub name: String,
    /// Text for people.
    pub label: Label,
    /// What triggers it, any one of them.
    pub when: Vec<Trigger>,
    /// The role that signs.
    pub signs: String,
    /// Limit for an answer; `None` = none is asked for.
    pub reply: Option<Limit>,
    /// Type of the slip that is sent with it; `None` = no slip.
    pub slip: Option<String>,
    /// Kind of the record that is opened with it, about the matter; `None` = no record.
    pub record: Option<String>,
}

/// A ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// Stable name, that of its file.
    pub name: String,
    /// Version, shown with every proposal.
    pub version: u32,
    /// Text for people.
    pub label: Label,
    /// Rungs from the mildest up.
    pub rungs: Vec<Rung>,
}

/// How a matter stands, as far as triggers ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Situation {
    /// Its lamp in lists; `None` when it cannot be told.
    pub lamp: Option<Lamp>,
    /// Working days past the due date; 0 when it is not late.
    pub working_days_late: u32,
    /// How often it was sent back.
    pub returns: u64,
    /// Periods in a row, the present one included, in which it was red.
    pub reds_in_a_row: u32,
}

/// Why a rung is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Why {
    /// The lamp is as bad as the ladder says, or worse.
    Lamp {
        /// The lamp.
        lamp: Lamp,
    },
    /// It is late by at least as much as the ladder says.
    Late {
        /// Working days past the due date.
        days: u32,
        /// The ladder's limit.
        from: u16,
    },
    /// The rung before it was not answered in time.
    Unanswered {
        /// Name of that rung.
        rung: String,
        /// When it was taken.
        on: Date,
        /// Last day for the answer.
        reply_by: Date,
    },
    /// It was sent back at least as often as the ladder says.
    Returns {
        /// How often.
        returns: u64,
        /// The ladder's limit.
        from: u16,
    },
    /// It was red in at least as many periods in a row as the ladder says.
    RedsInARow {
        /// How many.
        reds: u32,
        /// The ladder's limit.
        from: u16,
    },
}

/// A rung that should be taken next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Proposal {
    /// Name of the rung.
    pub rung: String,
    /// Every trigger that holds, at least one.
    pub reasons: Vec<Why>,
    /// The role that signs.
    pub signs: String,
    /// Last day for an answer, if the rung were taken today.
    pub reply_by: Option<Date>,
    /// Type of the slip that is sent with it.
    pub slip: Option<String>,
    /// Version of the ladder.
    pub version: u32,
}

impl Ladder {
    /// The rung called `name`.
    pub fn rung(&self, name: &str) -> Option<&Rung> {
        self.rungs.iter().find(|rung| rung.name == name)
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.rungs.iter().position(|rung| rung.name == name)
    }

    /// How many rungs, from the mildest on, are behind the matter: up to the highest that stands.
    fn climbed(&self, taken: &[TakenRung]) -> usize {
        let standing = taken.iter().filter(|one| !one.withdrawn);
        standing.filter_map(|one| self.place(&one.rung)).max().map_or(0, |highest| highest + 1)
    }
}

/// The rung to be taken next, if one of its triggers holds: that above the highest that stands, and never while the time
/// to answer that one is running. `taken` are the rungs of the present round: a matter that was written off and came
/// back begins anew.
///
/// # Errors
/// The year in which the answer would be due is not loaded.
pub fn proposal(
    ladder: &Ladder,
    taken: &[TakenRung],
    situation: &Situation,
    today: Date,
    calendar: &Calendar,
) -> Result<Option<Proposal>, NoCalendar> {
    let climbed = ladder.climbed(taken);
    let Some(next) = ladder.rungs.get(climbed) else { return Ok(None) };
    // The last time the highest standing rung was taken; it may have been taken more than once.
    let below = climbed.checked_sub(1).and_then(|at| ladder.rungs.get(at));
    let mut last =
        taken.iter().filter(|one| !one.withdrawn && below.is_some_and(|rung| rung.name == one.rung));
    let last = last.by_ref().max_by_key(|one| one.on);
    let open = last.filter(|one| one.answered.is_none());
    if open.is_some_and(|one| one.reply_by.is_some_and(|reply_by| today <= reply_by)) {
        return Ok(None);
    }
    let reasons: Vec<Why> = next.when.iter().filter_map(|trigger| trigger.holds(situation, last)).collect();
    if reasons.is_empty() {
        return Ok(None);
    }
    let reply_by = next.reply.map(|limit| calendar.due(today, limit)).transpose()?;
    Ok(Some(Proposal {
        rung: next.name.clone(),
        reasons,
        signs: next.signs.clone(),
        reply_by,
        slip: next.slip.clone(),
        version: ladder.version,
    }))
}

/// The rungs that taking `rung` leaves out: each needs a reason. A rung at or below the highest that stands may be taken
/// again.
///
/// # Errors
/// There is no such rung, or it leaves one out and `reason` is blank.
pub fn check_rung(
    ladder: &Ladder,
    taken: &[TakenRung],
    rung: &str,
    reason: &str,
) -> Result<Vec<String>, Refusal> {
    let place = ladder.place(rung).ok_or_else(|| Refusal::WrongValue { field: "rung".into() })?;
    let left_out = ladder.rungs.get(ladder.climbed(taken)..place).unwrap_or_default();
    match left_out.first() {
        Some(first) if reason.trim().is_empty() => {
            Err(Refusal::SkipsRung { rung: rung.to_owned(), left_out: first.name.clone() })
        }
        _ => Ok(left_out.iter().map(|rung| rung.name.clone()).collect()),
    }
}

impl Trigger {
    /// Why it holds, if it does. `before` is the rung before it, as it was last taken.
    fn holds(self, situation: &Situation, before: Option<&TakenRung>) -> Option<Why> {
        match self {
            // The most urgent lamp comes first in their order.
            Trigger::Lamp(from) => situation.lamp.filter(|lamp| *lamp <= from).map(|lamp| Why::Lamp { lamp }),
            Trigger::WorkingDaysLate(from) => {
                let days = situation.working_days_late;
                (days >= u32::from(from)).then_some(Why::Late { days, from })
            }
            // Its time is over, or nothing would be proposed at all; an answer that came late is none.
            Trigger::Unanswered => before.and_then(|one| {
                let reply_by = one.reply_by?;
                let in_time = one.answered.is_some_and(|answered| answered <= reply_by);
                let (rung, on) = (one.rung.clone(), one.on);
                (!in_time).then_some(Why::Unanswered { rung, on, reply_by })
            }),
            Trigger::Returns(from) => {
                let returns = situation.returns;
                (returns >= u64::from(from)).then_some(Why::Returns { returns, from })
            }
            Trigger::RedsInARow(from) => {
                let reds = situation.reds_in_a_row;
                (reds >= u32::from(from)).then_some(Why::RedsInARow { reds, from })
            }
        }
    }
}
