//! The single write: loads, appends, and settles what follows.

use super::{derive, int, sql, uint, writer::Writer};
use crate::{
    Entry, Head, NewEvent, Outcome, Record, StoreError, Write,
    log::{Prepared, prepare},
};
use ledger::{CommandId, Event, Kinds, Matter, MatterId, Seq, tally::Tally};
use rusqlite::{Connection, OptionalExtension, params};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// One piece of work in progress.
pub(super) struct Writing<'w> {
    writer: &'w mut Writer,
    /// Matters whose rows are still to be written, as they were when their rows were last written.
    before: BTreeMap<MatterId, Option<Arc<Matter>>>,
    /// Every matter this piece has changed, its rows written or not.
    touched: BTreeSet<MatterId>,
    /// Last rank given out below each parent by this piece.
    ranks: BTreeMap<Option<MatterId>, u32>,
    /// Search terms of this piece; the writer writes them when the group is done.
    texts: derive::Texts,
}

impl<'w> Writing<'w> {
    pub(super) fn new(writer: &'w mut Writer) -> Self {
        Writing {
            writer,
            before: BTreeMap::new(),
            touched: BTreeSet::new(),
            ranks: BTreeMap::new(),
            texts: derive::Texts::default(),
        }
    }

    pub(super) fn texts(&mut self) -> derive::Texts {
        std::mem::take(&mut self.texts)
    }

    pub(super) fn touched(&mut self) -> BTreeSet<MatterId> {
        std::mem::take(&mut self.touched)
    }

    /// Writes what follows from the events of this piece: rows and counters.
    pub(super) fn settle(&mut self) -> Result<(), StoreError> {
        for (id, before) in std::mem::take(&mut self.before) {
            if let Some(after) = self.writer.warm.get(&id) {
                let Writer { connection, head, kinds, .. } = &*self.writer;
                derive::matter(connection, head.space, kinds, before.as_deref(), after, &mut self.texts)?;
            }
        }
        Ok(())
    }

    fn space(&self) -> i64 {
        int(self.writer.head.space.0)
    }
}

impl Write for Writing<'_> {
    fn head(&self) -> Head {
        self.writer.head
    }

    fn kinds(&self) -> Arc<Kinds> {
        self.writer.kinds.clone()
    }

    fn matter(&mut self, id: MatterId) -> Result<Option<Matter>, StoreError> {
        Ok(self.warm(id)?.as_deref().cloned())
    }

    fn next_rank(&mut self, parent: Option<MatterId>) -> Result<u32, StoreError> {
        self.last_rank(parent)?.checked_add(1).ok_or_else(|| StoreError::Backend("no rank is left".into()))
    }

    fn tallies(&mut self, of: &[Tally]) -> Result<Vec<u64>, StoreError> {
        self.settle()?;
        derive::tallies(&self.writer.connection, self.space(), of)
    }

    fn below(&mut self, id: MatterId, limit: usize) -> Result<Vec<MatterId>, StoreError> {
        self.settle()?;
        let Some(matter) = self.warm(id)? else { return Ok(vec![]) };
        derive::below(&self.writer.connection, self.space(), &matter.position, limit)
    }

    fn imported_from(&mut self, source: &str) -> Result<Option<MatterId>, StoreError> {
        self.settle()?;
        derive::imported_from(&self.writer.connection, self.space(), source)
    }

    fn outcome_of(&mut self, command: CommandId) -> Result<Option<Outcome>, StoreError> {
        let text: Option<String> = self
            .writer
            .connection
            .prepare_cached("SELECT content FROM outcome WHERE space = ?1 AND command = ?2")
            .and_then(|mut s| s.query_row(params![self.space(), command.0], |row| row.get(0)).optional())
            .map_err(sql)?;
        text.map(|text| serde_json::from_str(&text).map_err(|e| StoreError::Damaged(e.to_string())))
            .transpose()
    }

    fn append(&mut self, event: NewEvent) -> Result<Matter, StoreError> {
        let id = event.matter;
        let before = self.warm(id)?;
        let Prepared { entry, event: logged, after } =
            prepare(&self.writer.head, &self.writer.kinds, before.as_deref(), event)?;
        write_entry(&self.writer.connection, &entry)?;
        let mut tiles = vec![];
        self.writer
            .tree
            .push_into(entry.leaf, |tile| tiles.push(tile))
            .map_err(|error| StoreError::Backend(error.to_string()))?;
        tiles.iter().filter(|tile| tile.level > 0).try_for_each(|tile| self.write_tile(tile))?;
        derive::event(&self.writer.connection, &entry.header, &logged, &mut self.texts)?;
        let head = &mut self.writer.head;
        head.next = Seq(head.next.0 + 1);
        head.at = entry.header.at;
        head.root = self.writer.tree.root();
        if id.0 >= head.next_matter.0 {
            head.next_matter = MatterId(id.0 + 1);
        }
        if let Event::KindDefined { definition, .. } = &logged {
            Arc::make_mut(&mut self.writer.kinds).insert((**definition).clone());
        }
        if before.is_none() && id != MatterId::SPACE {
            let rank = self.last_rank(after.parent)?.max(after.position.rank());
            self.ranks.insert(after.parent, rank);
        }
        self.touched.insert(id);
        self.before.entry(id).or_insert(before);
        self.writer.warm.insert(id, Arc::new(after.clone()));
        Ok(after)
    }

    fn keep_outcome(&mut self, command: CommandId, outcome: &Outcome) -> Result<(), StoreError> {
        let text = serde_json::to_string(outcome).map_err(|e| StoreError::Backend(e.to_string()))?;
        self.writer
            .connection
            .prepare_cached("INSERT OR REPLACE INTO outcome VALUES (?1, ?2, ?3)")
            .and_then(|mut s| s.execute(params![self.space(), command.0, text]))
            .map_err(sql)?;
        Ok(())
    }

    fn record(&mut self, drawer: &str, key: &str) -> Result<Option<Record>, StoreError> {
        read_record(&self.writer.connection, self.space(), drawer, key)
    }

    fn put_record(&mut self, drawer: &str, key: &str, record: Option<Record>) -> Result<(), StoreError> {
        let connection = &self.writer.connection;
        match record {
            Some(record) => connection
                .prepare_cached("INSERT OR REPLACE INTO record VALUES (?1, ?2, ?3, ?4, ?5)")
                .and_then(|mut s| {
                    s.execute(params![self.space(), drawer, key, record.value, record.expires])
                }),
            None => connection
                .prepare_cached("DELETE FROM record WHERE space = ?1 AND drawer = ?2 AND name = ?3")
                .and_then(|mut s| s.execute(params![self.space(), drawer, key])),
        }
        .map_err(sql)?;
        Ok(())
    }
}

impl Writing<'_> {
    fn warm(&mut self, id: MatterId) -> Result<Option<Arc<Matter>>, StoreError> {
        if let Some(matter) = self.writer.warm.get(&id) {
            return Ok(Some(matter.clone()));
        }
        let found = load_matter(&self.writer.connection, self.space(), id)?.map(Arc::new);
        if let Some(matter) = &found {
            self.writer.warm.insert(id, matter.clone());
        }
        Ok(found)
    }

    /// The highest rank below `parent`, those given out by this piece included.
    fn last_rank(&mut self, parent: Option<MatterId>) -> Result<u32, StoreError> {
        if let Some(rank) = self.ranks.get(&parent) {
            return Ok(*rank);
        }
        let key = params![self.space(), parent.map(|id| int(id.0))];
        let last: Option<Vec<u8>> = self
            .writer
            .connection
            .prepare_cached("SELECT max(position) FROM matter WHERE space = ?1 AND parent IS ?2")
            .and_then(|mut s| s.query_row(key, |row| row.get(0)))
            .map_err(sql)?;
        let rank = last.and_then(|bytes| ledger::Position::from_bytes(&bytes)).map_or(0, |p| p.rank());
        self.ranks.insert(parent, rank);
        Ok(rank)
    }

    /// Adds one hash to an upper tile; happens once in 256 events.
    fn write_tile(&self, tile: &proof::Entry) -> Result<(), StoreError> {
        self.writer
            .connection
            .prepare_cached(
                "INSERT INTO tile VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO UPDATE SET hashes = CAST(hashes || excluded.hashes AS BLOB)",
            )
            .and_then(|mut s| {
                s.execute(params![self.space(), tile.level, int(tile.tile()), tile.hash.as_bytes()])
            })
            .map_err(sql)?;
        Ok(())
    }
}

fn write_entry(connection: &Connection, entry: &Entry) -> Result<(), StoreError> {
    let header = &entry.header;
    connection
        .prepare_cached("INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
        .and_then(|mut s| {
            s.execute(params![
                int(header.space.0),
                int(header.seq.0),
                int(header.matter.0),
                int(header.version),
                header.kind,
                header.kind_version,
                header.actor.map(|id| int(id.0)),
                header.at.as_millisecond(),
                header.command.0,
                entry.body_text(),
                entry.leaf.as_bytes()
            ])
        })
        .map_err(sql)?;
    if !entry.sealed.is_empty() {
        connection
            .prepare_cached("INSERT INTO sealed VALUES (?1, ?2, ?3)")
            .and_then(|mut s| s.execute(params![int(header.space.0), int(header.seq.0), entry.sealed_text()]))
            .map_err(sql)?;
    }
    Ok(())
}

pub(super) fn load_matter(
    connection: &Connection,
    space: i64,
    id: MatterId,
) -> Result<Option<Matter>, StoreError> {
    let text: Option<String> = connection
        .prepare_cached("SELECT content FROM snapshot WHERE space = ?1 AND id = ?2")
        .and_then(|mut s| s.query_row(params![space, int(id.0)], |row| row.get(0)).optional())
        .map_err(sql)?;
    text.map(|text| serde_json::from_str(&text).map_err(|e| StoreError::Damaged(format!("matter {id}: {e}"))))
        .transpose()
}

pub(super) fn read_record(
    connection: &Connection,
    space: i64,
    drawer: &str,
    key: &str,
) -> Result<Option<Record>, StoreError> {
    connection
        .prepare_cached("SELECT content, expires FROM record WHERE space = ?1 AND drawer = ?2 AND name = ?3")
        .and_then(|mut s| {
            s.query_row(params![space, drawer, key], |row| {
                Ok(Record { value: row.get(0)?, expires: row.get(1)? })
            })
            .optional()
        })
        .map_err(sql)
}

/// Counts are never negative; the column is signed.
pub(super) fn count(value: i64) -> u64 {
    uint(value)
}
