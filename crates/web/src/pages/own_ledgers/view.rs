//! What the pages of own ledgers show.

use crate::shell::Shell;
use app::own_ledgers::{OwnLedger, OwnLedgerLine, TriedRow};
use askama::Template;
use ledger::{
    Kind,
    guard::Guard,
    kind::{Label, Move},
};

/// All definitions.
#[derive(Template)]
#[template(path = "pages/own_ledgers/own_ledgers.html")]
pub struct OwnLedgersPage {
    /// The frame.
    pub s: Shell,
    /// Definitions, the last changed first.
    pub lines: Vec<OwnLedgerLine>,
    /// Why the form was refused.
    pub why: Option<String>,
}

/// One definition.
#[derive(Template)]
#[template(path = "pages/own_ledgers/own_ledger.html")]
pub struct OwnLedgerView {
    /// The frame.
    pub s: Shell,
    /// The definition.
    pub l: OwnLedger,
    /// Sample rows as they were typed.
    pub sample: String,
    /// What became of them.
    pub tried: Vec<TriedRow>,
    /// Makes a second press of a button harmless.
    pub seed: String,
}

impl OwnLedgersPage {
    /// A label in the reader's language.
    pub fn told<'a>(&'a self, label: &'a Label) -> &'a str {
        self.s.language().of(label)
    }
}

impl OwnLedgerView {
    /// A label in the reader's language.
    pub fn told<'a>(&'a self, label: &'a Label) -> &'a str {
        self.s.language().of(label)
    }

    /// Name of the ledger, or of the page where it cannot be read.
    pub fn title(&self) -> String {
        let kind = self.l.kind.as_ref().map(|kind| self.told(&kind.label).to_owned());
        kind.unwrap_or_else(|| self.s.t.get("own-ledgers").into_owned())
    }

    /// Whether what is written here is live.
    pub fn is_live(&self) -> bool {
        self.l.mistake.is_none() && self.l.kind.as_ref().is_some_and(|kind| self.l.live == Some(kind.version))
    }

    /// Name of a state.
    pub fn state(&self, kind: &Kind, name: &str) -> String {
        kind.state(name).map_or_else(|| name.to_owned(), |state| self.told(&state.label).to_owned())
    }

    /// States a move leaves.
    pub fn from(&self, kind: &Kind, way: &Move) -> String {
        let names: Vec<String> = way.from.iter().map(|name| self.state(kind, name)).collect();
        names.join(&self.s.t.get("list-comma"))
    }

    /// Names of guards, as the definition writes them.
    pub fn guards(&self, way: &Move) -> String {
        way.guards.iter().map(|guard| guard.name()).collect::<Vec<_>>().join(", ")
    }

    /// All guards.
    pub fn all_guards(&self) -> String {
        Guard::ALL.map(Guard::name).join(", ")
    }

    /// All shelves.
    pub fn shelves(&self) -> String {
        let shelves =
            self.s.words.shelves.iter().map(|shelf| format!("{} ({})", shelf.name, self.told(&shelf.label)));
        shelves.collect::<Vec<_>>().join(", ")
    }

    /// Headings of sample rows.
    pub fn headings(&self) -> String {
        let fields =
            self.l.kind.iter().flat_map(|kind| &kind.fields).map(|field| self.told(&field.label).to_owned());
        let title = self.s.t.get("part-title").into_owned();
        [title].into_iter().chain(fields).collect::<Vec<_>>().join(",")
    }
}
