//! Writing lines: paragraphs, table rows and the spans of bold and heading text. Shared by pages and documents.
//!
//! A table row becomes one line, its cells parted by tabs and the paragraphs within a cell by blanks. A row that only
//! places things on the page stays lines: one with a nested table, with one filled cell of several paragraphs, or with
//! a cell of more than [`CELL_LINES`] lines. What a row is shows when it ends; until then every separator is written
//! as `\n` and its place is noted, so joining only overwrites single bytes and every span stays right.

use std::ops::Range;

use super::error::ReadError;
use super::limits::Limits;
use super::tables::{Cell, Down, Tables};
use super::text::{Heading, Hints, Note};
use bulletin::Table;

/// Lines in one cell beyond which a row is layout, not data.
const CELL_LINES: usize = 12;

/// How a piece of text is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) bold: bool,
    /// Level of the heading that the text belongs to.
    pub(super) heading: Option<u8>,
}

/// A table row that is being written.
#[derive(Debug, Default)]
struct Row {
    start: usize,
    cells: usize,
    filled: usize,
    cell_start: usize,
    cell_lines: usize,
    most_lines: usize,
    /// Places of line ends inside cells.
    breaks: Vec<usize>,
    /// Places of line ends between cells.
    seams: Vec<usize>,
    holds_table: bool,
    /// Places of the table before its first cell.
    before: usize,
    places: Vec<Cell>,
}

/// The text that is being written.
#[derive(Debug)]
pub(super) struct Lines {
    out: Vec<u8>,
    line_start: usize,
    line_heading: Option<u8>,
    count: u64,
    limit: u64,
    most_hints: usize,
    hints: Hints,
    rows: Vec<Row>,
    tables: Tables,
}

/// What was written.
pub(super) struct Written {
    pub(super) text: String,
    pub(super) hints: Hints,
    pub(super) tables: Vec<Table>,
}

impl Lines {
    /// An empty text.
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            out: Vec::new(),
            line_start: 0,
            line_heading: None,
            count: 0,
            limit: limits.lines,
            most_hints: limits.hints,
            hints: Hints::default(),
            rows: Vec::new(),
            tables: Tables::new(limits),
        }
    }

    /// Whether nothing is written on the line yet.
    pub(super) fn at_line_start(&self) -> bool {
        self.out.len() == self.line_start
    }

    /// Whether a table row is open.
    pub(super) fn in_row(&self) -> bool {
        !self.rows.is_empty()
    }

    /// Writes text without line ends.
    pub(super) fn write(&mut self, text: &str, style: Style) {
        if text.is_empty() {
            return;
        }
        let start = self.out.len();
        self.out.extend_from_slice(text.as_bytes());
        self.line_heading = self.line_heading.or(style.heading);
        if style.bold {
            self.add_bold(start..self.out.len());
        }
    }

    fn add_bold(&mut self, span: Range<usize>) {
        if let Some(last) = self.hints.bold.last_mut().filter(|last| last.end == span.start) {
            last.end = span.end;
        } else if self.hints.bold.len() < self.most_hints {
            self.hints.bold.push(span);
        }
    }

    /// Ends the line if anything stands on it.
    pub(super) fn end_line(&mut self) -> Result<(), ReadError> {
        if self.at_line_start() { Ok(()) } else { self.line_end() }
    }

    /// Ends the line even if it is empty; inside a row empty lines are of no use.
    pub(super) fn line_end_always(&mut self) -> Result<(), ReadError> {
        if self.in_row() { self.end_line() } else { self.line_end() }
    }

    fn line_end(&mut self) -> Result<(), ReadError> {
        let at = self.out.len();
        if let Some(level) = self.line_heading.take()
            && at > self.line_start
            && self.hints.headings.len() < self.most_hints
        {
            self.hints.headings.push(Heading { span: self.line_start..at, level });
        }
        if let Some(row) = self.rows.last_mut() {
            row.breaks.push(at);
            row.cell_lines += 1;
        }
        self.push_end()
    }

    fn push_end(&mut self) -> Result<(), ReadError> {
        self.out.push(b'\n');
        self.line_start = self.out.len();
        self.count += 1;
        if self.count > self.limit {
            return Err(ReadError::TooManyLines { limit: self.limit, found: self.count });
        }
        Ok(())
    }

    /// Opens a table; its rows are kept as places beside the text.
    pub(super) fn begin_table(&mut self) {
        self.tables.begin();
    }

    /// Ends the innermost table.
    pub(super) fn end_table(&mut self) {
        self.tables.end();
    }

    /// Opens a row on a line of its own, inside the open cell if there is one.
    pub(super) fn begin_row(&mut self) -> Result<(), ReadError> {
        self.end_line()?;
        self.rows.push(Row { start: self.out.len(), ..Row::default() });
        Ok(())
    }

    /// Opens the next cell of the open row; without a row it only ends the line.
    pub(super) fn begin_cell(&mut self) -> Result<(), ReadError> {
        self.end_line()?;
        let first = self.close_cell();
        if let Some(row) = self.rows.last_mut() {
            row.cells += 1;
            row.cell_lines = 0;
            row.cell_start = self.out.len();
            if !first {
                row.seams.push(self.out.len());
                row.cell_start += 1;
            }
            let start = row.cell_start;
            row.places.push(Cell { start, end: start, across: 1, down: Down::Rows(1) });
            if !first {
                self.push_end()?;
            }
        }
        Ok(())
    }

    /// Takes the line ends off the end of the open cell and counts it. Says whether there was none.
    fn close_cell(&mut self) -> bool {
        let Some(row) = self.rows.last_mut() else { return true };
        if row.cells == 0 {
            return true;
        }
        row.most_lines = row.most_lines.max(row.cell_lines);
        while row.breaks.last().is_some_and(|at| at + 1 == self.out.len()) {
            row.breaks.pop();
            self.out.pop();
            self.count -= 1;
        }
        row.filled += usize::from(self.out.len() > row.cell_start);
        if let Some(cell) = row.places.last_mut() {
            cell.end = self.out.len();
        }
        false
    }

    /// Leaves places of the open row empty before its first cell.
    pub(super) fn leave_out(&mut self, places: usize) {
        if let Some(row) = self.rows.last_mut() {
            row.before = places;
        }
    }

    /// Says how many columns the open cell covers.
    pub(super) fn across(&mut self, columns: usize) {
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.places.last_mut()) {
            cell.across = columns;
        }
    }

    /// Says how far the open cell goes down.
    pub(super) fn down(&mut self, down: Down) {
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.places.last_mut()) {
            cell.down = down;
        }
    }

    /// Ends the open row and decides whether it is one line or stays several.
    pub(super) fn end_row(&mut self) -> Result<(), ReadError> {
        self.end_line()?;
        self.close_cell();
        let Some(mut row) = self.rows.pop() else { return Ok(()) };
        while row.seams.last().is_some_and(|at| at + 1 == self.out.len()) {
            row.seams.pop();
            self.out.pop();
            self.count -= 1;
        }
        self.line_start = self.out.len();
        // Empty cells at the end of the line stand where it ends.
        for cell in &mut row.places {
            (cell.start, cell.end) = (cell.start.min(self.out.len()), cell.end.min(self.out.len()));
        }
        self.tables.row(row.before, &row.places);
        if self.out.len() == row.start {
            return Ok(());
        }
        if let Some(outer) = self.rows.last_mut() {
            outer.holds_table = true;
        }
        let several = row.most_lines > 1;
        let layout = row.holds_table || row.most_lines > CELL_LINES || (row.filled < 2 && several);
        if !layout {
            self.join(&row);
        }
        self.line_end()
    }

    /// Makes one line of a row. Headings within it are no lines of their own any more.
    fn join(&mut self, row: &Row) {
        for (places, byte) in [(&row.breaks, b' '), (&row.seams, b'\t')] {
            for at in places {
                if let Some(end) = self.out.get_mut(*at) {
                    *end = byte;
                    self.count -= 1;
                }
            }
        }
        while self.hints.headings.last().is_some_and(|heading| heading.span.start >= row.start) {
            self.hints.headings.pop();
        }
    }

    /// Ends whatever is open; what gave way to a limit is noted.
    pub(super) fn finish(mut self, notes: &mut Vec<Note>) -> Result<Written, ReadError> {
        while self.in_row() {
            self.end_row()?;
        }
        self.end_line()?;
        // Only whole strings and ASCII separators were written, so this never replaces anything.
        let text = String::from_utf8(self.out)
            .unwrap_or_else(|bad| String::from_utf8_lossy(bad.as_bytes()).into_owned());
        let (tables, left_out) = self.tables.finish();
        if left_out > 0 {
            notes.push(Note::TablesLeftOut { count: left_out });
        }
        Ok(Written { text, hints: self.hints, tables })
    }
}
