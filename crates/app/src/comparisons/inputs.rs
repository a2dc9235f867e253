//! The lists of a comparison: files with headings, or ledgers as they stand.

use super::NotCompared;
use crate::{App, AppError, language::Language, query::directory::Directory, sheets};
use comparison::{CannotCompare, List};
use documents::{Limits, read_csv, read_sheets};
use ledger::{FieldValue, Kind, Matter};
use store::{Filter, Sort};

/// Rows of a list at most; the program compares longer ones without a ledger.
pub const MOST_ROWS: usize = 50_000;
/// Largest file, in bytes.
pub const MOST_BYTES: usize = 16 << 20;
/// Code points of a list's name.
const NAME: usize = 100;
/// Rows of a ledger read at once.
const PAGE: usize = 500;

/// Where a list comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A workbook, of which the first sheet is taken, or text with separators.
    File {
        /// The file's name.
        name: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// A ledger, by the name of its kind.
    Ledger(String),
}

impl App {
    /// The lists, each with whether it is a ledger.
    pub(super) fn read_lists(&self, sources: Vec<Source>) -> Result<(Vec<List>, Vec<bool>), AppError> {
        let is_ledger = |source: &Source| matches!(source, Source::Ledger(_));
        let ledgers = sources.iter().map(is_ledger).collect();
        let mut lists = vec![];
        for (at, source) in sources.into_iter().enumerate() {
            let list = match source {
                Source::File { name, bytes } => file(&name, &bytes)?,
                Source::Ledger(kind) => self.ledger_as_list(&kind)?,
            };
            let found = list.rows.len();
            if found > MOST_ROWS {
                let error = CannotCompare::TooLarge { list: at + 1, what: "rows", found, most: MOST_ROWS };
                return Err(NotCompared::Cannot(error).into());
            }
            lists.push(list);
        }
        Ok((lists, ledgers))
    }

    /// A ledger with number, title, unit and its own fields, in the words of the house.
    fn ledger_as_list(&self, kind: &str) -> Result<List, AppError> {
        let (view, directory) = (self.view()?, self.directory()?);
        let kinds = view.kinds();
        let found = kinds.latest(kind).filter(|kind| kind.shelf.is_some());
        let found = found.ok_or(AppError::NotFound("ledger"))?;
        if !found.readers.is_empty() {
            return Err(NotCompared::Restricted { kind: kind.to_owned() }.into());
        }
        let (t, label) = (Language::Zh.texts(), |of: &ledger::kind::Label| Language::Zh.of(of).to_owned());
        let heads = ["part-number", "part-title", "part-unit"].map(|id| t.get(id).into_owned());
        let columns = heads.into_iter().chain(found.fields.iter().map(|field| label(&field.label))).collect();
        let filter = Filter { kind: Some(kind.to_owned()), ..Filter::default() };
        let (mut rows, mut after) = (vec![], None);
        loop {
            let page = view.rows(&filter, Sort::Outline, after.as_ref(), PAGE)?;
            for row in &page {
                if let Some(matter) = view.matter(row.id)? {
                    rows.push(cells(&matter, found, &directory));
                }
            }
            match page.last() {
                Some(last) if page.len() == PAGE && rows.len() <= MOST_ROWS => after = Some(last.cursor()),
                _ => break,
            }
        }
        Ok(List { name: label(&found.label), columns, rows })
    }
}

fn cells(matter: &Matter, kind: &Kind, directory: &Directory) -> Vec<String> {
    let named = |id| directory.named(id).map(|named| named.title.clone()).unwrap_or_default();
    let unit = matter.unit.map(named).unwrap_or_default();
    let own = kind.fields.iter().map(|field| match matter.fields.get(&field.name) {
        Some(FieldValue::Text(text)) => {
            let choice = field.choices.iter().find(|choice| choice.name == *text);
            choice.map_or_else(|| text.clone(), |choice| Language::Zh.of(&choice.label).to_owned())
        }
        Some(FieldValue::Many(items)) => items.join(";"),
        Some(FieldValue::Matter(id)) => named(*id),
        Some(FieldValue::Flag(flag)) => u8::from(*flag).to_string(),
        None => String::new(),
    });
    [matter.number.clone(), matter.title.clone(), unit].into_iter().chain(own).collect()
}

/// A file's name without its ending, and its rows below the headings.
fn file(name: &str, bytes: &[u8]) -> Result<List, AppError> {
    if bytes.len() > MOST_BYTES {
        return Err(AppError::TooLarge { limit: MOST_BYTES as u64, found: bytes.len() as u64 });
    }
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let name = stem.chars().take(NAME).collect();
    // A workbook is a ZIP file, whatever it is called.
    if bytes.starts_with(b"PK") {
        let sheets = read_sheets(bytes, &Limits::default())?;
        let grid = sheets.grids.first().ok_or(AppError::NoTable)?;
        let (head, columns) = sheets::head(grid).ok_or(AppError::NoTable)?;
        let cells = |row: usize| -> Vec<String> {
            (0..columns.len()).map(|column| grid.at(row, column).shown().trim().to_owned()).collect()
        };
        let rows =
            (head + 1..grid.rows.len()).map(cells).filter(|row| row.iter().any(|cell| !cell.is_empty()));
        return Ok(List { name, rows: rows.collect(), columns });
    }
    let mut rows = read_csv(bytes, &Limits::default())?.into_iter();
    let columns = rows.next().ok_or(AppError::NoTable)?;
    Ok(List { name, columns, rows: rows.collect() })
}
