//! A workbook: what goes out as xlsx and what is read back.

use jiff::civil::Date;

use super::{Block, Document, Table};

/// Sheets with typed cells.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Workbook {
    /// Name of the whole, in the file's properties.
    pub title: String,
    /// The sheets.
    pub sheets: Vec<Sheet>,
}

/// A sheet: a head of one or two rows and rows of cells.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// Its name; made fit for Excel when written (31 characters, none of `[]:*?/\`).
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, a cell a column.
    pub rows: Vec<Vec<Entry>>,
    /// Whether it is printed on its side.
    pub landscape: bool,
}

/// A column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it belongs to with its neighbours, in a merged cell above; empty for none.
    pub group: String,
    /// Width in characters of Latin text; a Chinese character takes two.
    pub width: u16,
    /// The values allowed; empty for any. Excel offers them as a list.
    pub choices: Vec<String>,
    /// Whether only dates are allowed.
    pub dates: bool,
}

/// What stands in a cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Entry {
    /// Nothing.
    #[default]
    Empty,
    /// Text; never a formula, whatever it begins with.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Date(Date),
}

impl Entry {
    /// Text, or nothing where it is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// As a person reads it: dates as 2025-04-01, whole numbers without a point.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => date.to_string(),
        }
    }
}

impl Document {
    /// Its tables as a workbook, a sheet each.
    pub fn workbook(&self) -> Workbook {
        let title = self.title.replace('\n', "");
        let bodies =
            [&self.body].into_iter().chain(self.attachments.iter().map(|attachment| &attachment.body));
        let tables = bodies.flatten().filter_map(|block| match block {
            Block::Table(table) if !table.head.is_empty() => Some(table),
            _ => None,
        });
        let sheets = tables.enumerate().map(|(place, table)| {
            let caption = if table.caption.is_empty() { &title } else { &table.caption };
            Sheet { name: format!("{} {caption}", place + 1), landscape: self.landscape, ..sheet(table) }
        });
        Workbook { sheets: sheets.collect(), title }
    }
}

/// A table as a sheet: what a merged cell says stands in each row, so that the rows can be filtered.
fn sheet(table: &Table) -> Sheet {
    let names = full(table, &table.head);
    let whole: u32 = table.widths.iter().map(|width| u32::from(*width)).sum();
    let columns = (0..table.columns()).map(|at| {
        let name = |row: usize| names.get(row).and_then(|row| row.get(at)).cloned().unwrap_or_default();
        let (above, below) = (name(0), name(names.len().saturating_sub(1)));
        let part = u32::from(table.widths.get(at).copied().unwrap_or(1));
        Column {
            group: if above == below { String::new() } else { above },
            name: below,
            // As wide in all as a page on its side.
            width: u16::try_from(part * 130 / whole.max(1)).unwrap_or(80).max(6),
            ..Column::default()
        }
    });
    let columns = columns.collect();
    let entry = |text: String| {
        // Counts become numbers; what begins with a naught is a name.
        let counts = text == "0" || !text.starts_with('0') && (1..=15).contains(&text.len());
        match text.parse::<u64>() {
            Ok(_) if counts => Entry::Number(text.parse().unwrap_or(0.0)),
            _ => Entry::text(text),
        }
    };
    let rows = full(table, &table.rows).into_iter().map(|row| row.into_iter().map(entry).collect());
    Sheet { rows: rows.collect(), columns, ..Sheet::default() }
}

/// Texts of rows by column, those of merged cells in each place that they cover.
fn full(table: &Table, rows: &[super::Row]) -> Vec<Vec<String>> {
    let mut out = vec![vec![String::new(); table.columns()]; rows.len()];
    for placed in table.placed(rows) {
        for row in out.iter_mut().skip(placed.row).take(placed.down) {
            for cell in row.iter_mut().skip(placed.column).take(placed.across) {
                cell.clone_from(&placed.cell.text);
            }
        }
    }
    out
}
