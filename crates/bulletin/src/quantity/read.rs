//! Reading one amount at a run of digits.

use super::exact::scaled;
use super::hedge;
use super::number::{Number, number_at};
use super::subject;
use super::unit::{Unit, magnitude_at, unit_at};
use crate::contract::{Qualifier, Quantity, QuantityKind, Span};
use crate::text::glyph::{char_at, char_before, digit, is_blank, starts_at};

/// What stands at a run of digits, and where reading goes on.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) quantity: Option<Quantity>,
    pub(crate) end: usize,
}

/// The printed unit: magnitude and unit, and 余 or 多 around the magnitude.
#[derive(Debug, Clone, Copy)]
struct Tail {
    unit: Option<Unit>,
    power: i32,
    /// Where the words of the unit start and end; 余 inside is taken out of them.
    start: usize,
    end: usize,
    rest: Option<Span>,
}

/// Reads the amount whose first digit stands at `pos`; `block_start` bounds the search for its subject.
pub(crate) fn quantity_at(text: &str, pos: usize, block_start: usize) -> Option<Found> {
    let number = number_at(text, pos)?;
    let nothing = Found { quantity: None, end: number.end };
    let before = char_before(text, pos);
    if before.is_some_and(|c| c.is_ascii_alphabetic() || c == '_' || c == '.' && number.start > block_start) {
        return Some(nothing);
    }
    if let Some(rank_start) = after_ordinal(text, pos) {
        let quantity = rank(text, &number, rank_start, block_start);
        let end = quantity.as_ref().map_or(number.end, |quantity| quantity.span.end);
        return Some(Found { quantity, end });
    }
    let upper = upper_number(text, number.end).filter(|upper| tail_at(text, upper.end).is_some());
    let last = upper.as_ref().unwrap_or(&number);
    let Some(tail) = tail_at(text, last.end) else { return Some(nothing) };
    if is_excluded(text, &number, upper.as_ref(), &tail) {
        return Some(Found { quantity: None, end: tail.end });
    }
    let quantity = assemble(text, &number, upper.as_ref(), &tail, block_start);
    Some(Found { end: quantity.span.end, quantity: Some(quantity) })
}

/// The start of 第 directly before `pos`.
fn after_ordinal(text: &str, pos: usize) -> Option<usize> {
    let head = text.get(..pos)?.trim_end_matches(' ');
    head.ends_with('第').then(|| head.len() - '第'.len_utf8())
}

/// 第18位, 第2名, and 第1 before the end of a clause. Other ordinals are names, not amounts.
fn rank(text: &str, number: &Number, start: usize, block_start: usize) -> Option<Quantity> {
    let unit_end = match char_at(text, number.end) {
        Some(c @ ('位' | '名')) => number.end + c.len_utf8(),
        Some(c) if c.is_alphanumeric() && c != '的' => return None,
        _ => number.end,
    };
    if number.plain.contains('.') {
        return None;
    }
    let span = Span::new(start, unit_end);
    Some(Quantity {
        raw: span.of(text).to_owned(),
        number: number.plain.clone(),
        number_to: None,
        unit: Span::new(number.end, unit_end).of(text).to_owned(),
        qualifier: None,
        kind: QuantityKind::Rank,
        value: scaled(&number.plain, 0),
        base_unit: "位".to_owned(),
        subject: subject::before(text, block_start, start).to_owned(),
        node: None,
        measure: None,
        span,
    })
}

/// The second number of a range such as `3—5个`.
fn upper_number(text: &str, pos: usize) -> Option<Number> {
    let joint = char_at(text, pos)?;
    if !matches!(joint, '-' | '－' | '–' | '—' | '~' | '～' | '至' | '到') {
        return None;
    }
    let mut at = pos + joint.len_utf8();
    if char_at(text, at) == Some(joint) {
        at += joint.len_utf8();
    }
    number_at(text, at)
}

/// Magnitude and unit after a number that ends at `pos`. One blank may stand between.
fn tail_at(text: &str, pos: usize) -> Option<Tail> {
    let blank = char_at(text, pos).filter(|c| is_blank(*c)).map_or(0, char::len_utf8);
    let start = pos + blank;
    let mut at = start;
    let mut rest = None;
    take_rest(text, &mut at, &mut rest);
    // 千瓦, 百分点 and the like begin as a magnitude does.
    if let Some(unit) = unit_at(text, at) {
        return Some(finish(text, unit, 0, start, at, rest));
    }
    let (power, length) = magnitude_at(text, at)?;
    at += length;
    take_rest(text, &mut at, &mut rest);
    match unit_at(text, at) {
        Some(unit) => Some(finish(text, unit, power, start, at, rest)),
        // 3.2万农户: the thing counted follows without a counting word.
        None if blank == 0 && power >= 4 => Some(Tail { unit: None, power, start, end: at, rest }),
        None => None,
    }
}

fn take_rest(text: &str, at: &mut usize, rest: &mut Option<Span>) {
    let length = hedge::rest_at(text, *at);
    if length > 0 && rest.is_none() {
        *rest = Some(Span::new(*at, *at + length));
        *at += length;
    }
}

fn finish(text: &str, unit: Unit, power: i32, start: usize, at: usize, rest: Option<Span>) -> Tail {
    let end = at + unit.length;
    // 5年多, 2个多月: the remainder follows the unit.
    let rest = rest.or_else(|| {
        let length = if unit.kind == QuantityKind::Duration || unit.kind == QuantityKind::Multiple {
            hedge::rest_at(text, end)
        } else {
            0
        };
        (length > 0).then(|| Span::new(end, end + length))
    });
    let end = rest.map_or(end, |rest| rest.end.max(end));
    Tail { unit: Some(unit), power, start, end, rest }
}

/// Amounts that only look like ones: years, session numbers, clock times.
fn is_excluded(text: &str, number: &Number, upper: Option<&Number>, tail: &Tail) -> bool {
    let unit = Span::new(tail.start, tail.end).of(text);
    let year_like = number.like_year || upper.is_some_and(|upper| upper.like_year);
    if year_like && unit.starts_with('年') {
        return true;
    }
    let head = text.get(..number.start).unwrap_or("");
    // 七届76次常务会议 numbers a session.
    if unit == "次" && (head.ends_with('届') || head.ends_with('屆')) {
        return true;
    }
    // 9时30分
    if unit.starts_with('分') && (head.ends_with('时') || head.ends_with('時') || head.ends_with(':')) {
        return true;
    }
    // 12345热线 and the like carry no unit; 110米 does. A telephone number before a unit keeps its dash.
    head.ends_with('-')
        && head.trim_end_matches('-').ends_with(|c: char| digit(c).is_some())
        && upper.is_none()
        && head.len() >= 4
        && dashed_digits(head) >= 3
}

/// How many digits stand right before the dash at the end of `head` (at most 4 are counted).
fn dashed_digits(head: &str) -> usize {
    head.trim_end_matches('-').chars().rev().take(4).take_while(|c| digit(*c).is_some()).count()
}

fn assemble(
    text: &str,
    number: &Number,
    upper: Option<&Number>,
    tail: &Tail,
    block_start: usize,
) -> Quantity {
    let kind = tail.unit.map_or(QuantityKind::Count, |unit| unit.kind);
    let lasting = kind == QuantityKind::Duration;
    let before = hedge::before(text, number.start, lasting);
    let minus = negative(text, number.start, before.start);
    let start = if minus { number.start - 1 } else { before.start };
    let span = Span::new(start, tail.end);
    let rest = tail.rest.map(|_| Qualifier::Over);
    let qualifier = rest.or(before.qualifier).or_else(|| hedge::after(text, tail.end));
    let plain = if minus { format!("-{}", number.plain) } else { number.plain.clone() };
    let power = tail.power + tail.unit.map_or(0, |unit| unit.power);
    Quantity {
        raw: span.of(text).to_owned(),
        value: scaled(&plain, power),
        number: plain,
        number_to: upper.map(|upper| upper.plain.clone()),
        unit: printed_unit(text, tail),
        qualifier,
        kind,
        base_unit: base_unit(text, tail),
        subject: subject::of(text, block_start, span, kind).to_owned(),
        node: None,
        measure: None,
        span,
    }
}

/// Whether a minus sign stands before the number, and no range or telephone number.
fn negative(text: &str, start: usize, hedged: usize) -> bool {
    if hedged != start || char_before(text, start) != Some('-') {
        return false;
    }
    char_before(text, start - 1)
        .is_some_and(|c| !c.is_ascii() && digit(c).is_none() && !matches!(c, '—' | '－'))
}

/// The unit as printed, without 余 or 多.
fn printed_unit(text: &str, tail: &Tail) -> String {
    match tail.rest {
        None => Span::new(tail.start, tail.end).of(text).to_owned(),
        Some(rest) => {
            let head = Span::new(tail.start, rest.start).of(text);
            let foot = Span::new(rest.end, tail.end).of(text);
            format!("{head}{foot}")
        }
    }
}

/// The unit without magnitude; a compound such as 元/吨 keeps its second half.
fn base_unit(text: &str, tail: &Tail) -> String {
    let Some(unit) = tail.unit else { return String::new() };
    let printed = Span::new(tail.start, tail.end).of(text);
    match printed.split_once('/') {
        Some((_, per)) => format!("{}/{per}", unit.base),
        None => unit.base.to_owned(),
    }
}

/// Whether `text` at `pos` starts an address of the web, whose digits are no amounts.
pub(crate) fn starts_address(text: &str, pos: usize) -> bool {
    ["http://", "https://", "www."].iter().any(|word| starts_at(text, pos, word))
}
