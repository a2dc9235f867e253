//! Splitting a text into lines that together are the text: no byte is lost, none is counted twice.

use super::glyph::{char_before, is_line_end, skip_blanks, trim_end};
use crate::contract::Span;

/// One line: `[start, end)` with its line end, `[body.start, body.end)` without blanks around and without line end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) body: Span,
}

impl Line {
    /// Whether nothing but blanks stands on the line.
    pub(crate) fn is_empty(&self) -> bool {
        self.body.is_empty()
    }
}

/// All lines of `text` in order. Line ends are `\n`, `\r\n`, `\r`, U+2028 and U+2029.
pub(crate) fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut skip_newline = false;
    for (at, c) in text.char_indices() {
        if !is_line_end(c) {
            skip_newline = false;
            continue;
        }
        let end = at + c.len_utf8();
        if c == '\n' && skip_newline {
            // The second half of `\r\n` belongs to the line already pushed.
            if let Some(last) = lines.last_mut() {
                let last: &mut Line = last;
                last.end = end;
            }
        } else {
            lines.push(line(text, start, at, end));
        }
        skip_newline = c == '\r';
        start = end;
    }
    if start < text.len() {
        lines.push(line(text, start, text.len(), text.len()));
    }
    lines
}

fn line(text: &str, start: usize, content_end: usize, end: usize) -> Line {
    let first = skip_blanks(text, start).min(content_end);
    let body = trim_end(text, Span { start: first, end: content_end });
    debug_assert!(body.end == content_end || char_before(text, content_end).is_some());
    Line { start, end, body }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn every_kind_of_line_end_closes_one_line() {
        let text = "\u{feff}甲\r\n  乙 \r丙\n\n\u{3000}丁";
        let lines = split(text);
        let bodies: Vec<&str> = lines.iter().map(|l| &text[l.body.start..l.body.end]).collect();
        assert_eq!(bodies, ["甲", "乙", "丙", "", "丁"]);
        let whole: String = lines.iter().map(|l| &text[l.start..l.end]).collect();
        assert_eq!(whole, text);
    }
}
