//! What the page of all ledgers shows: shelves, and units against ledgers.

use crate::{
    pages::matters::filter::Filter,
    shell::{Shell, markup::Markup},
};
use app::query::{
    answer::Counts,
    ledgers::{LedgerCounts, Ledgers, ShelfCounts, UnitLedger, running},
};
use askama::Template;
use ledger::{Lamp, MatterId, StateClass};

/// The page.
#[derive(Template)]
#[template(path = "pages/ledgers/ledgers.html")]
pub struct LedgersPage {
    /// The frame.
    pub s: Shell,
    /// What is counted.
    pub g: Ledgers,
    /// Whether this person may define ledgers.
    pub may_define: bool,
}

impl LedgersPage {
    /// Label of a shelf.
    pub fn shelf(&self, name: &str) -> String {
        self.s.words.shelf(self.s.language(), name)
    }

    /// What is not ended.
    pub fn running(&self, counts: &Counts) -> u64 {
        running(counts)
    }

    /// How many have this lamp.
    pub fn lamp(&self, counts: &Counts, name: &str) -> u64 {
        Lamp::from_name(name).map_or(0, |lamp| counts.lamp(lamp))
    }

    /// How many are of this class.
    pub fn class(&self, counts: &Counts, name: &str) -> u64 {
        StateClass::from_name(name).map_or(0, |class| counts.class(class))
    }

    /// A bar of the classes of a ledger.
    pub fn bar(&self, one: &LedgerCounts) -> Markup {
        crate::chart::bar(self.s.t, &self.s.kind(&one.kind), &one.counts, one.counts.total)
    }

    /// Ledgers of a shelf that hold something, and those that hold nothing yet.
    pub fn filled<'a>(&self, shelf: &'a ShelfCounts) -> (Vec<&'a LedgerCounts>, Vec<&'a LedgerCounts>) {
        shelf.ledgers.iter().partition(|one| one.counts.total > 0)
    }

    /// What each unit has in a ledger, in the order of the units.
    pub fn cells(&self, kind: &str) -> Vec<(MatterId, Option<&UnitLedger>)> {
        let of = |ledgers: &'_ [UnitLedger]| ledgers.iter().position(|one| one.kind == kind);
        self.g
            .units
            .iter()
            .map(|unit| (unit.unit.id, of(&unit.ledgers).map(|at| &unit.ledgers[at])))
            .collect()
    }

    /// How hot a cell is: the share of what runs that is past its date.
    pub fn heat(&self, cell: &UnitLedger) -> &'static str {
        let late = cell.red + cell.yellow;
        match (cell.running, cell.red) {
            (0, _) => "done",
            (_, 0) if late == 0 => "calm",
            (_, 0) => "warm",
            (running, red) if red * 2 > running => "hottest",
            _ => "hot",
        }
    }

    /// Where a ledger's list stands.
    pub fn href(&self, kind: &str, name: &str, value: &str) -> String {
        Filter { as_of: self.s.as_of, ..Filter::default() }
            .with(name, value)
            .address(&format!("/ledgers/{kind}"))
    }

    /// The list of what a unit has in a ledger, late first.
    pub fn cell_href(&self, kind: &str, unit: &MatterId) -> String {
        let filter =
            Filter { as_of: self.s.as_of, unit: Some(*unit), sort: "due".into(), ..Filter::default() };
        filter.address(&format!("/ledgers/{kind}"))
    }
}
