//! Due dates for the calendar of a person or a unit.

use super::{answer::Row, list::ListQuery};
use crate::{App, AppError};
use documents::write::{AllDay, ics};
use ledger::{MatterId, StateClass};
use store::{Filter, Sort};

/// Most dates of a unit's calendar.
const DATES: usize = 500;

impl App {
    /// What waits for `person` and has a date, or, where `unit` is named, what that unit owes; as an iCalendar file.
    /// Number, title and address alone: a calendar may be shown to others.
    ///
    /// # Errors
    /// There is no such person, or the store failed.
    pub fn calendar_feed(&self, person: MatterId, unit: Option<MatterId>) -> Result<Vec<u8>, AppError> {
        let directory = self.directory()?;
        let (name, rows): (String, Vec<Row>) = match unit {
            None => {
                let name = directory.person(person).map(|known| known.named.title.clone());
                (name.unwrap_or_default(), self.work(person)?.owed.into_iter().map(|owed| owed.row).collect())
            }
            Some(id) => {
                let filter = Filter { unit: Some(id), class: Some(StateClass::Open), ..Filter::default() };
                let query = ListQuery { filter, sort: Sort::Due, limit: DATES, ..ListQuery::default() };
                let name = directory.named(id).map(|named| named.title.clone()).unwrap_or_default();
                (name, self.list(&query)?.rows)
            }
        };
        let base = self.post.settings.base_url.as_ref().map(|base| base.0.trim_end_matches('/'));
        let events: Vec<AllDay> = rows
            .into_iter()
            .filter_map(|row| {
                Some(AllDay {
                    uid: format!("matter-{}@bihuan", row.id),
                    on: row.due?,
                    title: format!("{}{}", row.number, row.title),
                    description: String::new(),
                    url: base.as_ref().map(|base| format!("{base}/matters/{}", row.id)).unwrap_or_default(),
                    changed: row.changed_at,
                })
            })
            .collect();
        Ok(ics(&name, &events))
    }
}
