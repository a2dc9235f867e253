//! The single write: what a piece of work reads is the database and what the pieces before it left in the group; what
//! it changes is the group alone.

use super::{
    derive,
    group::{Line, RecordKey},
    int, snapshot, sql, uint,
    writer::{Standing, Writer},
};
use crate::{
    Head, NewEvent, Outcome, Record, StoreError, Write,
    log::{Prepared, prepare},
};
use ledger::{CommandId, Event, Kinds, Matter, MatterId, Position, Seq, tally::Tally};
use rusqlite::{Connection, OptionalExtension, params};
use std::sync::Arc;

/// One piece of work in progress.
pub(super) struct Writing<'w> {
    writer: &'w mut Writer,
    undo: Undo,
}

/// What was there before this piece, to be put back when it stops.
struct Undo {
    standing: Standing,
    lines: usize,
    tiles: usize,
    changes: Vec<Change>,
}

/// A change of the group, with what takes it back.
enum Change {
    /// A matter as it stood, and whether the group knew it as changed.
    Matter(MatterId, Option<Arc<Matter>>, bool),
    Rank(Option<MatterId>, Option<u32>),
    Import(String),
    Outcome(CommandId, Option<Outcome>),
    Record(RecordKey, Option<Option<Record>>),
}

impl<'w> Writing<'w> {
    pub(super) fn new(writer: &'w mut Writer) -> Self {
        let undo = Undo {
            standing: (writer.head, writer.tree.clone(), writer.kinds.clone()),
            lines: writer.group.lines.len(),
            tiles: writer.group.tiles.len(),
            changes: vec![],
        };
        Writing { writer, undo }
    }

    /// Leaves the group as it was before this piece.
    pub(super) fn take_back(self) {
        let Writing { writer, undo } = self;
        let Undo { standing, lines, tiles, changes } = undo;
        writer.group.lines.truncate(lines);
        writer.group.tiles.truncate(tiles);
        for change in changes.into_iter().rev() {
            take_back(writer, change);
        }
        writer.stand(standing);
    }

    fn space(&self) -> i64 {
        int(self.writer.head.space.0)
    }

    fn warm(&mut self, id: MatterId) -> Result<Option<Arc<Matter>>, StoreError> {
        if let Some(matter) = self.writer.warm.get(&id) {
            return Ok(Some(matter.clone()));
        }
        let found = snapshot::load(&self.writer.connection, self.space(), id)?.map(Arc::new);
        if let Some(matter) = &found {
            self.writer.warm.insert(id, matter.clone());
        }
        Ok(found)
    }

    /// The highest rank below `parent`.
    fn last_rank(&mut self, parent: Option<MatterId>) -> Result<u32, StoreError> {
        if let Some(rank) = self.writer.group.ranks.get(&parent) {
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
        self.give_rank(parent, rank);
        Ok(rank)
    }

    fn give_rank(&mut self, parent: Option<MatterId>, rank: u32) {
        let before = self.writer.group.ranks.insert(parent, rank);
        self.undo.changes.push(Change::Rank(parent, before));
    }

    /// The matter now stands so; the group remembers how its row has it.
    fn put(&mut self, before: Option<Arc<Matter>>, after: Matter) {
        let id = after.id;
        let Writer { group, warm, .. } = &mut *self.writer;
        group.count(before.as_deref(), &after, 1);
        let is_known = group.before.contains_key(&id);
        if !is_known {
            group.before.insert(id, before.clone());
        }
        warm.insert(id, Arc::new(after));
        self.undo.changes.push(Change::Matter(id, before, is_known));
    }
}

fn take_back(writer: &mut Writer, change: Change) {
    let Writer { group, warm, .. } = writer;
    match change {
        Change::Matter(id, before, was_known) => {
            let after = match &before {
                Some(before) => warm.insert(id, before.clone()),
                None => warm.remove(&id),
            };
            if let Some(after) = after {
                group.count(before.as_deref(), &after, -1);
            }
            if !was_known {
                group.before.remove(&id);
            }
        }
        Change::Rank(parent, Some(rank)) => {
            group.ranks.insert(parent, rank);
        }
        Change::Rank(parent, None) => {
            group.ranks.remove(&parent);
        }
        Change::Import(source) => {
            group.imports.remove(&source);
        }
        Change::Outcome(command, Some(outcome)) => {
            group.outcomes.insert(command, outcome);
        }
        Change::Outcome(command, None) => {
            group.outcomes.remove(&command);
        }
        Change::Record(key, Some(record)) => {
            group.records.insert(key, record);
        }
        Change::Record(key, None) => {
            group.records.remove(&key);
        }
    }
}

impl Write for Writing<'_> {
    fn head(&self) -> Head {
        self.writer.head_now()
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
        let Writer { connection, group, .. } = &*self.writer;
        let mut counted = derive::tallies(connection, self.space(), of)?;
        for (n, tally) in counted.iter_mut().zip(of) {
            *n = n.saturating_add_signed(group.tallies.get(tally).copied().unwrap_or(0));
        }
        Ok(counted)
    }

    fn below(&mut self, id: MatterId, limit: usize) -> Result<Vec<MatterId>, StoreError> {
        let Some(matter) = self.warm(id)? else { return Ok(vec![]) };
        let written = derive::below(&self.writer.connection, self.space(), &matter.position, limit)?;
        let Writer { group, warm, .. } = &*self.writer;
        let opened = group.before.iter().filter(|(_, before)| before.is_none());
        let opened: Vec<&Arc<Matter>> =
            opened.filter_map(|(new, _)| warm.get(new)).filter(|new| new.above.contains(&id)).collect();
        if opened.is_empty() {
            return Ok(written);
        }
        let mut placed: Vec<(Position, MatterId)> =
            opened.into_iter().map(|new| (new.position.clone(), new.id)).collect();
        for id in written {
            placed.extend(self.warm(id)?.map(|matter| (matter.position.clone(), id)));
        }
        placed.sort();
        placed.truncate(limit);
        Ok(placed.into_iter().map(|(_, id)| id).collect())
    }

    fn imported_from(&mut self, source: &str) -> Result<Option<MatterId>, StoreError> {
        let written = derive::imported_from(&self.writer.connection, self.space(), source)?;
        Ok(written.or_else(|| self.writer.group.imports.get(source).copied()))
    }

    fn outcome_of(&mut self, command: CommandId) -> Result<Option<Outcome>, StoreError> {
        if let Some(outcome) = self.writer.group.outcomes.get(&command) {
            return Ok(Some(outcome.clone()));
        }
        derive::outcome_of(&self.writer.connection, self.space(), command)
    }

    fn append(&mut self, event: NewEvent) -> Result<Matter, StoreError> {
        let id = event.matter;
        let before = self.warm(id)?;
        let Prepared { entry, texts, event, after } =
            prepare(&self.writer.head, &self.writer.kinds, before.as_deref(), event)?;
        let Writer { tree, group, .. } = &mut *self.writer;
        let tiles = &mut group.tiles;
        tree.push_into(entry.leaf, |tile| {
            if tile.level > 0 {
                tiles.push(tile);
            }
        })
        .map_err(|error| StoreError::Backend(error.to_string()))?;
        self.writer.root.take();
        let head = &mut self.writer.head;
        head.next = Seq(head.next.0 + 1);
        head.at = entry.header.at;
        head.next_matter = MatterId(head.next_matter.0.max(id.0 + 1));
        if let Event::KindDefined { definition, .. } = &event {
            Arc::make_mut(&mut self.writer.kinds).insert((**definition).clone());
        }
        if before.is_none() && id != MatterId::SPACE {
            let rank = self.last_rank(after.parent)?.max(after.position.rank());
            self.give_rank(after.parent, rank);
        }
        if let Event::Opened { open, .. } = &event
            && let (None, Some(origin)) = (open.parent, &open.origin)
            && !self.writer.group.imports.contains_key(&origin.source)
        {
            self.writer.group.imports.insert(origin.source.clone(), id);
            self.undo.changes.push(Change::Import(origin.source.clone()));
        }
        let previous = before.as_ref().map(|before| before.changed_seq);
        self.writer.group.lines.push(Line { entry, texts, event, previous });
        self.put(before, after.clone());
        Ok(after)
    }

    fn keep_outcome(&mut self, command: CommandId, outcome: &Outcome) -> Result<(), StoreError> {
        let before = self.writer.group.outcomes.insert(command, outcome.clone());
        self.undo.changes.push(Change::Outcome(command, before));
        Ok(())
    }

    fn record(&mut self, drawer: &str, key: &str) -> Result<Option<Record>, StoreError> {
        match self.writer.group.records.get(&(drawer.to_owned(), key.to_owned())) {
            Some(record) => Ok(record.clone()),
            None => read_record(&self.writer.connection, self.space(), drawer, key),
        }
    }

    fn put_record(&mut self, drawer: &str, key: &str, record: Option<Record>) -> Result<(), StoreError> {
        let key = (drawer.to_owned(), key.to_owned());
        let before = self.writer.group.records.insert(key.clone(), record);
        self.undo.changes.push(Change::Record(key, before));
        Ok(())
    }
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
