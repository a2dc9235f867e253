//! Large sheets are taken over in batches. How far a run has come is kept in the write of each batch, so that one that was
//! broken off goes on where it stopped and no row is taken over twice. A refused row holds up none of the others.

use super::{
    CellError, Upload,
    compare::Comparing,
    fresh::Planned,
    json,
    opened::{self, Reached},
};
use crate::{
    App, AppError, bulk,
    execute::{Act, Desk},
};
use documents::{Limits, read_sheets};
use ledger::{CommandId, MatterId, Refusal};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::PoisonError};
use store::{Outcome, Record, Stop, StoreError};

/// Where runs lie beside the log, by the key of their upload.
const RUNS: &str = "sheet_run";
/// Where it lies which versions of its matters a run has seen.
const SEEN: &str = "sheet_run_seen";
/// Commands of a batch at most, but for those of one row.
const BATCH: usize = 1_000;
/// Refused rows after which a run ends: then something is wrong with all of them.
pub const MOST_REFUSED: usize = 500;

/// A sheet that is taken over in batches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The upload.
    pub key: String,
    /// The file's name.
    pub name: String,
    /// Rows that ask for something.
    pub total: usize,
    /// Rows of them that are done.
    pub done: usize,
    /// Cells that were refused, with their rows.
    pub refused: Vec<RefusedCell>,
    /// Whether nothing more is done.
    pub finished: bool,
    id: String,
    by: Option<MatterId>,
    /// The first row that was not looked at.
    next: usize,
}

/// A cell whose row was not taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedCell {
    /// The cell, as Excel names it.
    pub cell: String,
    /// Why: the code of a refusal, or of what is wrong with the cell.
    pub code: String,
    /// Arguments of a refusal's text, by name; none for what is wrong with the cell.
    pub args: Option<Vec<(String, String)>>,
}

impl Run {
    /// How far it is, 0 to 100.
    pub fn percent(&self) -> usize {
        ((self.done + self.refused.len()) * 100).checked_div(self.total).unwrap_or(100).min(100)
    }
}

impl App {
    /// Begins to take a sheet over in batches; [`App::run_sheet`] does them.
    pub(super) fn begin_run(
        &self,
        id: CommandId,
        upload: &Upload,
        steps: &[Planned],
    ) -> Result<(), AppError> {
        let (key, actor) = (upload.key.clone(), upload.by);
        let seen: Vec<(usize, u64)> =
            steps.iter().filter_map(|one| Some((one.row, one.step.seen?))).collect();
        let mut rows: Vec<usize> = steps.iter().map(|one| one.row).collect();
        rows.dedup();
        let run = Run {
            key: key.clone(),
            name: upload.name.clone(),
            total: rows.len(),
            done: 0,
            refused: vec![],
            finished: false,
            id: id.to_string(),
            by: actor,
            next: 0,
        };
        let (run, seen) = (json(&run)?, json(&seen)?);
        self.write(move |desk| {
            desk.actor(actor)?;
            if desk.write.record(RUNS, &key)?.is_some() {
                return Err(Refusal::NothingToDo.into());
            }
            desk.write.put_record(RUNS, &key, Some(Record { value: run, expires: None }))?;
            desk.write.put_record(SEEN, &key, Some(Record { value: seen, expires: None }))?;
            let outcome = desk.nothing_logged();
            desk.write.keep_outcome(id, &outcome)?;
            Ok(outcome)
        })?;
        Ok(())
    }

    /// The run of a sheet, where it has one; only who uploaded it sees it.
    ///
    /// # Errors
    /// The store failed.
    pub fn sheet_run(&self, actor: Option<MatterId>, key: &str) -> Result<Option<Run>, AppError> {
        Ok(self.run(key)?.filter(|run| run.by == actor))
    }

    /// Keys of the sheets whose run has not ended.
    ///
    /// # Errors
    /// The store failed.
    pub fn unfinished_sheets(&self) -> Result<Vec<String>, AppError> {
        let runs = self.view()?.records(RUNS)?;
        let runs = runs.into_iter().map(|(_, record)| read(&record)).collect::<Result<Vec<Run>, _>>()?;
        Ok(runs.into_iter().filter(|run| !run.finished).map(|run| run.key).collect())
    }

    /// Whether a sheet is being taken over in this process.
    pub fn is_running_a_sheet(&self) -> bool {
        self.sheet_runs.try_lock().is_err()
    }

    /// Goes on with a run until it ends or `is_stopping`, one sheet at a time.
    ///
    /// # Errors
    /// The store failed, or the file cannot be read any more; what was done is kept.
    pub fn run_sheet(&self, key: &str, is_stopping: &dyn Fn() -> bool) -> Result<(), AppError> {
        let runs = self.sheet_runs.clone();
        let _one_at_a_time = runs.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(run) = self.run(key)?.filter(|run| !run.finished) else { return Ok(()) };
        // What a person may not know of is not there for their sheet.
        let scoped;
        let own = match run.by {
            Some(person) => {
                scoped = self.seen_by(person)?;
                &scoped
            }
            None => self,
        };
        let upload = own.upload(run.by, key)?;
        let (steps, wrong) = own.steps_left(&upload, &run)?;
        if !wrong.is_empty() {
            own.note(key, wrong, None)?;
        }
        let mut rest = steps.as_slice();
        while let Some(batch) = next_batch(&mut rest) {
            if is_stopping() || own.run(key)?.is_none_or(|run| run.finished) {
                return Ok(());
            }
            match own.take_batch(&upload, batch.to_vec()) {
                Err(AppError::Cell { .. }) => own.take_each(&upload, batch)?,
                other => other?,
            }
        }
        own.note(key, vec![], Some(usize::MAX))
    }

    fn run(&self, key: &str) -> Result<Option<Run>, AppError> {
        self.view()?.record(RUNS, key)?.as_ref().map(read).transpose()
    }

    /// What is left to do, and the cells that have become wrong since the run began.
    fn steps_left(&self, upload: &Upload, run: &Run) -> Result<(Vec<Planned>, Vec<RefusedCell>), AppError> {
        let sheets = read_sheets(&self.evidence.get(&upload.hash)?, &Limits::default())?;
        let grid = sheets.grids.into_iter().next().ok_or(AppError::NoTable)?;
        let (view, directory) = (self.view()?, self.directory()?);
        let seen = view.record(SEEN, &upload.key)?.map(|record| serde_json::from_str(&record.value));
        let seen: Vec<(usize, u64)> = seen.transpose().map_err(damaged)?.unwrap_or_default();
        let seen: BTreeMap<usize, u64> = seen.into_iter().collect();
        let comparing = Comparing::untried(self, view.as_ref(), &directory, upload, &grid)?;
        let compared = comparing.compare()?;
        let mut steps = compared.steps;
        steps.retain(|one| one.row >= run.next);
        for one in &mut steps {
            // What has moved since it was looked at is not overwritten.
            if one.step.seen.is_some() {
                one.step.seen = seen.get(&one.row).copied().or(one.step.seen);
            }
        }
        let told = |cell: &str| run.refused.iter().any(|one| one.cell == cell);
        let wrong = compared.errors.iter().filter(|error| error.row >= run.next && !told(&error.cell));
        Ok((steps, wrong.map(RefusedCell::of).collect()))
    }

    /// Does a batch in one write with how far the run has come.
    fn take_batch(&self, upload: &Upload, steps: Vec<Planned>) -> Result<(), AppError> {
        let (key, hash) = (upload.key.clone(), upload.hash.clone());
        let reached = Reached::new(&steps);
        let at = reached.clone();
        let done = self.write_telling(move |desk| {
            let Some(mut run) = kept(desk, &key)? else { return Ok(desk.nothing_logged()) };
            let (first, last) =
                (steps.first().map_or(0, |one| one.row), steps.last().map_or(0, |one| one.row));
            // Somebody else was faster.
            if run.finished || run.next > first {
                return Ok(desk.nothing_logged());
            }
            let id = run.id.parse().map_err(|_| Refusal::NothingToDo)?;
            let id = bulk::id_on(id, MatterId(first as u64 + 1));
            let mut act = Act::new(desk.actor(run.by)?, id);
            let matter = opened::take(desk, &mut act, &hash, &steps, &at)?;
            let mut rows: Vec<usize> = steps.iter().map(|one| one.row).collect();
            rows.dedup();
            run.done += rows.len();
            run.next = last + 1;
            put(desk, &run)?;
            desk.finish(&mut act, matter)
        });
        done.map(|_: Outcome| ()).map_err(|error| reached.told(error))
    }

    /// Does the rows of a batch one by one, because one of them was refused.
    fn take_each(&self, upload: &Upload, batch: &[Planned]) -> Result<(), AppError> {
        for steps in batch.chunk_by(|a, b| a.row == b.row) {
            match self.take_batch(upload, steps.to_vec()) {
                Err(AppError::Cell { cell, why }) => {
                    let refused = vec![RefusedCell::refused(cell, &why)];
                    self.note(&upload.key, refused, steps.last().map(|one| one.row + 1))?;
                }
                other => other?,
            }
        }
        Ok(())
    }

    /// Notes what was refused and, with `next`, from which row it goes on; the run ends behind the last row, and when too
    /// much was refused.
    fn note(&self, key: &str, refused: Vec<RefusedCell>, next: Option<usize>) -> Result<(), AppError> {
        let key = key.to_owned();
        self.write(move |desk| {
            if let Some(mut run) = kept(desk, &key)? {
                let room = MOST_REFUSED.saturating_sub(run.refused.len());
                run.refused.extend(refused.into_iter().take(room));
                run.next = run.next.max(next.unwrap_or(0));
                run.finished |= next == Some(usize::MAX) || run.refused.len() >= MOST_REFUSED;
                if run.finished {
                    desk.write.put_record(SEEN, &key, None)?;
                }
                put(desk, &run)?;
            }
            Ok(desk.nothing_logged())
        })?;
        Ok(())
    }
}

impl RefusedCell {
    fn of(error: &CellError) -> RefusedCell {
        match &error.refusal {
            Some(refusal) => RefusedCell::refused(error.cell.clone(), refusal),
            None => {
                let code = error.wrong.name().to_owned();
                RefusedCell { cell: error.cell.clone(), code, args: None }
            }
        }
    }

    fn refused(cell: String, refusal: &Refusal) -> RefusedCell {
        let args = refusal.args().into_iter().map(|(name, value)| (name.to_owned(), value));
        RefusedCell { cell, code: refusal.code().to_owned(), args: Some(args.collect()) }
    }
}

/// The next rows together, as long as they are few enough; a row is never cut in two.
fn next_batch<'a>(rest: &mut &'a [Planned]) -> Option<&'a [Planned]> {
    let mut end = rest.len().min(BATCH);
    let row = |at: usize| rest.get(at).map(|one| one.row);
    while end < rest.len() && row(end) == row(end.wrapping_sub(1)) {
        end += 1;
    }
    let (batch, after) = rest.split_at_checked(end)?;
    *rest = after;
    Some(batch).filter(|batch| !batch.is_empty())
}

fn read(record: &Record) -> Result<Run, AppError> {
    serde_json::from_str(&record.value).map_err(damaged)
}

fn damaged(error: serde_json::Error) -> AppError {
    AppError::Store(StoreError::Damaged(error.to_string()))
}

fn kept(desk: &mut Desk<'_>, key: &str) -> Result<Option<Run>, Stop> {
    let Some(record) = desk.write.record(RUNS, key)? else { return Ok(None) };
    let run = serde_json::from_str(&record.value).map_err(|error| StoreError::Damaged(error.to_string()))?;
    Ok(Some(run))
}

fn put(desk: &mut Desk<'_>, run: &Run) -> Result<(), Stop> {
    let value = json(run).map_err(|error| StoreError::Backend(error.to_string()))?;
    Ok(desk.write.put_record(RUNS, &run.key, Some(Record { value, expires: None }))?)
}
