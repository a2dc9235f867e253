//! The printed forms of dates. What is left out (year, month) stays open here; [`super::year`] fills it in.

use crate::text::glyph::{Digits, char_at, char_before, digits_at, skip_blanks, starts_at};
use crate::text::numeral::{numeral, unit_digit};

/// A date as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) year: Option<i32>,
    pub(crate) month: Option<u32>,
    pub(crate) day: Option<u32>,
    /// Hour and minute.
    pub(crate) clock: Option<(u32, u32)>,
    /// Digits or 年月日 were lost: the parts cannot be told apart.
    pub(crate) lost: bool,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// What stands at a run of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// A date or year-month.
    Date(Form),
    /// A bare year, which is no date: the value and its end.
    Year(i32, usize),
}

/// A year as it is printed in official text.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2100;

/// Reads the date whose digits start at `pos`. `after_date` tells that the text joins these digits to a date before
/// (至, —, 、), so that a bare day or month is one too.
pub(crate) fn date_at(text: &str, pos: usize, after_date: bool) -> Option<Reading> {
    let run = digits_at(text, pos)?;
    let next = skip_blanks(text, run.end);
    let sign = char_at(text, next)?;
    let after = next + sign.len_utf8();
    match (run.count, sign) {
        (4, '年') if YEARS.contains(&run.value) => Some(year_form(text, run, after)),
        (4, '-' | '/' | '.' | '．' | '－') if YEARS.contains(&run.value) => {
            numeric_form(text, run, after, sign)
        }
        (5..=8, '日' | '月') => lost_form(text, run, after, sign),
        (1 | 2, '月') => month_form(text, run, after),
        (3 | 4, '日') if after_date || run.count == 4 || range_follows(text, after) => {
            split_month_day(run).then(|| lost(run.start, after))
        }
        (1 | 2, '日' | '号' | '號') if after_date && !starts_at(text, after, "内") => {
            Some(Reading::Date(with_clock(text, Form { day: Some(run.value), ..empty(run.start, after) })))
        }
        _ => None,
    }
}

fn empty(start: usize, end: usize) -> Form {
    Form { year: None, month: None, day: None, clock: None, lost: false, start, end }
}

fn lost(start: usize, end: usize) -> Reading {
    Reading::Date(Form { lost: true, ..empty(start, end) })
}

fn is_day_sign(c: Option<char>) -> bool {
    matches!(c, Some('日' | '号' | '號'))
}

/// 2024年 followed by whatever there is of a month and a day.
fn year_form(text: &str, year: Digits, after: usize) -> Reading {
    let value = i32::try_from(year.value).unwrap_or(0);
    let bare = Reading::Year(value, after);
    let Some(month) = digits_at(text, skip_blanks(text, after)) else { return bare };
    let form = Form { year: Some(value), month: Some(month.value), ..empty(year.start, month.end) };
    let sign_at = skip_blanks(text, month.end);
    match char_at(text, sign_at) {
        Some('月') if month.count <= 2 => {
            Reading::Date(day_of_month(text, Form { end: sign_at + '月'.len_utf8(), ..form }))
        }
        // 2022年1229日
        c if (3..=4).contains(&month.count) && is_day_sign(c) => lost(year.start, sign_at + '日'.len_utf8()),
        // 2024年1—6月
        _ if month.count <= 2 && joined_to(text, month.end, "月") => Reading::Date(form),
        _ => bare,
    }
}

/// The day after a month, or the word for a part of the month.
fn day_of_month(text: &str, form: Form) -> Form {
    let at = skip_blanks(text, form.end);
    if let Some(day) = digits_at(text, at)
        && day.count <= 2
    {
        let sign_at = skip_blanks(text, day.end);
        if is_day_sign(char_at(text, sign_at)) {
            return with_clock(text, Form { day: Some(day.value), end: sign_at + '日'.len_utf8(), ..form });
        }
        // 4月10—12日
        if joined_to(text, day.end, "日") {
            return Form { day: Some(day.value), end: day.end, ..form };
        }
    }
    let parts = ["上旬", "中旬", "下旬", "月底", "底", "初", "末", "份"];
    let end = parts
        .into_iter()
        .find(|part| starts_at(text, form.end, part))
        .map_or(form.end, |part| form.end + part.len());
    Form { end, ..form }
}

/// 3月5日 without a year. 6月 alone counts as a month of the year that the text speaks of.
fn month_form(text: &str, month: Digits, after: usize) -> Option<Reading> {
    if matches!(char_before(text, month.start), Some('每' | '个' | '第')) || starts_at(text, after, "龄")
    {
        return None;
    }
    let form = Form { month: Some(month.value), ..empty(month.start, after) };
    Some(Reading::Date(day_of_month(text, form)))
}

/// 2024-05-06, 2024/5/6, 2024.5.6
fn numeric_form(text: &str, year: Digits, after: usize, sign: char) -> Option<Reading> {
    let month = digits_at(text, after).filter(|run| run.count <= 2)?;
    if char_at(text, month.end) != Some(sign) {
        return None;
    }
    let day = digits_at(text, month.end + sign.len_utf8()).filter(|run| run.count <= 2)?;
    if matches!(char_at(text, day.end), Some(c) if c == sign && digits_at(text, day.end + sign.len_utf8()).is_some())
    {
        return None;
    }
    let form = Form {
        year: i32::try_from(year.value).ok(),
        month: Some(month.value),
        day: Some(day.value),
        ..empty(year.start, day.end)
    };
    Some(Reading::Date(with_clock(text, form)))
}

/// 20221229日, 2022921日, 202212月29日: the signs between the parts are gone.
fn lost_form(text: &str, run: Digits, after: usize, sign: char) -> Option<Reading> {
    let digits = text.get(run.start..run.end)?;
    if !digits.starts_with("19") && !digits.starts_with("20") {
        return None;
    }
    if sign == '日' {
        return Some(lost(run.start, after));
    }
    let day = digits_at(text, skip_blanks(text, after)).filter(|day| day.count <= 2);
    let end = day.map(|day| skip_blanks(text, day.end)).filter(|&at| is_day_sign(char_at(text, at)));
    Some(lost(run.start, end.map_or(after, |at| at + '日'.len_utf8())))
}

/// Whether three or four digits can be a month and a day that lost the 月 between them.
fn split_month_day(run: Digits) -> bool {
    let (month, day) = (run.value / 100, run.value % 100);
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// Whether a range goes on to a further day.
fn range_follows(text: &str, pos: usize) -> bool {
    char_at(text, pos).is_some_and(joins)
        && digits_at(text, pos + char_at(text, pos).map_or(0, char::len_utf8))
            .is_some_and(|run| run.count <= 2 && is_day_sign(char_at(text, run.end)))
}

/// Characters that join the ends of a range of dates.
pub(crate) fn joins(c: char) -> bool {
    matches!(c, '至' | '到' | '-' | '－' | '–' | '—' | '―' | '~' | '～' | '一')
}

/// Whether a joint, a number and `sign` follow, as in `—12日`.
fn joined_to(text: &str, pos: usize, sign: &str) -> bool {
    let mut at = skip_blanks(text, pos);
    let Some(joint) = char_at(text, at).filter(|c| joins(*c)) else { return false };
    at += joint.len_utf8();
    if char_at(text, at) == Some(joint) {
        at += joint.len_utf8();
    }
    digits_at(text, skip_blanks(text, at)).is_some_and(|run| run.count <= 2 && starts_at(text, run.end, sign))
}

/// Takes a clock time that follows the day: 18:10, 18:10:05, T18:10, 上午9时, 9时30分.
fn with_clock(text: &str, form: Form) -> Form {
    let mut at = skip_blanks(text, form.end);
    if char_at(text, at) == Some('T') {
        at += 1;
    }
    let (words, shift) = [("上午", 0), ("早上", 0), ("中午", 0), ("下午", 12), ("晚上", 12)]
        .into_iter()
        .find(|(word, _)| starts_at(text, at, word))
        .unwrap_or(("", 0));
    at = skip_blanks(text, at + words.len());
    let Some(hour) = digits_at(text, at).filter(|run| run.count <= 2 && run.value < 25) else { return form };
    let Some(sign) = char_at(text, hour.end) else { return form };
    let after = hour.end + sign.len_utf8();
    let minute = digits_at(text, after).filter(|run| run.count <= 2 && run.value < 60);
    let value = if hour.value < 12 { hour.value + shift } else { hour.value };
    match (sign, minute) {
        (':' | '：', Some(minute)) if minute.count == 2 => {
            let seconds = char_at(text, minute.end)
                .filter(|c| matches!(c, ':' | '：'))
                .and_then(|c| digits_at(text, minute.end + c.len_utf8()))
                .filter(|run| run.count == 2);
            Form {
                clock: Some((value, minute.value)),
                end: seconds.map_or(minute.end, |run| run.end),
                ..form
            }
        }
        ('时' | '時', Some(minute)) if starts_at(text, minute.end, "分") => {
            Form { clock: Some((value, minute.value)), end: minute.end + '分'.len_utf8(), ..form }
        }
        ('时' | '時', _) => Form { clock: Some((value, 0)), end: after, ..form },
        _ => form,
    }
}

/// 二〇二五年四月二十九日 and 二〇二五年四月, starting at `pos`.
pub(crate) fn chinese_date_at(text: &str, pos: usize) -> Option<Form> {
    let mut at = pos;
    let mut year = 0;
    for _ in 0..4 {
        let c = char_at(text, at)?;
        year = year * 10 + unit_digit(c)?;
        at += c.len_utf8();
    }
    if char_at(text, at) != Some('年') || !YEARS.contains(&year) {
        return None;
    }
    let month_at = skip_blanks(text, at + '年'.len_utf8());
    let (month, length) = numeral(text.get(month_at..)?)?;
    let month_end = month_at + length;
    if char_at(text, month_end) != Some('月') {
        return None;
    }
    let form = Form {
        year: i32::try_from(year).ok(),
        month: Some(month),
        ..empty(pos, month_end + '月'.len_utf8())
    };
    let day_at = skip_blanks(text, form.end);
    let day = text.get(day_at..).and_then(numeral);
    Some(match day {
        Some((day, length)) if is_day_sign(char_at(text, day_at + length)) => {
            Form { day: Some(day), end: day_at + length + '日'.len_utf8(), ..form }
        }
        _ => form,
    })
}
