//! Sheets that come back: an exported list, or an office's own, held cell by cell against the ledger before anything is
//! changed, and carried out with the rights of the person who imports.
//!
//! A row is matched by its id where the sheet has one, otherwise by its number among what lies below a campaign. Columns
//! are known by their names in either language; those of an office's own sheet are named once and remembered.

mod column;
mod compare;

pub use column::Part;
pub use compare::{CellError, Difference, Wrong};

use crate::{App, AppError, hash::sha256};
use compare::{Compared, Comparing};
use documents::{Limits, read_sheets};
use ledger::{CommandId, MatterId, Refusal};
use serde::{Deserialize, Serialize};
use store::{Outcome, Record, StoreError};

/// Where uploaded sheets lie beside the log.
const DRAWER: &str = "sheet";
/// Where it lies how the columns of a head are read, by the hash of the head.
const READINGS: &str = "sheet_reading";
/// How long an upload is kept, in milliseconds.
const KEPT: i64 = 30 * 24 * 60 * 60 * 1000;
/// Rows of a sheet that can be imported.
pub const MOST_ROWS: usize = 10_000;
/// Largest sheet file, in bytes.
pub const MOST_BYTES: usize = 16 << 20;

/// An uploaded sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// Names it.
    pub key: String,
    /// The file's name.
    pub name: String,
    /// Row of its head, from 0.
    pub head_row: usize,
    /// Names of its columns.
    pub head: Vec<String>,
    /// What each column is, as far as it is known.
    pub parts: Vec<Option<Part>>,
    /// Below which matter numbers are looked for.
    pub under: Option<MatterId>,
    /// Who uploaded it.
    pub by: Option<MatterId>,
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
}

impl App {
    /// Reads a sheet; gives the key of its preview.
    ///
    /// # Errors
    /// The file cannot be read, or holds no table.
    pub fn upload_sheet(
        &self,
        actor: Option<MatterId>,
        name: &str,
        bytes: &[u8],
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
        let key = self.evidence.keep(bytes)?;
        let remembered = self.view()?.record(READINGS, &reading_of(&head))?;
        let remembered: Option<Vec<Option<Part>>> =
            remembered.and_then(|record| serde_json::from_str(&record.value).ok());
        let parts = remembered
            .filter(|parts| parts.len() == head.len())
            .unwrap_or_else(|| head.iter().map(|name| Part::called(name)).collect());
        let name = name.chars().take(200).collect();
        let upload = Upload { key: key.clone(), name, head_row, head, parts, under: None, by: actor };
        self.keep_upload(upload)?;
        Ok(key)
    }

    /// What a sheet would change.
    ///
    /// # Errors
    /// There is no such sheet, or the store failed.
    pub fn preview_sheet(&self, key: &str) -> Result<Preview, AppError> {
        let (upload, compared) = self.compare_sheet(key)?;
        Ok(Preview {
            upload,
            matched: compared.matched,
            differences: compared.differences,
            errors: compared.errors,
        })
    }

    /// Says what the columns are and below which matter numbers are looked for; remembered for sheets of the same head.
    ///
    /// # Errors
    /// There is no such sheet, or not as many columns.
    pub fn read_columns(
        &self,
        key: &str,
        parts: Vec<Option<Part>>,
        under: Option<MatterId>,
    ) -> Result<(), AppError> {
        let mut upload = self.upload(key)?;
        if parts.len() != upload.head.len() {
            return Err(AppError::BadParameter("columns"));
        }
        upload.parts = parts;
        upload.under = under;
        let reading = reading_of(&upload.head);
        let value = json(&upload.parts)?;
        self.write(move |desk| {
            desk.write.put_record(READINGS, &reading, Some(Record { value, expires: None }))?;
            Ok(desk.nothing_logged())
        })?;
        self.keep_upload(upload)
    }

    /// Takes over every difference, all of them or none, with the rights of `actor`.
    ///
    /// # Errors
    /// A cell is wrong, nothing differs, the first command that is refused, or the store failed.
    pub fn accept_sheet(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        key: &str,
    ) -> Result<Outcome, AppError> {
        let (_, compared) = self.compare_sheet(key)?;
        if !compared.errors.is_empty() {
            return Err(AppError::WrongCells { count: compared.errors.len() });
        }
        if compared.steps.is_empty() {
            return Err(Refusal::NothingToDo.into());
        }
        self.execute_all(actor, id, compared.steps)
    }

    fn compare_sheet(&self, key: &str) -> Result<(Upload, Compared), AppError> {
        let upload = self.upload(key)?;
        let bytes = self.evidence.get(key)?;
        let sheets = read_sheets(&bytes, &Limits::default())?;
        let grid = sheets.grids.into_iter().next().ok_or(AppError::NoTable)?;
        let view = self.view()?;
        let directory = self.directory()?;
        let compared = Comparing::new(view.as_ref(), &directory, &upload, &grid)?.compare()?;
        Ok((upload, compared))
    }

    fn upload(&self, key: &str) -> Result<Upload, AppError> {
        let record = self.view()?.record(DRAWER, key)?.ok_or(AppError::NotFound("sheet"))?;
        serde_json::from_str(&record.value)
            .map_err(|error| AppError::Store(StoreError::Damaged(error.to_string())))
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

/// Names the way in which a head is read.
fn reading_of(head: &[String]) -> String {
    sha256(head.join("\n").as_bytes())
}

fn json(value: &impl Serialize) -> Result<String, AppError> {
    serde_json::to_string(value).map_err(|error| AppError::Store(StoreError::Backend(error.to_string())))
}
