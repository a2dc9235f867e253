//! What the pages of a bulk edit show.

use crate::{filled::Filled, shell::Shell, telling::tell};
use app::{
    bulk::BulkRow,
    query::answer::{Named, Row},
};
use askama::Template;
use ledger::{Kind, MatterId, Refusal};
use std::{collections::BTreeMap, sync::Arc};

/// How far a bulk edit has come.
pub enum Stage {
    /// Rows are chosen; what changes is asked.
    Choose {
        /// The rows.
        rows: Vec<Row>,
    },
    /// What would happen.
    Look {
        /// Row by row.
        rows: Vec<BulkRow>,
    },
    /// It is done.
    Done {
        /// The rows as they stand now.
        rows: Vec<Row>,
        /// Those that were refused.
        refused: Vec<(MatterId, Refusal)>,
    },
}

impl Stage {
    /// Whether no row is left.
    pub fn is_empty(&self) -> bool {
        match self {
            Stage::Choose { rows } | Stage::Done { rows, .. } => rows.is_empty(),
            Stage::Look { rows } => rows.is_empty(),
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "pages/bulk_edits/bulk_edits.html")]
pub struct BulkPage {
    /// The frame.
    pub s: Shell,
    /// How far it has come.
    pub stage: Stage,
    /// Units to choose from.
    pub units: Vec<Named>,
    /// People to choose from.
    pub people: Vec<Named>,
    /// Kinds of the rows.
    pub kinds: Vec<Arc<Kind>>,
    /// What was sent.
    pub(crate) filled: Filled,
    /// Makes the commands their own.
    pub seed: String,
    /// The list with its rows to choose.
    pub back: String,
}

impl BulkPage {
    /// What was sent under a name.
    pub fn sent(&self, name: &str) -> &str {
        self.filled.get(name)
    }

    /// Whether this value was sent under a name.
    pub fn is_sent(&self, name: &str, value: impl ToString) -> bool {
        self.sent(name) == value.to_string()
    }

    /// What was sent besides the rows, to be sent again with the yes.
    pub fn change(&self) -> Vec<(&str, &str)> {
        let of_change = |name: &str| {
            matches!(
                name,
                "q" | "what" | "unit" | "person" | "leader" | "due" | "reason" | "field" | "value" | "move"
            )
        };
        let values = self.filled.values.iter().filter(|(name, value)| of_change(name) && !value.is_empty());
        values.map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    /// Fields that can be set: name and label, each name once.
    pub fn fields(&self) -> Vec<(&str, &str)> {
        let fields = self.kinds.iter().flat_map(|kind| &kind.fields);
        let named: BTreeMap<&str, &str> =
            fields.map(|field| (field.name.as_str(), self.s.language().of(&field.label))).collect();
        named.into_iter().collect()
    }

    /// Moves that can be taken: name and label, each name once.
    pub fn moves(&self) -> Vec<(&str, &str)> {
        let ways = self.kinds.iter().flat_map(|kind| &kind.moves);
        let ways = ways.filter(|way| way.rating.is_none());
        let named: BTreeMap<&str, &str> =
            ways.map(|way| (way.name.as_str(), self.s.language().of(&way.label))).collect();
        named.into_iter().collect()
    }

    /// What happens on a row, in words.
    pub fn would(&self, row: &BulkRow) -> String {
        match (&row.entry, &row.refusal) {
            (Some(entry), _) => {
                let told = tell(&self.s, entry);
                let said =
                    told.said.iter().map(|(label, text)| format!("{label}{}{text}", self.s.t.get("colon")));
                [told.line.clone()].into_iter().chain(said).collect::<Vec<_>>().join(" ")
            }
            (None, Some(refusal)) => self.s.t.refusal(refusal),
            (None, None) => String::new(),
        }
    }

    /// How many rows would change.
    pub fn would_change(&self, rows: &[BulkRow]) -> usize {
        rows.iter().filter(|row| row.refusal.is_none()).count()
    }

    /// Why a row was refused, in words.
    pub fn why(&self, row: &Row, refused: &[(MatterId, Refusal)]) -> Option<String> {
        let found = refused.iter().find(|(id, _)| *id == row.id);
        found.map(|(_, refusal)| self.s.t.refusal(refusal))
    }
}
