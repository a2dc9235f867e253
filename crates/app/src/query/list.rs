//! Lists of matters: filter, order, page; today or on a past day.

use super::{
    answer::{Listing, Named, Row},
    directory::Directory,
};
use crate::{App, AppError};
use jiff::civil::Date;
use ledger::{
    Bands, Lamp, StateClass,
    tally::{Over, Tally},
};
use store::{Cursor, Filter, Sort, Summary, View};

/// Most rows of a page.
pub const PAGE_MAX: usize = 500;

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct ListQuery {
    /// What is left out.
    pub filter: Filter,
    /// With what the units below the filter's unit are responsible for.
    pub with_below: bool,
    /// Only this lamp.
    pub lamp: Option<Lamp>,
    /// Order.
    pub sort: Sort,
    /// Where the page starts, as [`Listing::next`] said.
    pub after: Option<String>,
    /// Rows of a page, at most [`PAGE_MAX`].
    pub limit: usize,
    /// The past day to look at.
    pub as_of: Option<Date>,
}

impl App {
    /// One page of a list.
    ///
    /// # Errors
    /// A page mark of another form, a day in the future, or the store failed.
    pub fn list(&self, query: &ListQuery) -> Result<Listing, AppError> {
        let look = self.look(query.as_of)?;
        let view = look.view.as_ref();
        let limit = query.limit.clamp(1, PAGE_MAX);
        let after = query.after.as_deref().map(read_mark).transpose()?;
        let bands = self.bands(look.day);
        let Some(filter) = with_lamp(&query.filter, query.lamp, bands.as_ref())? else {
            return Ok(Listing { rows: vec![], next: None, total: Some(0) });
        };
        let units: Vec<_> = match filter.unit.filter(|_| query.with_below) {
            Some(unit) => look.directory.with_below(unit).into_iter().map(Some).collect(),
            None => vec![filter.unit],
        };
        // A page of each unit, of which the first rows of all are a page of them together.
        let (mut found, mut total) = (vec![], Some(0));
        for unit in &units {
            let of = |filter: &Filter| Filter { unit: *unit, ..filter.clone() };
            found.extend(view.rows(&of(&filter), query.sort, after.as_ref(), limit + 1)?);
            let known = self.known_total(view, &of(&query.filter), query.lamp)?;
            total = total.zip(known).map(|(all, known)| all + known);
        }
        if units.len() > 1 {
            found.sort_by(|a, b| query.sort.compare(a, b));
        }
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(|row| write_mark(&row.cursor()));
        let rows = found.into_iter().map(|row| tell(row, &look.directory, bands.as_ref())).collect();
        Ok(Listing { rows, next, total })
    }

    /// The colours of `today`, or `None` when a year they need is not loaded.
    pub(crate) fn bands(&self, today: Date) -> Option<Bands> {
        Bands::on(today, &self.calendar, self.lamps).ok()
    }

    /// How many there are, where counters know.
    fn known_total(
        &self,
        view: &dyn View,
        filter: &Filter,
        lamp: Option<Lamp>,
    ) -> Result<Option<u64>, AppError> {
        let plain = filter.person.is_none()
            && filter.leader.is_none()
            && filter.parent.is_none()
            && filter.state.is_none()
            && filter.words.is_empty()
            && filter.due_from.is_none()
            && filter.due_to.is_none()
            && lamp.is_none();
        let (Some(kind), true) = (&filter.kind, plain) else { return Ok(None) };
        let over = match (filter.under, filter.unit) {
            (None, None) => Over::All,
            (Some(id), None) => Over::Under(id),
            (None, Some(unit)) => Over::Unit(unit),
            (Some(root), Some(unit)) if view.matter(root)?.is_some_and(|m| m.parent.is_none()) => {
                Over::UnitUnder(unit, root)
            }
            (Some(_), Some(_)) => return Ok(None),
        };
        let what: Vec<String> = match (filter.lacks, filter.class) {
            (Some(store::Lacks::Unit), None) => vec!["lacks:unit".into()],
            (Some(store::Lacks::Due), None) => vec!["lacks:due".into()],
            (None, Some(class)) => vec![format!("class:{}", class.name())],
            (None, None) => StateClass::ALL.iter().map(|class| format!("class:{}", class.name())).collect(),
            (Some(_), _) => return Ok(None),
        };
        let tallies: Vec<Tally> =
            what.into_iter().map(|what| Tally { kind: kind.clone(), over, what }).collect();
        Ok(Some(view.tallies(&tallies)?.iter().sum()))
    }
}

/// Says the lamp as a band of due dates; `None` when nothing can match.
fn with_lamp(filter: &Filter, lamp: Option<Lamp>, bands: Option<&Bands>) -> Result<Option<Filter>, AppError> {
    let mut filter = filter.clone();
    let Some(lamp) = lamp else { return Ok(Some(filter)) };
    if lamp == Lamp::Off {
        // Everything that does not run: not one band, so it is asked for by class instead.
        return if filter.class.is_some_and(StateClass::is_running) || filter.class.is_none() {
            Err(AppError::BadParameter("lamp"))
        } else {
            Ok(Some(filter))
        };
    }
    if filter.class.is_some_and(|class| !class.is_running()) {
        return Ok(None);
    }
    filter.class = Some(StateClass::Open);
    if lamp == Lamp::Undated {
        filter.lacks = Some(store::Lacks::Due);
        return Ok(Some(filter));
    }
    let Some((from, to)) = bands.and_then(|bands| bands.range(lamp)) else { return Ok(None) };
    filter.due_from = filter.due_from.max(from);
    filter.due_to = match (filter.due_to, to) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    Ok(Some(filter))
}

/// A row with names and lamp.
pub(crate) fn tell(row: Summary, directory: &Directory, bands: Option<&Bands>) -> Row {
    let name = |id| -> Named {
        directory.named(id).cloned().unwrap_or(Named { id, number: String::new(), title: format!("#{id}") })
    };
    Row {
        lamp: match row.class.is_running() && row.due.is_some() {
            true => bands.map(|bands| bands.lamp(row.class, row.due)),
            false if row.class.is_running() => Some(Lamp::Undated),
            false => Some(Lamp::Off),
        },
        id: row.id,
        version: row.version,
        kind: row.kind,
        number: row.number,
        title: row.title,
        depth: row.position.depth(),
        parent: row.parent,
        state: row.state,
        class: row.class,
        unit: row.unit.map(name),
        person: row.person.map(name),
        leader: row.leader.map(name),
        due: row.due,
        percent: row.percent,
        reported_at: row.reported_at,
        changed_at: row.changed_at,
    }
}

/// A page mark: where in every order the last row stood. Not a secret, only compact.
pub(super) fn write_mark(cursor: &Cursor) -> String {
    let position = cursor.position.to_string();
    let due = cursor.due.map(|due| due.to_string()).unwrap_or_default();
    format!("{position}_{due}_{}_{}", cursor.changed, cursor.id)
}

pub(super) fn read_mark(mark: &str) -> Result<Cursor, AppError> {
    let bad = || AppError::BadParameter("after");
    let parts: Vec<&str> = mark.split('_').collect();
    let [position, due, changed, id] = parts.as_slice() else { return Err(bad()) };
    let position =
        serde_json::from_value(serde_json::Value::String((*position).to_owned())).map_err(|_| bad())?;
    let due = if due.is_empty() { None } else { Some(due.parse().map_err(|_| bad())?) };
    Ok(Cursor {
        position,
        due,
        changed: changed.parse().map_err(|_| bad())?,
        id: id.parse().map_err(|_| bad())?,
    })
}
