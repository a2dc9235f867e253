//! Marks at the start of a line: 一、 （一） 1. （1） ① 第一部分 and their kin.
//!
//! A mark found here is only a candidate; whether it numbers anything is decided by the sequence it stands in.

use crate::contract::Span;
use crate::quantity::counts_whole_things;
use crate::text::glyph::{char_at, digit, digits_at, is_blank, skip_blanks, starts_at};
use crate::text::numeral::{enclosed, numeral, unit_digit};
use crate::text::{Line, char_before};

/// Kinds of marks. The order is the customary one from high to low; it only breaks ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum MarkClass {
    /// 第一部分, 第一编, 第一篇
    Part,
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// 第一条
    Article,
    /// 一、
    Chinese,
    /// （一）
    ChineseBracket,
    /// 一）
    ChineseHalfBracket,
    /// 1. and ⒈
    ArabicDot,
    /// 1、
    ArabicComma,
    /// 1.1
    Decimal2,
    /// 1.1.1
    Decimal3,
    /// 1.1.1.1 and finer
    Decimal4,
    /// （1） and ⑴
    ArabicBracket,
    /// 1) and 1）
    ArabicHalfBracket,
    /// ①
    Circled,
    /// A. and A、
    Letter,
}

impl MarkClass {
    /// How many classes there are.
    pub(crate) const COUNT: usize = Self::Letter as usize + 1;

    /// The class that careless numbering mixes with this one.
    pub(crate) const fn twin(self) -> Option<Self> {
        match self {
            Self::ArabicDot => Some(Self::ArabicComma),
            Self::ArabicComma => Some(Self::ArabicDot),
            _ => None,
        }
    }
}

/// A candidate mark.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    pub(crate) class: MarkClass,
    /// The last number of the mark (2 in `1.2`).
    pub(crate) number: u32,
    /// The number before it in a decimal mark (1 in `1.2`), else 0.
    pub(crate) above: u32,
    /// The mark as printed, without blanks after it.
    pub(crate) span: Span,
    /// The number of its line.
    pub(crate) line: usize,
}

/// Numbers above this are years, codes or amounts, never marks.
const HIGHEST_NUMBER: u32 = 999;

/// The candidate of every line, at most one each.
pub(crate) fn candidates(text: &str, lines: &[Line], passed_over: impl Fn(usize) -> bool) -> Vec<Mark> {
    let mut found = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        if line.is_empty() || passed_over(number) {
            continue;
        }
        let start = skip_decoration(text, line.body);
        let Some(mut mark) = mark_at(text, start) else { continue };
        mark.line = number;
        if mark.span.end <= line.body.end && !is_measure(text, &mark, line.body) {
            found.push(mark);
        }
    }
    found
}

/// ① opens a measure where its paragraph is a sentence, and a heading where it is bare words.
fn is_measure(text: &str, mark: &Mark, body: Span) -> bool {
    mark.class == MarkClass::Circled && matches!(char_before(text, body.end), Some('。' | '；' | ';'))
}

/// Steps over what plain-text exports put before a heading: `#`, `**`, `>` and bullets followed by a blank.
fn skip_decoration(text: &str, body: Span) -> usize {
    let mut pos = body.start;
    loop {
        let Some(c) = char_at(text, pos) else { return pos };
        let width = match c {
            '#' | '*' | '>' | '_' => 1,
            '-' | '+' | '•' | '·' | '●' | '■' | '◆' | '★'
                if char_at(text, pos + c.len_utf8()).is_some_and(is_blank) =>
            {
                c.len_utf8()
            }
            _ if is_blank(c) => c.len_utf8(),
            _ => return pos,
        };
        if pos + width >= body.end {
            return body.start;
        }
        pos += width;
    }
}

/// The candidate at `start`, whatever stands before it; its line is not known.
pub(crate) fn mark_at(text: &str, start: usize) -> Option<Mark> {
    let c = char_at(text, start)?;
    match c {
        '第' => ordinal_mark(text, start),
        '(' | '（' | '〔' | '【' => bracket_mark(text, start),
        '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿' => single(text, start, MarkClass::Circled),
        '⑴'..='⒇' => single(text, start, MarkClass::ArabicBracket),
        '⒈'..='⒛' => single(text, start, MarkClass::ArabicDot),
        'A'..='Z' => letter_mark(text, start),
        _ if digit(c).is_some() => arabic_mark(text, start),
        _ => chinese_mark(text, start),
    }
}

fn made(class: MarkClass, number: u32, start: usize, end: usize) -> Option<Mark> {
    ((1..=HIGHEST_NUMBER).contains(&number)).then_some(Mark {
        class,
        number,
        above: 0,
        span: Span::new(start, end),
        line: 0,
    })
}

fn single(text: &str, start: usize, class: MarkClass) -> Option<Mark> {
    let c = char_at(text, start)?;
    made(class, enclosed(c)?, start, start + c.len_utf8())
}

/// 第一部分, 第2章, 第三节, 第四条; the ordinal words of running text (第一时间, 第一轮) are none.
fn ordinal_mark(text: &str, start: usize) -> Option<Mark> {
    let inside = start + '第'.len_utf8();
    let (number, end) = number_at(text, inside)?;
    let kinds = [
        ("部分", MarkClass::Part),
        ("编", MarkClass::Part),
        ("篇", MarkClass::Part),
        ("章", MarkClass::Chapter),
        ("节", MarkClass::Section),
        ("節", MarkClass::Section),
        ("条", MarkClass::Article),
        ("條", MarkClass::Article),
    ];
    let (word, class) = kinds.into_iter().find(|(word, _)| starts_at(text, end, word))?;
    let mut end = end + word.len();
    // 第一条意见 counts things; a heading leaves a blank or a mark of punctuation, or ends there.
    match char_at(text, end) {
        Some(c @ ('、' | '：' | ':' | '．' | '.')) => end += c.len_utf8(),
        Some(c) if class == MarkClass::Article && !is_blank(c) && c != '\n' && c != '\r' => return None,
        _ => {}
    }
    made(class, number, start, end)
}

/// A number in Arabic digits or Chinese numerals, and where it ends.
fn number_at(text: &str, pos: usize) -> Option<(u32, usize)> {
    if let Some(run) = digits_at(text, pos) {
        return (run.count <= 3).then_some((run.value, run.end));
    }
    let (value, length) = numeral(text.get(pos..)?)?;
    Some((value, pos + length))
}

fn bracket_mark(text: &str, start: usize) -> Option<Mark> {
    let open = char_at(text, start)?;
    let inside = skip_blanks(text, start + open.len_utf8());
    let class = if char_at(text, inside).and_then(digit).is_some() {
        MarkClass::ArabicBracket
    } else {
        MarkClass::ChineseBracket
    };
    let (number, end) = number_at(text, inside)?;
    let close_at = skip_blanks(text, end);
    let close = char_at(text, close_at)?;
    if !matches!(close, ')' | '）' | '〕' | '】') {
        return None;
    }
    let mut end = close_at + close.len_utf8();
    // Some offices write （一）、
    if let Some(c @ ('、' | '.' | '．')) = char_at(text, end) {
        end += c.len_utf8();
    }
    made(class, number, start, end)
}

fn letter_mark(text: &str, start: usize) -> Option<Mark> {
    let letter = char_at(text, start)?;
    let c = char_at(text, start + 1)?;
    if !matches!(c, '.' | '．' | '、') {
        return None;
    }
    let end = start + 1 + c.len_utf8();
    // U.S. and the like
    if char_at(text, end).is_none_or(|next| next.is_ascii_alphanumeric()) {
        return None;
    }
    made(MarkClass::Letter, letter as u32 - 'A' as u32 + 1, start, end)
}

fn arabic_mark(text: &str, start: usize) -> Option<Mark> {
    let run = digits_at(text, start)?;
    if run.count > 3 {
        return None;
    }
    let at = skip_blanks(text, run.end);
    let c = char_at(text, at)?;
    let end = at + c.len_utf8();
    let next = char_at(text, end);
    match c {
        '.' | '．' if counts_things(text, end) => made(MarkClass::ArabicDot, run.value, start, end),
        '.' | '．' if next.and_then(digit).is_some() => decimal_mark(text, start),
        '.' | '．' => made(MarkClass::ArabicDot, run.value, start, end),
        '、' if lists_numbers(text, end) => None,
        '、' => made(MarkClass::ArabicComma, run.value, start, end),
        ')' | '）' => made(MarkClass::ArabicHalfBracket, run.value, start, end),
        _ => None,
    }
}

/// Whether the digits at `pos` count whole things or name a year: there are no 1.3 departments, so `1.3个部门` is the
/// first heading and tells of three; `1.5亿元` is an amount.
fn counts_things(text: &str, pos: usize) -> bool {
    digits_at(text, pos).is_some_and(|run| {
        let year = run.count == 4 && starts_at(text, run.end, "年");
        year || counts_whole_things(text, run.end)
    })
}

/// Whether another short number and 、 or 号 follows: `1、2号楼` lists buildings.
fn lists_numbers(text: &str, pos: usize) -> bool {
    digits_at(text, pos).is_some_and(|run| {
        run.count < 4 && matches!(char_at(text, run.end), Some('、' | '号' | '號' | '期' | '#'))
    })
}

/// 1.1, 1.2.3: told from the decimal 1.5亿元 by a blank or a closing dot after it, or by Chinese words that are no unit.
fn decimal_mark(text: &str, start: usize) -> Option<Mark> {
    let mut last = digits_at(text, start)?;
    let (mut above, mut parts) = (0, 1usize);
    while let Some('.' | '．') = char_at(text, last.end) {
        let width = char_at(text, last.end)?.len_utf8();
        let Some(next) = digits_at(text, last.end + width) else { break };
        if next.count > 2 {
            return None;
        }
        above = last.value;
        last = next;
        parts += 1;
    }
    let class = match parts {
        2 => MarkClass::Decimal2,
        3 => MarkClass::Decimal3,
        _ => MarkClass::Decimal4,
    };
    let mut end = last.end;
    match char_at(text, end)? {
        c @ ('.' | '．' | '、') => end += c.len_utf8(),
        c if is_blank(c) => {}
        c if parts > 2 && !c.is_ascii() => {}
        _ => return None,
    }
    let mark = made(class, last.value, start, end)?;
    Some(Mark { above, ..mark })
}

fn chinese_mark(text: &str, start: usize) -> Option<Mark> {
    let (number, length) = numeral(text.get(start..)?)?;
    let at = skip_blanks(text, start + length);
    let c = char_at(text, at)?;
    let end = at + c.len_utf8();
    match c {
        '、' if continues_counting(text, end, number) => None,
        '、' | '.' | '．' => made(MarkClass::Chinese, number, start, end),
        ')' | '）' => made(MarkClass::ChineseHalfBracket, number, start, end),
        _ => None,
    }
}

/// Whether the next numeral follows at once, as in 一、二季度 or 一、二、三产业; 一、二十大精神 is a heading.
fn continues_counting(text: &str, pos: usize, number: u32) -> bool {
    let Some(next) = char_at(text, pos) else { return false };
    let after = char_at(text, pos + next.len_utf8());
    unit_digit(next) == Some(number + 1)
        // 二、三项清单 is the second heading and tells of three lists.
        && !matches!(after, Some('十' | '百' | '项' | '张'))
        && char_before(text, pos).is_some()
}
