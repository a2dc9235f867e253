//! Lists of any kind as sheets, out and back: an exported list, or an office's own, is held cell by cell against the ledger
//! before anything is changed, and carried out with the rights of the person who imports.
//!
//! A row is matched by its id where the sheet has one, otherwise by its number among what lies below a campaign or is of
//! the kind that was named. Columns are known by their names in either language; those of an office's own sheet are named
//! once and remembered.

mod cell;
mod column;
mod compare;
mod edits;
mod field;
mod fresh;
mod numbers;
mod opened;
mod run;
mod save;
mod wrong;

pub(crate) use cell::folded;
pub use column::Part;
pub(crate) use column::{head, plain as plain_name};
pub(crate) use field::{person, read as read_field, unit};
pub use fresh::FreshRow;
pub(crate) use numbers::below as numbers_below;
pub use run::{MOST_REFUSED, RefusedCell, Run};
pub use wrong::{CellError, Difference, Wrong};

use crate::{App, AppError, chance, hash::sha256};
use compare::{Compared, Comparing};
use documents::{Grid, Limits, read_sheets};
use ledger::{CommandId, Kind, MatterId, Refusal};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, sync::Arc};
use store::{Outcome, Record, StoreError, View};

/// Where uploaded sheets lie beside the log.
const DRAWER: &str = "sheet";
/// Where it lies how the columns of a head are read, by unit and by the hash of the head.
const READINGS: &str = "sheet_reading";
/// Rows whose kind is looked at.
const ASKED: usize = 50;
/// How long an upload is kept, in milliseconds.
const KEPT: i64 = 30 * 24 * 60 * 60 * 1000;
/// Rows of a sheet that can be imported.
pub const MOST_ROWS: usize = 100_000;
/// Largest sheet file, in bytes.
pub const MOST_BYTES: usize = 64 << 20;
/// Commands that are carried out together or not at all; a sheet that asks for more is taken over in batches.
pub const AT_ONCE: usize = 2_000;

/// An uploaded sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// Names it; nothing follows from it but for who uploaded it.
    pub key: String,
    /// SHA-256 of the file.
    pub hash: String,
    /// The file's name.
    pub name: String,
    /// Row of its head, from 0.
    pub head_row: usize,
    /// Names of its columns.
    pub head: Vec<String>,
    /// What each column is, as far as it is known.
    pub parts: Vec<Option<Part>>,
    /// The kind of its rows, where they are all of one.
    pub kind: Option<String>,
    /// Below which matter numbers are looked for.
    pub under: Option<MatterId>,
    /// Who uploaded it.
    pub by: Option<MatterId>,
}

/// How a sheet is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// What each column is; `None` = nothing that is taken over.
    pub parts: Vec<Option<Part>>,
    /// The kind of its rows, where they are all of one.
    #[serde(default)]
    pub kind: Option<String>,
    /// Below which matter numbers are looked for.
    #[serde(default)]
    pub under: Option<MatterId>,
}

/// A sheet held against the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// The sheet.
    pub upload: Upload,
    /// Rows that were found in the ledger.
    pub matched: usize,
    /// Cells that say something else.
    pub differences: Vec<Difference>,
    /// Cells that cannot be taken over.
    pub errors: Vec<CellError>,
    /// Rows without an id that open matters.
    pub fresh: Vec<FreshRow>,
    /// Names what differs and what is wrong; who takes it over says what they have seen by it.
    pub mark: String,
}

/// What came of accepting a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// Everything was taken over in one write.
    Done(Outcome),
    /// It is taken over in batches by [`App::run_sheet`], which somebody has to call.
    Runs,
}

impl App {
    /// Reads a sheet whose rows are of `kind`, or as its ids say; gives the key of its preview.
    ///
    /// # Errors
    /// The file cannot be read, holds no table or too many rows, or there is no such kind.
    pub fn upload_sheet(
        &self,
        actor: Option<MatterId>,
        name: &str,
        bytes: &[u8],
        kind: Option<&str>,
    ) -> Result<String, AppError> {
        let found = bytes.len() as u64;
        if bytes.len() > MOST_BYTES {
            return Err(AppError::TooLarge { limit: MOST_BYTES as u64, found });
        }
        let sheets = read_sheets(bytes, &Limits::default())?;
        let grid = sheets.grids.first().ok_or(AppError::NoTable)?;
        let (head_row, head) = column::head(grid).ok_or(AppError::NoTable)?;
        let found = grid.rows.len().saturating_sub(head_row + 1);
        if found > MOST_ROWS {
            return Err(Refusal::TooMany { field: "rows", limit: MOST_ROWS }.into());
        }
        let view = self.view()?;
        let kinds = view.kinds();
        let kind = match kind {
            Some(name) => {
                Some(kinds.latest(name).ok_or_else(|| Refusal::NoSuchKind(name.to_owned()))?.clone())
            }
            None => one_kind(view.as_ref(), grid, head_row, &head)?,
        };
        let hash = self.evidence.keep(bytes)?;
        let remembered = view.record(&self.readings(actor)?, &reading_of(&head))?;
        // One of an earlier form is as good as none: the columns are then known by their names.
        let remembered: Option<Reading> =
            remembered.and_then(|record| serde_json::from_str(&record.value).ok());
        let (parts, of) = match remembered.filter(|reading| reading.parts.len() == head.len()) {
            Some(reading) => (reading.parts, reading.kind),
            None => (column::parts(&head, kind.as_deref()), None),
        };
        // A look that is held keeps the writer waiting.
        drop(view);
        let name = name.chars().take(200).collect();
        let key: String = chance::secret().chars().take(16).collect();
        let kind = kind.map(|kind| kind.name.clone()).or(of);
        let upload =
            Upload { key: key.clone(), hash, name, head_row, head, parts, kind, under: None, by: actor };
        self.keep_upload(upload)?;
        Ok(key)
    }

    /// What a sheet would change; only who uploaded it sees it.
    ///
    /// # Errors
    /// There is no such sheet of theirs, its numbers are looked for among too many, or the store failed.
    pub fn preview_sheet(&self, actor: Option<MatterId>, key: &str) -> Result<Preview, AppError> {
        let (upload, compared) = self.compare_sheet(actor, key)?;
        let mark = compared.mark()?;
        let Compared { matched, differences, errors, fresh, .. } = compared;
        Ok(Preview { upload, matched, differences, errors, fresh, mark })
    }

    /// Says what the columns and rows are and below which matter numbers are looked for; what the columns are is remembered
    /// for sheets of the same head that come from the same unit.
    ///
    /// # Errors
    /// There is no such sheet of theirs, not as many columns, two of them are the same, or there is no such kind.
    pub fn read_columns(&self, actor: Option<MatterId>, key: &str, reading: Reading) -> Result<(), AppError> {
        let mut upload = self.upload(actor, key)?;
        let Reading { parts, kind, under } = reading;
        let known: BTreeSet<&Part> = parts.iter().flatten().collect();
        if parts.len() != upload.head.len() || known.len() != parts.iter().flatten().count() {
            return Err(AppError::BadParameter("columns"));
        }
        if let Some(name) = &kind
            && self.view()?.kinds().latest(name).is_none()
        {
            return Err(Refusal::NoSuchKind(name.clone()).into());
        }
        let value = json(&Reading { parts: parts.clone(), kind: kind.clone(), under: None })?;
        (upload.parts, upload.kind, upload.under) = (parts, kind, under);
        let (drawer, reading) = (self.readings(actor)?, reading_of(&upload.head));
        self.write(move |desk| {
            desk.actor(actor)?;
            desk.write.put_record(&drawer, &reading, Some(Record { value, expires: None }))?;
            Ok(desk.nothing_logged())
        })?;
        self.keep_upload(upload)
    }

    /// Takes over every difference that was seen with the rights of `actor`: up to [`AT_ONCE`] commands all of them or none,
    /// more in batches; `mark` is the preview's.
    ///
    /// # Errors
    /// There is no such sheet of theirs, what differs is not what was seen, a cell is wrong, nothing differs,
    /// [`AppError::Cell`] for the first command that is refused, or the store failed.
    pub fn accept_sheet(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        key: &str,
        mark: &str,
    ) -> Result<Accepted, AppError> {
        if self.sheet_run(actor, key)?.is_some() {
            return Ok(Accepted::Runs);
        }
        if let Some(outcome) = self.earlier(id)? {
            return Ok(Accepted::Done(outcome));
        }
        let (upload, compared) = self.compare_sheet(actor, key)?;
        if compared.mark()? != mark {
            return Err(AppError::ChangedSince);
        }
        if !compared.errors.is_empty() {
            return Err(AppError::WrongCells { count: compared.errors.len() });
        }
        if compared.steps.is_empty() {
            return Err(Refusal::NothingToDo.into());
        }
        if compared.steps.len() > AT_ONCE {
            self.begin_run(id, &upload, &compared.steps)?;
            return Ok(Accepted::Runs);
        }
        self.carry_out(actor, id, &upload.hash, compared.steps).map(Accepted::Done)
    }

    fn compare_sheet(&self, actor: Option<MatterId>, key: &str) -> Result<(Upload, Compared), AppError> {
        let upload = self.upload(actor, key)?;
        let bytes = self.evidence.get(&upload.hash)?;
        let sheets = read_sheets(&bytes, &Limits::default())?;
        let grid = sheets.grids.into_iter().next().ok_or(AppError::NoTable)?;
        let view = self.view()?;
        let directory = self.directory()?;
        let compared = Comparing::new(self, view.as_ref(), &directory, &upload, &grid)?.compare()?;
        Ok((upload, compared))
    }

    fn upload(&self, actor: Option<MatterId>, key: &str) -> Result<Upload, AppError> {
        let missing = || AppError::NotFound("sheet");
        let record = self.view()?.record(DRAWER, key)?.ok_or_else(missing)?;
        let upload: Upload = serde_json::from_str(&record.value)
            .map_err(|error| AppError::Store(StoreError::Damaged(error.to_string())))?;
        Some(upload).filter(|upload| upload.by == actor).ok_or_else(missing)
    }

    /// Where it lies how the heads of a unit's sheets are read.
    fn readings(&self, actor: Option<MatterId>) -> Result<String, AppError> {
        let directory = self.directory()?;
        let unit = actor.and_then(|actor| directory.person(actor)).and_then(|person| person.unit);
        Ok(unit.map_or_else(|| READINGS.to_owned(), |unit| format!("{READINGS}/{unit}")))
    }

    fn keep_upload(&self, upload: Upload) -> Result<(), AppError> {
        let value = json(&upload)?;
        let expires = Some(self.clock.now().as_millisecond() + KEPT);
        let actor = upload.by;
        self.write(move |desk| {
            // Somebody who has left uploads nothing.
            desk.actor(actor)?;
            desk.write.put_record(DRAWER, &upload.key, Some(Record { value, expires }))?;
            Ok(desk.nothing_logged())
        })?;
        Ok(())
    }
}

impl Compared {
    fn mark(&self) -> Result<String, AppError> {
        Ok(sha256(json(&(&self.differences, &self.errors, &self.fresh))?.as_bytes()))
    }
}

/// The kind of the first rows by their ids, where it is the same of all of them.
fn one_kind(
    view: &dyn View,
    grid: &Grid,
    head_row: usize,
    head: &[String],
) -> Result<Option<Arc<Kind>>, AppError> {
    let parts = column::parts(head, None);
    let Some(column) = parts.iter().position(|part| *part == Some(Part::Id)) else { return Ok(None) };
    let rows = (head_row + 1..grid.rows.len()).take(ASKED);
    let ids: Vec<MatterId> =
        rows.filter_map(|row| grid.at(row, column).shown().trim().parse().ok().map(MatterId)).collect();
    let found = view.summaries(&ids)?;
    let Some(first) = found.first().filter(|first| found.iter().all(|row| row.kind == first.kind)) else {
        return Ok(None);
    };
    Ok(view.kinds().latest(&first.kind).cloned())
}

/// Names the way in which a head is read.
fn reading_of(head: &[String]) -> String {
    sha256(head.join("\n").as_bytes())
}

fn json(value: &impl Serialize) -> Result<String, AppError> {
    serde_json::to_string(value).map_err(|error| AppError::Store(StoreError::Backend(error.to_string())))
}
