//! Saved views: a list's filter and order under a name, one's own or shared with one's unit. They lie beside the log.

use crate::{App, AppError, chance};
use ledger::{MatterId, Refusal};
use serde::{Deserialize, Serialize};
use store::{Record, StoreError, View};

/// Views of one person, or shared with one unit, at most.
pub const VIEWS: usize = 50;
/// Code points of a name.
const NAME: usize = 60;
/// Bytes of a list's question.
const QUERY: usize = 2_000;

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// Its id, also in its address `/views/<id>`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The list's question, such as `lamp=red&sort=due`.
    pub query: String,
    /// Who saved it.
    pub owner: MatterId,
    /// The unit it is shared with, and the units below that.
    #[serde(default)]
    pub unit: Option<MatterId>,
}

impl App {
    /// The views of `person` and those shared with their unit, their own first, each by name.
    ///
    /// # Errors
    /// The store failed.
    pub fn views(&self, person: MatterId) -> Result<Vec<SavedView>, AppError> {
        let directory = self.directory()?;
        let view = self.view()?;
        let unit = directory.person(person).and_then(|known| known.unit);
        let units = unit.map(|unit| directory.with_above(unit)).unwrap_or_default();
        let mut views = kept(view.as_ref(), &of_person(person))?;
        for unit in units {
            views.extend(kept(view.as_ref(), &of_unit(unit))?);
        }
        views.sort_by(|a, b| (a.owner != person, &a.name, &a.id).cmp(&(b.owner != person, &b.name, &b.id)));
        Ok(views)
    }

    /// A view that `person` has or that is shared with them.
    ///
    /// # Errors
    /// There is no such view, or the store failed.
    pub fn saved_view(&self, person: MatterId, id: &str) -> Result<SavedView, AppError> {
        let found = self.views(person)?.into_iter().find(|view| view.id == id);
        found.ok_or(AppError::NotFound("view"))
    }

    /// Saves a list's question under a name; one of the same name is replaced.
    ///
    /// # Errors
    /// No name or too long a one, too many views, sharing without a unit, or the store failed.
    pub fn save_view(
        &self,
        person: MatterId,
        name: &str,
        query: &str,
        shared: bool,
    ) -> Result<SavedView, AppError> {
        let name = name.trim();
        if name.is_empty() {
            return Err(Refusal::Missing { field: "name".into() }.into());
        }
        let found = name.chars().count();
        if found > NAME {
            return Err(Refusal::TooLong { field: "name".into(), limit: NAME, found }.into());
        }
        if query.len() > QUERY {
            return Err(Refusal::TooLong { field: "query".into(), limit: QUERY, found: query.len() }.into());
        }
        let unit = self.directory()?.person(person).and_then(|known| known.unit);
        let unit = match (shared, unit) {
            (false, _) => None,
            (true, Some(unit)) => Some(unit),
            (true, None) => return Err(Refusal::Missing { field: "unit".into() }.into()),
        };
        let earlier = self.views(person)?.into_iter().find(|one| one.owner == person && one.name == name);
        let id = earlier.as_ref().map_or_else(chance::secret, |one| one.id.clone());
        let view = SavedView { id, name: name.to_owned(), query: query.to_owned(), owner: person, unit };
        // Where it comes to lie the place it has there already is its own.
        let there = self.view()?.records_after(&drawer(&view), "", VIEWS)?;
        if there.len() >= VIEWS && !there.iter().any(|(kept, _)| *kept == view.id) {
            return Err(Refusal::TooMany { field: "views", limit: VIEWS }.into());
        }
        let value = serde_json::to_string(&view).map_err(|error| StoreError::Backend(error.to_string()))?;
        let kept = view.clone();
        self.write(move |desk| {
            if let Some(earlier) = earlier {
                desk.write.put_record(&drawer(&earlier), &earlier.id, None)?;
            }
            desk.write.put_record(&drawer(&kept), &kept.id, Some(Record { value, expires: None }))?;
            Ok(desk.nothing_logged())
        })?;
        Ok(view)
    }

    /// Takes a view away; only who saved it may.
    ///
    /// # Errors
    /// There is no such view of theirs, or the store failed.
    pub fn forget_view(&self, person: MatterId, id: &str) -> Result<(), AppError> {
        let view = self.saved_view(person, id)?;
        if view.owner != person {
            return Err(AppError::NotFound("view"));
        }
        self.write(move |desk| {
            desk.write.put_record(&drawer(&view), &view.id, None)?;
            Ok(desk.nothing_logged())
        })?;
        Ok(())
    }
}

fn kept(view: &dyn View, drawer: &str) -> Result<Vec<SavedView>, AppError> {
    // Two who save at once may both find the last place free; what is kept is shown.
    let records = view.records_after(drawer, "", 2 * VIEWS)?;
    let read = |(_, record): (String, Record)| {
        serde_json::from_str(&record.value).map_err(|error| StoreError::Damaged(error.to_string()).into())
    };
    records.into_iter().map(read).collect()
}

/// Its own lie with the person, shared ones with the unit.
fn drawer(view: &SavedView) -> String {
    view.unit.map_or_else(|| of_person(view.owner), of_unit)
}

fn of_person(person: MatterId) -> String {
    format!("view/{person}")
}

fn of_unit(unit: MatterId) -> String {
    format!("shared-view/{unit}")
}
