//! Where a heading's words end on its line.

use crate::contract::Span;
use crate::measure::first_marker;
use crate::text::glyph::{is_blank, trim_end, trim_start};

/// The words of a heading.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words {
    /// Without mark, blanks, decoration and closing punctuation.
    pub(crate) title: Span,
    /// Whether the line holds nothing else.
    pub(crate) alone: bool,
}

/// Reads the words in `rest`, the part of a line after its mark. `last_line` tells that the document ends there.
///
/// The words end at the first 。 outside brackets and quotes, before a measure (一是), before a wide blank that
/// parts heading and body, or at the end of the line.
pub(crate) fn words(text: &str, rest: Span, last_line: bool) -> Words {
    let rest = trim_end(text, trim_start(text, rest));
    let whole = rest.of(text);
    let sentence = sentence_end(whole);
    let stop = sentence.unwrap_or(whole.len());
    let head = whole.get(..stop).unwrap_or(whole);
    let colon = if sentence.is_some() { run_in_colon(head) } else { None };
    let stop = first_marker(whole, stop).or_else(|| wide_blank(head, whole, stop)).or(colon).unwrap_or(stop);
    let title = strip_closing(text, Span::new(rest.start, rest.start + stop));
    let tail = whole.get(stop..).unwrap_or("").trim_matches(|c: char| is_closing(c) || is_blank(c));
    // A document that stops inside a long run of words stops in a body, not in a heading.
    let cut_body = last_line && stop == whole.len() && whole.chars().filter(|c| is_pause(*c)).count() > 2;
    Words { title, alone: tail.is_empty() && !cut_body }
}

fn is_closing(c: char) -> bool {
    matches!(c, '。' | '；' | ';' | '：' | ':' | '，' | ',' | '*' | '_')
}

fn is_pause(c: char) -> bool {
    matches!(c, '，' | ',' | '；' | ';')
}

fn strip_closing(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let kept = words.trim_end_matches(|c: char| is_closing(c) || is_blank(c));
    let lead = kept.len() - kept.trim_start_matches(['*', '_', ' ']).len();
    Span::new(span.start + lead, span.start + kept.len().max(lead))
}

/// The first 。 (or ！ ？) outside quotes, brackets and title marks.
fn sentence_end(words: &str) -> Option<usize> {
    let mut nesting = 0i32;
    let mut inside = None;
    for (at, c) in words.char_indices() {
        match c {
            '“' | '‘' | '《' | '〈' | '（' | '(' | '「' | '『' => nesting += 1,
            '”' | '’' | '》' | '〉' | '）' | ')' | '」' | '』' => nesting = (nesting - 1).max(0),
            '。' if nesting == 0 => return Some(at),
            // Where a bracket is never closed, its first 。 is the best there is.
            '。' if inside.is_none() => inside = Some(at),
            _ => {}
        }
    }
    if nesting > 0 { inside } else { None }
}

/// The colon that parts a heading from a sentence of its own: 合同管理方面：已补签合同5份。
fn run_in_colon(head: &str) -> Option<usize> {
    let mut nesting = 0i32;
    for (at, c) in head.char_indices() {
        match c {
            '“' | '‘' | '《' | '（' | '(' => nesting += 1,
            '”' | '’' | '》' | '）' | ')' => nesting -= 1,
            '：' | ':' if nesting <= 0 && at > 0 && at + c.len_utf8() < head.len() => return Some(at),
            _ => {}
        }
    }
    None
}

/// A wide blank between a heading of some length and a body that is a sentence of its own.
fn wide_blank(head: &str, whole: &str, stop: usize) -> Option<usize> {
    let is_sentence = stop < whole.len() || head.contains(is_pause);
    let mut run = 0;
    for (at, c) in head.char_indices() {
        if !is_blank(c) {
            run = 0;
            continue;
        }
        run += if c == '\u{3000}' { 2 } else { 1 };
        if run >= 2 {
            let long_enough = head.get(..at).is_some_and(|words| words.chars().count() >= 4);
            return (is_sentence && long_enough).then_some(at);
        }
    }
    None
}
