//! What is taken over, and which rows of a file have opened matters: a file that comes again opens nothing twice.

use super::{fresh::Planned, json};
use crate::{
    App, AppError, Step,
    execute::{Act, Desk},
};
use ledger::{Command, CommandId, MatterId, Refusal, limit};
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use store::{Outcome, Record, Stop, StoreError, View};

/// Where it lies which rows of a file have opened which matters: a drawer for each file, a record for each write.
fn drawer(hash: &str) -> String {
    format!("sheet_opened/{hash}")
}

/// The matters that rows of a file have opened, by row from 0.
pub(super) fn read(view: &dyn View, hash: &str) -> Result<BTreeMap<usize, MatterId>, AppError> {
    let mut opened = BTreeMap::new();
    for (_, record) in view.records(&drawer(hash))? {
        let rows: Vec<(usize, MatterId)> = serde_json::from_str(&record.value)
            .map_err(|error| AppError::Store(StoreError::Damaged(error.to_string())))?;
        opened.extend(rows);
    }
    Ok(opened)
}

impl App {
    /// Carries out what the cells of a file ask for, all of it or nothing.
    pub(super) fn carry_out(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        hash: &str,
        steps: Vec<Planned>,
    ) -> Result<Outcome, AppError> {
        if steps.len() > limit::STEPS {
            return Err(Refusal::TooMany { field: "steps", limit: limit::STEPS }.into());
        }
        let hash = hash.to_owned();
        let reached = Reached::new(&steps);
        let at = reached.clone();
        let outcome = self.write_telling(move |desk| {
            if let Some(outcome) = desk.earlier(id)? {
                return Ok(outcome);
            }
            let mut act = Act::new(desk.actor(actor)?, id);
            let last = take(desk, &mut act, &hash, &steps, &at)?;
            desk.finish(&mut act, last)
        });
        outcome.map_err(|error| reached.told(error))
    }
}

/// Which step was under way when one was refused.
#[derive(Clone)]
pub(super) struct Reached {
    at: Arc<AtomicUsize>,
    cells: Arc<[String]>,
}

impl Reached {
    pub(super) fn new(steps: &[Planned]) -> Self {
        let cells = steps.iter().map(|one| one.cell.clone()).collect();
        Self { at: Arc::new(AtomicUsize::new(usize::MAX)), cells }
    }

    /// A refusal with the cell that it is about.
    pub(super) fn told(&self, error: AppError) -> AppError {
        match (error, self.cells.get(self.at.load(Ordering::Acquire))) {
            (AppError::Refused(why), Some(cell)) => AppError::Cell { cell: cell.clone(), why: Box::new(why) },
            (error, _) => error,
        }
    }
}

/// Takes the steps one after the other; rows that open matters are kept with them.
pub(super) fn take(
    desk: &mut Desk<'_>,
    act: &mut Act,
    hash: &str,
    steps: &[Planned],
    reached: &Reached,
) -> Result<MatterId, Stop> {
    let drawer = drawer(hash);
    let mut opened: Vec<(usize, MatterId)> = vec![];
    let mut last = MatterId::SPACE;
    for (at, Planned { row, step, .. }) in steps.iter().enumerate() {
        reached.at.store(at, Ordering::Release);
        let opens = matches!(step.command, Command::Open(_));
        let step = match step.matter {
            None if !opens => &Step { matter: Some(last), ..step.clone() },
            _ => step,
        };
        last = desk.step(act, step)?;
        if opens {
            opened.push((*row, last));
        }
    }
    if let Some((row, _)) = opened.first() {
        let key = format!("{row:07}");
        // Somebody else has taken the same file over meanwhile.
        if desk.write.record(&drawer, &key)?.is_some() {
            return Err(Refusal::NothingToDo.into());
        }
        let value = json(&opened).map_err(|error| StoreError::Backend(error.to_string()))?;
        desk.write.put_record(&drawer, &key, Some(Record { value, expires: None }))?;
    }
    Ok(last)
}
