//! Campaigns and their parts, from which a list chooses: read once, kept until one of them changes.

use super::answer::Named;
use crate::{App, AppError};
use ledger::MatterId;
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

fn read(view: &dyn View) -> Result<Vec<Named>, AppError> {
    let rows = |kind: &str, parent: Option<MatterId>| {
        let filter = Filter { kind: Some(kind.into()), parent, ..Filter::default() };
        view.rows(&filter, Sort::Outline, None, PLACES)
    };
    let mut campaigns = rows("campaign", None)?;
    campaigns.reverse();
    let mut places = vec![];
    for campaign in campaigns.into_iter().take(CAMPAIGNS) {
        let parts = rows("group", Some(campaign.id))?;
        places.extend([campaign].into_iter().chain(parts).map(|row| Named::from(&row)));
    }
    places.truncate(PLACES);
    Ok(places)
}
