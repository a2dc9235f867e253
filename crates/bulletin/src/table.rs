//! Tables as a reader of formats found them: places of a grid, each with the stretch of text that stands in it.

use crate::contract::Span;

/// A table within a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// From its first to its last byte.
    pub span: Span,
    /// Its rows in order. A row has as many places as it is wide; merged cells stand in every place that they cover.
    pub rows: Vec<Vec<Place>>,
}

/// A place of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// What stands there; empty where nothing does. All places of a merged cell have the same span.
    pub span: Span,
    /// Whether this is the first place of its cell, at the top left.
    pub first: bool,
}

impl Table {
    /// The place at `row` and `column`, empty where the row is shorter.
    pub(crate) fn at(&self, row: usize, column: usize) -> Place {
        self.rows.get(row).and_then(|places| places.get(column)).copied().unwrap_or_default()
    }

    /// Places of its widest row.
    pub(crate) fn columns(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }
}
