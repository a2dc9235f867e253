//! The words by which columns of lists are known; they stand in a file of the house.

use serde::{Deserialize, Serialize};

/// Characters of the name of a column at most; what is longer is no name.
const LONGEST_NAME: usize = 30;

/// What a column of a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListPart {
    /// Number of the item, or of the row.
    Number,
    /// Aspect or heading over items.
    Aspect,
    /// The problem.
    Problem,
    /// What is to be reached.
    Goal,
    /// Number of the measure within its item.
    MeasureNumber,
    /// Measures.
    Measure,
    /// When a measure counts as done.
    Standard,
    /// When the item can be written off.
    ClosingTest,
    /// At once, by a date, long-term.
    Class,
    /// Responsible leader.
    Leader,
    /// Responsible unit.
    Unit,
    /// Helping units.
    Helper,
    /// Responsible person.
    Person,
    /// Due date.
    Due,
    /// How far it has come.
    Progress,
}

impl ListPart {
    /// All of them.
    pub const ALL: [ListPart; 15] = [
        ListPart::Number,
        ListPart::Aspect,
        ListPart::Problem,
        ListPart::Goal,
        ListPart::MeasureNumber,
        ListPart::Measure,
        ListPart::Standard,
        ListPart::ClosingTest,
        ListPart::Class,
        ListPart::Leader,
        ListPart::Unit,
        ListPart::Helper,
        ListPart::Person,
        ListPart::Due,
        ListPart::Progress,
    ];

    /// Whether it says something of the item as a whole.
    pub(super) fn is_of_item(self) -> bool {
        matches!(self, ListPart::Goal | ListPart::ClosingTest | ListPart::Class)
    }

    /// Whether it makes, numbers or orders entries and says nothing else of them.
    pub(super) fn is_frame(self) -> bool {
        matches!(
            self,
            ListPart::Number
                | ListPart::Aspect
                | ListPart::Problem
                | ListPart::MeasureNumber
                | ListPart::Measure
        )
    }
}

/// The words in force.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListWords {
    column: Vec<Column>,
    class: Vec<Class>,
    totals: Vec<String>,
    notes: Vec<String>,
    nothing: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Column {
    part: ListPart,
    words: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Class {
    name: String,
    words: Vec<String>,
}

impl ListWords {
    /// What a column of this name holds: the longest word that stands in it counts.
    pub(super) fn part(&self, name: &str) -> Option<ListPart> {
        let name = plain(name);
        if name.chars().nth(LONGEST_NAME).is_some() {
            return None;
        }
        let words = self.column.iter().flat_map(|column| column.words.iter().map(|word| (word, column.part)));
        let found = words.filter(|(word, _)| name.contains(word.as_str()));
        found.max_by_key(|(word, _)| word.chars().count()).map(|(_, part)| part)
    }

    /// The class that words name, by its name in the kind of an item.
    #[must_use]
    pub fn class(&self, words: &str) -> Option<&str> {
        let words = plain(words);
        let names = |class: &&Class| class.words.iter().any(|word| words.contains(word.as_str()));
        self.class.iter().find(names).map(|class| class.name.as_str())
    }

    /// Whether a row that begins so is one of totals.
    pub(super) fn is_total(&self, words: &str) -> bool {
        self.totals.contains(&plain(words))
    }

    /// Whether a cell of these words says nothing.
    pub(super) fn is_nothing(&self, words: &str) -> bool {
        self.nothing.contains(&plain(words))
    }

    /// Whether a row that begins so is a note.
    pub(super) fn is_note(&self, words: &str) -> bool {
        self.notes.iter().any(|word| plain(words).starts_with(word.as_str()))
    }
}

/// Words without blanks and in lower case.
pub(super) fn plain(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}
