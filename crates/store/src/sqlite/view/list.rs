//! Lists: the filter and the order choose the index, so that a page costs what it shows.

use crate::{
    Cursor, Filter, Lacks, Sort, StoreError, Summary, search,
    sqlite::{due_text, int, sql, uint},
};
use jiff::Timestamp;
use ledger::{MatterId, Position, StateClass};
use rusqlite::{Connection, Row, ToSql, types::Value};

const COLUMNS: &str =
    "SELECT id, version, kind, number, title, parent, position, state, class, unit, person, leader,
     due, percent, reported_at, changed_at, changed FROM matter";

/// The full-text query for words, or `None` when they hold nothing to look for.
pub(super) fn match_query(words: &[String]) -> Option<String> {
    let parts: Vec<String> = words.iter().filter_map(|word| search::match_terms(word)).collect();
    (!parts.is_empty()).then(|| parts.join(" AND "))
}

struct Query {
    text: String,
    values: Vec<Value>,
}

impl Query {
    fn begin(select: &str, space: i64) -> Query {
        Query { text: format!("{select} WHERE space = ?1"), values: vec![Value::Integer(space)] }
    }

    fn and(&mut self, condition: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        self.text.push_str(" AND ");
        self.text.push_str(&condition.replace('?', &format!("?{}", self.values.len())));
    }
}

pub(super) fn rows(
    connection: &Connection,
    space: i64,
    filter: &Filter,
    under: Option<&Position>,
    sort: Sort,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Vec<Summary>, StoreError> {
    let order = match sort {
        Sort::Outline => " ORDER BY position",
        Sort::Due => " ORDER BY due, id",
        Sort::Changed => " ORDER BY changed DESC",
    };
    let narrow = narrow(connection, space, filter, under, sort)?;
    let mut query = match narrow {
        // The few are put in order by what the index knows, and only those of the page are read.
        Some(index) => Query::begin(&format!("{COLUMNS} WHERE id IN (SELECT id FROM matter {index}"), space),
        None => Query::begin(&format!("{COLUMNS} {}", in_order(filter, sort)), space),
    };
    restrict(&mut query, filter, under);
    if !filter.words.is_empty() {
        let Some(words) = match_query(&filter.words) else { return Ok(vec![]) };
        query.and("id IN (SELECT rowid FROM matter_text WHERE matter_text MATCH ?)", words);
    }
    if let Some(after) = after {
        continue_after(&mut query, sort, after);
    }
    query.text.push_str(order);
    query.values.push(Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
    query.text.push_str(&format!(" LIMIT ?{}", query.values.len()));
    if narrow.is_some() {
        query.text.push(')');
        query.text.push_str(order);
    }
    let mut statement = connection.prepare_cached(&query.text).map_err(sql)?;
    let values: Vec<&dyn ToSql> = query.values.iter().map(|value| value as &dyn ToSql).collect();
    let mut rows = statement.query(values.as_slice()).map_err(sql)?;
    let mut summaries = Vec::with_capacity(limit.min(200));
    while let Some(row) = rows.next().map_err(sql)? {
        summaries.push(summary(row)?);
    }
    Ok(summaries)
}

/// Names the index that has the order asked for: SQLite has no statistics here, and a wrong guess costs a scan of
/// everything. What the filter leaves out is passed over within the index.
fn in_order(filter: &Filter, sort: Sort) -> &'static str {
    if !filter.words.is_empty() {
        return "";
    }
    if filter.parent.is_some() {
        return "INDEXED BY matter_by_parent";
    }
    let by_due_in_class = sort == Sort::Due && filter.class.is_some();
    match (filter.person, filter.leader) {
        _ if filter.asks => return "INDEXED BY matter_that_asks",
        (Some(_), _) if by_due_in_class => return "INDEXED BY matter_by_person_class",
        (None, Some(_)) if by_due_in_class => return "INDEXED BY matter_by_leader_class",
        (None, None) => {}
        _ => return "",
    }
    let of_unit = filter.unit.is_some() || filter.lacks == Some(Lacks::Unit);
    let kind = filter.kind.is_some();
    match sort {
        Sort::Due if of_unit && filter.lacks == Some(Lacks::Person) => "INDEXED BY matter_of_nobody",
        Sort::Outline if of_unit => "INDEXED BY matter_by_unit_position",
        Sort::Outline if kind => "INDEXED BY matter_by_kind_position",
        Sort::Outline => "INDEXED BY matter_by_position",
        Sort::Due if of_unit && filter.class.is_some() => "INDEXED BY matter_by_unit_class",
        Sort::Due if of_unit => "INDEXED BY matter_by_unit_due",
        Sort::Due if kind && filter.class.is_some() => "INDEXED BY matter_by_kind_class_due",
        Sort::Due => "INDEXED BY matter_by_due",
        Sort::Changed => "INDEXED BY matter_by_changed",
    }
}

/// The index under which so few lie that putting them in order is cheaper than passing over all others in the order
/// asked for: with few among many, such a walk would grow with the ledger.
fn narrow(
    connection: &Connection,
    space: i64,
    filter: &Filter,
    under: Option<&Position>,
    sort: Sort,
) -> Result<Option<&'static str>, StoreError> {
    let of_person = filter.person.is_some() || filter.leader.is_some();
    if !filter.words.is_empty() || filter.parent.is_some() || of_person || filter.asks {
        return Ok(None);
    }
    let band = Filter { due_from: filter.due_from, due_to: filter.due_to, ..Filter::default() };
    let has_band = band.due_from.is_some() || band.due_to.is_some();
    let of_unit = filter.unit.is_some();
    let kind = filter.kind.clone();
    let candidates = [
        (
            kind.is_some() && filter.class.is_some() && sort != Sort::Due,
            "INDEXED BY matter_by_kind_class_due",
            Filter { kind: kind.clone(), class: filter.class, ..band.clone() },
            None,
        ),
        (
            of_unit && has_band && sort != Sort::Due,
            "INDEXED BY matter_by_unit_due",
            Filter { unit: filter.unit, ..band },
            None,
        ),
        (
            under.is_some() && sort != Sort::Outline,
            if of_unit { "INDEXED BY matter_by_unit_position" } else { "INDEXED BY matter_by_position" },
            Filter { unit: filter.unit, ..Filter::default() },
            under,
        ),
        (
            kind.is_some() && sort != Sort::Outline,
            "INDEXED BY matter_by_kind_position",
            Filter { kind, ..Filter::default() },
            None,
        ),
    ];
    for (fits, index, filter, under) in candidates {
        if fits && are_few(connection, space, index, &filter, under)? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

/// So many are put in order rather than looked for in it.
const FEW: usize = 500;

fn are_few(
    connection: &Connection,
    space: i64,
    index: &str,
    filter: &Filter,
    under: Option<&Position>,
) -> Result<bool, StoreError> {
    let mut query = Query::begin(&format!("SELECT 1 FROM matter {index}"), space);
    restrict(&mut query, filter, under);
    let text = format!("{} LIMIT 1 OFFSET {FEW}", query.text);
    let mut statement = connection.prepare_cached(&text).map_err(sql)?;
    let is_one_more = statement.exists(rusqlite::params_from_iter(&query.values)).map_err(sql)?;
    Ok(!is_one_more)
}

fn restrict(query: &mut Query, filter: &Filter, under: Option<&Position>) {
    if let Some(kind) = &filter.kind {
        query.and("kind = ?", kind.clone());
    }
    for kind in &filter.hides {
        query.and("kind <> ?", kind.clone());
    }
    if let Some(under) = under {
        query.and("position > ?", under.to_bytes());
        if let Some(end) = under.after_subtree() {
            query.and("position < ?", end);
        }
    }
    let ids = [
        ("parent", filter.parent),
        ("unit", filter.unit),
        ("person", filter.person),
        ("leader", filter.leader),
    ];
    for (column, id) in ids {
        if let Some(id) = id {
            query.and(&format!("{column} = ?"), int(id.0));
        }
    }
    if let Some(state) = &filter.state {
        query.and("state = ?", state.clone());
    }
    if let Some(class) = filter.class {
        query.and("class = ?", class.name().to_owned());
    }
    if let Some(from) = filter.due_from {
        query.and("due >= ?", from.to_string());
    }
    if let Some(to) = filter.due_to {
        query.and("due <= ?", to.to_string());
    }
    if filter.due_from.is_some() || filter.due_to.is_some() {
        query.and("due <> ?", due_text(None));
    }
    if let Some(from) = filter.changed_from {
        query.and("changed >= ?", int(from.0));
    }
    if let Some(lacks) = filter.lacks {
        match lacks {
            Lacks::Unit => query.text.push_str(" AND unit IS NULL"),
            Lacks::Person => query.text.push_str(" AND person IS NULL"),
            Lacks::Due => query.and("due = ?", due_text(None)),
        }
        query.text.push_str(" AND class NOT IN ('closed', 'cancelled')");
    }
    if filter.asks {
        query.text.push_str(" AND asks = 1");
    }
}

fn continue_after(query: &mut Query, sort: Sort, after: &Cursor) {
    match sort {
        Sort::Outline => query.and("position > ?", after.position.to_bytes()),
        Sort::Changed => query.and("changed < ?", int(after.changed)),
        Sort::Due => {
            query.values.push(Value::Text(due_text(after.due)));
            query.values.push(Value::Integer(int(after.id.0)));
            let n = query.values.len();
            query.text.push_str(&format!(" AND (due, id) > (?{}, ?{n})", n - 1));
        }
    }
}

pub(super) fn summaries(
    connection: &Connection,
    space: i64,
    ids: &[MatterId],
) -> Result<Vec<Summary>, StoreError> {
    let mut statement =
        connection.prepare_cached(&format!("{COLUMNS} WHERE space = ?1 AND id = ?2")).map_err(sql)?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let mut rows = statement.query([space, int(id.0)]).map_err(sql)?;
        if let Some(row) = rows.next().map_err(sql)? {
            found.push(summary(row)?);
        }
    }
    Ok(found)
}

fn summary(row: &Row<'_>) -> Result<Summary, StoreError> {
    let id = uint(row.get(0).map_err(sql)?);
    let bad = |what: &str| StoreError::Damaged(format!("row of matter {id}: {what}"));
    let matter = |column: usize| {
        Ok::<_, StoreError>(row.get::<_, Option<i64>>(column).map_err(sql)?.map(|id| MatterId(uint(id))))
    };
    let instant = |at: i64| Timestamp::from_millisecond(at).map_err(|_| bad("time"));
    let position = row.get_ref(6).map_err(sql)?.as_blob().map_err(|_| bad("position"))?;
    let due = row.get_ref(12).map_err(sql)?.as_str().map_err(|_| bad("due date"))?;
    Ok(Summary {
        id: MatterId(id),
        version: uint(row.get(1).map_err(sql)?),
        kind: row.get(2).map_err(sql)?,
        number: row.get(3).map_err(sql)?,
        title: row.get(4).map_err(sql)?,
        parent: matter(5)?,
        position: Position::from_bytes(position).ok_or_else(|| bad("position"))?,
        state: row.get(7).map_err(sql)?,
        class: row
            .get_ref(8)
            .map_err(sql)?
            .as_str()
            .ok()
            .and_then(StateClass::from_name)
            .ok_or_else(|| bad("class"))?,
        unit: matter(9)?,
        person: matter(10)?,
        leader: matter(11)?,
        due: if due == crate::sqlite::NO_DUE {
            None
        } else {
            Some(due.parse().map_err(|_| bad("due date"))?)
        },
        percent: row.get(13).map_err(sql)?,
        reported_at: row.get::<_, Option<i64>>(14).map_err(sql)?.map(instant).transpose()?,
        changed_at: instant(row.get(15).map_err(sql)?)?,
        changed: uint(row.get(16).map_err(sql)?),
    })
}
