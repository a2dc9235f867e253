//! The frozen ranking: a file by its hash, which the sheet's own event holds.

use super::{Objection, Point, THROUGH, UnitScore, shown::OBJECTIONS};
use crate::{App, AppError, Step, execute::Act};
use jiff::civil::Date;
use ledger::{
    Command, CommandId, FieldValue, MatterId, Refusal,
    command::TakeMove,
    score::{ScoreRules, Span},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Filter, Sort, StoreError};

/// A ranking with all that it stands on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Frozen {
    pub(super) rules: ScoreRules,
    pub(super) span: Span,
    pub(super) day: Date,
    pub(super) units: Vec<UnitScore>,
    pub(super) points: Vec<Point>,
    pub(super) objections: Vec<Objection>,
}

impl App {
    /// Freezes the ranking of a sheet; a retry with the same `id` is answered with the first outcome.
    ///
    /// # Errors
    /// No right, no such sheet, its period is not over, it is not announced, objections wait, something happened meanwhile,
    /// or the store failed.
    pub fn freeze_score(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        sheet: MatterId,
        seen: Option<u64>,
    ) -> Result<(), AppError> {
        let stood = self.versions(sheet)?;
        let ranking = self.ranking(sheet)?;
        let today = self.clock.today();
        if ranking.span.last() >= today {
            return Err(AppError::FutureDay { day: ranking.span.last(), today });
        }
        let bytes = serde_json::to_vec(&ranking).map_err(|error| StoreError::Backend(error.to_string()))?;
        let outcome = self.keep_file(&bytes)?;
        self.write_telling(move |desk| {
            if let Some(outcome) = desk.earlier(id)? {
                return Ok(outcome);
            }
            // What is counted is that of a period that is over. Only the sheet and its objections may move meanwhile.
            let mut now = BTreeMap::new();
            for id in desk.write.below(sheet, OBJECTIONS)?.into_iter().chain([sheet]) {
                now.extend(desk.write.matter(id)?.map(|matter| (id, matter.version)));
            }
            if now != stood {
                return Err(Refusal::NothingToDo.into());
            }
            let mut act = Act::new(desk.actor(actor)?, id).through(THROUGH);
            let fields = [("outcome".to_owned(), FieldValue::Text(outcome))].into();
            let taken = TakeMove { fields, ..TakeMove::named("decide_freeze") };
            desk.step(&mut act, &Step { matter: Some(sheet), seen, command: Command::Move(taken) })?;
            desk.finish(&mut act, sheet)
        })?;
        Ok(())
    }

    /// Versions of a sheet and of its objections.
    fn versions(&self, sheet: MatterId) -> Result<BTreeMap<MatterId, u64>, AppError> {
        let view = self.view()?;
        let filter = Filter { parent: Some(sheet), ..Filter::default() };
        let below = view.rows(&filter, Sort::Outline, None, OBJECTIONS)?;
        let mut versions = BTreeMap::new();
        for id in below.into_iter().map(|row| row.id).chain([sheet]) {
            versions.extend(view.matter(id)?.map(|matter| (id, matter.version)));
        }
        Ok(versions)
    }

    pub(super) fn frozen(&self, hash: &str) -> Result<Frozen, AppError> {
        serde_json::from_slice(&self.file(hash)?)
            .map_err(|error| AppError::Store(StoreError::Damaged(error.to_string())))
    }
}
