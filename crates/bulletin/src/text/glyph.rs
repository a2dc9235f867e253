//! Single characters of official text: which are blank, which are digits, and how to step over them.
//!
//! Positions are byte offsets. A position that is no character boundary reads as "nothing there", so no function
//! here can panic.

use crate::contract::Span;

/// Blanks spelled out as HTML entities, which crawled pages leave in the text.
const BLANK_ENTITIES: [&str; 4] = ["&nbsp;", "&ensp;", "&emsp;", "&#160;"];

/// The character that starts at `pos`.
#[inline]
pub(crate) fn char_at(text: &str, pos: usize) -> Option<char> {
    text.get(pos..)?.chars().next()
}

/// The character that ends at `pos`.
#[inline]
pub(crate) fn char_before(text: &str, pos: usize) -> Option<char> {
    text.get(..pos)?.chars().next_back()
}

/// Whether `word` stands at `pos`.
#[inline]
pub(crate) fn starts_at(text: &str, pos: usize, word: &str) -> bool {
    text.get(pos..).is_some_and(|rest| rest.starts_with(word))
}

/// Blanks inside a line: ASCII, no-break, ideographic and the typographic ones, and the byte order mark.
#[inline]
pub(crate) fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{a0}' | '\u{3000}' | '\u{2000}'
            ..='\u{200d}' | '\u{202f}' | '\u{205f}' | '\u{2060}' | '\u{feff}'
    )
}

/// The first position at or after `pos` that is not blank (entities such as `&nbsp;` are blank).
pub(crate) fn skip_blanks(text: &str, mut pos: usize) -> usize {
    loop {
        match char_at(text, pos) {
            Some(c) if is_blank(c) => pos += c.len_utf8(),
            Some('&') => match BLANK_ENTITIES.iter().find(|entity| starts_at(text, pos, entity)) {
                Some(entity) => pos += entity.len(),
                None => return pos,
            },
            _ => return pos,
        }
    }
}

/// The span without the blanks at its start.
pub(crate) fn trim_start(text: &str, span: Span) -> Span {
    Span { start: skip_blanks(text, span.start).min(span.end), end: span.end }
}

/// The span without blanks and line ends at its end.
pub(crate) fn trim_end(text: &str, span: Span) -> Span {
    let mut end = span.end;
    while end > span.start {
        match char_before(text, end) {
            Some(c) if is_blank(c) || is_line_end(c) => end -= c.len_utf8(),
            _ => break,
        }
    }
    Span { start: span.start, end: end.max(span.start) }
}

/// Characters that end a line; `\r\n` is one end.
#[inline]
pub(crate) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Letters, ideographs and digits. Nearly all characters of official text are of the one block that is asked first.
#[inline]
pub(crate) fn is_letter(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric()
}

/// The value of an ASCII or full-width digit.
#[inline]
pub(crate) fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '０'..='９' => u8::try_from(c as u32 - '０' as u32).ok(),
        _ => None,
    }
}

/// A run of digits: `count` of them, `value` saturating.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Digits {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) count: usize,
    pub(crate) value: u32,
}

/// The run of digits that starts at `pos`.
pub(crate) fn digits_at(text: &str, pos: usize) -> Option<Digits> {
    let mut run = Digits { start: pos, end: pos, count: 0, value: 0 };
    for c in text.get(pos..)?.chars() {
        let Some(value) = digit(c) else { break };
        run.value = run.value.saturating_mul(10).saturating_add(u32::from(value));
        run.count += 1;
        run.end += c.len_utf8();
    }
    (run.count > 0).then_some(run)
}

/// Punctuation that ends a sentence, closing quotes and brackets included.
pub(crate) fn ends_sentence(c: char) -> bool {
    matches!(
        c,
        '。' | '！' | '!' | '？' | '?' | '；' | ';' | '…' | '”' | '」' | '』' | '）' | ')' | '】' | '》'
    )
}
