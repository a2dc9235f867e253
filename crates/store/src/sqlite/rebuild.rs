//! Deriving everything anew from the log, in place or beside it for comparison.

use super::{SqliteStore, derive, first_head, int, lock, said::Said, snapshot, sql, view, writer};
use crate::{StoreError, log::kind_at};
use ledger::{Kinds, Matter, MatterId, Seq, evolve};
use rusqlite::Connection;
use std::collections::BTreeMap;

const STRIDE: usize = 1000;
/// Tables that follow from the log, with the columns that order them.
const TABLES: [(&str, &str); 8] = [
    ("matter", "space, id"),
    ("snapshot", "space, id"),
    ("tally", "space, kind, over, what"),
    ("link", "space, target, source, relation"),
    ("import", "space, source"),
    ("said", "space, seq"),
    ("trail", "space, seq"),
    ("report", "space, seq"),
];
const TEXTS: [&str; 2] = ["matter_text", "said_text"];

/// Derives everything into fresh tables of a second database, then compares row by row; the first difference.
pub(super) fn compare(
    store: &SqliteStore,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Option<String>, StoreError> {
    let view = store.read()?;
    let fresh = Connection::open("").map_err(sql)?;
    fresh.execute_batch(include_str!("derived.sql")).map_err(sql)?;
    fresh.execute_batch("BEGIN").map_err(sql)?;
    replay(view.connection()?, &fresh, progress)?;
    for (table, order) in TABLES {
        let query = format!("SELECT * FROM {table} ORDER BY {order}");
        if let Some(row) = first_difference(view.connection()?, &fresh, &query)? {
            return Ok(Some(format!("{table}: {row}")));
        }
    }
    for table in TEXTS {
        let terms = |connection: &Connection, name: &str| {
            connection.execute_batch(&format!(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name}_terms USING fts5vocab(main, {name}, instance)"
            ))
        };
        terms(view.connection()?, table).map_err(sql)?;
        terms(&fresh, table).map_err(sql)?;
        let query = format!("SELECT term, doc, \"offset\" FROM temp.{table}_terms");
        if let Some(row) = first_difference(view.connection()?, &fresh, &query)? {
            return Ok(Some(format!("{table}: {row}")));
        }
    }
    Ok(None)
}

/// Throws away what is derived and derives it anew in one transaction. Work that comes meanwhile is turned away.
pub(super) fn rebuild(store: &SqliteStore, progress: &mut dyn FnMut(u64, u64)) -> Result<(), StoreError> {
    // The writer keeps matters warm that it must not trust afterwards, so it ends here and another begins.
    let mut writer = lock(&store.writer);
    lock(&store.jobs).take();
    if let Some(thread) = writer.take() {
        let _ = thread.join();
    }
    let connection = Connection::open(&store.path).map_err(sql)?;
    super::prepare_connection(&connection, false)?;
    let rebuilt = derive_anew(&connection, progress);
    if rebuilt.is_err() {
        // It may have ended by itself, or never have begun.
        let _ = connection.execute_batch("ROLLBACK");
    }
    let (jobs, thread) = super::start_writer(connection, store.kinds.clone())?;
    *lock(&store.jobs) = Some(jobs);
    *writer = Some(thread);
    rebuilt
}

fn derive_anew(connection: &Connection, progress: &mut dyn FnMut(u64, u64)) -> Result<(), StoreError> {
    connection.execute_batch("BEGIN IMMEDIATE").map_err(sql)?;
    for (table, _) in TABLES {
        connection.execute_batch(&format!("DROP TABLE {table}")).map_err(sql)?;
    }
    for table in TEXTS {
        connection.execute_batch(&format!("DROP TABLE {table}")).map_err(sql)?;
    }
    connection.execute_batch(include_str!("derived.sql")).map_err(sql)?;
    replay(connection, connection, progress)?;
    connection.execute_batch("COMMIT").map_err(sql)
}

/// Evolves every matter event by event from `log` and derives into `into` what the writer would have.
fn replay(log: &Connection, into: &Connection, progress: &mut dyn FnMut(u64, u64)) -> Result<(), StoreError> {
    let (head, _) = writer::load_head(log)?;
    let mut kinds = Kinds::default();
    let mut done = 0u64;
    let query =
        format!("{} WHERE +e.space = ?1 AND e.seq >= ?2 ORDER BY e.seq LIMIT ?3", view::ENTRY_COLUMNS);
    while done < head.next.0 {
        let mut statement = log.prepare_cached(&query).map_err(sql)?;
        let mut rows = statement.query([int(first_head().space.0), int(done), STRIDE as i64]).map_err(sql)?;
        let mut changed: BTreeMap<MatterId, (Option<Matter>, Matter)> = BTreeMap::new();
        let (start, mut said) = (done, Said::default());
        while let Some(row) = rows.next().map_err(sql)? {
            let entry = view::entry(row)?;
            if entry.header.seq.0 != done {
                return Err(StoreError::Damaged(format!("event {done} is missing")));
            }
            let event = entry.event()?;
            let kind = kind_at(&kinds, &entry.header)?;
            if let ledger::Event::KindDefined { definition, .. } = &event {
                kinds.insert((**definition).clone());
            }
            let id = entry.header.matter;
            let (first, now) = match changed.remove(&id) {
                Some((first, now)) => (first, Some(now)),
                None => {
                    let stored = snapshot::load(into, int(entry.header.space.0), id)?;
                    (stored.clone(), stored)
                }
            };
            let previous = now.as_ref().map(|now| now.changed_seq);
            derive::event(into, &entry.header, &event, previous, &mut said)?;
            let after = evolve(now, &entry.header, &event, &kind);
            changed.insert(id, (first, after));
            done = Seq(entry.header.seq.0 + 1).0;
        }
        if done == start {
            return Err(StoreError::Damaged(format!("event {done} is missing")));
        }
        let mut tallies = BTreeMap::new();
        for (before, after) in changed.values() {
            derive::count_into(&mut tallies, before.as_ref(), after, 1);
            derive::matter(into, head.space, &kinds, before.as_ref(), after)?;
        }
        derive::counters(into, head.space, &tallies)?;
        said.write(into, head.space, Seq(start), Seq(done))?;
        progress(done, head.next.0);
    }
    Ok(())
}

/// Compares two answers to the same query value by value.
fn first_difference(a: &Connection, b: &Connection, query: &str) -> Result<Option<String>, StoreError> {
    let (mut a, mut b) = (a.prepare(query).map_err(sql)?, b.prepare(query).map_err(sql)?);
    let columns = a.column_count();
    let (mut a, mut b) = (a.query([]).map_err(sql)?, b.query([]).map_err(sql)?);
    let mut n = 0u64;
    loop {
        n += 1;
        let (left, right) = (a.next().map_err(sql)?, b.next().map_err(sql)?);
        let (left, right) = match (left, right) {
            (None, None) => return Ok(None),
            (Some(left), Some(right)) => (left, right),
            (Some(_), None) => return Ok(Some(format!("row {n} does not follow from the log"))),
            (None, Some(_)) => return Ok(Some(format!("row {n} is missing"))),
        };
        for column in 0..columns {
            if left.get_ref(column).map_err(sql)? != right.get_ref(column).map_err(sql)? {
                return Ok(Some(format!("row {n}, column {} differs from the log", column + 1)));
            }
        }
    }
}
