//! Whole matters: as JSON what seldom changes, in the matter's row what every event changes.

use super::{int, sql, uint};
use crate::StoreError;
use jiff::Timestamp;
use ledger::{Matter, MatterId, Seq, SpaceId, matter::LastReport};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// Writes what seldom changes, where it has changed.
pub(super) fn write(
    connection: &Connection,
    space: SpaceId,
    before: Option<&Matter>,
    after: &Matter,
) -> Result<(), StoreError> {
    if before.is_some_and(|before| with_row_of(before.clone(), after) == *after) && has_row(after) {
        return Ok(());
    }
    let content = match has_row(after) {
        true => serde_json::to_string(&without_row(after.clone())),
        false => serde_json::to_string(after),
    };
    let content = content.map_err(|e| StoreError::Backend(e.to_string()))?;
    connection
        .prepare_cached("INSERT OR REPLACE INTO snapshot VALUES (?1, ?2, ?3)")
        .and_then(|mut s| s.execute(params![int(space.0), int(after.id.0), content]))
        .map_err(sql)?;
    Ok(())
}

/// The space itself is no row of a list, so all of it stands in its JSON.
fn has_row(matter: &Matter) -> bool {
    matter.id != MatterId::SPACE
}

/// The matter with what the row of `other` knows.
fn with_row_of(matter: Matter, other: &Matter) -> Matter {
    Matter {
        version: other.version,
        percent: other.percent,
        last_report: other.last_report.clone(),
        reports: other.reports,
        changed_at: other.changed_at,
        changed_seq: other.changed_seq,
        ..matter
    }
}

/// The matter without what its row knows.
fn without_row(matter: Matter) -> Matter {
    Matter {
        version: 0,
        percent: None,
        last_report: None,
        reports: 0,
        changed_at: matter.opened_at,
        changed_seq: Seq(0),
        ..matter
    }
}

/// A matter as it stands.
pub(super) fn load(connection: &Connection, space: i64, id: MatterId) -> Result<Option<Matter>, StoreError> {
    connection
        .prepare_cached(
            "SELECT s.content, m.version, m.percent, m.reported_at, m.reported_by, m.reported_seq, m.no_change,
             m.reports, m.changed_at, m.changed
             FROM snapshot s LEFT JOIN matter m ON m.id = s.id WHERE s.space = ?1 AND s.id = ?2",
        )
        .and_then(|mut s| s.query_row(params![space, int(id.0)], |row| Ok(read(row, id))).optional())
        .map_err(sql)?
        .transpose()
}

fn read(row: &Row<'_>, id: MatterId) -> Result<Matter, StoreError> {
    let bad = |what: &dyn std::fmt::Display| StoreError::Damaged(format!("matter {id}: {what}"));
    let content = row.get_ref(0).map_err(sql)?.as_str().map_err(|error| bad(&error))?;
    let matter: Matter = serde_json::from_str(content).map_err(|error| bad(&error))?;
    let Some(version) = row.get::<_, Option<i64>>(1).map_err(sql)? else { return Ok(matter) };
    let instant = |at: i64| Timestamp::from_millisecond(at).map_err(|error| bad(&error));
    let reported = row.get::<_, Option<i64>>(3).map_err(sql)?;
    let last_report = match reported {
        None => None,
        Some(at) => Some(LastReport {
            at: instant(at)?,
            by: row.get::<_, Option<i64>>(4).map_err(sql)?.map(|by| MatterId(uint(by))),
            seq: Seq(uint(row.get(5).map_err(sql)?)),
            no_change: row.get(6).map_err(sql)?,
        }),
    };
    Ok(Matter {
        version: uint(version),
        percent: row.get(2).map_err(sql)?,
        last_report,
        reports: uint(row.get(7).map_err(sql)?),
        changed_at: instant(row.get(8).map_err(sql)?)?,
        changed_seq: Seq(uint(row.get(9).map_err(sql)?)),
        ..matter
    })
}
