//! Campaigns to choose from, and the one that is looked at.

use super::{answer::Named, newest::newest};
use crate::{App, AppError};
use ledger::{
    MatterId, StateClass,
    tally::{Over, Tally},
};
use store::{Filter, View};

/// Campaigns offered at most, those that changed last.
const CAMPAIGNS: usize = 100;

/// Campaigns to choose from, and the one that is looked at.
pub(crate) struct Choice {
    /// Newest first.
    pub(crate) campaigns: Vec<Named>,
    /// `None` when there is none yet.
    pub(crate) campaign: Option<Named>,
}

/// The campaign asked for, whether it is among those offered or not; else the newest with something still owed: an old
/// bulletin taken in for the record does not push it aside.
pub(crate) fn choose(view: &dyn View, asked: Option<MatterId>) -> Result<Choice, AppError> {
    let campaigns = offered(view)?;
    let campaign = match asked {
        Some(id) => {
            let found = view.summaries(&[id])?.pop().filter(|row| row.kind == "campaign");
            Some(Named::from(&found.ok_or(AppError::NotFound("campaign"))?))
        }
        None => in_hand(view, &campaigns)?,
    };
    Ok(Choice { campaigns, campaign })
}

fn offered(view: &dyn View) -> Result<Vec<Named>, AppError> {
    let roots = Filter { kind: Some("campaign".into()), ..Filter::default() };
    Ok(newest(view, &roots, CAMPAIGNS)?.0.iter().map(Named::from).collect())
}

fn in_hand(view: &dyn View, campaigns: &[Named]) -> Result<Option<Named>, AppError> {
    for one in campaigns {
        let what = format!("class:{}", StateClass::Open.name());
        let tally = Tally { kind: "measure".into(), over: Over::Under(one.id), what };
        if view.tallies(&[tally])?.iter().any(|n| *n > 0) {
            return Ok(Some(one.clone()));
        }
    }
    Ok(campaigns.first().cloned())
}

impl App {
    /// Campaigns to choose from, newest first, at most 100.
    ///
    /// # Errors
    /// The store failed.
    pub fn campaigns(&self) -> Result<Vec<Named>, AppError> {
        offered(self.view()?.as_ref())
    }

    /// The campaign that is looked at when none is named: the one the overview shows.
    ///
    /// # Errors
    /// The store failed.
    pub fn campaign_in_hand(&self) -> Result<Option<Named>, AppError> {
        Ok(choose(self.view()?.as_ref(), None)?.campaign)
    }
}
