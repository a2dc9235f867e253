//! The time a score sheet speaks of: a month, a quarter or a year.

use jiff::{
    ToSpan,
    civil::{Date, date},
};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A month (`2026-10`), a quarter (`2026-Q3`) or a year (`2026`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Span {
    year: i16,
    /// First month and how many.
    months: (i8, i8),
}

/// What is no span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a month such as 2026-10, a quarter such as 2026-Q3 or a year such as 2026")]
pub struct NoSpan;

impl Span {
    /// Its first day.
    pub fn first(self) -> Date {
        date(self.year, self.months.0, 1)
    }

    /// Its last day.
    pub fn last(self) -> Date {
        // Years are bounded when it is read, so the day after is there.
        (self.first() + i32::from(self.months.1).months()).yesterday().unwrap_or(self.first())
    }

    /// Whether a day lies in it.
    pub fn holds(self, day: Date) -> bool {
        self.first() <= day && day <= self.last()
    }

    /// Whether a month lies in it.
    pub fn holds_month(self, (year, month): (i16, i8)) -> bool {
        year == self.year && (self.months.0..self.months.0 + self.months.1).contains(&month)
    }
}

impl FromStr for Span {
    type Err = NoSpan;

    fn from_str(text: &str) -> Result<Span, NoSpan> {
        let (year, part) = text.split_once('-').map_or((text, None), |(year, part)| (year, Some(part)));
        let number = |text: &str| {
            let digits = text.bytes().all(|digit| digit.is_ascii_digit());
            text.parse::<i16>().ok().filter(|_| digits)
        };
        let year =
            number(year).filter(|year| text.len() >= 4 && (2000..=2100).contains(year)).ok_or(NoSpan)?;
        let months = match part {
            None => (1, 12),
            Some(part) => match part.strip_prefix('Q') {
                Some(quarter) => match number(quarter) {
                    Some(quarter @ 1..=4) if part.len() == 2 => (quarter * 3 - 2, 3),
                    _ => return Err(NoSpan),
                },
                None => match number(part) {
                    Some(month @ 1..=12) if part.len() == 2 => (month, 1),
                    _ => return Err(NoSpan),
                },
            },
        };
        let small = |n: i16| i8::try_from(n).map_err(|_| NoSpan);
        Ok(Span { year, months: (small(months.0)?, small(months.1)?) })
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.months {
            (_, 12) => write!(f, "{}", self.year),
            (first, 3) => write!(f, "{}-Q{}", self.year, (first + 2) / 3),
            (first, _) => write!(f, "{}-{first:02}", self.year),
        }
    }
}

impl TryFrom<String> for Span {
    type Error = NoSpan;

    fn try_from(text: String) -> Result<Span, NoSpan> {
        text.parse()
    }
}

impl From<Span> for String {
    fn from(span: Span) -> String {
        span.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_quarters_and_years_read_and_write() {
        let ends = |text: &str| {
            let span: Span = text.parse().unwrap();
            assert_eq!(span.to_string(), text);
            (span.first().to_string(), span.last().to_string())
        };
        let days = |first: &str, last: &str| (first.to_owned(), last.to_owned());
        assert_eq!(ends("2026-Q3"), days("2026-07-01", "2026-09-30"));
        assert_eq!(ends("2024-02"), days("2024-02-01", "2024-02-29"));
        assert_eq!(ends("2026"), days("2026-01-01", "2026-12-31"));
        for wrong in ["2026-Q5", "2026-13", "26", "2026-", "2026-1", "2026-Q", "+202", "9999", "2026-Q10"] {
            assert!(wrong.parse::<Span>().is_err(), "{wrong}");
        }
        let quarter: Span = "2026-Q3".parse().unwrap();
        assert!(quarter.holds_month((2026, 9)) && !quarter.holds_month((2026, 10)));
    }
}
