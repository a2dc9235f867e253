//! Workbooks (.xlsx and its kin with macros), read from the XML with the bounds of the container: a crate for it keeps
//! every cell between the first and the last in memory, so that two cells far apart would take gigabytes.
//!
//! Formulas are not computed: the value that was stored with them is taken. Nothing outside the file is opened.

mod merged;
mod sheet;
mod styles;

use super::error::{NotText, ReadError};
use super::limits::Limits;
use super::office::{Package, Piece, Xml};
use super::sniff;
use super::text::Note;
use crate::model::Entry;
pub use merged::Merged;
use styles::Styles;

/// Sheets of a workbook at most; further ones are left out.
const MOST_SHEETS: usize = 64;

/// A workbook that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheets {
    /// Its sheets in order, hidden ones left out.
    pub grids: Vec<Grid>,
    /// Cells whose value a formula gave when the file was saved.
    pub formulas: u64,
    /// What was odd.
    pub notes: Vec<Note>,
}

/// A sheet that was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grid {
    /// Its name.
    pub name: String,
    /// Its rows from the first, as long as they hold something; empty ones at the end are left out.
    pub rows: Vec<Vec<Entry>>,
    /// Cells that cover others.
    pub merged: Merged,
}

impl Grid {
    /// What stands at a place, or in the merged cell that covers it.
    pub fn at(&self, row: usize, column: usize) -> &Entry {
        const EMPTY: &Entry = &Entry::Empty;
        let here = |row: usize, column: usize| self.rows.get(row).and_then(|cells| cells.get(column));
        match here(row, column) {
            Some(entry) if *entry != Entry::Empty => entry,
            _ => self.merged.over(row, column).and_then(|[top, left, ..]| here(top, left)).unwrap_or(EMPTY),
        }
    }
}

/// Reads a workbook.
///
/// # Errors
/// Any [`ReadError`]; `not-text` for what is no .xlsx. Never panics.
pub fn read_sheets(bytes: &[u8], limits: &Limits) -> Result<Sheets, ReadError> {
    let found = bytes.len() as u64;
    if found > limits.input_bytes {
        return Err(ReadError::InputTooLarge { limit: limits.input_bytes, found });
    }
    if sniff::kind(bytes)? != sniff::Kind::Zip {
        return Err(ReadError::NotText(NotText::Binary));
    }
    let mut package = Package::open(bytes, limits)?;
    let main = package.main_part(is_workbook)?;
    let relations = package.relations_of(&main)?;
    let source = package.part(&main)?;
    let (listed, since_1904) = sheets(&main, &source, limits)?;
    let styles = match relations.part("styles").filter(|part| package.has(part)) {
        Some(part) => Styles::read(&part, &package.part(&part)?, limits)?,
        None => Styles::default(),
    };
    let texts = match relations.part("sharedStrings").filter(|part| package.has(part)) {
        Some(part) => sheet::texts(&part, &package.part(&part)?, limits)?,
        None => vec![],
    };
    let mut grids = vec![];
    let mut formulas = 0;
    for (name, id) in listed {
        let Some(part) = relations.target(&id).filter(|part| package.has(part)).cloned() else { continue };
        let source = package.part(&part)?;
        let mut reading = sheet::Reading::new(&styles, &texts, since_1904, limits);
        grids.push(reading.read(&part, &source, name)?);
        formulas += reading.formulas;
    }
    let mut notes = vec![];
    if package.has_macros() {
        notes.push(Note::MacrosIgnored);
    }
    let external = relations.external + u64::from(relations.part("externalLink").is_some());
    if external > 0 {
        notes.push(Note::ExternalLinksIgnored { count: external });
    }
    Ok(Sheets { grids, formulas, notes })
}

/// Whether a content type is that of a workbook, with macros or without.
fn is_workbook(kind: &str) -> bool {
    (kind.contains("spreadsheetml") || kind.starts_with("application/vnd.ms-excel."))
        && kind.ends_with("main+xml")
}

/// Names and relationship ids of the sheets that are seen, and whether days count from 1904.
fn sheets(part: &str, source: &str, limits: &Limits) -> Result<(Vec<(String, String)>, bool), ReadError> {
    let mut xml = Xml::new(part, source, limits);
    let mut out = vec![];
    let mut since_1904 = false;
    while let Some(piece) = xml.next()? {
        let Piece::Start(tag) = piece else { continue };
        match tag.local.as_str() {
            "workbookPr" => {
                since_1904 = matches!(tag.attribute("date1904").as_deref(), Some("1" | "true"));
            }
            "sheet" if tag.attribute("state").is_none_or(|state| state == "visible") => {
                if let (Some(name), Some(id)) = (tag.attribute("name"), tag.attribute("id"))
                    && out.len() < MOST_SHEETS
                {
                    out.push((name, id));
                }
            }
            _ => {}
        }
    }
    Ok((out, since_1904))
}
