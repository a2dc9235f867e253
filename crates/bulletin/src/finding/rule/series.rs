//! A run of marks inside a paragraph that leaves one out: 一是…；三是…, 1.…；3.…

use crate::contract::Span;
use crate::finding::sheet::Sheet;
use crate::finding::{Code, Finding};
use crate::text::glyph::{char_before, digits_at};
use crate::text::numeral::{numeral, starts_numeral};
use std::collections::BTreeSet;

/// No series inside a paragraph counts further than this.
const MOST: u32 = 20;

/// A mark inside a paragraph.
#[derive(Clone, Copy)]
struct Mark {
    no: u32,
    span: Span,
}

pub(crate) fn check(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    // What the reading of the outline and the measures has told.
    let told: BTreeSet<usize> = findings
        .iter()
        .filter(|finding| matches!(finding.code, Code::SequenceGap | Code::SequenceRepeat))
        .flat_map(|finding| finding.spans.iter().map(|span| span.start))
        .collect();
    for (number, line) in sheet.lines.iter().enumerate() {
        if line.is_empty() || sheet.noisy.get(number).copied().unwrap_or(false) {
            continue;
        }
        let words = line.body.of(sheet.text);
        if told.range(line.body.start..line.body.end).next().is_some() {
            continue;
        }
        if words.contains("一是") || words.contains("一要") {
            gaps(sheet.text, &marks(sheet, line.body, spoken), findings);
        }
        if words.contains("1.") || words.contains("1．") {
            gaps(sheet.text, &marks(sheet, line.body, dotted), findings);
        }
    }
}

/// 三是, 三要: the number and the bytes of the mark.
fn spoken(words: &str) -> Option<(u32, usize)> {
    let (no, length) = numeral(words)?;
    let rest = words.get(length..)?;
    rest.starts_with(['是', '要']).then_some((no, length + '是'.len_utf8()))
}

/// 3. before a word.
fn dotted(words: &str) -> Option<(u32, usize)> {
    let run = digits_at(words, 0).filter(|run| run.count <= 2)?;
    let rest = words.get(run.end..)?;
    let dot = rest.chars().next().filter(|c| matches!(c, '.' | '．' | '、'))?;
    let next = rest.chars().nth(1)?;
    next.is_alphabetic().then_some((run.value, run.end + dot.len_utf8()))
}

/// The marks of one sort that stand behind a pause in the line.
fn marks(sheet: &Sheet<'_>, line: Span, read: fn(&str) -> Option<(u32, usize)>) -> Vec<Mark> {
    let words = line.of(sheet.text);
    let mut marks = Vec::new();
    for (at, c) in words.char_indices() {
        if !c.is_ascii_digit() && !starts_numeral(c) {
            continue;
        }
        let start = line.start + at;
        let opens = at == 0
            || char_before(sheet.text, start)
                .is_some_and(|c| matches!(c, '。' | '；' | ';' | '：' | ':' | '，' | ',' | ' '));
        if let Some((no, length)) = words.get(at..).and_then(read).filter(|(no, _)| *no <= MOST) {
            let first = no == 1 && !c.is_ascii_digit();
            if opens || first {
                marks.push(Mark { no, span: Span::new(start, start + length) });
            }
        }
    }
    marks
}

/// Runs from one on; a mark that is neither the next nor a new first one leaves a gap.
fn gaps(text: &str, marks: &[Mark], findings: &mut Vec<Finding>) {
    for pair in marks.windows(2) {
        let [one, next] = pair else { continue };
        if next.no == one.no + 2 || next.no == one.no + 3 {
            findings.push(
                Finding::new(Code::SequenceGap, vec![one.span, next.span])
                    .with("mark", next.span.of(text))
                    .with("expected", one.no + 1)
                    .with("found", next.no),
            );
        }
    }
}
