//! What a column of a sheet is: by its name in either language, or as a person said.

use crate::language::Language;
use documents::Grid;
use serde::{Deserialize, Serialize};

/// Rows in which a head is looked for.
const HEAD_WITHIN: usize = 12;

/// A part of a matter that a column can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Id in the ledger: matches rows.
    Id,
    /// Number: matches rows where there is no id.
    Number,
    /// Title.
    Title,
    /// Responsible unit.
    Unit,
    /// Responsible person.
    Person,
    /// Responsible leader.
    Leader,
    /// Due date.
    Due,
    /// Percentage reported.
    Percent,
    /// What was done, as a report.
    Report,
}

impl Part {
    /// All, in the order in which they are offered.
    pub const ALL: [Part; 9] = [
        Part::Id,
        Part::Number,
        Part::Title,
        Part::Unit,
        Part::Person,
        Part::Leader,
        Part::Due,
        Part::Percent,
        Part::Report,
    ];

    /// Stable name.
    pub fn name(self) -> &'static str {
        match self {
            Part::Id => "id",
            Part::Number => "number",
            Part::Title => "title",
            Part::Unit => "unit",
            Part::Person => "person",
            Part::Leader => "leader",
            Part::Due => "due",
            Part::Percent => "percent",
            Part::Report => "report",
        }
    }

    /// Reads [`Part::name`] back.
    pub fn from_name(name: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|part| part.name() == name)
    }

    /// The text that names its column in an export.
    fn text(self) -> &'static str {
        match self {
            Part::Id => "sheet-id",
            Part::Number => "part-number",
            Part::Title => "part-title",
            Part::Unit => "part-unit",
            Part::Person => "part-person",
            Part::Leader => "part-leader",
            Part::Due => "part-due",
            Part::Percent => "part-percent",
            Part::Report => "sheet-report",
        }
    }

    /// The part that a column of this name holds, in either language.
    pub(super) fn called(name: &str) -> Option<Part> {
        let plain = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
        let name = plain(name);
        let is = |part: &Part| {
            Language::ALL.iter().any(|language| plain(&language.texts().get(part.text())) == name)
        };
        Part::ALL.into_iter().find(is)
    }
}

/// Row and names of the head: the row with the most columns of known names or, where none is known, the first with two
/// cells or more. In a head of two rows merged cells give their name to what lies below.
pub(super) fn head(grid: &Grid) -> Option<(usize, Vec<String>)> {
    let names = |row: usize| -> Vec<String> {
        let columns = grid.rows.iter().take(HEAD_WITHIN).map(Vec::len).max().unwrap_or(0);
        (0..columns).map(|column| grid.at(row, column).shown().trim().to_owned()).collect()
    };
    let rows = grid.rows.len().min(HEAD_WITHIN);
    let known = |row: usize| names(row).iter().filter(|name| Part::called(name).is_some()).count();
    let best = (0..rows).max_by_key(|row| (known(*row), std::cmp::Reverse(*row)));
    let best = best.filter(|row| known(*row) > 0);
    let filled = |row: &usize| names(*row).iter().filter(|name| !name.is_empty()).count() >= 2;
    let row = best.or_else(|| (0..rows).find(filled))?;
    Some((row, names(row)))
}
