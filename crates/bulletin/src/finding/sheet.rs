//! What every rule looks at: the text cut into sentences, with the figures and dates of each.

use super::figure::Figure;
use crate::contract::{Bulletin, Quantity, QuantityKind, Span};
use crate::head::Signature;
use crate::outline::Heading;
use crate::text::Line;
use std::ops::Range;

/// A text that has been read, as the rules see it.
pub(crate) struct Sheet<'a> {
    pub(crate) text: &'a str,
    /// Everything but its nodes, which are `headings`.
    pub(crate) bulletin: &'a Bulletin,
    pub(crate) headings: &'a [Heading],
    pub(crate) lines: &'a [Line],
    pub(crate) noisy: &'a [bool],
    pub(crate) signature: Signature,
    /// Where the text stops inside a sentence.
    pub(crate) cut_off: Option<Span>,
    /// For each quantity the figure to compute with.
    pub(crate) figures: Vec<Option<Figure>>,
    pub(crate) sentences: Vec<Sentence>,
}

/// A stretch of one line up to its full stop.
#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    pub(crate) span: Span,
    pub(crate) line: usize,
    /// Whether it is part of a paragraph; titles and headings that stand alone are not.
    pub(crate) prose: bool,
    /// The places of its quantities and dates in the bulletin's lists.
    pub(crate) quantities: Range<usize>,
    pub(crate) dates: Range<usize>,
}

/// No stretch before or after a figure is looked at further than this many bytes.
const WINDOW: usize = 150;

/// Characters between clauses.
pub(crate) fn is_pause(c: char) -> bool {
    matches!(c, '，' | ',' | '。' | '；' | ';' | '：' | ':' | '！' | '？' | '\n' | '\r')
}

/// Whether any of the words stands in `text`.
pub(crate) fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

impl<'a> Sheet<'a> {
    /// Cuts the text into sentences. `titles` are the lines of the bulletin's own title.
    #[allow(clippy::too_many_arguments, reason = "the parts that reading has found, each once")]
    pub(crate) fn new(
        text: &'a str,
        bulletin: &'a Bulletin,
        headings: &'a [Heading],
        lines: &'a [Line],
        noisy: &'a [bool],
        titles: &[Span],
        signature: Signature,
        cut_off: Option<Span>,
    ) -> Self {
        let mut sentences = Vec::new();
        let mut marks = headings.iter().peekable();
        let (mut quantity, mut date) = (0, 0);
        for (number, line) in lines.iter().enumerate() {
            let heading = marks.next_if(|heading| heading.line == number);
            if line.is_empty() || noisy.get(number).copied().unwrap_or(false) {
                continue;
            }
            // A numbered paragraph of one sentence is no heading.
            let words = line.body.of(text);
            let told = words.ends_with('。') && words.contains(['，', ',']);
            let prose = (told || !heading.is_some_and(|heading| heading.node.heading_only))
                && !titles.contains(&line.body)
                && signature.issuer != Some(line.body)
                && signature.date != Some(line.body);
            let start = heading.map_or(line.body.start, |heading| heading.mark.end);
            for span in sentences_of(text, Span::new(start, line.body.end)) {
                let quantities = reach(&mut quantity, span, |at| bulletin.quantities.get(at).map(|q| q.span));
                let dates = reach(&mut date, span, |at| bulletin.dates.get(at).map(|d| d.span));
                sentences.push(Sentence { span, line: number, prose, quantities, dates });
            }
        }
        let figures = bulletin.quantities.iter().map(Figure::of).collect();
        Self { text, bulletin, headings, lines, noisy, signature, cut_off, figures, sentences }
    }

    /// The quantity at `at`.
    pub(crate) fn quantity(&self, at: usize) -> Option<&'a Quantity> {
        self.bulletin.quantities.get(at)
    }

    /// The quantity at `at` with its figure, if it is exact.
    pub(crate) fn exact(&self, at: usize) -> Option<(&'a Quantity, Figure)> {
        Some((self.quantity(at)?, self.figures.get(at).copied().flatten()?))
    }

    /// An exact amount of things, money or measure.
    pub(crate) fn amount(&self, at: usize) -> Option<(&'a Quantity, Figure)> {
        self.exact(at).filter(|(quantity, _)| {
            matches!(quantity.kind, QuantityKind::Count | QuantityKind::Money | QuantityKind::Measure)
        })
    }

    /// The words from the figure before, or the start of the sentence, to the quantity at `at`.
    pub(crate) fn lead(&self, sentence: &Sentence, at: usize) -> &'a str {
        let Some(quantity) = self.quantity(at) else { return "" };
        let before = if at > sentence.quantities.start {
            self.quantity(at - 1).map_or(0, |before| before.span.end)
        } else {
            sentence.span.start
        };
        self.window_before(before.max(sentence.span.start), quantity.span.start)
    }

    /// The words from the quantity at `at` to the next figure, or the end of the sentence.
    pub(crate) fn tail(&self, sentence: &Sentence, at: usize) -> &'a str {
        let Some(quantity) = self.quantity(at) else { return "" };
        let next = if at + 1 < sentence.quantities.end {
            self.quantity(at + 1).map_or(usize::MAX, |next| next.span.start)
        } else {
            sentence.span.end
        };
        self.window_after(quantity.span.end, next.min(sentence.span.end))
    }

    /// The clause that leads to `end`, and no further back than `floor`.
    pub(crate) fn clause_before(&self, floor: usize, end: usize) -> &'a str {
        let words = self.window_before(floor, end);
        let clause = words.rfind(is_pause).map_or(words, |at| {
            let pause = words.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
            words.get(at + pause..).unwrap_or("")
        });
        without_marker(clause)
    }

    /// The rest of the clause after `start`, and no further than `ceiling`.
    pub(crate) fn clause_after(&self, start: usize, ceiling: usize) -> &'a str {
        let words = self.window_after(start, ceiling);
        words.find(is_pause).map_or(words, |at| words.get(..at).unwrap_or(""))
    }

    /// At most [`WINDOW`] bytes before `end`.
    pub(crate) fn window_before(&self, floor: usize, end: usize) -> &'a str {
        let mut start = floor.max(end.saturating_sub(WINDOW));
        while start < end && !self.text.is_char_boundary(start) {
            start += 1;
        }
        self.text.get(start..end).unwrap_or("")
    }

    /// At most [`WINDOW`] bytes after `start`.
    pub(crate) fn window_after(&self, start: usize, ceiling: usize) -> &'a str {
        let mut end = ceiling.min(start.saturating_add(WINDOW)).min(self.text.len());
        while end > start && !self.text.is_char_boundary(end) {
            end -= 1;
        }
        self.text.get(start..end).unwrap_or("")
    }

    /// The head of the text up to `end`, at most a page of it.
    pub(crate) fn window_head(&self, end: usize) -> &'a str {
        const PAGE: usize = 4_000;
        self.text.get(..end.min(PAGE)).or_else(|| self.text.get(..end)).unwrap_or("")
    }

    /// The year named last before `end` in the sentence: 2024年.
    pub(crate) fn year_before(&self, sentence: &Sentence, end: usize) -> Option<u32> {
        let words = self.window_before(sentence.span.start, end);
        let at = words.rfind('年')?;
        words.get(at.checked_sub(4)?..at)?.parse().ok()
    }

    /// The sentence before `sentence` in the same paragraph.
    pub(crate) fn sentence_before(&self, sentence: &Sentence) -> Option<&Sentence> {
        let place = self.sentences.partition_point(|other| other.span.start < sentence.span.start);
        self.sentences.get(place.checked_sub(1)?).filter(|before| before.line == sentence.line)
    }

    /// The sentence that holds the place.
    pub(crate) fn sentence_at(&self, place: usize) -> Option<&Sentence> {
        let after = self.sentences.partition_point(|sentence| sentence.span.start <= place);
        self.sentences.get(after.checked_sub(1)?).filter(|sentence| place < sentence.span.end)
    }
}

/// The words without the marker of a measure in front: 一是, 二要.
pub(crate) fn without_marker(words: &str) -> &str {
    let words = words.trim_start();
    let mut rest = words.chars();
    match (rest.next(), rest.next()) {
        (Some(number), Some('是' | '要')) if "一二三四五六七八九十".contains(number) => {
            rest.as_str()
        }
        _ => words,
    }
}

/// The unit that two amounts must share to be held against each other; people are counted with several words.
pub(crate) fn measured_in(quantity: &Quantity) -> &str {
    match quantity.base_unit.as_str() {
        "名" | "位" => "人",
        unit => unit,
    }
}

/// Whether two amounts can be held against each other.
pub(crate) fn comparable(one: &Quantity, other: &Quantity) -> bool {
    one.kind == other.kind && measured_in(one) == measured_in(other)
}

/// The stretches between full stops.
fn sentences_of(text: &str, line: Span) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = line.start;
    for (at, c) in line.of(text).char_indices() {
        let end = line.start + at + c.len_utf8();
        if matches!(c, '。' | '！' | '？' | '!' | '?') {
            spans.push(Span::new(start, end));
            start = end;
        }
    }
    if start < line.end {
        spans.push(Span::new(start, line.end));
    }
    spans
}

/// The run of list places that start inside `span`; `next` moves on with the text.
fn reach(next: &mut usize, span: Span, place: impl Fn(usize) -> Option<Span>) -> Range<usize> {
    while place(*next).is_some_and(|found| found.start < span.start) {
        *next += 1;
    }
    let first = *next;
    while place(*next).is_some_and(|found| found.start < span.end) {
        *next += 1;
    }
    first..*next
}
