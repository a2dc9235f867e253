//! The ledgers around the rectification: counted on their shelves and by unit, and one of them as a list with its own
//! columns. All counts are counters; nothing is counted by rows.

use super::{
    answer::{Counts, Named, Row},
    list::ListQuery,
    overview::Counting,
    past::Look,
};
use crate::{App, AppError};
use jiff::civil::Date;
use ledger::{Bands, FieldValue, Kind, Lamp, StateClass, tally::Over};
use serde::Serialize;
use std::{collections::BTreeMap, sync::Arc};

/// Every ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ledgers {
    /// The day it speaks of.
    pub today: Date,
    /// By shelf, in the order of the house; shelves without a ledger are left out.
    pub shelves: Vec<ShelfCounts>,
    /// By unit, in the order of the register; units without anything in a ledger are left out.
    pub units: Vec<UnitCounts>,
}

/// The ledgers of a shelf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShelfCounts {
    /// Its name.
    pub shelf: String,
    /// Its ledgers by name.
    pub ledgers: Vec<LedgerCounts>,
}

/// One ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LedgerCounts {
    /// Name of its kind.
    pub kind: String,
    /// What is in it.
    pub counts: Counts,
}

/// What one unit has in the ledgers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitCounts {
    /// The unit.
    pub unit: Named,
    /// By ledger, in the order of the shelves; nothing where it has nothing.
    pub ledgers: Vec<UnitLedger>,
}

/// What one unit has in one ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitLedger {
    /// Name of the kind.
    pub kind: String,
    /// What is not ended.
    pub running: u64,
    /// What of it is past its date by more than the yellow band.
    pub red: u64,
    /// What of it is past its date and still yellow.
    pub yellow: u64,
}

/// One ledger as a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LedgerPage {
    /// Name of its kind.
    pub kind: String,
    /// What is in it, whatever the list leaves out.
    pub counts: Counts,
    /// Rows.
    pub rows: Vec<LedgerRow>,
    /// Where the next page starts.
    pub next: Option<String>,
    /// How many there are, where counters know.
    pub total: Option<u64>,
    /// Names of the units and people that columns hold.
    pub names: Vec<Named>,
}

/// A row with the values of its columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LedgerRow {
    /// The row.
    pub row: Row,
    /// Values by field, of the columns of the kind.
    pub fields: BTreeMap<String, FieldValue>,
}

impl App {
    /// All ledgers, now or at the end of `as_of`.
    ///
    /// # Errors
    /// The day lies in the future, or the store failed.
    pub fn ledgers(&self, as_of: Option<Date>) -> Result<Ledgers, AppError> {
        let Look { view, directory, day, is_past } = self.look(as_of)?;
        let view = view.as_ref();
        let at = (view.head().next, day, self.reader.hidden.clone());
        if let Some(kept) = self.ledger_counts.get(&at, None).filter(|_| !is_past) {
            return Ok(kept.as_ref().clone());
        }
        let count = Counting { view, bands: Bands::on(day, &self.calendar, self.lamps).ok() };
        let kinds = view.kinds();
        let on = |shelf: &str| -> Vec<&Arc<Kind>> {
            kinds.all().filter(|kind| kind.shelf.as_deref() == Some(shelf)).collect()
        };
        let mut shelves = vec![];
        for shelf in &self.shelves {
            let mut ledgers = vec![];
            for kind in on(&shelf.name) {
                ledgers.push(LedgerCounts {
                    kind: kind.name.clone(),
                    counts: count.over(&kind.name, Over::All)?,
                });
            }
            if !ledgers.is_empty() {
                shelves.push(ShelfCounts { shelf: shelf.name.clone(), ledgers });
            }
        }
        let mut units = vec![];
        for unit in &directory.units {
            let mut ledgers = vec![];
            for ledger in shelves.iter().flat_map(|shelf| &shelf.ledgers).filter(|one| one.counts.total > 0) {
                let counts = count.over(&ledger.kind, Over::Unit(unit.named.id))?;
                if counts.total > 0 {
                    let kind = ledger.kind.clone();
                    ledgers.push(UnitLedger {
                        kind,
                        running: running(&counts),
                        red: counts.lamp(Lamp::Red),
                        yellow: counts.lamp(Lamp::Yellow),
                    });
                }
            }
            if !ledgers.is_empty() {
                units.push(UnitCounts { unit: unit.named.clone(), ledgers });
            }
        }
        let ledgers = Ledgers { today: day, shelves, units };
        if !is_past {
            self.ledger_counts.keep(&at, None, Arc::new(ledgers.clone()));
        }
        Ok(ledgers)
    }

    /// One page of the ledger `kind`.
    ///
    /// # Errors
    /// There is no such ledger, a page mark of another form, a day in the future, or the store failed.
    pub fn ledger(&self, kind: &str, mut query: ListQuery) -> Result<LedgerPage, AppError> {
        let look = self.look(query.as_of)?;
        let view = look.view.as_ref();
        let kinds = view.kinds();
        let found = kinds.latest(kind).filter(|kind| kind.shelf.is_some());
        let found = found.ok_or(AppError::NotFound("ledger"))?;
        let count = Counting { view, bands: Bands::on(look.day, &self.calendar, self.lamps).ok() };
        let counts = count.over(kind, Over::All)?;
        query.filter.kind = Some(kind.to_owned());
        let listing = self.list(&query)?;
        let (mut rows, mut names) = (vec![], vec![]);
        for row in listing.rows {
            let held = view.matter(row.id)?.map(|matter| matter.fields).unwrap_or_default();
            let fields: BTreeMap<String, FieldValue> =
                held.into_iter().filter(|(name, _)| found.columns.contains(name)).collect();
            names.extend(fields.values().filter_map(|value| match value {
                FieldValue::Matter(id) => look.directory.named(*id).cloned(),
                _ => None,
            }));
            rows.push(LedgerRow { row, fields });
        }
        Ok(LedgerPage {
            kind: kind.to_owned(),
            counts,
            rows,
            next: listing.next,
            total: listing.total,
            names,
        })
    }
}

/// How much of what is counted has not ended.
pub fn running(counts: &Counts) -> u64 {
    StateClass::ALL
        .into_iter()
        .zip(counts.classes)
        .filter(|(class, _)| !class.has_ended())
        .map(|(_, n)| n)
        .sum()
}
