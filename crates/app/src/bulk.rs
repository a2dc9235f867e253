//! The same change on many matters: what would happen row by row, and then row by row as ordinary commands.

use crate::{
    App, AppError, Step,
    query::{
        answer::{Entry, Row},
        entries::foretold,
        list::tell,
    },
};
use ledger::{Actor, Command, CommandId, MatterId, Refusal};
use store::Summary;

/// Most matters at once.
pub const ROWS: usize = 200;

/// What a change does, or would do, on one matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkRow {
    /// The matter as it stands.
    pub row: Row,
    /// What happens; `None` when it is refused.
    pub entry: Option<Entry>,
    /// Why it is refused.
    pub refusal: Option<Refusal>,
}

impl App {
    /// What `command` would do on each of `matters`, in their order; nothing changes. What is not there is left out.
    ///
    /// # Errors
    /// More than [`ROWS`], a command that is not for many at once, or the store failed.
    pub fn foretell(
        &self,
        person: MatterId,
        matters: &[MatterId],
        command: &Command,
    ) -> Result<Vec<BulkRow>, AppError> {
        check(matters.len(), command)?;
        let directory = self.directory()?;
        let view = self.view()?;
        let view = view.as_ref();
        let actor: Actor = self.actor(view, Some(person))?;
        let bands = self.bands(self.clock.today());
        let mut rows = vec![];
        for id in matters {
            let Some(matter) = view.matter(*id)? else { continue };
            let (entry, refusal) = match self.trial(view, &actor, &matter, command)? {
                Ok(event) => (Some(foretold(view, &directory, &matter, person, event)?), None),
                Err(refusal) => (None, Some(refusal)),
            };
            rows.push(BulkRow {
                row: tell(Summary::of(&matter), &directory, bands.as_ref()),
                entry,
                refusal,
            });
        }
        Ok(rows)
    }

    /// Carries `command` out on each of `matters`, if its version is the one seen; each is a command of its own, so that
    /// one refusal does not hold up the others. Gives those that were refused.
    ///
    /// # Errors
    /// More than [`ROWS`], a command that is not for many at once, or the store failed: then the rows before it are done,
    /// and a retry with the same `id` goes on behind them.
    pub fn carry_out_each(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        matters: &[(MatterId, Option<u64>)],
        command: &Command,
    ) -> Result<Vec<(MatterId, Refusal)>, AppError> {
        check(matters.len(), command)?;
        let mut refused = vec![];
        for (matter, seen) in matters {
            let step = Step { matter: Some(*matter), seen: *seen, command: command.clone() };
            match self.execute(actor, id_on(id, *matter), step) {
                Ok(_) => {}
                Err(AppError::Refused(refusal)) => refused.push((*matter, refusal)),
                Err(error) => return Err(error),
            }
        }
        Ok(refused)
    }
}

fn check(count: usize, command: &Command) -> Result<(), AppError> {
    if count > ROWS {
        return Err(Refusal::TooMany { field: "matters", limit: ROWS }.into());
    }
    match command {
        Command::Assign(_) | Command::SetDueDate { .. } | Command::EditFields { .. } | Command::Move(_) => {
            Ok(())
        }
        _ => Err(AppError::BadParameter("command")),
    }
}

/// The id of the command on one matter, the same at every retry.
pub(crate) fn id_on(id: CommandId, matter: MatterId) -> CommandId {
    let mut bytes = id.0;
    for (byte, of) in bytes.iter_mut().rev().zip(matter.0.to_le_bytes()) {
        *byte ^= of;
    }
    CommandId(bytes)
}
