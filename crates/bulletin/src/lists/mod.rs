//! Plans and feedback as tables: a list of problems, of tasks, of who is responsible, or all of them in one table.
//!
//! A table is taken for a list when its head names at least two known columns, one of them a problem, a measure or, beside
//! a number, who is responsible. Rows become items with their measures; several lists are joined by the number of the item.
//! As everywhere in this room nothing is repaired: every value is a span, what was not understood is a remark.

mod due;
mod head;
mod item;
mod key;
mod row;
mod split;
mod walk;
mod words;

pub use due::due;
pub use words::{ListPart, ListWords};

use crate::contract::Span;
use crate::table::Table;
use crate::text::glyph::{trim_end, trim_start};
use head::Head;
use serde::{Deserialize, Serialize};
use walk::Walk;

/// What the tables of a text list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lists {
    /// Groups, items and measures, each item behind its group and before its measures.
    pub entries: Vec<Entry>,
    /// The tables that were taken for lists, in order.
    pub tables: Vec<Span>,
    /// What a person should look at.
    pub remarks: Vec<ListRemark>,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryRole {
    /// An aspect or a heading over items.
    Group,
    /// A problem.
    Item,
    /// A measure against the item before it, or against none.
    Measure,
}

/// A group, an item or a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub role: EntryRole,
    /// Its number as printed; empty where it has none.
    pub number: String,
    /// Its words, in as many stretches as cells hold them; none for an item of whose problem nothing is said.
    pub words: Vec<Span>,
    /// Where it stands: the rows of an item, the words of the others.
    pub span: Span,
    /// What else its cells say, in the order of the columns.
    pub cells: Vec<Said>,
}

/// What a cell says of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// What its column is; `None` = none that is known.
    pub part: Option<ListPart>,
    /// The name of its column as printed.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

/// Something about a list that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRemark {
    /// What.
    pub code: ListCode,
    /// Where.
    pub span: Span,
}

/// What a person should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListCode {
    /// No column of this name is known; its cells are kept with the matter as they are.
    ColumnUnknown,
    /// A row of its own without a number.
    NumberMissing,
    /// No list of problems has this number.
    NumberUnknown,
    /// A row that goes on with what the one before it says.
    RowContinued,
    /// A row of totals or a note, which was left out.
    RowLeftOut,
}

impl ListCode {
    /// All of them.
    pub const ALL: [ListCode; 5] = [
        ListCode::ColumnUnknown,
        ListCode::NumberMissing,
        ListCode::NumberUnknown,
        ListCode::RowContinued,
        ListCode::RowLeftOut,
    ];

    /// The stable code.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            ListCode::ColumnUnknown => "column-unknown",
            ListCode::NumberMissing => "number-missing",
            ListCode::NumberUnknown => "number-unknown",
            ListCode::RowContinued => "row-continued",
            ListCode::RowLeftOut => "row-left-out",
        }
    }
}

/// Characters between two tables at most where the second goes on with the first without a head of its own.
const GAP: usize = 20;

/// Reads the lists among the tables of a text. Work grows with their places.
#[must_use]
pub fn read_lists(text: &str, tables: &[Table], words: &ListWords) -> Lists {
    let mut taken: Vec<(&Table, Head, bool)> = vec![];
    for table in tables {
        let before = taken.last().map(|(table, head, _)| (table.span.end, head));
        if before.is_some_and(|(end, _)| table.span.start < end) {
            continue;
        }
        let gap = before.map(|(end, _)| Span::new(end, table.span.start).of(text).trim());
        let near = gap.is_some_and(|gap| gap.chars().nth(GAP).is_none());
        let head = head::find(text, table, words).or_else(|| {
            let (_, head) = before.filter(|(_, head)| near && head.columns.len() == table.columns())?;
            Some(Head { rows: 0, ..head.clone() })
        });
        if let Some(head) = head {
            taken.push((table, head, near));
        }
    }
    if !taken.iter().any(|(_, head, _)| head.has_content()) {
        taken.clear();
    }
    let tells_problems = taken.iter().any(|(_, head, _)| head.has(ListPart::Problem));
    let mut walk = Walk::new(text, words, tells_problems);
    for (table, head, near) in &taken {
        walk.table(table, head, *near);
    }
    let tables = taken.iter().map(|(table, ..)| table.span).collect();
    let (entries, remarks) = walk.finish();
    Lists { entries, tables, remarks }
}

/// A span without blanks at both ends.
fn trimmed(text: &str, span: Span) -> Span {
    trim_end(text, trim_start(text, span))
}
