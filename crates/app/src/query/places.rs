//! Campaigns and their parts, from which a list chooses: read once, kept until one of them changes.

use super::{answer::Named, list::ListQuery, newest::newest};
use crate::{App, AppError};
use std::sync::{
    Arc, PoisonError, RwLock,
    atomic::{AtomicU64, Ordering},
};
use store::{Filter, Sort, View};

/// Places offered at most.
const PLACES: usize = 200;
/// Campaigns among them at most.
const CAMPAIGNS: usize = 20;

/// Whether a matter of this kind may be a place, or stand in the name of one.
pub(crate) fn is_place(kind: &str) -> bool {
    matches!(kind, "campaign" | "group")
}

/// The places last read, and which change of them they know.
#[derive(Default)]
pub(crate) struct Places {
    kept: RwLock<(u64, Arc<Vec<Named>>)>,
    /// Counts durable changes of campaigns and groups.
    changes: AtomicU64,
}

impl Places {
    /// A change of a campaign or group has become durable.
    pub(crate) fn have_changed(&self) {
        self.changes.fetch_add(1, Ordering::AcqRel);
    }
}

impl App {
    /// Campaigns, newest first, each with its aspects behind it.
    ///
    /// # Errors
    /// The store failed.
    pub fn places(&self) -> Result<Arc<Vec<Named>>, AppError> {
        // Counted before the look, so that a change in between makes the next call look again; from 1, so that
        // nothing read is never taken for current.
        let changes = self.places.changes.load(Ordering::Acquire) + 1;
        let (known, kept) = self.places.kept.read().unwrap_or_else(PoisonError::into_inner).clone();
        if known == changes {
            return Ok(kept);
        }
        let fresh = Arc::new(read(self.whole()?.as_ref())?);
        *self.places.kept.write().unwrap_or_else(PoisonError::into_inner) = (changes, fresh.clone());
        Ok(fresh)
    }
}

impl App {
    /// The same question, at home in the newest campaign where nothing else says what is looked for: units and people
    /// have pages of their own.
    ///
    /// # Errors
    /// The store failed.
    pub fn placed(&self, mut query: ListQuery) -> Result<ListQuery, AppError> {
        let filter = &query.filter;
        let narrowed = filter.under.is_some()
            || filter.kind.is_some()
            || filter.unit.is_some()
            || filter.person.is_some()
            || !filter.words.is_empty();
        if !narrowed {
            query.filter.under = self.places()?.first().map(|place| place.id);
        }
        Ok(query)
    }
}

fn read(view: &dyn View) -> Result<Vec<Named>, AppError> {
    let roots = Filter { kind: Some("campaign".into()), ..Filter::default() };
    let mut places = vec![];
    for campaign in newest(view, &roots, CAMPAIGNS)?.0 {
        let parts = Filter { kind: Some("group".into()), parent: Some(campaign.id), ..Filter::default() };
        let parts = view.rows(&parts, Sort::Outline, None, PLACES)?;
        places.extend([campaign].iter().chain(&parts).map(Named::from));
    }
    places.truncate(PLACES);
    Ok(places)
}
