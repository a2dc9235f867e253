//! What differs in a sheet and what cannot be taken over, by cell.

use super::Part;
use ledger::{MatterId, Refusal};
use serde::{Serialize, Serializer};

/// A cell that says something else than the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The cell, as Excel names it.
    pub cell: String,
    /// The matter.
    pub matter: MatterId,
    /// Its title.
    pub title: String,
    /// What of it.
    pub part: Part,
    /// As the ledger has it.
    pub from: String,
    /// As the sheet has it.
    pub to: String,
}

/// A cell that cannot be taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CellError {
    /// Its row, from 0.
    #[serde(skip)]
    pub row: usize,
    /// The cell, as Excel names it.
    pub cell: String,
    /// Why.
    pub wrong: Wrong,
    /// What stands in it.
    pub value: String,
    /// What the ledger says to it, where it was asked and refused; in JSON its code.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "code")]
    pub refusal: Option<Refusal>,
}

#[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
fn code<S: Serializer>(refusal: &Option<Refusal>, to: S) -> Result<S::Ok, S::Error> {
    refusal.as_ref().map(Refusal::code).serialize(to)
}

/// Why a cell cannot be taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Wrong {
    /// No matter has this id or number.
    NoMatter,
    /// Several matters have this number.
    Ambiguous,
    /// The row was there before.
    Twice,
    /// No unit has this name.
    NoUnit,
    /// No person has this name.
    NoPerson,
    /// Several have this name.
    SeveralOfName,
    /// No date.
    NoDate,
    /// No whole number from 0 to 100.
    NoPercent,
    /// A title cannot be empty.
    Empty,
    /// No number.
    NoNumber,
    /// Neither yes nor no.
    NoFlag,
    /// None of the values that can be chosen.
    NoChoice,
    /// The kind of the matter has no such field.
    NoField,
    /// More than the field holds.
    TooLong,
    /// No state of this kind.
    NoState,
    /// No single step leads to that state.
    NoWay,
    /// A number that Excel has made a date of.
    BecameDate,
    /// The ledger refuses it.
    Refused,
    /// A row without an id of which nobody has said what it is.
    NeedsKind,
    /// Matters of this kind are not opened by a sheet.
    NotFromSheet,
    /// Another matter of the kind has this number.
    NumberTaken,
}

impl Wrong {
    /// All of them.
    pub const ALL: [Wrong; 21] = [
        Wrong::NoMatter,
        Wrong::Ambiguous,
        Wrong::Twice,
        Wrong::NoUnit,
        Wrong::NoPerson,
        Wrong::SeveralOfName,
        Wrong::NoDate,
        Wrong::NoPercent,
        Wrong::Empty,
        Wrong::NoNumber,
        Wrong::NoFlag,
        Wrong::NoChoice,
        Wrong::NoField,
        Wrong::TooLong,
        Wrong::NoState,
        Wrong::NoWay,
        Wrong::BecameDate,
        Wrong::Refused,
        Wrong::NeedsKind,
        Wrong::NotFromSheet,
        Wrong::NumberTaken,
    ];

    /// Stable code in the interface for programs.
    pub fn code(self) -> String {
        self.name().replace('-', "_")
    }

    /// Stable name in texts.
    pub fn name(self) -> &'static str {
        match self {
            Wrong::NoMatter => "no-matter",
            Wrong::Ambiguous => "ambiguous",
            Wrong::Twice => "twice",
            Wrong::NoUnit => "no-unit",
            Wrong::NoPerson => "no-person",
            Wrong::SeveralOfName => "several-of-name",
            Wrong::NoDate => "no-date",
            Wrong::NoPercent => "no-percent",
            Wrong::Empty => "empty",
            Wrong::NoNumber => "no-number",
            Wrong::NoFlag => "no-flag",
            Wrong::NoChoice => "no-choice",
            Wrong::NoField => "no-field",
            Wrong::TooLong => "too-long",
            Wrong::NoState => "no-state",
            Wrong::NoWay => "no-way",
            Wrong::BecameDate => "became-date",
            Wrong::Refused => "refused",
            Wrong::NeedsKind => "needs-kind",
            Wrong::NotFromSheet => "not-from-sheet",
            Wrong::NumberTaken => "number-taken",
        }
    }
}
