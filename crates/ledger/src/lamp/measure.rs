//! How each measure comes about, step by step. Pure arithmetic on dates, percentages and the calendar.

use super::{
    facts::{Facts, Lack, Outlook},
    rule::{Measure, Value},
};
use crate::{
    cadence::{Cadence, Period},
    calendar::{Calendar, NoCalendar},
};
use jiff::{Span, civil::Date};
use serde::Serialize;

/// Months looked back at most, so that a date typed with a wrong century costs nothing.
const MONTHS: u32 = 120;

/// One step of a derivation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// The day looked at.
    Today {
        /// The day.
        day: Date,
    },
    /// The due date.
    Due {
        /// The day.
        day: Date,
    },
    /// The day the plan begins.
    Start {
        /// The day.
        day: Date,
    },
    /// The due date is past; today, or the next working day, is the nth after it.
    Late {
        /// Working days.
        days: u32,
    },
    /// The due date is ahead, on the nth working day from today.
    Left {
        /// Working days.
        days: u32,
    },
    /// Of the working days after the start up to the due date, so many were over when today began.
    Elapsed {
        /// Working days that are over.
        past: u32,
        /// All of them.
        all: u32,
    },
    /// Of the weight of all nodes, so much was planned for days before today.
    Nodes {
        /// Weight planned for days that are over.
        past: u64,
        /// Weight of all.
        all: u64,
    },
    /// The progress planned by now.
    Planned {
        /// Percent.
        percent: Value,
    },
    /// The progress last reported.
    Reported {
        /// Percent.
        percent: u8,
        /// When.
        on: Date,
    },
    /// No percentage has been reported, which counts as 0.
    NothingReported,
    /// Work began, or something was entered.
    Begun {
        /// When.
        on: Date,
    },
    /// Work has not begun, or nothing was entered.
    NotBegun,
    /// Whole months from the start to today, and days of the next one.
    Since {
        /// Months.
        months: u32,
        /// Days beyond them.
        days: u32,
        /// Days of the month under way.
        of: u32,
    },
    /// A month that ended with less than planned, or without a start that was planned.
    Month {
        /// The month.
        month: Period,
        /// What was planned by its end; `None` where only the start counts.
        planned: Option<Value>,
        /// What was reported by its end.
        reported: u8,
    },
    /// Warnings that were not answered in time.
    Ignored {
        /// How many in a row.
        warnings: u32,
    },
    /// A person's judgement.
    Judged {
        /// What.
        outlook: Outlook,
    },
}

/// Why a measure has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    Fact(Lack),
    Year(NoCalendar),
}

impl From<NoCalendar> for Missing {
    fn from(missing: NoCalendar) -> Missing {
        Missing::Year(missing)
    }
}

/// Measures one matter on one day, writing down the steps.
pub(super) struct Measuring<'a> {
    pub(super) facts: &'a Facts,
    pub(super) today: Date,
    pub(super) calendar: &'a Calendar,
    pub(super) steps: Vec<Step>,
}

impl Measuring<'_> {
    pub(super) fn value(&mut self, measure: Measure) -> Result<Value, Missing> {
        match measure {
            Measure::Deadline => self.deadline(),
            Measure::ProgressBehind => {
                let (planned, reported) = self.planned_and_reported()?;
                Ok(behind(planned, reported))
            }
            Measure::Shortfall => {
                let (planned, reported) = self.planned_and_reported()?;
                let short = behind(planned, reported);
                let none_planned = planned <= Value::whole(0);
                // short / planned as a percentage; both have the same denominator.
                Ok(if none_planned {
                    Value::whole(0)
                } else {
                    Value::ratio(100 * short.over(), planned.over())
                })
            }
            Measure::MonthsMissed => self.months_missed(),
            Measure::MonthsSince => self.months_since(),
            Measure::MonthsBelow => self.months_below(),
            Measure::WarningsIgnored => {
                let warnings = self.facts.warnings_ignored.ok_or(Missing::Fact(Lack::Warnings))?;
                self.steps.push(Step::Ignored { warnings });
                Ok(Value::whole(warnings.into()))
            }
            Measure::Outlook => {
                let outlook = self.facts.outlook.ok_or(Missing::Fact(Lack::Outlook))?;
                self.steps.push(Step::Judged { outlook });
                Ok(Value::whole(outlook as i64))
            }
        }
    }

    fn start(&mut self) -> Result<Date, Missing> {
        let day = self.facts.start.ok_or(Missing::Fact(Lack::Start))?;
        self.steps.push(Step::Start { day });
        Ok(day)
    }

    fn due(&mut self) -> Result<Date, Missing> {
        let day = self.facts.due.ok_or(Missing::Fact(Lack::Due))?;
        self.steps.push(Step::Due { day });
        Ok(day)
    }

    /// Working days past the due date, the way lists count them: nothing on the day itself, and a day off counts as the
    /// working day it leads to.
    fn deadline(&mut self) -> Result<Value, Missing> {
        let due = self.due()?;
        let today = self.today;
        self.steps.push(Step::Today { day: today });
        Ok(match today.cmp(&due) {
            std::cmp::Ordering::Equal => Value::whole(0),
            std::cmp::Ordering::Greater => {
                let days = 1 + self.calendar.working_days_between(due, today)?;
                self.steps.push(Step::Late { days });
                Value::whole(days.into())
            }
            std::cmp::Ordering::Less => {
                let days = 1 + self.calendar.working_days_between(today, due)?;
                self.steps.push(Step::Left { days });
                Value::whole(-i64::from(days))
            }
        })
    }

    /// Planned percentage when today begins, and the one reported.
    fn planned_and_reported(&mut self) -> Result<(Value, u8), Missing> {
        let planned = if self.facts.nodes.is_empty() {
            let (start, due) = (self.start()?, self.due()?);
            self.steps.push(Step::Today { day: self.today });
            let (past, all) = elapsed(self.calendar, start, due, self.today)?;
            self.steps.push(Step::Elapsed { past, all });
            on_the_line(past, all, self.today > due)
        } else {
            self.steps.push(Step::Today { day: self.today });
            let (past, all) = self.weights(self.today);
            self.steps.push(Step::Nodes { past, all });
            share(past, all)
        };
        self.steps.push(Step::Planned { percent: planned });
        let (percent, on) = self.facts.reported(self.today);
        self.steps.push(on.map_or(Step::NothingReported, |on| Step::Reported { percent, on }));
        Ok((planned, percent))
    }

    /// Weight of the nodes planned for days before `day`, and of all.
    fn weights(&self, day: Date) -> (u64, u64) {
        let weight = |before: Option<Date>| {
            let nodes = self.facts.nodes.iter().filter(|node| before.is_none_or(|day| node.on < day));
            nodes.map(|node| u64::from(node.weight)).sum()
        };
        (weight(Some(day)), weight(None))
    }

    /// Months, from that of the planned start on, that ended without it.
    fn months_missed(&mut self) -> Result<Value, Missing> {
        let start = self.start()?;
        self.steps.push(Step::Today { day: self.today });
        if let Some(on) = self.facts.started {
            self.steps.push(Step::Begun { on });
            return Ok(Value::whole(0));
        }
        self.steps.push(Step::NotBegun);
        let mut month = Period::of(Cadence::Month, start);
        let mut missed = 0;
        while month.end() < self.today && missed < MONTHS {
            self.steps.push(Step::Month { month, planned: None, reported: 0 });
            missed += 1;
            month = month.next();
        }
        Ok(Value::whole(missed.into()))
    }

    /// Months since the start while nothing was reported.
    fn months_since(&mut self) -> Result<Value, Missing> {
        let start = self.start()?;
        self.steps.push(Step::Today { day: self.today });
        if let Some(first) = self.facts.reports.first() {
            self.steps.push(Step::Begun { on: first.on });
            return Ok(Value::whole(0));
        }
        self.steps.push(Step::NotBegun);
        let after = |months: u32| start.saturating_add(Span::new().months(i64::from(months)));
        let mut months = 0;
        while after(months + 1) <= self.today && months < MONTHS {
            months += 1;
        }
        let days_between = |from: Date, to: Date| u32::try_from((to - from).get_days()).unwrap_or(0);
        let of = days_between(after(months), after(months + 1)).max(1);
        let days = days_between(after(months), self.today).min(of);
        self.steps.push(Step::Since { months, days, of });
        Ok(Value::ratio(i64::from(months) * i64::from(of) + i64::from(days), of.into()))
    }

    /// Months in a row, up to the last that ended, that ended with less than planned.
    fn months_below(&mut self) -> Result<Value, Missing> {
        let start = self.start()?;
        let due = if self.facts.nodes.is_empty() { Some(self.due()?) } else { None };
        self.steps.push(Step::Today { day: self.today });
        let mut month = Period::of(Cadence::Month, self.today).previous();
        let mut below = 0;
        while month.end() >= start && below < MONTHS {
            let after = month.end().tomorrow().unwrap_or(month.end());
            let planned = match due {
                Some(due) => {
                    let (past, all) = elapsed(self.calendar, start, due, after)?;
                    on_the_line(past, all, after > due)
                }
                None => {
                    let (past, all) = self.weights(after);
                    share(past, all)
                }
            };
            let (reported, _) = self.facts.reported(month.end());
            if planned <= Value::whole(reported.into()) {
                break;
            }
            self.steps.push(Step::Month { month, planned: Some(planned), reported });
            below += 1;
            month = month.previous();
        }
        Ok(Value::whole(below.into()))
    }
}

/// How far `reported` lies behind `planned`, with the denominator of `planned`.
fn behind(planned: Value, reported: u8) -> Value {
    Value::ratio(planned.over() - i64::from(reported) * planned.under(), planned.under())
}

/// Working days after `start` up to and with `due`: those over when `today` begins, and all.
fn elapsed(calendar: &Calendar, start: Date, due: Date, today: Date) -> Result<(u32, u32), NoCalendar> {
    let after_due = due.tomorrow().unwrap_or(due);
    let past = calendar.working_days_between(start, today.min(after_due))?;
    Ok((past, calendar.working_days_between(start, after_due)?))
}

/// The plan as a straight line over working days; a plan without a working day is due all at once.
fn on_the_line(past: u32, all: u32, is_over: bool) -> Value {
    match all {
        0 => Value::whole(if is_over { 100 } else { 0 }),
        _ => Value::ratio(100 * i64::from(past), all.into()),
    }
}

/// `past / all` in percent; weights beyond any sense are cut off rather than wrapped.
fn share(past: u64, all: u64) -> Value {
    let cut = |weight: u64| i64::try_from(weight.min(1 << 40)).unwrap_or(0);
    if all == 0 { Value::whole(0) } else { Value::ratio(100 * cut(past), cut(all)) }
}
