//! What a column of a sheet is: by its name in either language, or as a person said.

use crate::language::Language;
use documents::Grid;
use ledger::{Kind, kind::Field};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Rows in which a head is looked for.
const HEAD_WITHIN: usize = 12;
/// Bytes of the name of a field at most.
const FIELD: usize = 200;

/// A part of a matter that a column can hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Part {
    /// Id in the ledger: matches rows.
    Id,
    /// Number: matches rows where there is no id.
    Number,
    /// Title.
    Title,
    /// State; another one is a move.
    State,
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
    /// An own field of the kind, by name.
    Field(String),
}

impl Part {
    /// All that every kind has, in the order in which they are offered.
    pub const ALL: [Part; 10] = [
        Part::Id,
        Part::Number,
        Part::Title,
        Part::State,
        Part::Unit,
        Part::Person,
        Part::Leader,
        Part::Due,
        Part::Percent,
        Part::Report,
    ];

    /// Stable name; that of a field begins with `field:`.
    pub fn name(&self) -> String {
        let name = match self {
            Part::Id => "id",
            Part::Number => "number",
            Part::Title => "title",
            Part::State => "state",
            Part::Unit => "unit",
            Part::Person => "person",
            Part::Leader => "leader",
            Part::Due => "due",
            Part::Percent => "percent",
            Part::Report => "report",
            Part::Field(name) => return format!("field:{name}"),
        };
        name.to_owned()
    }

    /// Reads [`Part::name`] back.
    pub fn from_name(name: &str) -> Option<Part> {
        if let Some(field) = name.strip_prefix("field:") {
            return Some(Part::Field(field.to_owned())).filter(|_| field.len() <= FIELD);
        }
        Part::ALL.into_iter().find(|part| part.name() == name)
    }

    /// The text that names its column in an export; a field is named by its kind.
    pub(super) fn text(&self) -> &'static str {
        match self {
            Part::Id | Part::Field(_) => "sheet-id",
            Part::Number => "part-number",
            Part::Title => "part-title",
            Part::State => "part-state",
            Part::Unit => "part-unit",
            Part::Person => "part-person",
            Part::Leader => "part-leader",
            Part::Due => "part-due",
            Part::Percent => "part-percent",
            Part::Report => "sheet-report",
        }
    }

    /// The part that a column of this name holds, in either language.
    fn called(name: &str) -> Option<Part> {
        let is = |part: &Part| {
            Language::ALL.iter().any(|language| plain(&language.texts().get(part.text())) == plain(name))
        };
        Part::ALL.into_iter().find(is)
    }
}

impl From<Part> for String {
    fn from(part: Part) -> String {
        part.name()
    }
}

impl TryFrom<String> for Part {
    type Error = String;

    fn try_from(name: String) -> Result<Part, String> {
        Part::from_name(&name).ok_or_else(|| format!("no part `{name}`"))
    }
}

/// A name as it is compared.
pub(crate) fn plain(name: &str) -> String {
    name.split_whitespace().collect::<String>().to_lowercase()
}

/// What the columns of a head are: the common parts, then own fields of the kind, each at most once.
pub(super) fn parts(head: &[String], kind: Option<&Kind>) -> Vec<Option<Part>> {
    let mut taken = BTreeSet::new();
    let fields = |name: &str| {
        let is = |field: &&Field| {
            Language::ALL.iter().any(|language| plain(language.of(&field.label)) == plain(name))
        };
        let fields = kind.map_or(&[][..], |kind| &kind.fields);
        fields.iter().filter(is).map(|field| Part::Field(field.name.clone())).collect::<Vec<_>>()
    };
    let part = |name: &String| {
        let mut known = Part::called(name).into_iter().chain(fields(name));
        known.find(|part| taken.insert(part.clone()))
    };
    head.iter().map(part).collect()
}

/// Row and names of the head: the row with the most columns of known names or, where none is known, the first with two
/// different cells or more: a title merged over the whole table is none. In a head of two rows merged cells give their name to what lies below.
pub(crate) fn head(grid: &Grid) -> Option<(usize, Vec<String>)> {
    let names = |row: usize| -> Vec<String> {
        let columns = grid.rows.iter().take(HEAD_WITHIN).map(Vec::len).max().unwrap_or(0);
        (0..columns).map(|column| grid.at(row, column).shown().trim().to_owned()).collect()
    };
    let rows = grid.rows.len().min(HEAD_WITHIN);
    let known = |row: usize| names(row).iter().filter(|name| Part::called(name).is_some()).count();
    let best = (0..rows).max_by_key(|row| (known(*row), std::cmp::Reverse(*row)));
    let best = best.filter(|row| known(*row) > 0);
    let filled = |row: &usize| {
        let names = names(*row);
        names.iter().filter(|name| !name.is_empty()).collect::<BTreeSet<_>>().len() >= 2
    };
    let row = best.or_else(|| (0..rows).find(filled))?;
    Some((row, names(row)))
}
