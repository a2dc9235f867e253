//! What comparing gives.

use crate::reason::{Code, Reason};
use serde::{Deserialize, Serialize};

/// A row: which list, which row of it, both from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The list.
    pub list: usize,
    /// The row.
    pub row: usize,
}

/// Two rows with why they are thought the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// The row of the earlier list.
    pub left: Place,
    /// The row of the later list.
    pub right: Place,
    /// Hundredths of a point: the sum of the reasons.
    pub score: i32,
    /// Why, in the order of the fields.
    pub reasons: Vec<Reason>,
}

impl Pair {
    /// Fields whose cells differ so that somebody has to explain it.
    pub fn differences(&self) -> impl Iterator<Item = &Reason> {
        self.reasons.iter().filter(|reason| reason.field.is_some() && reason.code.is_difference())
    }

    /// Whether a reason of this code is among them.
    pub fn says(&self, code: Code) -> bool {
        self.reasons.iter().any(|reason| reason.code == code)
    }
}

/// Rows that are the same thing, at most one of each list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The row of each list, `None` where it has none.
    pub rows: Vec<Option<usize>>,
    /// The pairs that hold it together.
    pub pairs: Vec<Pair>,
}

/// Rows of one list with the same key or the same in every field that tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeat {
    /// The list.
    pub list: usize,
    /// The key they share.
    pub key: String,
    /// The rows, at least two.
    pub rows: Vec<usize>,
}

/// What comparing gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Rows that are the same, in the order of their first row.
    pub matched: Vec<Group>,
    /// Pairs that a person has to look at, the best first.
    pub review: Vec<Pair>,
    /// Rows of each list that are in no group and in no pair to review.
    pub alone: Vec<Vec<usize>>,
    /// Keys that stand in one list more than once.
    pub repeats: Vec<Repeat>,
    /// Cells that could not be read as what their column is: place and field.
    pub unreadable: Vec<(Place, usize)>,
}
