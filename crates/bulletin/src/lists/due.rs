//! The day by which something is due, as offices write it into a cell.

use crate::text::glyph::{char_at, digits_at, is_blank, skip_blanks, starts_at};
use crate::text::numeral::{numeral, unit_digit};
use jiff::civil::Date;

/// Years that a due date can have.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2999;
/// Characters of a cell that are looked at.
const LONGEST: usize = 60;

/// A number in the text: its value, how many signs wrote it, where it ends.
struct Number {
    value: u32,
    signs: usize,
    end: usize,
}

/// The day that the words of a cell name, where they name one: a day, the end of a month, of a third of a month or of a
/// year, the later end of a range. `None` for anything else, several dates and dates without a year included: a date is
/// read, never guessed.
#[must_use]
pub fn due(words: &str) -> Option<Date> {
    if words.chars().nth(LONGEST).is_some() || words.contains('每') || says_several(words) {
        return None;
    }
    let mut found: Option<(Date, usize)> = None;
    let mut year = None;
    let mut at = 0;
    while let Some(c) = char_at(words, at) {
        let Some((date, end)) = date_at(words, at, year) else {
            // A number that is no date is stepped over whole.
            at = number_at(words, at).map_or(at + c.len_utf8(), |number| number.end);
            continue;
        };
        if let Some((before, ended)) = found
            && before != date
            && !joins(words.get(ended..at).unwrap_or_default())
        {
            return None;
        }
        year = Some(u32::from(date.year().unsigned_abs()));
        found = Some((date, end));
        at = end;
    }
    found.map(|(date, _)| date)
}

/// Whether clauses apart say more than one thing, such as a day for one measure and none for the next.
fn says_several(words: &str) -> bool {
    words.split(['；', ';']).filter(|clause| !clause.trim().is_empty()).nth(1).is_some()
}

/// Whether what stands between two dates makes a range of them.
fn joins(between: &str) -> bool {
    let mut marks = between.chars().filter(|c| !is_blank(*c) && *c != '起' && *c != '底').peekable();
    marks.peek().is_some()
        && marks.all(|c| matches!(c, '至' | '到' | '—' | '–' | '-' | '－' | '~' | '～' | '─'))
}

/// The date at `at` and where it ends; one without a year takes that of the date before it in the cell.
fn date_at(words: &str, at: usize, before: Option<u32>) -> Option<(Date, usize)> {
    let first = number_at(words, at)?;
    if first.signs == 8 {
        let (year, rest) = (first.value / 10_000, first.value % 10_000);
        return Some((day(year, rest / 100, rest % 100)?, first.end));
    }
    if first.signs == 4 {
        let (sign, end) = sign_at(words, first.end)?;
        if sign == '年' && year_ends(words, end) {
            return Some((day(first.value, 12, 31)?, end));
        }
        if !matches!(sign, '年' | '.' | '．' | '/' | '-' | '－' | '—') {
            return None;
        }
        return month_at(words, end, first.value, sign == '年');
    }
    month_at(words, at, before?, true)
}

/// Whether 底, 末 or 内 follows, as in 2026年底 and 2026年年底.
fn year_ends(words: &str, at: usize) -> bool {
    let at = if starts_at(words, at, "年") { at + "年".len() } else { at };
    matches!(char_at(words, at), Some('底' | '末' | '内'))
}

/// A month at `at`, with its day where one follows; `in_words` = it has to end in 月.
fn month_at(words: &str, at: usize, year: u32, in_words: bool) -> Option<(Date, usize)> {
    let month = number_at(words, skip_blanks(words, at)).filter(|month| month.signs <= 2)?;
    let whole = || Some((day(year, month.value, 1)?.last_of_month(), month.end));
    let (sign, end) = match sign_at(words, month.end) {
        Some((sign @ '月', end)) => (sign, end),
        Some((sign @ ('.' | '．' | '/' | '-' | '－' | '—'), end)) if !in_words => (sign, end),
        _ => return if in_words { None } else { whole() },
    };
    let third = [("上旬", 10), ("中旬", 20)].into_iter().find(|(word, _)| starts_at(words, end, word));
    if let Some((word, last)) = third {
        return Some((day(year, month.value, last)?, end + word.len()));
    }
    match number_at(words, skip_blanks(words, end)).filter(|number| number.signs <= 2) {
        Some(number) => {
            let after = sign_at(words, number.end).filter(|(sign, _)| matches!(sign, '日' | '号'));
            // 6月2次 is no day.
            let is_day = after.is_some() || sign != '月' || char_at(words, number.end).is_none();
            let date = day(year, month.value, number.value).filter(|_| is_day)?;
            Some((date, after.map_or(number.end, |(_, end)| end)))
        }
        None if sign == '月' => whole().map(|(date, _)| (date, end)),
        None => None,
    }
}

/// The next sign that is no blank, and where it ends.
fn sign_at(words: &str, at: usize) -> Option<(char, usize)> {
    let at = skip_blanks(words, at);
    let sign = char_at(words, at)?;
    Some((sign, at + sign.len_utf8()))
}

/// A number in digits, a year in Chinese digits, or a Chinese numeral.
fn number_at(words: &str, at: usize) -> Option<Number> {
    if let Some(run) = digits_at(words, at) {
        return Some(Number { value: run.value, signs: run.count, end: run.end });
    }
    let rest = words.get(at..)?;
    let year: Vec<u32> = rest.chars().map_while(unit_digit).take(5).collect();
    if year.len() == 4 {
        let end = at + rest.chars().take(4).map(char::len_utf8).sum::<usize>();
        return Some(Number { value: year.iter().fold(0, |sum, digit| sum * 10 + digit), signs: 4, end });
    }
    let (value, length) = numeral(rest)?;
    Some(Number { value, signs: 2, end: at + length })
}

fn day(year: u32, month: u32, day: u32) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_read_as_offices_write_them() {
        for words in [
            "2026-06-30",
            "2026.6.30",
            "2026/6/30",
            "2026年6月30日",
            "20260630",
            "２０２６年６月３０日",
            "2026 年 6 月 30 日前",
            "2026年6月底",
            "2026年6月底前",
            "2026年6月",
            "2026.6",
            "2026-06",
            "2026年6月下旬",
            "二〇二六年六月三十日",
            "2026年3月至6月",
            "2026年3月1日—2026年6月30日",
            "2026.3-2026.6",
            "2026年6月30日（已延期）",
            "完成时限：2026年6月30号",
        ] {
            assert_eq!(due(words), Some(date(2026, 6, 30)), "{words}");
        }
        assert_eq!(due("2026年年底前"), Some(date(2026, 12, 31)));
        assert_eq!(due("2026年2月底"), Some(date(2026, 2, 28)));
        assert_eq!(due("2026年6月上旬"), Some(date(2026, 6, 10)));
    }

    #[test]
    fn what_names_no_single_day_is_not_guessed() {
        for words in [
            "",
            "长期坚持",
            "立行立改",
            "6月底前",
            "6月30日",
            "每年6月30日",
            "2026",
            "2026年",
            "2026年13月",
            "2026年2月30日",
            "2026年3月1日、2026年6月30日",
            "1.2026.6.30；2.长期坚持",
            "99999999",
            "1.5万元",
            "2026年6月2次",
            "3026年1月1日",
        ] {
            assert_eq!(due(words), None, "{words}");
        }
    }
}
