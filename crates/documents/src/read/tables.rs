//! Tables beside the text: which stretch of it stands in which place, merged cells in every place that they cover.

use bulletin::{Place, Span, Table};

use super::limits::Limits;

/// Columns of a table at most, more than a word processor allows; what stands further right stays in the text alone.
const MOST_COLUMNS: usize = 100;
/// Rows that a cell of a page covers at most, as browsers have it.
const MOST_DOWN: usize = 65_534;

/// How far a cell goes down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Down {
    /// Over so many rows, this one counted.
    Rows(usize),
    /// It goes on from the cell above.
    GoesOn,
}

/// A cell of a row that is being read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) across: usize,
    pub(super) down: Down,
}

/// A cell that covers rows to come.
#[derive(Debug, Clone, Copy, Default)]
struct Held {
    rows: usize,
    span: Span,
}

/// A table that is open.
#[derive(Debug, Default)]
struct Open {
    /// Its place among the tables, which stand in the order in which they begin.
    number: usize,
    rows: Vec<Vec<Place>>,
    held: Vec<Held>,
}

/// The tables of a text.
#[derive(Debug)]
pub(super) struct Tables {
    done: Vec<Option<Table>>,
    open: Vec<Open>,
    places: u64,
    limit: u64,
    left_out: u64,
}

impl Tables {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { done: vec![], open: vec![], places: 0, limit: limits.places, left_out: 0 }
    }

    pub(super) fn begin(&mut self) {
        self.open.push(Open { number: self.done.len(), ..Open::default() });
        self.done.push(None);
    }

    /// Takes a row of the innermost open table, whose first `before` places are left empty.
    pub(super) fn row(&mut self, before: usize, cells: &[Cell]) {
        let Some(table) = self.open.last_mut() else { return };
        if self.places > self.limit {
            return;
        }
        let row = table.row(before.min(MOST_COLUMNS), cells);
        self.places += row.len() as u64;
        table.rows.push(row);
    }

    pub(super) fn end(&mut self) {
        let Some(Open { number, rows, .. }) = self.open.pop() else { return };
        if self.places > self.limit {
            self.left_out += 1;
            return;
        }
        let filled = || rows.iter().flatten().map(|place| place.span).filter(|span| !span.is_empty());
        let start = filled().map(|span| span.start).min();
        let end = filled().map(|span| span.end).max();
        if let (Some(start), Some(end), Some(slot)) = (start, end, self.done.get_mut(number)) {
            *slot = Some(Table { span: Span::new(start, end), rows });
        }
    }

    /// All of them, and how many were left out.
    pub(super) fn finish(mut self) -> (Vec<Table>, u64) {
        while !self.open.is_empty() {
            self.end();
        }
        (self.done.into_iter().flatten().collect(), self.left_out)
    }
}

impl Open {
    fn row(&mut self, before: usize, cells: &[Cell]) -> Vec<Place> {
        let mut row = vec![Place::default(); before];
        for cell in cells {
            self.fill_held(&mut row);
            let column = row.len();
            let mut span = Span::new(cell.start, cell.end);
            let mut first = true;
            let mut down = 1;
            match cell.down {
                // What was written into a cell that goes on is its own text, not the one above.
                Down::GoesOn if span.is_empty() => {
                    let above = self.rows.last().and_then(|row| row.get(column));
                    if let Some(above) = above {
                        (span, first) = (above.span, false);
                    }
                }
                Down::GoesOn => {}
                Down::Rows(rows) => down = rows.clamp(1, MOST_DOWN),
            }
            for _ in 0..cell.across.clamp(1, MOST_COLUMNS).min(MOST_COLUMNS - column.min(MOST_COLUMNS)) {
                if down > 1 {
                    self.hold(row.len(), Held { rows: down - 1, span });
                }
                row.push(Place { span, first });
                first = false;
            }
        }
        self.fill_held(&mut row);
        row
    }

    fn hold(&mut self, column: usize, held: Held) {
        if self.held.len() <= column {
            self.held.resize(column + 1, Held::default());
        }
        if let Some(slot) = self.held.get_mut(column) {
            *slot = held;
        }
    }

    /// Places that cells of the rows above cover from here on.
    fn fill_held(&mut self, row: &mut Vec<Place>) {
        while let Some(held) = self.held.get_mut(row.len()).filter(|held| held.rows > 0) {
            held.rows -= 1;
            row.push(Place { span: held.span, first: false });
        }
    }
}
