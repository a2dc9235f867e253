//! Punctuation: one sign in both widths, brackets without partners.

use crate::contract::Span;
use crate::finding::sheet::Sheet;
use crate::finding::{Code, Finding};
use crate::text::char_before;
use crate::text::glyph::{char_at, digit};

/// Signs that exist in both widths: half, full.
const PAIRS: &[(char, char)] =
    &[(',', '，'), (';', '；'), (':', '：'), ('(', '（'), (')', '）'), ('?', '？'), ('!', '！'), ('%', '％')];

/// How many places one finding shows.
const MOST: usize = 16;

/// Both widths of one sign: how often each stands there, and where the first ones are.
#[derive(Default)]
struct Widths {
    half: (usize, Vec<Span>),
    full: (usize, Vec<Span>),
}

pub(crate) fn check(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    let mut widths: Vec<Widths> = PAIRS.iter().map(|_| Widths::default()).collect();
    let mut crossed: Vec<Span> = Vec::new();
    for (number, line) in sheet.lines.iter().enumerate() {
        if line.is_empty() || sheet.noisy.get(number).copied().unwrap_or(false) {
            continue;
        }
        brackets(sheet, line.body, &mut crossed, findings);
        for (at, c) in line.body.of(sheet.text).char_indices() {
            let Some((pair, is_half)) = pair_of(c) else { continue };
            let at = line.body.start + at;
            let span = Span::new(at, at + c.len_utf8());
            if is_half && !in_chinese(sheet.text, span) {
                continue;
            }
            let Some(widths) = widths.get_mut(pair) else { continue };
            let (count, places) = if is_half { &mut widths.half } else { &mut widths.full };
            *count += 1;
            if places.len() < MOST {
                places.push(span);
            }
        }
    }
    // The rarer width of each sign is what stands out; all of them together are one finding.
    let mut spans: Vec<Span> = Vec::new();
    let mut signs = String::new();
    for ((half, full), found) in PAIRS.iter().zip(&widths) {
        if found.half.0 > 0 && found.full.0 > 0 {
            let rarer = if found.half.0 < found.full.0 { &found.half } else { &found.full };
            spans.extend(&rarer.1);
            signs.push(*half);
            signs.push(*full);
        }
    }
    if let Some(first) = crossed.first().filter(|_| spans.is_empty()) {
        signs.push_str(first.of(sheet.text));
    }
    spans.extend(crossed);
    spans.sort_unstable();
    spans.dedup();
    spans.truncate(MOST);
    if !spans.is_empty() {
        findings.push(Finding::new(Code::PunctuationMixed, spans).with("signs", signs));
    }
}

fn pair_of(c: char) -> Option<(usize, bool)> {
    // Nearly all characters are none of them.
    if ('\u{3000}'..'\u{ff00}').contains(&c) || c.is_ascii_alphanumeric() {
        return None;
    }
    PAIRS.iter().enumerate().find_map(|(at, (half, full))| {
        if c == *half { Some((at, true)) } else { (c == *full).then_some((at, false)) }
    })
}

/// Whether a half-width sign stands in running Chinese text: beside Chinese on at least one side and not between two
/// figures or inside a number, a clock time or an address of the web.
fn in_chinese(text: &str, span: Span) -> bool {
    let (before, after) = (char_before(text, span.start), char_at(text, span.end));
    let chinese = |c: Option<char>| {
        c.is_some_and(|c| !c.is_ascii() && (c.is_alphabetic() || "。、》”）《“".contains(c)))
    };
    let figure = |c: Option<char>| c.is_some_and(|c| digit(c).is_some());
    let sign = char_at(text, span.start);
    // A percent sign belongs to its number, whatever follows.
    if sign == Some('%') {
        return figure(before);
    }
    // List marks such as 1) and (1) keep their own width.
    if matches!(sign, Some('(' | ')')) && (figure(before) || figure(after)) {
        return false;
    }
    chinese(before) || chinese(after) && !before.is_some_and(|c| c.is_ascii_alphabetic())
}

/// Brackets of one paragraph that find no partner.
fn brackets(sheet: &Sheet<'_>, line: Span, crossed: &mut Vec<Span>, findings: &mut Vec<Finding>) {
    let mut open: Vec<Span> = Vec::new();
    let mut lone: Vec<Span> = Vec::new();
    for (at, c) in line.of(sheet.text).char_indices() {
        let span = Span::new(line.start + at, line.start + at + c.len_utf8());
        match c {
            '(' | '（' => open.push(span),
            ')' | '）' => match open.pop() {
                // (2026年6月）
                Some(opening) if opening.of(sheet.text).len() != span.of(sheet.text).len() => {
                    crossed.extend(Some(opening).filter(|_| crossed.len() < MOST));
                }
                None if !numbers(sheet.text, span.start) => lone.push(span),
                _ => {}
            },
            _ => {}
        }
    }
    lone.extend(open);
    lone.sort_unstable();
    lone.truncate(MOST);
    if let Some(first) = lone.first().copied() {
        let mark = first.of(sheet.text).to_owned();
        findings.push(Finding::new(Code::UnpairedBracket, lone).with("mark", mark));
    }
}

/// Whether a closing bracket belongs to a list mark such as 1) or 一）.
fn numbers(text: &str, at: usize) -> bool {
    char_before(text, at)
        .is_some_and(|c| digit(c).is_some() || "一二三四五六七八九十".contains(c) || c.is_ascii_alphabetic())
}
