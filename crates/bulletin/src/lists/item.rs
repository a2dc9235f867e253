//! Items and measures as they are gathered from rows.

use super::{
    Entry, EntryRole, Said, key,
    words::{ListPart, plain},
};
use crate::contract::Span;
use std::collections::{HashMap, HashSet};

/// Cells kept of one entry; a row of a list has fewer.
const MOST_CELLS: usize = 64;
/// Measures of an item beyond which what is said of all of them is said of the item alone.
const MOST_SHARING: usize = 200;

/// An item that is being gathered.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub(super) number: String,
    /// Its own words, in as many stretches as cells hold them.
    pub(super) problem: Vec<Span>,
    pub(super) span: Span,
    pub(super) cells: Vec<Said>,
    pub(super) measures: Vec<Measure>,
    said: HashSet<String>,
    by_number: HashMap<u32, Vec<usize>>,
    by_words: HashMap<String, Vec<usize>>,
}

/// A measure that is being gathered.
#[derive(Debug)]
pub(super) struct Measure {
    pub(super) number: String,
    pub(super) words: Vec<Span>,
    pub(super) cells: Vec<Said>,
}

/// Adds what a cell says, once.
pub(super) fn say(cells: &mut Vec<Said>, said: &Said) {
    if cells.len() < MOST_CELLS && !cells.iter().any(|one| one.span == said.span && one.part == said.part) {
        cells.push(said.clone());
    }
}

impl Item {
    pub(super) fn new(number: &str, span: Span) -> Self {
        Self { number: number.to_owned(), span, ..Self::default() }
    }

    /// Whether these words tell of its problem.
    pub(super) fn says(&self, words: &str) -> bool {
        self.said.contains(&plain(words))
    }

    /// Adds words that it does not have yet.
    pub(super) fn add_problem(&mut self, text: &str, span: Span) {
        if self.said.insert(plain(span.of(text))) {
            self.problem.push(span);
        }
    }

    /// Adds a measure that stands in `cell`, with others perhaps.
    pub(super) fn add_measure(&mut self, cell: &str, measure: Measure) {
        let at = self.measures.len();
        if let Some(number) = key::last(&measure.number) {
            self.by_number.entry(number).or_default().push(at);
        }
        self.by_words.entry(plain(cell)).or_default().push(at);
        self.measures.push(measure);
    }

    /// The measures that came of a cell with these words.
    pub(super) fn worded(&self, cell: &str) -> Vec<usize> {
        self.by_words.get(&plain(cell)).cloned().unwrap_or_default()
    }

    /// The measures with this number: by it, or by their place where none has it.
    pub(super) fn numbered(&self, number: &str) -> Vec<usize> {
        let Some(wanted) = key::last(number) else { return vec![] };
        self.by_number.get(&wanted).cloned().unwrap_or_else(|| {
            let place = usize::try_from(wanted).ok().and_then(|wanted| wanted.checked_sub(1));
            place.filter(|place| *place < self.measures.len()).into_iter().collect()
        })
    }

    /// All its measures, where they are few enough to be spoken of together.
    pub(super) fn all(&self) -> Vec<usize> {
        (0..self.measures.len()).filter(|_| self.measures.len() <= MOST_SHARING).collect()
    }

    /// What all its measures say alike of who and when is said of itself, too.
    fn share(&mut self, text: &str) {
        for part in [ListPart::Leader, ListPart::Unit, ListPart::Person, ListPart::Due] {
            let said = |measure: &Measure| -> Vec<Said> {
                measure.cells.iter().filter(|cell| cell.part == Some(part)).cloned().collect()
            };
            let words = |said: &[Said]| said.iter().map(|cell| plain(cell.span.of(text))).collect::<Vec<_>>();
            let Some(first) = self.measures.first().map(said).filter(|first| !first.is_empty()) else {
                continue;
            };
            let alike = words(&first);
            if self.measures.iter().all(|measure| words(&said(measure)) == alike) {
                first.iter().for_each(|cell| say(&mut self.cells, cell));
            }
        }
    }

    /// The entries that it becomes: itself where it is one, then its measures.
    pub(super) fn entries(mut self, text: &str, is_item: bool) -> Vec<Entry> {
        let mut entries = vec![];
        if is_item {
            self.share(text);
            let (role, number) = (EntryRole::Item, self.number);
            entries.push(Entry { role, number, words: self.problem, span: self.span, cells: self.cells });
        }
        entries.extend(self.measures.into_iter().map(Measure::entry));
        entries
    }
}

impl Measure {
    fn entry(self) -> Entry {
        let Measure { number, words, cells } = self;
        let (role, span) = (EntryRole::Measure, words.first().copied().unwrap_or_default());
        Entry { role, number, words, span, cells }
    }
}
