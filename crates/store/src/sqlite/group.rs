//! What pieces of work leave behind: decided, in their order, not yet in the database.
//!
//! A piece changes this alone, so one that stops is taken back here and the database never hears of it; and a row that
//! several pieces change is written once.

use super::{derive, int, said, sql, writer::Warm};
use crate::{Entry, Head, Outcome, Record, StoreError, entry::Texts};
use ledger::{CommandId, Event, Kinds, Matter, MatterId, Seq, tally::Tally};
use proof::Frontier;
use rusqlite::{Connection, params};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// A record's drawer and key.
pub(super) type RecordKey = (String, String);

/// A line of the log with what follows from it alone.
pub(super) struct Line {
    pub(super) entry: Entry,
    pub(super) texts: Texts,
    pub(super) event: Event,
    /// The event before it on the same matter.
    pub(super) previous: Option<Seq>,
}

/// What is to be written in one transaction.
#[derive(Default)]
pub(super) struct Group {
    pub(super) lines: Vec<Line>,
    /// Hashes of upper tiles; one in 256 events.
    pub(super) tiles: Vec<proof::Entry>,
    /// Matters that changed, as their rows still have them.
    pub(super) before: BTreeMap<MatterId, Option<Arc<Matter>>>,
    /// Last rank given out below a parent.
    pub(super) ranks: HashMap<Option<MatterId>, u32>,
    /// By how much counters have changed.
    pub(super) tallies: BTreeMap<Tally, i64>,
    pub(super) imports: HashMap<String, MatterId>,
    pub(super) outcomes: BTreeMap<CommandId, Outcome>,
    /// `None` = taken away.
    pub(super) records: BTreeMap<RecordKey, Option<Record>>,
}

impl Group {
    /// Counts what becomes of a matter; `by` is 1, or −1 to take it back.
    pub(super) fn count(&mut self, before: Option<&Matter>, after: &Matter, by: i64) {
        derive::count_into(&mut self.tallies, before, after, by);
    }

    /// Writes everything into the open transaction; `warm` holds the matters as they now stand, `first` is the place
    /// of the first line.
    pub(super) fn write(
        self,
        connection: &Connection,
        warm: &Warm,
        kinds: &Kinds,
        first: Seq,
        (head, tree): (&Head, &Frontier),
    ) -> Result<(), StoreError> {
        let space = int(head.space.0);
        let mut said = said::Said::default();
        write_lines(connection, &self.lines)?;
        for line in &self.lines {
            derive::event(connection, &line.entry.header, &line.event, line.previous, &mut said)?;
        }
        for tile in &self.tiles {
            write_tile(connection, space, tile)?;
        }
        for (id, before) in &self.before {
            if let Some(after) = warm.get(id) {
                derive::matter(connection, head.space, kinds, before.as_deref(), after)?;
            }
        }
        derive::counters(connection, head.space, &self.tallies)?;
        said.write(connection, head.space, first, head.next)?;
        write_outcomes(connection, space, &self.outcomes)?;
        for ((drawer, key), record) in &self.records {
            write_record(connection, space, drawer, key, record.as_ref())?;
        }
        if !self.lines.is_empty() {
            save_head(connection, head, tree)?;
        }
        Ok(())
    }
}

fn write_lines(connection: &Connection, lines: &[Line]) -> Result<(), StoreError> {
    let mut event = connection
        .prepare_cached("INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
        .map_err(sql)?;
    let mut sealed = connection.prepare_cached("INSERT INTO sealed VALUES (?1, ?2, ?3)").map_err(sql)?;
    for Line { entry, texts, .. } in lines {
        let header = &entry.header;
        let (space, seq) = (int(header.space.0), int(header.seq.0));
        event
            .execute(params![
                space,
                seq,
                int(header.matter.0),
                int(header.version),
                header.kind,
                header.kind_version,
                header.actor.map(|id| int(id.0)),
                header.at.as_millisecond(),
                header.command.0,
                texts.body,
                entry.leaf.as_bytes()
            ])
            .map_err(sql)?;
        if let Some(text) = &texts.sealed {
            sealed.execute(params![space, seq, text]).map_err(sql)?;
        }
    }
    Ok(())
}

/// Adds one hash to an upper tile.
fn write_tile(connection: &Connection, space: i64, tile: &proof::Entry) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO tile VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET hashes = CAST(hashes || excluded.hashes AS BLOB)",
        )
        .and_then(|mut s| s.execute(params![space, tile.level, int(tile.tile()), tile.hash.as_bytes()]))
        .map_err(sql)?;
    Ok(())
}

fn write_outcomes(
    connection: &Connection,
    space: i64,
    outcomes: &BTreeMap<CommandId, Outcome>,
) -> Result<(), StoreError> {
    let mut insert = connection
        .prepare_cached("INSERT OR REPLACE INTO outcome VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        .map_err(sql)?;
    for (command, outcome) in outcomes {
        let Outcome { matter, version, first, end } = outcome;
        insert
            .execute(params![space, command.0, int(matter.0), int(*version), int(first.0), int(end.0)])
            .map_err(sql)?;
    }
    Ok(())
}

fn write_record(
    connection: &Connection,
    space: i64,
    drawer: &str,
    key: &str,
    record: Option<&Record>,
) -> Result<(), StoreError> {
    match record {
        Some(record) => connection
            .prepare_cached("INSERT OR REPLACE INTO record VALUES (?1, ?2, ?3, ?4, ?5)")
            .and_then(|mut s| s.execute(params![space, drawer, key, record.value, record.expires])),
        None => connection
            .prepare_cached("DELETE FROM record WHERE space = ?1 AND drawer = ?2 AND name = ?3")
            .and_then(|mut s| s.execute(params![space, drawer, key])),
    }
    .map_err(sql)?;
    Ok(())
}

fn save_head(connection: &Connection, head: &Head, tree: &Frontier) -> Result<(), StoreError> {
    let frontier: Vec<u8> = tree.subtrees().iter().flat_map(|hash| *hash.as_bytes()).collect();
    connection
        .prepare_cached("INSERT OR REPLACE INTO head VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        .and_then(|mut statement| {
            statement.execute(params![
                int(head.space.0),
                int(head.next.0),
                int(head.next_matter.0),
                head.at.as_millisecond(),
                head.root.as_bytes(),
                frontier
            ])
        })
        .map_err(sql)?;
    Ok(())
}
