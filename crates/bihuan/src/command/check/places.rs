//! Lines and columns of places in a text.

use bulletin::Span;

/// Finds lines fast.
pub(super) struct Places<'a> {
    text: &'a str,
    /// Where each line starts.
    starts: Vec<usize>,
}

/// A place: line and column from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(ends).collect() }
    }

    /// The place at byte `at`.
    pub(super) fn of(&self, at: usize) -> Place {
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        Place { line, column: self.text.get(start..at).map_or(0, |before| before.chars().count()) + 1 }
    }

    /// The line that holds byte `at`, without its end.
    pub(super) fn line(&self, at: usize) -> Span {
        let line = self.of(at).line;
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let end = self.starts.get(line).map_or(self.text.len(), |next| next - 1);
        let words = self.text.get(start..end).unwrap_or("");
        Span::new(start, start + words.trim_end_matches('\r').len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "甲乙\r\n丙a丁\n";
        let places = Places::new(text);
        let at = text.find('丁').unwrap();
        assert_eq!(places.of(at), Place { line: 2, column: 3 });
        assert_eq!(places.of(0), Place { line: 1, column: 1 });
        assert_eq!(places.line(at).of(text), "丙a丁");
        assert_eq!(places.line(3).of(text), "甲乙");
    }
}
