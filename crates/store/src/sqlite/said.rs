//! What was said, on its way into the index of words.
//!
//! The index takes the words of whole blocks of the log. Until a block is full, what was said in it stands beside the
//! index as folded text, in the same transaction as its event, and a search looks through both.

use super::{int, sql, uint};
use crate::{StoreError, search};
use ledger::{MatterId, Seq, SpaceId};
use memchr::memmem::Finder;
use rusqlite::{Connection, params};

/// Events of a block: so many texts a search looks through at most.
const BLOCK: u64 = 512;

/// What was said in the events that are being written.
#[derive(Default)]
pub(super) struct Said(Vec<(Seq, MatterId, String)>);

impl Said {
    pub(super) fn push(&mut self, seq: Seq, matter: MatterId, text: &str) {
        self.0.push((seq, matter, search::folded(text)));
    }

    /// Writes what was said in the events from `first` up to `next`, and the words of every block that they fill.
    pub(super) fn write(
        self,
        connection: &Connection,
        space: SpaceId,
        first: Seq,
        next: Seq,
    ) -> Result<(), StoreError> {
        let full = next.0 - next.0 % BLOCK;
        if full > first.0 {
            index_kept(connection, space)?;
        }
        let mut keep = connection.prepare_cached("INSERT INTO said VALUES (?1, ?2, ?3, ?4)").map_err(sql)?;
        for (seq, matter, text) in &self.0 {
            if seq.0 < full {
                index(connection, int(seq.0), text)?;
            } else {
                keep.execute(params![int(space.0), int(seq.0), int(matter.0), text]).map_err(sql)?;
            }
        }
        Ok(())
    }
}

/// Takes what is kept beside the index into it.
fn index_kept(connection: &Connection, space: SpaceId) -> Result<(), StoreError> {
    let mut kept = connection
        .prepare_cached("SELECT seq, text FROM said WHERE +space = ?1 ORDER BY seq")
        .map_err(sql)?;
    let mut rows = kept.query([int(space.0)]).map_err(sql)?;
    while let Some(row) = rows.next().map_err(sql)? {
        let text = row.get_ref(1).map_err(sql)?.as_str().map_err(|e| StoreError::Damaged(e.to_string()))?;
        index(connection, row.get(0).map_err(sql)?, text)?;
    }
    drop(rows);
    connection.prepare_cached("DELETE FROM said").and_then(|mut s| s.execute([])).map_err(sql)?;
    Ok(())
}

fn index(connection: &Connection, seq: i64, text: &str) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT INTO said_text (rowid, terms) VALUES (?1, ?2)")
        .and_then(|mut s| s.execute(params![seq, search::index_terms(text)]))
        .map_err(sql)?;
    Ok(())
}

/// At most `limit` of what was said that holds all `words`, newest first; `query` asks the index for the same.
pub(super) fn find(
    connection: &Connection,
    space: i64,
    words: &[String],
    query: &str,
    limit: usize,
) -> Result<Vec<search::Said>, StoreError> {
    let runs = search::runs(words);
    let sought: Vec<Finder<'_>> = runs.iter().map(|run| Finder::new(run.as_str())).collect();
    let mut found = vec![];
    let place = |seq: i64, matter: i64| search::Said { matter: MatterId(uint(matter)), seq: Seq(uint(seq)) };
    let mut late = connection
        .prepare_cached("SELECT seq, matter, text FROM said WHERE +space = ?1 ORDER BY seq DESC")
        .map_err(sql)?;
    let mut rows = late.query([space]).map_err(sql)?;
    while let Some(row) = rows.next().map_err(sql)? {
        if found.len() == limit {
            return Ok(found);
        }
        // As bytes: a run begins and ends between characters, and the text needs no second look at how it is written.
        let text = row.get_ref(2).map_err(sql)?.as_bytes().map_err(|e| StoreError::Damaged(e.to_string()))?;
        if sought.iter().all(|run| run.find(text).is_some()) {
            found.push(place(row.get(0).map_err(sql)?, row.get(1).map_err(sql)?));
        }
    }
    let mut early = connection
        .prepare_cached(
            "SELECT t.rowid, e.matter FROM
             (SELECT rowid FROM said_text WHERE said_text MATCH ?1 ORDER BY rowid DESC LIMIT ?2) t
             JOIN event e ON e.seq = t.rowid ORDER BY t.rowid DESC",
        )
        .map_err(sql)?;
    let left = i64::try_from(limit - found.len()).unwrap_or(i64::MAX);
    let mut rows = early.query(params![query, left]).map_err(sql)?;
    while let Some(row) = rows.next().map_err(sql)? {
        found.push(place(row.get(0).map_err(sql)?, row.get(1).map_err(sql)?));
    }
    Ok(found)
}
