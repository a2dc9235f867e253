//! The head of a list: which rows name the columns, and what each column holds.

use super::words::{ListPart, ListWords, plain};
use crate::contract::Span;
use crate::table::Table;

/// Rows in which a head is looked for.
const WITHIN: usize = 8;
/// Rows of a head at most.
const MOST_ROWS: usize = 4;

/// A column of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) part: Option<ListPart>,
    /// Its name as printed.
    pub(super) name: String,
    /// Where its name stands.
    pub(super) span: Span,
}

/// The head of a list.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// Rows up to the end of the head.
    pub(super) rows: usize,
    pub(super) columns: Vec<Column>,
    /// Its rows in plain words, to know them again on the next page.
    pub(super) texts: Vec<Vec<String>>,
}

impl Head {
    pub(super) fn has(&self, part: ListPart) -> bool {
        self.columns.iter().any(|column| column.part == Some(part))
    }

    /// Whether it lists problems or measures; who is responsible for a number says something beside such a list alone.
    pub(super) fn has_content(&self) -> bool {
        self.has(ListPart::Problem) || self.has(ListPart::Measure)
    }

    /// Whether its columns are the same ones.
    pub(super) fn is_like(&self, other: &Head) -> bool {
        let parts = |head: &Head| head.columns.iter().map(|column| column.part).collect::<Vec<_>>();
        parts(self) == parts(other)
    }

    /// Whether a row repeats one of the head.
    pub(super) fn is_repeated(&self, text: &str, table: &Table, row: usize) -> bool {
        let words = words_of(text, table, row, self.columns.len());
        self.texts.contains(&words)
    }
}

/// The head of a table, where it is a list.
pub(super) fn find(text: &str, table: &Table, words: &ListWords) -> Option<Head> {
    let rows = table.rows.len().min(WITHIN);
    let first = (0..rows).find(|row| named(text, table, *row, words) >= 2)?;
    let mut last = first;
    while last + 1 < rows && last - first < MOST_ROWS && goes_on(text, table, last, words) {
        last += 1;
    }
    let columns: Vec<Column> =
        (0..table.columns()).map(|at| column(text, table, first..=last, at, words)).collect();
    let mut head = Head { rows: last + 1, columns, texts: vec![] };
    head.texts = (first..=last).map(|row| words_of(text, table, row, head.columns.len())).collect();
    head.number_measures();
    head.is_list().then_some(head)
}

impl Head {
    /// A number behind the problem counts measures.
    fn number_measures(&mut self) {
        let problem = self.columns.iter().position(|column| column.part == Some(ListPart::Problem));
        for column in self.columns.iter_mut().skip(problem.unwrap_or(usize::MAX)) {
            if column.part == Some(ListPart::Number) {
                column.part = Some(ListPart::MeasureNumber);
            }
        }
    }

    fn is_list(&self) -> bool {
        let known: std::collections::BTreeSet<ListPart> =
            self.columns.iter().filter_map(|column| column.part).collect();
        let has = |parts: &[ListPart]| parts.iter().any(|part| known.contains(part));
        let owned = [ListPart::Leader, ListPart::Unit, ListPart::Person, ListPart::Goal];
        known.len() >= 2 && (self.has_content() || has(&[ListPart::Number]) && has(&owned))
    }
}

/// Cells of a row whose words name a column.
fn named(text: &str, table: &Table, row: usize, words: &ListWords) -> usize {
    let places = table.rows.get(row).into_iter().flatten();
    places.filter(|place| place.first && words.part(place.span.of(text)).is_some()).count()
}

/// Whether the head goes on in the row after `row`: a cell of it reaches down, or one spreads over columns that are
/// named below it.
fn goes_on(text: &str, table: &Table, row: usize, words: &ListWords) -> bool {
    let columns = 0..table.columns();
    let reaches = |at: usize| {
        let (above, below) = (table.at(row, at), table.at(row + 1, at));
        !above.span.is_empty() && above.span == below.span
    };
    let spread = |at: &usize| {
        let here = table.at(row, *at);
        let beside = |other: usize| !here.span.is_empty() && table.at(row, other).span == here.span;
        beside(at + 1) || at.checked_sub(1).is_some_and(beside)
    };
    let under: Vec<usize> = columns.clone().filter(spread).collect();
    let names = |at: &&usize| words.part(table.at(row + 1, **at).span.of(text)).is_some();
    let named_below = under.iter().filter(names).count();
    columns.into_iter().any(reaches) || named_below > 0 && named_below * 2 >= under.len()
}

/// A column by its names from above to below: the lowest that is known alone, or all of them together.
fn column(
    text: &str,
    table: &Table,
    rows: std::ops::RangeInclusive<usize>,
    at: usize,
    words: &ListWords,
) -> Column {
    let mut spans: Vec<Span> =
        rows.map(|row| table.at(row, at).span).filter(|span| !span.is_empty()).collect();
    spans.dedup();
    let names: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
    let together = plain(&names.concat());
    let lowest = names.last().and_then(|name| words.part(name));
    let part = lowest.or_else(|| words.part(&together));
    let name = names.last().map(|name| name.split_whitespace().collect::<Vec<_>>().concat());
    Column { part, name: name.unwrap_or_default(), span: spans.last().copied().unwrap_or_default() }
}

fn words_of(text: &str, table: &Table, row: usize, columns: usize) -> Vec<String> {
    (0..columns).map(|at| plain(table.at(row, at).span.of(text))).collect()
}
