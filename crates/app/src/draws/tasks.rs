//! The tasks that a draw gives: opened together or not at all.

use super::{Record, put, read, text};
use crate::{App, AppError, execute::Act};
use ledger::{
    CommandId, FieldValue, MatterId, Refusal,
    command::{Assign, Change, Open},
};

/// Tasks that are opened at once.
pub const MOST_TASKS: usize = 500;

impl App {
    /// Opens a task for each object that was drawn, for `unit`, in one write; a retry with the same `id` opens nothing
    /// more. Gives how many there are.
    ///
    /// # Errors
    /// No right, no such draw, nothing drawn yet, tasks opened already by another command, or more than [`MOST_TASKS`].
    pub fn open_draw_tasks(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        key: &str,
        unit: MatterId,
    ) -> Result<usize, AppError> {
        self.may_draw(actor)?;
        let (before, mut kept) = self.kept_draw(key)?;
        if kept.tasks_by == Some(id) {
            return Ok(kept.tasks.len());
        }
        if !kept.tasks.is_empty() {
            return Err(AppError::DrawStands);
        }
        let past = kept.record.clone().ok_or(AppError::NotFound("draw"))?;
        let record: Record = read(&self.file(&past.file)?)?;
        if record.outcome.drawn.len() > MOST_TASKS {
            return Err(Refusal::TooMany { field: "tasks", limit: MOST_TASKS }.into());
        }
        let count = record.outcome.drawn.len();
        let key = key.to_owned();
        self.write_telling(move |desk| {
            if let Some(outcome) = desk.earlier(id)? {
                return Ok(outcome);
            }
            let mut act = Act::new(desk.actor(actor)?, id);
            for drawn in record.outcome.drawn {
                let title = format!("{} · {}", kept.title, drawn.object);
                let fields = [
                    ("object", FieldValue::Text(drawn.object)),
                    ("inspectors", FieldValue::Many(drawn.inspectors)),
                    ("draw", FieldValue::Text(past.outcome.clone())),
                ];
                let open = Open {
                    kind: "inspection_task".into(),
                    title,
                    fields: fields.map(|(name, value)| (name.to_owned(), value)).into(),
                    ..Open::default()
                };
                let assign = Assign { unit: Change::Set(unit), ..Assign::default() };
                kept.tasks.push(desk.open_assigned(&mut act, open, assign)?);
            }
            kept.tasks_by = Some(id);
            let last = kept.tasks.last().copied().unwrap_or(MatterId::SPACE);
            put(desk, &key, Some(&before), text(&kept)?)?;
            desk.finish(&mut act, last)
        })?;
        Ok(count)
    }
}
