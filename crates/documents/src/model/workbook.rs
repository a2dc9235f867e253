//! A workbook: what goes out as xlsx and what is read back.

use jiff::civil::Date;

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
