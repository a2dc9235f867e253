//! The escalation ladder: 提醒 → 提示单 → 约谈 → 通报 → 问责建议. The product proposes a rung, a named person decides.
//!
//! Ladders are data: `data/ladders/<ladder>.toml`. No rung is left out unless somebody gives a reason, each one that asks
//! for an answer waits for it, and one that was withdrawn counts as if it had never been taken.

mod parse;

use crate::{
    calendar::{Calendar, Limit, NoCalendar},
    kind::Label,
    lamp::Lamp,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

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
    /// Prefix of the number of its slip; `None` = no slip.
    pub series: Option<String>,
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

/// A rung that was taken on a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taken {
    /// Name of the rung.
    pub rung: String,
    /// When.
    pub on: Date,
    /// Last day for an answer, when one was asked for.
    pub reply_by: Option<Date>,
    /// When it was answered.
    pub answered: Option<Date>,
    /// Whether it was withdrawn.
    #[serde(default)]
    pub withdrawn: bool,
}

/// How a matter stands, as far as triggers ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
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
    /// Prefix of the number of its slip.
    pub series: Option<String>,
    /// Version of the ladder.
    pub version: u32,
}

/// Why a rung cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RungRefusal {
    /// The ladder has no such rung.
    #[error("no rung `{rung}`; there are {known}")]
    NoSuchRung {
        /// What was asked for.
        rung: String,
        /// Names of all rungs, in order.
        known: String,
    },
    /// A milder rung was left out, and nobody said why.
    #[error("rung `{rung}` leaves out `{left_out}`, which needs a reason")]
    Skips {
        /// What was asked for.
        rung: String,
        /// The mildest rung that is left out.
        left_out: String,
    },
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
    fn climbed(&self, taken: &[Taken]) -> usize {
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
    taken: &[Taken],
    standing: &Standing,
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
    let reasons: Vec<Why> = next.when.iter().filter_map(|trigger| trigger.holds(standing, last)).collect();
    if reasons.is_empty() {
        return Ok(None);
    }
    let reply_by = next.reply.map(|limit| calendar.due(today, limit)).transpose()?;
    Ok(Some(Proposal {
        rung: next.name.clone(),
        reasons,
        signs: next.signs.clone(),
        reply_by,
        series: next.series.clone(),
        version: ladder.version,
    }))
}

/// Whether `rung` may be taken: one that leaves out a milder one needs a reason. A rung at or below the highest that
/// stands may be taken again.
///
/// # Errors
/// There is no such rung, or it leaves one out and `reason` is blank.
pub fn check_rung(ladder: &Ladder, taken: &[Taken], rung: &str, reason: &str) -> Result<(), RungRefusal> {
    let Some(place) = ladder.place(rung) else {
        let known: Vec<&str> = ladder.rungs.iter().map(|rung| rung.name.as_str()).collect();
        return Err(RungRefusal::NoSuchRung { rung: rung.to_owned(), known: known.join(", ") });
    };
    match ladder.rungs.get(ladder.climbed(taken)) {
        Some(left_out) if place > ladder.climbed(taken) && reason.trim().is_empty() => {
            Err(RungRefusal::Skips { rung: rung.to_owned(), left_out: left_out.name.clone() })
        }
        _ => Ok(()),
    }
}

impl Trigger {
    /// Why it holds, if it does. `before` is the rung before it, as it was last taken.
    fn holds(self, standing: &Standing, before: Option<&Taken>) -> Option<Why> {
        match self {
            // The most urgent lamp comes first in their order.
            Trigger::Lamp(from) => standing.lamp.filter(|lamp| *lamp <= from).map(|lamp| Why::Lamp { lamp }),
            Trigger::WorkingDaysLate(from) => {
                let days = standing.working_days_late;
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
                let returns = standing.returns;
                (returns >= u64::from(from)).then_some(Why::Returns { returns, from })
            }
            Trigger::RedsInARow(from) => {
                let reds = standing.reds_in_a_row;
                (reds >= u32::from(from)).then_some(Why::RedsInARow { reds, from })
            }
        }
    }
}
