//! Getting at the file behind a store's back.

use crate::{bench::play, desk::define_kinds, history::History};
use rusqlite::{Connection, types::Value};
use std::{fmt::Write as _, path::Path};
use store::{Store, sqlite::SqliteStore};
use tempfile::TempDir;

/// The tables that follow from the log.
pub(crate) const DERIVED: [&str; 7] = ["matter", "snapshot", "tally", "link", "import", "said", "trail"];
/// The indexes of words that follow from the log.
pub(crate) const TEXTS: [&str; 2] = ["matter_text", "said_text"];

/// A folder in which a random history was played.
pub(crate) fn played(seed: u64, length: u64) -> (TempDir, SqliteStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path()).unwrap();
    store.submit(define_kinds()).blocking_recv().unwrap().unwrap();
    play(&store, &History::new(seed, length).orders);
    (folder, store)
}

/// The file, past the store; what it writes need not survive a power cut.
pub(crate) fn file(folder: &Path) -> Connection {
    let file = Connection::open(folder.join("ledger.sqlite")).unwrap();
    file.pragma_update(None, "synchronous", "OFF").unwrap();
    file
}

/// All rows of a query, as text.
pub(crate) fn dump(file: &Connection, query: &str) -> String {
    let mut statement = file.prepare(query).unwrap();
    let columns = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    let mut text = String::new();
    while let Some(row) = rows.next().unwrap() {
        for column in 0..columns {
            write!(text, "{:?} ", row.get::<_, Value>(column).unwrap()).unwrap();
        }
        text.push('\n');
    }
    text
}

/// Everything derived, the terms of the word indexes included.
pub(crate) fn dump_derived(folder: &Path) -> String {
    let file = file(folder);
    let mut text = String::new();
    for table in DERIVED {
        writeln!(text, "{table}\n{}", dump(&file, &format!("SELECT * FROM {table} ORDER BY 1, 2, 3")))
            .unwrap();
    }
    for table in TEXTS {
        let create = format!("CREATE VIRTUAL TABLE temp.{table}_v USING fts5vocab(main, {table}, instance)");
        file.execute_batch(&create).unwrap();
        writeln!(text, "{table}\n{}", dump(&file, &format!("SELECT * FROM temp.{table}_v"))).unwrap();
    }
    text
}
