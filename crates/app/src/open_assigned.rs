//! Opening a matter together with who is responsible for it: both or neither.

use crate::{
    App, AppError, Step,
    execute::{Act, Desk},
};
use ledger::{
    Command, CommandId, MatterId,
    command::{Assign, Open},
};
use store::Stop;

impl App {
    /// Opens a matter and names who is responsible, in one write; a retry with the same `id` is answered with the first
    /// one.
    ///
    /// # Errors
    /// The first refusal, or the store failed; nothing has changed then.
    pub fn open_assigned(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        open: Open,
        assign: Assign,
    ) -> Result<MatterId, AppError> {
        let outcome = self.write_telling(move |desk| {
            if let Some(outcome) = desk.earlier(id)? {
                return Ok(outcome);
            }
            let mut act = Act::new(desk.actor(actor)?, id);
            let opened = desk.open_assigned(&mut act, open, assign)?;
            desk.finish(&mut act, opened)
        })?;
        Ok(outcome.matter)
    }
}

impl Desk<'_> {
    /// The same as a part of a larger write.
    pub(crate) fn open_assigned(
        &mut self,
        act: &mut Act,
        open: Open,
        assign: Assign,
    ) -> Result<MatterId, Stop> {
        let step = Step { matter: None, seen: None, command: Command::Open(open) };
        let opened = self.step(act, &step)?;
        if assign != Assign::default() {
            let step = Step { matter: Some(opened), seen: None, command: Command::Assign(assign) };
            self.step(act, &step)?;
        }
        Ok(opened)
    }
}
