//! Dates as they stand in lists: with marks or without, a month or a year alone, the serial number of a spreadsheet.

use crate::{amount::one_slip, fold::fold};
use jiff::{Span, civil::Date};

/// A day, a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    first: Date,
    /// Parts that are known: 1 = year, 2 = month, 3 = day.
    parts: u8,
}

/// How two dates stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Between {
    Same,
    /// Equal as far as the coarser one says.
    Within,
    /// Day and month changed places, or one digit is another.
    Slip,
    /// At most seven days apart.
    Near,
    /// At most 31 days apart.
    Month,
    Different,
}

impl Day {
    /// Reads a cell.
    pub(crate) fn read(text: &str) -> Option<Day> {
        // A space sets parts apart here: what follows the day is a time.
        let apart: String =
            text.trim().chars().map(|sign| if sign.is_whitespace() { '/' } else { sign }).collect();
        let folded = fold(&apart);
        let groups: Vec<&str> =
            folded.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
        let number = |group: &str| group.parse::<i16>().ok();
        match groups[..] {
            [one] if one.len() == 8 => {
                Day::of(one[..4].parse().ok()?, Some(number(&one[4..6])?), Some(number(&one[6..])?))
            }
            [one] if one.len() == 6 => Day::of(one[..4].parse().ok()?, Some(number(&one[4..])?), None),
            [one] if one.len() == 5 && folded.len() == 5 => Day::of_serial(one.parse().ok()?),
            [year] if year.len() == 4 => Day::of(number(year)?, None, None),
            [year, month] => Day::of(full(number(year)?), Some(number(month)?), None),
            [year, month, day, ..] => Day::of(full(number(year)?), Some(number(month)?), Some(number(day)?)),
            _ => None,
        }
    }

    fn of(year: i16, month: Option<i16>, day: Option<i16>) -> Option<Day> {
        if !(1900..=2100).contains(&year) {
            return None;
        }
        let part = |part: Option<i16>| i8::try_from(part.unwrap_or(1)).ok();
        let first = Date::new(year, part(month)?, part(day)?).ok()?;
        Some(Day { first, parts: 1 + u8::from(month.is_some()) + u8::from(day.is_some()) })
    }

    /// Days since the end of 1899, as spreadsheets keep dates.
    fn of_serial(days: i32) -> Option<Day> {
        if !(20_000..=80_000).contains(&days) {
            return None;
        }
        let first = Date::constant(1899, 12, 30).checked_add(Span::new().days(days)).ok()?;
        Some(Day { first, parts: 3 })
    }

    /// The day, where all of it is known.
    pub(crate) fn whole(self) -> Option<Date> {
        (self.parts == 3).then_some(self.first)
    }

    pub(crate) fn between(self, other: Day) -> Between {
        let parts = self.parts.min(other.parts);
        let (a, b) = (self.first, other.first);
        let same = a.year() == b.year()
            && (parts < 2 || a.month() == b.month())
            && (parts < 3 || a.day() == b.day());
        if same {
            return if self.parts == other.parts { Between::Same } else { Between::Within };
        }
        if parts < 3 {
            return Between::Different;
        }
        let apart = (b - a).get_days().unsigned_abs();
        if apart <= 7 {
            return Between::Near;
        }
        let swapped = a.year() == b.year() && a.month() == b.day() && a.day() == b.month();
        let digits =
            |date: Date| format!("{:04}{:02}{:02}", date.year(), date.month(), date.day()).into_bytes();
        match () {
            () if swapped || one_slip(&digits(a), &digits(b)) => Between::Slip,
            () if apart <= 31 => Between::Month,
            () => Between::Different,
        }
    }
}

/// Two digits of a year are of this century.
fn full(year: i16) -> i16 {
    if (0..100).contains(&year) { 2000 + year } else { year }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_however_they_are_written() {
        for (text, date, parts) in [
            ("2024-03-05", "2024-03-05", 3),
            ("２０２４年３月５日", "2024-03-05", 3),
            ("2024/3/5 08:30:00", "2024-03-05", 3),
            ("20240305", "2024-03-05", 3),
            ("24.3.5", "2024-03-05", 3),
            ("45356", "2024-03-05", 3),
            ("2024年3月", "2024-03-01", 2),
            ("2024", "2024-01-01", 1),
        ] {
            let read = Day::read(text).unwrap();
            assert_eq!((read.first.to_string().as_str(), read.parts), (date, parts), "{text}");
        }
        for text in ["", "待定", "2024-13-01", "2024-02-30", "123", "99999999", "1-2-3-4-5"] {
            assert!(Day::read(text).is_none_or(|day| text == "1-2-3-4-5" && day.parts == 3), "{text}");
        }
    }

    #[test]
    fn slips_are_told_apart() {
        let read = |text| Day::read(text).unwrap();
        for (a, b, between) in [
            ("2024-03-05", "2024年3月5日", Between::Same),
            ("2024-03-05", "2024年3月", Between::Within),
            ("2024-03-05", "2024-05-03", Between::Slip),
            ("2024-03-05", "2023-03-05", Between::Slip),
            ("2024-03-05", "2024-03-09", Between::Near),
            ("2024-03-09", "2024-03-31", Between::Month),
            ("2024-03-05", "2022-11-19", Between::Different),
        ] {
            assert_eq!(read(a).between(read(b)), between, "{a} and {b}");
        }
    }
}
