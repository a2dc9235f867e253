//! What follows from the log: rows, counters, links, search terms.

use super::{due_text, int, said::Said, snapshot, sql, write::count};
use crate::{Outcome, StoreError, search};
use ledger::{
    CommandId, Event, Header, Kinds, Matter, MatterId, Position, Seq, SpaceId,
    tally::{self, Tally},
};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// What follows from one event and the place of the one before it on the same matter.
pub(super) fn event(
    connection: &Connection,
    header: &Header,
    event: &Event,
    previous: Option<Seq>,
    said: &mut Said,
) -> Result<(), StoreError> {
    let space = int(header.space.0);
    if let Some(text) = search::said_text(event) {
        said.push(header.seq, header.matter, &text);
    }
    if let Some(previous) = previous {
        connection
            .prepare_cached("INSERT INTO trail VALUES (?1, ?2, ?3)")
            .and_then(|mut s| s.execute(params![space, int(header.seq.0), int(previous.0)]))
            .map_err(sql)?;
    }
    match event {
        Event::Linked { to, relation, note } => connection
            .prepare_cached("INSERT OR REPLACE INTO link VALUES (?1, ?2, ?3, ?4, ?5, 0)")
            .and_then(|mut s| s.execute(params![space, int(to.0), int(header.matter.0), relation, note])),
        Event::Unlinked { to, relation } => connection
            .prepare_cached(
                "UPDATE link SET gone = 1 WHERE space = ?1 AND target = ?2 AND source = ?3 AND relation = ?4",
            )
            .and_then(|mut s| s.execute(params![space, int(to.0), int(header.matter.0), relation])),
        Event::Opened { open, .. } if open.parent.is_none() => match &open.origin {
            Some(origin) => connection
                .prepare_cached("INSERT OR IGNORE INTO import VALUES (?1, ?2, ?3)")
                .and_then(|mut s| s.execute(params![space, origin.source, int(header.matter.0)])),
            None => Ok(0),
        },
        Event::ProgressReported(_) => connection
            .prepare_cached("INSERT INTO report VALUES (?1, ?2)")
            .and_then(|mut s| s.execute(params![space, int(header.seq.0)])),
        _ => Ok(0),
    }
    .map_err(sql)?;
    Ok(())
}

/// What follows from a matter as it now stands.
pub(super) fn matter(
    connection: &Connection,
    space: SpaceId,
    kinds: &Kinds,
    before: Option<&Matter>,
    after: &Matter,
) -> Result<(), StoreError> {
    // The space itself is no row of a list.
    if after.id != MatterId::SPACE {
        if before.is_some_and(|before| same_in_indexes(before, after)) {
            touch_row(connection, after)?;
        } else {
            write_row(connection, space, after)?;
        }
        if before.is_none_or(|before| !same_words(before, after)) {
            write_terms(connection, after.id, &search::matter_terms(after, kinds))?;
        }
    }
    snapshot::write(connection, space, before, after)
}

/// Adds to `tallies` what becomes of them when `before` becomes `after`, `by` times.
pub(super) fn count_into(
    tallies: &mut BTreeMap<Tally, i64>,
    before: Option<&Matter>,
    after: &Matter,
    by: i64,
) {
    // The space itself is counted nowhere.
    if after.id != MatterId::SPACE {
        for (tally, n) in tally::difference(before, after) {
            *tallies.entry(tally).or_insert(0) += n * by;
        }
    }
}

/// Writes what has become of counters, each once.
pub(super) fn counters(
    connection: &Connection,
    space: SpaceId,
    tallies: &BTreeMap<Tally, i64>,
) -> Result<(), StoreError> {
    tallies.iter().filter(|(_, by)| **by != 0).try_for_each(|(tally, by)| add(connection, space, tally, *by))
}

/// Whether no index but that of the last change would be rewritten.
fn same_in_indexes(a: &Matter, b: &Matter) -> bool {
    (a.class, a.unit, a.person, a.due, a.parent) == (b.class, b.unit, b.person, b.due, b.parent)
        && (&a.state, &a.number, &a.title, a.leader) == (&b.state, &b.number, &b.title, b.leader)
        && a.position == b.position
        && a.course.pending().is_some() == b.course.pending().is_some()
}

/// Whether both read alike to somebody who searches.
fn same_words(a: &Matter, b: &Matter) -> bool {
    (&a.number, &a.title, &a.fields, a.kind_version) == (&b.number, &b.title, &b.fields, b.kind_version)
}

fn write_terms(connection: &Connection, id: MatterId, terms: &str) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO matter_text (rowid, terms) VALUES (?1, ?2)")
        .and_then(|mut s| s.execute(params![int(id.0), terms]))
        .map_err(sql)?;
    Ok(())
}

fn touch_row(connection: &Connection, m: &Matter) -> Result<(), StoreError> {
    let report = m.last_report.as_ref();
    connection
        .prepare_cached(
            "UPDATE matter SET version = ?2, percent = ?3, reported_at = ?4, changed_at = ?5, changed = ?6,
             reported_by = ?7, reported_seq = ?8, no_change = ?9, reports = ?10 WHERE id = ?1",
        )
        .and_then(|mut s| {
            s.execute(params![
                int(m.id.0),
                int(m.version),
                m.percent,
                report.map(|report| report.at.as_millisecond()),
                m.changed_at.as_millisecond(),
                int(m.changed_seq.0),
                report.and_then(|report| report.by).map(|by| int(by.0)),
                report.map(|report| int(report.seq.0)),
                report.map(|report| report.no_change),
                int(m.reports)
            ])
        })
        .map_err(sql)?;
    Ok(())
}

fn write_row(connection: &Connection, space: SpaceId, m: &Matter) -> Result<(), StoreError> {
    let id = |id: Option<MatterId>| id.map(|id| int(id.0));
    let report = m.last_report.as_ref();
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO matter VALUES
             (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)",
        )
        .and_then(|mut s| {
            s.execute(params![
                int(space.0),
                int(m.id.0),
                int(m.version),
                m.kind,
                m.number,
                m.title,
                id(m.parent),
                m.position.to_bytes(),
                m.state,
                m.class.name(),
                id(m.unit),
                id(m.person),
                id(m.leader),
                due_text(m.due),
                m.percent,
                report.map(|report| report.at.as_millisecond()),
                m.changed_at.as_millisecond(),
                int(m.changed_seq.0),
                id(report.and_then(|report| report.by)),
                report.map(|report| int(report.seq.0)),
                report.map(|report| report.no_change),
                int(m.reports),
                m.course.pending().is_some()
            ])
        })
        .map_err(sql)?;
    Ok(())
}

fn add(connection: &Connection, space: SpaceId, tally: &Tally, by: i64) -> Result<(), StoreError> {
    let key = params![int(space.0), tally.kind, tally.over.to_string(), tally.what, by];
    let n: i64 = connection
        .prepare_cached(
            "INSERT INTO tally VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET n = n + excluded.n RETURNING n",
        )
        .and_then(|mut s| s.query_row(key, |row| row.get(0)))
        .map_err(sql)?;
    if n == 0 {
        connection
            .prepare_cached("DELETE FROM tally WHERE space = ?1 AND kind = ?2 AND over = ?3 AND what = ?4")
            .and_then(|mut s| {
                s.execute(params![int(space.0), tally.kind, tally.over.to_string(), tally.what])
            })
            .map_err(sql)?;
    }
    Ok(())
}

/// Counters, in the order asked for.
pub(super) fn tallies(connection: &Connection, space: i64, of: &[Tally]) -> Result<Vec<u64>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT n FROM tally WHERE space = ?1 AND kind = ?2 AND over = ?3 AND what = ?4")
        .map_err(sql)?;
    of.iter()
        .map(|tally| {
            let key = params![space, tally.kind, tally.over.to_string(), tally.what];
            let n: Option<i64> = statement.query_row(key, |row| row.get(0)).optional().map_err(sql)?;
            Ok(count(n.unwrap_or(0)))
        })
        .collect()
}

/// Matters below a place of the outline, in its order.
pub(super) fn below(
    connection: &Connection,
    space: i64,
    place: &Position,
    limit: usize,
) -> Result<Vec<MatterId>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    // Every place sorts before this one.
    let end = place.after_subtree().unwrap_or_else(|| vec![0xff; 4 * ledger::limit::DEPTH + 4]);
    let mut statement = connection
        .prepare_cached(
            "SELECT id FROM matter WHERE space = ?1 AND position > ?2 AND position < ?3 ORDER BY position LIMIT ?4",
        )
        .map_err(sql)?;
    let key = params![space, place.to_bytes(), end, limit];
    let rows = statement.query_map(key, |row| row.get::<_, i64>(0)).map_err(sql)?;
    rows.map(|id| Ok(MatterId(count(id.map_err(sql)?)))).collect()
}

pub(super) fn imported_from(
    connection: &Connection,
    space: i64,
    source: &str,
) -> Result<Option<MatterId>, StoreError> {
    connection
        .prepare_cached("SELECT matter FROM import WHERE space = ?1 AND source = ?2")
        .and_then(|mut s| s.query_row(params![space, source], |row| row.get::<_, i64>(0)).optional())
        .map(|found| found.map(|id| MatterId(count(id))))
        .map_err(sql)
}

pub(super) fn outcome_of(
    connection: &Connection,
    space: i64,
    command: CommandId,
) -> Result<Option<Outcome>, StoreError> {
    let read = |row: &rusqlite::Row<'_>| {
        let number = |column: usize| row.get(column).map(count);
        Ok(Outcome {
            matter: MatterId(number(0)?),
            version: number(1)?,
            first: Seq(number(2)?),
            end: Seq(number(3)?),
        })
    };
    connection
        .prepare_cached("SELECT matter, version, first, end FROM outcome WHERE space = ?1 AND command = ?2")
        .and_then(|mut s| s.query_row(params![space, command.0], read).optional())
        .map_err(sql)
}
