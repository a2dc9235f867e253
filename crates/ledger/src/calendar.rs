//! Working days and due dates. A year that is not loaded is an error, never a guess.
//!
//! Rules: the start day is not counted; a month ends on the same day or the month's last; a last day off moves to the
//! next working day (Civil Code arts. 201–203). Holidays and make-up working days per year come from the State
//! Council's yearly notice, as data in `data/calendars`.

use jiff::civil::{Date, Weekday};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Days off and make-up working days by year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeMap<i16, Year>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Year {
    off: BTreeSet<Date>,
    work: BTreeSet<Date>,
}

/// A calendar year that is needed and not loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the working-day calendar of {year} is not loaded")]
pub struct NoCalendar {
    /// The year.
    pub year: i16,
}

/// A limit for something to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Working days (工作日).
    WorkingDays(u16),
    /// Calendar days (日), rolled forward off a day off.
    Days(u16),
    /// Months (个月), rolled forward off a day off.
    Months(u16),
}

/// How a due date comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Derivation {
    /// The day of the event; not counted.
    pub start: Date,
    /// The limit.
    pub limit: Limit,
    /// Where counting ends, before a day off is stepped over.
    pub raw_end: Date,
    /// The due date.
    pub due: Date,
}

/// Why people work or rest on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// A working day of the week.
    Ordinary,
    /// A Saturday or Sunday that is worked in exchange for a holiday (调休).
    MadeUp,
    /// A Saturday or Sunday.
    Weekend,
    /// A day off of a holiday.
    Holiday,
}

impl std::str::FromStr for Limit {
    type Err = NotALimit;

    /// Reads `15wd`, `60d` or `1mo`.
    fn from_str(text: &str) -> Result<Self, NotALimit> {
        let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let n =
            text.strip_suffix(unit).and_then(|n| n.parse().ok()).filter(|n| *n <= 3660).ok_or(NotALimit)?;
        match unit {
            "wd" => Ok(Limit::WorkingDays(n)),
            "d" => Ok(Limit::Days(n)),
            "mo" => Ok(Limit::Months(n)),
            _ => Err(NotALimit),
        }
    }
}

/// A limit is a number up to 3660 with `wd`, `d` or `mo`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a limit is a number up to 3660 with wd, d or mo")]
pub struct NotALimit;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCalendar {
    year: i16,
    #[serde(default)]
    #[allow(dead_code, reason = "the file states where its days come from")]
    source: String,
    off: Vec<Date>,
    work: Vec<Date>,
}

impl Calendar {
    /// Adds one year from a file of `data/calendars`: `year`, `off` and `work` as ISO dates in quotes.
    ///
    /// # Errors
    /// What is wrong in the file; a date of another year; a year loaded twice.
    pub fn load(&mut self, source: &str) -> Result<(), String> {
        let raw: RawCalendar = toml::from_str(source).map_err(|error| error.to_string())?;
        if let Some(date) = raw.off.iter().chain(&raw.work).find(|date| date.year() != raw.year) {
            return Err(format!("{date} does not belong to {}", raw.year));
        }
        let year = Year { off: raw.off.into_iter().collect(), work: raw.work.into_iter().collect() };
        if let Some(date) = year.off.intersection(&year.work).next() {
            return Err(format!("{date} is both off and worked"));
        }
        match self.years.insert(raw.year, year) {
            None => Ok(()),
            Some(_) => Err(format!("{} is loaded twice", raw.year)),
        }
    }

    /// Whether people work on `date`.
    ///
    /// # Errors
    /// The year is not loaded.
    pub fn is_working_day(&self, date: Date) -> Result<bool, NoCalendar> {
        self.day(date).map(|day| matches!(day, Day::Ordinary | Day::MadeUp))
    }

    /// The day on which a limit that starts on `start` ends.
    ///
    /// # Errors
    /// A year on the way is not loaded.
    pub fn due(&self, start: Date, limit: Limit) -> Result<Date, NoCalendar> {
        self.derive(start, limit).map(|derivation| derivation.due)
    }

    /// The same day with how it comes about.
    ///
    /// # Errors
    /// A year on the way is not loaded.
    pub fn derive(&self, start: Date, limit: Limit) -> Result<Derivation, NoCalendar> {
        let raw_end = self.plain_end(start, limit)?;
        // Working days are counted over days off, so only the other limits roll.
        let due = if matches!(limit, Limit::WorkingDays(_)) { raw_end } else { self.roll(raw_end)? };
        Ok(Derivation { start, limit, raw_end, due })
    }

    /// Where a limit ends before a day off is stepped over: months and days need no calendar.
    ///
    /// # Errors
    /// A year on the way of counted working days is not loaded.
    pub fn plain_end(&self, start: Date, limit: Limit) -> Result<Date, NoCalendar> {
        match limit {
            Limit::WorkingDays(n) => self.plus_working_days(start, i32::from(n)),
            Limit::Days(n) => Ok(later(start, jiff::Span::new().days(i64::from(n)))),
            Limit::Months(n) => Ok(later(start, jiff::Span::new().months(i64::from(n)))),
        }
    }

    /// Why people work or rest on `date`.
    ///
    /// # Errors
    /// The year is not loaded.
    pub fn day(&self, date: Date) -> Result<Day, NoCalendar> {
        let year = self.years.get(&date.year()).ok_or(NoCalendar { year: date.year() })?;
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        Ok(match (year.work.contains(&date), year.off.contains(&date), weekend) {
            (true, ..) => Day::MadeUp,
            (_, true, _) => Day::Holiday,
            (_, _, true) => Day::Weekend,
            _ => Day::Ordinary,
        })
    }

    /// Working days strictly between two days; 0 when the second is not later.
    ///
    /// # Errors
    /// A year on the way is not loaded.
    pub fn working_days_between(&self, after: Date, before: Date) -> Result<u32, NoCalendar> {
        let mut count = 0;
        let days = after.series(jiff::Span::new().days(1)).skip(1);
        for day in days.take_while(|day| *day < before) {
            count += u32::from(self.is_working_day(day)?);
        }
        Ok(count)
    }

    /// `n` working days after `start` (before it, when negative); 0 is `start` itself.
    ///
    /// # Errors
    /// A year on the way is not loaded.
    pub fn plus_working_days(&self, start: Date, n: i32) -> Result<Date, NoCalendar> {
        let mut date = start;
        let mut left = n.unsigned_abs();
        while left > 0 {
            let next = if n > 0 { date.tomorrow() } else { date.yesterday() };
            date = next.map_err(|_| NoCalendar { year: date.year() })?;
            if self.is_working_day(date)? {
                left -= 1;
            }
        }
        Ok(date)
    }

    /// `date`, or the first working day after it.
    ///
    /// # Errors
    /// A year on the way is not loaded.
    pub fn roll(&self, date: Date) -> Result<Date, NoCalendar> {
        let mut date = date;
        while !self.is_working_day(date)? {
            date = date.tomorrow().map_err(|_| NoCalendar { year: date.year() })?;
        }
        Ok(date)
    }
}

fn later(start: Date, span: jiff::Span) -> Date {
    start.saturating_add(span)
}
