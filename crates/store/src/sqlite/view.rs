//! Reading: one connection of the pool in one transaction, so that everything on a page belongs together.

mod list;

use super::{SqliteStore, derive, int, said, snapshot, sql, uint, write, writer};
use crate::{
    Cursor, Entry, Filter, Head, Outcome, Record, Sort, StoreError, Summary, View, entry, log::evolved,
    search,
};
use ledger::{
    CommandId, Kinds, Matter, MatterId, Seq,
    tally::{Over, Tally},
};
use proof::Hash;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::sync::Arc;

pub(super) struct SqliteView<'s> {
    connection: Option<Connection>,
    store: &'s SqliteStore,
    head: Head,
    kinds: Arc<Kinds>,
}

/// Everything of an entry but the condition.
pub(super) const ENTRY_COLUMNS: &str =
    "SELECT e.space, e.seq, e.matter, e.version, e.kind, e.kind_version, e.actor,
     e.at, e.command, e.body, e.leaf, s.content
     FROM event e LEFT JOIN sealed s USING (space, seq)";

impl<'s> SqliteView<'s> {
    pub(super) fn begin(connection: Connection, store: &'s SqliteStore) -> Result<Self, StoreError> {
        let begun = run(&connection, "BEGIN")
            .and_then(|()| writer::read_head(&connection))
            .and_then(|(head, frontier)| store.check_head(&head, frontier).map(|()| head));
        match begun {
            Ok(head) => {
                Ok(SqliteView { connection: Some(connection), store, head, kinds: store.kinds_now() })
            }
            Err(error) => {
                let _ = run(&connection, "ROLLBACK");
                store.give_back(connection);
                Err(error)
            }
        }
    }

    pub(super) fn connection(&self) -> Result<&Connection, StoreError> {
        self.connection.as_ref().ok_or(StoreError::Closed)
    }

    fn space(&self) -> i64 {
        int(self.head.space.0)
    }

    fn entries(&self, tail: &str, key: impl rusqlite::Params) -> Result<Vec<Entry>, StoreError> {
        let mut statement =
            self.connection()?.prepare_cached(&format!("{ENTRY_COLUMNS} {tail}")).map_err(sql)?;
        let mut rows = statement.query(key).map_err(sql)?;
        let mut entries = vec![];
        while let Some(row) = rows.next().map_err(sql)? {
            entries.push(entry(row)?);
        }
        Ok(entries)
    }
}

impl SqliteView<'_> {
    /// The event before `seq` on the same matter; later ones are passed over this way without their rows.
    fn previous(&self, seq: Seq) -> Result<Option<Seq>, StoreError> {
        let mut statement =
            self.connection()?.prepare_cached("SELECT previous FROM trail WHERE seq = ?1").map_err(sql)?;
        let found = statement.query_row([int(seq.0)], |row| row.get(0)).optional().map_err(sql)?;
        Ok(found.map(|seq| Seq(uint(seq))))
    }

    /// Ids of matters that a query gives.
    fn ids(&self, query: &str, key: impl rusqlite::Params) -> Result<Vec<MatterId>, StoreError> {
        let mut statement = self.connection()?.prepare_cached(query).map_err(sql)?;
        let rows = statement.query_map(key, |row| Ok(MatterId(uint(row.get(0)?)))).map_err(sql)?;
        rows.collect::<Result<_, _>>().map_err(sql)
    }
}

impl Drop for SqliteView<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            let _ = run(&connection, "ROLLBACK");
            self.store.give_back(connection);
        }
    }
}

/// A statement without rows, prepared once a connection.
fn run(connection: &Connection, statement: &str) -> Result<(), StoreError> {
    connection.prepare_cached(statement).and_then(|mut s| s.execute([])).map_err(sql)?;
    Ok(())
}

/// An entry from a row of [`ENTRY_COLUMNS`].
///
/// # Errors
/// A column does not hold what it should; a number below zero is none that was ever stored.
pub(super) fn entry(row: &Row<'_>) -> Result<Entry, StoreError> {
    let whole = |column: usize, value: i64| {
        u64::try_from(value).map_err(|_| StoreError::Damaged(format!("column {column} is below zero")))
    };
    let number = |column: usize| whole(column, row.get(column).map_err(sql)?);
    let header = entry::header(
        number(0)?,
        number(1)?,
        number(2)?,
        number(3)?,
        row.get(4).map_err(sql)?,
        row.get(5).map_err(sql)?,
        row.get::<_, Option<i64>>(6).map_err(sql)?.map(|actor| whole(6, actor)).transpose()?,
        row.get(7).map_err(sql)?,
        &row.get::<_, Vec<u8>>(8).map_err(sql)?,
    )?;
    let body: String = row.get(9).map_err(sql)?;
    let leaf: Vec<u8> = row.get(10).map_err(sql)?;
    let sealed: Option<String> = row.get(11).map_err(sql)?;
    Entry::from_texts(header, &body, sealed.as_deref(), writer::hash(&leaf)?)
}

fn count(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

impl View for SqliteView<'_> {
    fn head(&self) -> Head {
        self.head
    }

    fn kinds(&self) -> Arc<Kinds> {
        self.kinds.clone()
    }

    fn matter(&self, id: MatterId) -> Result<Option<Matter>, StoreError> {
        snapshot::load(self.connection()?, self.space(), id)
    }

    fn matter_before(&self, id: MatterId, place: Seq) -> Result<Option<Matter>, StoreError> {
        match self.matter(id)? {
            Some(matter) if matter.changed_seq >= place => {
                let mut entries = vec![];
                let mut at = Some(matter.changed_seq);
                while let Some(seq) = at {
                    if seq < place {
                        entries.extend(self.entries("WHERE e.seq = ?1", [int(seq.0)])?);
                    }
                    at = self.previous(seq)?;
                }
                evolved(&self.kinds, entries.iter().rev())
            }
            matter => Ok(matter),
        }
    }

    fn rows(
        &self,
        filter: &Filter,
        sort: Sort,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Vec<Summary>, StoreError> {
        let under = match filter.under {
            None => None,
            Some(id) => match self.matter(id)? {
                Some(matter) => Some(matter.position),
                None => return Ok(vec![]),
            },
        };
        list::rows(self.connection()?, self.space(), filter, under.as_ref(), sort, after, limit)
    }

    fn summaries(&self, ids: &[MatterId]) -> Result<Vec<Summary>, StoreError> {
        list::summaries(self.connection()?, self.space(), ids)
    }

    fn tallies(&self, of: &[Tally]) -> Result<Vec<u64>, StoreError> {
        super::derive::tallies(self.connection()?, self.space(), of)
    }

    fn tallies_over(&self, kind: &str, over: Over) -> Result<Vec<(String, u64)>, StoreError> {
        let mut statement = self
            .connection()?
            .prepare_cached(
                "SELECT what, n FROM tally WHERE space = ?1 AND kind = ?2 AND over = ?3 ORDER BY what",
            )
            .map_err(sql)?;
        let rows = statement
            .query_map(params![self.space(), kind, over.to_string()], |row| {
                Ok((row.get(0)?, write::count(row.get(1)?)))
            })
            .map_err(sql)?;
        rows.collect::<Result<_, _>>().map_err(sql)
    }

    fn history(&self, matter: MatterId, before: Option<u64>, limit: usize) -> Result<Vec<Entry>, StoreError> {
        let Some(matter) = self.matter(matter)? else { return Ok(vec![]) };
        let (mut at, mut version) = (Some(matter.changed_seq), matter.version);
        let mut entries = vec![];
        while let Some(seq) = at.filter(|_| entries.len() < limit) {
            if before.is_none_or(|before| version < before) {
                entries.extend(self.entries("WHERE e.seq = ?1", [int(seq.0)])?);
            }
            (at, version) = (self.previous(seq)?, version.saturating_sub(1));
        }
        Ok(entries)
    }

    fn events(&self, from: Seq, limit: usize) -> Result<Vec<Entry>, StoreError> {
        self.entries(
            "WHERE +e.space = ?1 AND e.seq >= ?2 ORDER BY e.seq LIMIT ?3",
            params![self.space(), int(from.0), count(limit)],
        )
    }

    fn reports(&self, from: Seq, to: Seq, limit: usize) -> Result<Vec<Entry>, StoreError> {
        self.entries(
            "WHERE e.seq IN (SELECT seq FROM report WHERE +space = ?1 AND seq >= ?2 AND seq < ?3 ORDER BY seq LIMIT ?4)
             ORDER BY e.seq",
            params![self.space(), int(from.0), int(to.0), count(limit)],
        )
    }

    fn touched(&self, from: Seq, to: Seq) -> Result<Vec<MatterId>, StoreError> {
        self.ids(
            "SELECT DISTINCT matter FROM event WHERE +space = ?1 AND seq >= ?2 AND seq < ?3 ORDER BY matter",
            params![self.space(), int(from.0), int(to.0)],
        )
    }

    fn search(&self, words: &[String], limit: usize) -> Result<Vec<MatterId>, StoreError> {
        let Some(query) = list::match_query(words) else { return Ok(vec![]) };
        let mut statement = self
            .connection()?
            .prepare_cached(
                "SELECT rowid FROM matter_text WHERE matter_text MATCH ?1 ORDER BY rowid DESC LIMIT ?2",
            )
            .map_err(sql)?;
        let ids = statement.query_map(params![query, count(limit)], |row| Ok(MatterId(uint(row.get(0)?))));
        ids.map_err(sql)?.collect::<Result<_, _>>().map_err(sql)
    }

    fn search_said(&self, words: &[String], limit: usize) -> Result<Vec<search::Said>, StoreError> {
        let Some(query) = list::match_query(words) else { return Ok(vec![]) };
        said::find(self.connection()?, self.space(), words, &query, limit)
    }

    fn holding(&self, kind: &str, pair: &str, limit: usize) -> Result<Vec<MatterId>, StoreError> {
        let Some(query) = search::match_pair(kind, pair) else { return Ok(vec![]) };
        self.ids(
            "SELECT rowid FROM matter_text WHERE matter_text MATCH ?1 ORDER BY rowid DESC LIMIT ?2",
            params![query, count(limit)],
        )
    }

    fn links_to(&self, id: MatterId) -> Result<Vec<(MatterId, String, String)>, StoreError> {
        let mut statement = self
            .connection()?
            .prepare_cached(
                "SELECT source, relation, note FROM link WHERE space = ?1 AND target = ?2 AND NOT gone
                 ORDER BY source, relation LIMIT 500",
            )
            .map_err(sql)?;
        let rows = statement
            .query_map(params![self.space(), int(id.0)], |row| {
                Ok((MatterId(uint(row.get(0)?)), row.get(1)?, row.get(2)?))
            })
            .map_err(sql)?;
        rows.collect::<Result<_, _>>().map_err(sql)
    }

    fn ever_linked_to(&self, id: MatterId) -> Result<Vec<MatterId>, StoreError> {
        self.ids(
            "SELECT DISTINCT source FROM link WHERE space = ?1 AND target = ?2 ORDER BY source",
            params![self.space(), int(id.0)],
        )
    }

    fn imported_from(&self, source: &str) -> Result<Option<MatterId>, StoreError> {
        derive::imported_from(self.connection()?, self.space(), source)
    }

    fn outcome_of(&self, command: CommandId) -> Result<Option<Outcome>, StoreError> {
        derive::outcome_of(self.connection()?, self.space(), command)
    }

    fn tile(&self, level: u8, index: u64, width: u16) -> Result<Vec<Hash>, StoreError> {
        let width = width.min(proof::TILE_WIDTH);
        if level == 0 {
            let mut statement = self
                .connection()?
                .prepare_cached(
                    "SELECT leaf FROM event WHERE +space = ?1 AND seq >= ?2 ORDER BY seq LIMIT ?3",
                )
                .map_err(sql)?;
            let rows = statement
                .query_map(params![self.space(), int(index.saturating_mul(256)), width], |row| {
                    row.get::<_, Vec<u8>>(0)
                })
                .map_err(sql)?;
            return rows.map(|leaf| writer::hash(&leaf.map_err(sql)?)).collect();
        }
        let bytes: Option<Vec<u8>> = self
            .connection()?
            .prepare_cached("SELECT hashes FROM tile WHERE space = ?1 AND level = ?2 AND number = ?3")
            .and_then(|mut s| {
                s.query_row(params![self.space(), level, int(index)], |row| row.get(0)).optional()
            })
            .map_err(sql)?;
        let mut hashes = writer::hashes(&bytes.unwrap_or_default())?;
        hashes.truncate(usize::from(width));
        Ok(hashes)
    }

    fn record(&self, drawer: &str, key: &str) -> Result<Option<Record>, StoreError> {
        write::read_record(self.connection()?, self.space(), drawer, key)
    }

    fn records(&self, drawer: &str) -> Result<Vec<(String, Record)>, StoreError> {
        self.records_after(drawer, "", usize::MAX)
    }

    fn records_after(
        &self,
        drawer: &str,
        after: &str,
        limit: usize,
    ) -> Result<Vec<(String, Record)>, StoreError> {
        let mut statement = self
            .connection()?
            .prepare_cached(
                "SELECT name, content, expires FROM record WHERE space = ?1 AND drawer = ?2 AND name > ?3
                 ORDER BY name LIMIT ?4",
            )
            .map_err(sql)?;
        let rows = statement
            .query_map(params![self.space(), drawer, after, count(limit)], |row| {
                Ok((row.get(0)?, Record { value: row.get(1)?, expires: row.get(2)? }))
            })
            .map_err(sql)?;
        rows.collect::<Result<_, _>>().map_err(sql)
    }

    fn count_records(&self, drawer: &str, limit: usize) -> Result<usize, StoreError> {
        let found: i64 = self
            .connection()?
            .prepare_cached(
                "SELECT count(*) FROM (SELECT 1 FROM record WHERE space = ?1 AND drawer = ?2 LIMIT ?3)",
            )
            .and_then(|mut s| s.query_row(params![self.space(), drawer, count(limit)], |row| row.get(0)))
            .map_err(sql)?;
        Ok(usize::try_from(found).unwrap_or(usize::MAX))
    }
}
