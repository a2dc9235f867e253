//! Reporting periods: weeks (周), ten-day periods (旬), months (月), and the day on which a report on one is due.
//!
//! A week runs from Monday to Sunday, a 旬 is the 1st to the 10th, the 11th to the 20th, the 21st to the month's end; it
//! never rolls and never aligns with weeks. The days on which reports are due are data: `data/cadences.toml`.

mod due;

pub use due::{Cadences, DayOff, DueDay, ReportDay, ReportRule};

use jiff::{
    Span,
    civil::{Date, ISOWeekDate, Weekday},
};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// How often a report is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    /// Monday to Sunday.
    Week,
    /// 1–10, 11–20, 21 to the end of the month.
    TenDays,
    /// A calendar month.
    Month,
}

impl Cadence {
    /// All, the shortest first.
    pub const ALL: [Cadence; 3] = [Cadence::Week, Cadence::TenDays, Cadence::Month];

    /// Stable name in the store, the API and the locales.
    pub fn name(self) -> &'static str {
        match self {
            Cadence::Week => "week",
            Cadence::TenDays => "ten_days",
            Cadence::Month => "month",
        }
    }

    /// Reads [`Cadence::name`] back.
    pub fn from_name(name: &str) -> Option<Cadence> {
        Cadence::ALL.into_iter().find(|cadence| cadence.name() == name)
    }
}

/// One week, ten-day period or month. Written as its key: `2024-W15`, `2024-04-x2`, `2024-04`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Period {
    cadence: Cadence,
    start: Date,
    end: Date,
}

/// A text that names no period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a period is a week such as 2024-W15, a ten-day period such as 2024-04-x2, or a month such as 2024-04"
)]
pub struct NotAPeriod;

impl Period {
    /// The period that holds `date`. At either end of the calendar (years -9999 and 9999) it is cut off there.
    pub fn of(cadence: Cadence, date: Date) -> Period {
        let on = |day: i8| date.with().day(day).build().unwrap_or(date);
        let (start, end) = match cadence {
            Cadence::Week => {
                let since_monday = i64::from(date.weekday().to_monday_zero_offset());
                let start = date.saturating_sub(Span::new().days(since_monday));
                (start, date.saturating_add(Span::new().days(6 - since_monday)))
            }
            Cadence::TenDays => match date.day() {
                ..=10 => (date.first_of_month(), on(10)),
                11..=20 => (on(11), on(20)),
                _ => (on(21), date.last_of_month()),
            },
            Cadence::Month => (date.first_of_month(), date.last_of_month()),
        };
        Period { cadence, start, end }
    }

    /// How long it is.
    pub fn cadence(self) -> Cadence {
        self.cadence
    }

    /// Its first day.
    pub fn start(self) -> Date {
        self.start
    }

    /// Its last day.
    pub fn end(self) -> Date {
        self.end
    }

    /// Whether `date` lies in it.
    pub fn contains(self, date: Date) -> bool {
        self.start <= date && date <= self.end
    }

    /// Its days, in order.
    pub fn days(self) -> impl Iterator<Item = Date> {
        self.start.series(Span::new().days(1)).take_while(move |day| *day <= self.end)
    }

    /// The period before it; the first one there is comes before itself.
    #[must_use]
    pub fn previous(self) -> Period {
        self.start.yesterday().map_or(self, |day| Period::of(self.cadence, day))
    }

    /// The period after it; the last one there is comes after itself.
    #[must_use]
    pub fn next(self) -> Period {
        self.end.tomorrow().map_or(self, |day| Period::of(self.cadence, day))
    }
}

impl fmt::Display for Period {
    /// The key: sorts by time within a cadence, reads back with [`Period::from_str`] for the years 0 to 9999.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.start.year(), self.start.month());
        match self.cadence {
            Cadence::Week => {
                let week = self.start.iso_week_date();
                write!(f, "{:04}-W{:02}", week.year(), week.week())
            }
            Cadence::TenDays => {
                let nth = 1 + (self.start.day() - 1) / 10;
                write!(f, "{year:04}-{month:02}-x{nth}")
            }
            Cadence::Month => write!(f, "{year:04}-{month:02}"),
        }
    }
}

impl FromStr for Period {
    type Err = NotAPeriod;

    /// Reads a key; only as it is written, so that one period has one key.
    fn from_str(key: &str) -> Result<Period, NotAPeriod> {
        let period = read(key).ok_or(NotAPeriod)?;
        if period.to_string() == key { Ok(period) } else { Err(NotAPeriod) }
    }
}

/// The period of a key, which may be written in another way than [`Period`] writes it.
fn read(key: &str) -> Option<Period> {
    let (year, rest) = key.split_once('-')?;
    let year: i16 = year.parse().ok()?;
    if let Some(week) = rest.strip_prefix('W') {
        let monday = ISOWeekDate::new(year, week.parse().ok()?, Weekday::Monday).ok()?;
        return Some(Period::of(Cadence::Week, monday.date()));
    }
    let on = |month: &str, day| Date::new(year, month.parse().ok()?, day).ok();
    match rest.split_once("-x") {
        Some((month, nth)) => {
            let day = nth.parse::<i8>().ok().filter(|nth| (1..=3).contains(nth))? * 10 - 9;
            Some(Period::of(Cadence::TenDays, on(month, day)?))
        }
        None => Some(Period::of(Cadence::Month, on(rest, 1)?)),
    }
}

impl From<Period> for String {
    fn from(period: Period) -> String {
        period.to_string()
    }
}

impl TryFrom<String> for Period {
    type Error = NotAPeriod;

    fn try_from(key: String) -> Result<Period, NotAPeriod> {
        key.parse()
    }
}
