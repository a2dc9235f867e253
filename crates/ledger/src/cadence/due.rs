//! The day on which the report on a period is due: `data/cadences.toml`.

use super::{Cadence, Period};
use crate::{
    calendar::{Calendar, NoCalendar},
    mistake::Mistake,
};
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use toml::Spanned;

/// Which day of its period a report is due on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportDay {
    /// A day of the week; for weeks only.
    Weekday(Weekday),
    /// The nth day of the period, from 1; every period of the cadence has it.
    Nth(u8),
    /// The last day of the period.
    Last,
}

/// Where a report goes whose day is a day off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayOff {
    /// To the nearest working day before it in the period, or, where there is none, to the first one after it.
    Earlier,
    /// To the first working day after it.
    Later,
}

/// When the reports of one cadence are due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportRule {
    /// Which day.
    pub day: ReportDay,
    /// What happens on a day off.
    pub day_off: DayOff,
}

/// When reports are due, by cadence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cadences {
    /// Weekly reports (周报告).
    pub week: ReportRule,
    /// Ten-day dispatch (旬调度).
    pub ten_days: ReportRule,
    /// Monthly check (月督查).
    pub month: ReportRule,
}

/// The day a report is due, and how it comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DueDay {
    /// The day the rule names.
    pub named: Date,
    /// The working day it is due on.
    pub due: Date,
}

impl Default for Cadences {
    /// Thursday; the last working day of the 旬 and of the month.
    fn default() -> Self {
        let last = ReportRule { day: ReportDay::Last, day_off: DayOff::Earlier };
        Cadences {
            week: ReportRule { day: ReportDay::Weekday(Weekday::Thursday), day_off: DayOff::Earlier },
            ten_days: last,
            month: last,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCadences {
    week: RawRule,
    ten_days: RawRule,
    month: RawRule,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    day: Spanned<toml::Value>,
    day_off: DayOff,
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

impl Cadence {
    /// Days of its shortest period, so that the nth day always exists: February has a third 旬 of 8 days.
    fn shortest(self) -> u8 {
        match self {
            Cadence::Week => 7,
            Cadence::TenDays => 8,
            Cadence::Month => 28,
        }
    }
}

impl Cadences {
    /// Reads `data/cadences.toml`.
    ///
    /// # Errors
    /// The first mistake: broken TOML, an unknown key, a day that a period of the cadence may not have.
    pub fn parse(source: &str) -> Result<Cadences, Mistake> {
        let allowed = "[week], [ten_days], [month], each with day and day_off (earlier, later)";
        let raw: RawCadences =
            toml::from_str(source).map_err(|error| Mistake::of_toml(source, &error, allowed))?;
        let rule = |cadence: Cadence, raw: RawRule| {
            let day = report_day(cadence, raw.day.get_ref()).ok_or_else(|| {
                let weekdays = if cadence == Cadence::Week { "\"monday\" to \"sunday\", " } else { "" };
                let allowed = format!("{weekdays}\"last\", a number from 1 to {}", cadence.shortest());
                Mistake::at(
                    source,
                    &raw.day,
                    format!("day {} of a {}", raw.day.get_ref(), cadence.name()),
                    allowed,
                )
            })?;
            Ok(ReportRule { day, day_off: raw.day_off })
        };
        Ok(Cadences {
            week: rule(Cadence::Week, raw.week)?,
            ten_days: rule(Cadence::TenDays, raw.ten_days)?,
            month: rule(Cadence::Month, raw.month)?,
        })
    }

    /// The rule of a cadence.
    pub fn rule(&self, cadence: Cadence) -> ReportRule {
        match cadence {
            Cadence::Week => self.week,
            Cadence::TenDays => self.ten_days,
            Cadence::Month => self.month,
        }
    }

    /// The day a report on `period` is due; `None` for a period without a single working day, which owes none.
    ///
    /// # Errors
    /// The year of a day that is looked at is not loaded.
    pub fn due(&self, period: Period, calendar: &Calendar) -> Result<Option<DueDay>, NoCalendar> {
        let rule = self.rule(period.cadence());
        let named = rule.day.of(period);
        let mut works = false;
        for day in period.days() {
            works |= calendar.is_working_day(day)?;
        }
        if !works {
            return Ok(None);
        }
        if rule.day_off == DayOff::Earlier {
            let mut day = named;
            while period.contains(day) {
                if calendar.is_working_day(day)? {
                    return Ok(Some(DueDay { named, due: day }));
                }
                day = day.yesterday().map_err(|_| NoCalendar { year: day.year() })?;
            }
        }
        Ok(Some(DueDay { named, due: calendar.roll(named)? }))
    }
}

fn report_day(cadence: Cadence, value: &toml::Value) -> Option<ReportDay> {
    if let Some(n) = value.as_integer() {
        let n = u8::try_from(n).ok().filter(|n| (1..=cadence.shortest()).contains(n))?;
        return Some(ReportDay::Nth(n));
    }
    match (value.as_str()?, cadence) {
        ("last", _) => Some(ReportDay::Last),
        (name, Cadence::Week) => {
            let found = WEEKDAYS.iter().find(|(known, _)| *known == name);
            found.map(|(_, weekday)| ReportDay::Weekday(*weekday))
        }
        _ => None,
    }
}

impl ReportDay {
    /// The day of `period` that it names.
    fn of(self, period: Period) -> Date {
        let skip = match self {
            ReportDay::Last => return period.end(),
            ReportDay::Weekday(weekday) => {
                usize::try_from(weekday.to_monday_zero_offset()).unwrap_or_default()
            }
            ReportDay::Nth(n) => usize::from(n.saturating_sub(1)),
        };
        period.days().nth(skip).unwrap_or(period.end())
    }
}
