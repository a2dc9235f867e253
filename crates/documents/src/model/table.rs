//! A table with cells that span columns and rows.

use super::Align;

/// Columns of a table at most; cells beyond are left out.
pub const MOST_COLUMNS: usize = 64;

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// A line above it; may be empty.
    pub caption: String,
    /// Width of each column in parts of the whole; their number is the number of columns.
    pub widths: Vec<u16>,
    /// Rows of the head, repeated on every page.
    pub head: Vec<Row>,
    /// The other rows.
    pub rows: Vec<Row>,
}

/// A row: the cells that begin in it, from the left. Places that a cell from above or from the left covers are skipped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row(pub Vec<Cell>);

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its text, one line a `\n`.
    pub text: String,
    /// Columns that it covers, at least one.
    pub across: u16,
    /// Rows that it covers, at least one.
    pub down: u16,
    /// Where its lines stand; `Indented` counts as flush.
    pub align: Align,
}

impl Cell {
    /// A cell of one place.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), across: 1, down: 1, align: Align::Flush }
    }

    /// The same cell over so many columns and rows.
    #[must_use]
    pub fn spanning(self, across: u16, down: u16) -> Self {
        Self { across, down, ..self }
    }

    /// The same cell with its lines there.
    #[must_use]
    pub fn aligned(self, align: Align) -> Self {
        Self { align, ..self }
    }
}

/// A cell in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed<'a> {
    /// Row where it begins, among the rows given.
    pub row: usize,
    /// Column where it begins.
    pub column: usize,
    /// Columns it covers: at least one, never past the last.
    pub across: usize,
    /// Rows it covers: at least one, never past the last.
    pub down: usize,
    /// The cell.
    pub cell: &'a Cell,
}

impl Table {
    /// How many columns the table has.
    pub fn columns(&self) -> usize {
        self.widths.len().min(MOST_COLUMNS)
    }

    /// Where each cell of `rows` stands, row by row from the left. Every place is covered at most once: a cell that
    /// would overlap is narrowed, and one that finds no place is left out. Cost grows with the places.
    pub fn placed<'a>(&self, rows: &'a [Row]) -> Vec<Placed<'a>> {
        let columns = self.columns();
        // Until which row each column is covered.
        let mut covered = vec![0_usize; columns];
        let mut out = vec![];
        for (row, cells) in rows.iter().enumerate() {
            let mut column = 0;
            for cell in &cells.0 {
                while covered.get(column).is_some_and(|until| *until > row) {
                    column += 1;
                }
                let free = covered
                    .get(column..)
                    .unwrap_or_default()
                    .iter()
                    .take_while(|until| **until <= row)
                    .count();
                if free == 0 {
                    break;
                }
                let across = usize::from(cell.across.max(1)).min(free);
                let down = usize::from(cell.down.max(1)).min(rows.len() - row);
                for until in covered.iter_mut().skip(column).take(across) {
                    *until = row + down;
                }
                out.push(Placed { row, column, across, down, cell });
                column += across;
            }
        }
        out
    }

    /// The texts of a row by column, as formats without merged cells print them: a cell's text stands where it begins.
    pub fn flat(&self, rows: &[Row]) -> Vec<Vec<String>> {
        let mut out = vec![vec![String::new(); self.columns()]; rows.len()];
        for placed in self.placed(rows) {
            if let Some(place) = out.get_mut(placed.row).and_then(|row| row.get_mut(placed.column)) {
                place.clone_from(&placed.cell.text);
            }
        }
        out
    }
}
