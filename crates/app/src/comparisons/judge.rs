//! What a person says of a pair that was not sure.

use super::{DRAWER, Judged, NotCompared, standing::Standing, text};
use crate::{App, AppError};
use comparison::Place;
use ledger::{MatterId, Refusal};
use store::Record;

impl App {
    /// Says that two rows are the same thing or not; saying it again is nothing new, saying otherwise counts from now on.
    ///
    /// # Errors
    /// No right, no such comparison, it is settled, nobody has to decide about the two, or one of them is the same as
    /// another row already.
    pub fn judge_pair(
        &self,
        actor: Option<MatterId>,
        id: MatterId,
        (left, right): (Place, Place),
        same: bool,
    ) -> Result<(), AppError> {
        self.may_compare(actor)?;
        let (before, mut kept) = self.kept_comparison(id)?;
        if kept.settled.is_some() {
            return Err(NotCompared::Settled.into());
        }
        let outcome = self.outcome_of(&kept)?;
        if !outcome.review.iter().any(|pair| (pair.left, pair.right) == (left, right)) {
            return Err(NotCompared::NoPair.into());
        }
        let said = kept.judged.iter().rev().find(|one| (one.left, one.right) == (left, right));
        if said.is_some_and(|one| one.same == same) {
            return Ok(());
        }
        let sizes: Vec<usize> = kept.inputs.iter().map(|input| input.rows).collect();
        if same && Standing::of(&outcome, &kept.judged, &sizes).is_taken(left, right) {
            return Err(NotCompared::Taken.into());
        }
        kept.judged.push(Judged { left, right, same, by: actor, at: self.clock.now() });
        let value = text(&kept)?;
        self.write(move |desk| {
            // Somebody who has left decides nothing.
            desk.actor(actor)?;
            let key = id.to_string();
            if desk.write.record(DRAWER, &key)?.map(|record| record.value) != Some(before) {
                return Err(Refusal::NothingToDo.into());
            }
            desk.write.put_record(DRAWER, &key, Some(Record { value, expires: None }))?;
            Ok(desk.nothing_logged())
        })?;
        Ok(())
    }
}
