//! What a cell of a sheet says, and what it is called.

use super::Wrong;
use documents::model::Entry;
use jiff::civil::Date;

/// Years that a date of the ledger can have; other figures between points are no date but a number.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2999;

/// What a cell says; where dates stand, a date as the ledger writes it even if it was typed as text.
pub(super) fn shown(entry: &Entry, dates: bool) -> String {
    match date(entry) {
        Ok(Some(date)) if dates => date.to_string(),
        _ => entry.shown().trim().to_owned(),
    }
}

/// A date: typed as one, or as text like 2026-06-30, 2026.6.30, 2026/6/30, 2026年6月30日, in the years 1900 to 2999.
pub(super) fn date(entry: &Entry) -> Result<Option<Date>, Wrong> {
    let text = match entry {
        Entry::Empty => return Ok(None),
        Entry::Date(date) if YEARS.contains(&date.year()) => return Ok(Some(*date)),
        Entry::Date(_) | Entry::Number(_) => return Err(Wrong::NoDate),
        Entry::Text(text) => text.trim(),
    };
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let good = text.chars().all(|c| c.is_ascii_digit() || "-./年月日 ".contains(c));
    let [year, month, day] = parts.as_slice() else { return Err(Wrong::NoDate) };
    let read = || Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    read().filter(|date| good && YEARS.contains(&date.year())).map(Some).ok_or(Wrong::NoDate)
}

pub(super) fn percent(entry: &Entry) -> Result<Option<u8>, Wrong> {
    let text = entry.shown();
    let text = text.trim().trim_end_matches(['%', '％']);
    let read = text.parse::<u8>().ok().filter(|percent| *percent <= 100);
    read.map(Some).ok_or(Wrong::NoPercent)
}

/// Numbers without blanks and with half-width brackets: offices write both.
pub(crate) fn folded(number: &str) -> String {
    let plain = number.chars().filter(|c| !c.is_whitespace());
    plain
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            '．' => '.',
            c => c,
        })
        .collect()
}

/// The name of a cell: `A1`.
pub(super) fn cell(row: usize, column: usize) -> String {
    let mut letters = vec![];
    let mut left = column + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    letters.reverse();
    format!("{}{}", letters.into_iter().collect::<String>(), row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn dates_are_read_as_offices_write_them() {
        let read = |text: &str| date(&Entry::text(text));
        for text in ["2026-06-30", "2026.6.30", "2026/6/30", "2026年6月30日"] {
            assert_eq!(read(text), Ok(Some(day(2026, 6, 30))), "{text}");
        }
        for text in ["六月底", "2026-13-01", "2026-06", "30/6/2026 前", "1.2.3", "2-1-1", "3026-01-01"] {
            assert_eq!(read(text), Err(Wrong::NoDate), "{text}");
        }
        assert_eq!(shown(&Entry::text("2026.6.30"), true), "2026-06-30");
        assert_eq!(shown(&Entry::text("2026.6.30"), false), "2026.6.30", "a number stays as it was written");
        assert_eq!((cell(0, 0), cell(9, 27)), ("A1".to_owned(), "AB10".to_owned()));
    }
}
