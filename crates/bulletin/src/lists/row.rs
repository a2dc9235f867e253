//! A row of a list under its head.

use super::head::{Column, Head};
use super::trimmed;
use super::words::ListPart;
use crate::contract::Span;
use crate::table::{Place, Table};

/// A row in which something stands.
pub(super) struct Row<'a> {
    /// Column and place of each cell in which something stands; of cells over several columns the first.
    cells: Vec<(&'a Column, Place)>,
    /// What begins in it.
    pub(super) span: Span,
    /// Whether nothing but the head stands before it in its table.
    pub(super) is_first: bool,
    /// Whether one cell reaches over all its columns.
    pub(super) is_one: bool,
}

impl<'a> Row<'a> {
    pub(super) fn read(text: &str, table: &Table, head: &'a Head, row: usize) -> Option<Self> {
        let places = table.rows.get(row)?;
        let mut cells: Vec<(&Column, Place)> = vec![];
        for (column, place) in head.columns.iter().zip(places) {
            let place = Place { span: trimmed(text, place.span), ..*place };
            let goes_on = cells.last().is_some_and(|(_, last)| last.span == place.span);
            if !place.span.is_empty() && !goes_on {
                cells.push((column, place));
            }
        }
        let own = || cells.iter().filter(|(_, place)| place.first).map(|(_, place)| place.span);
        let start =
            own().map(|span| span.start).min().or(cells.first().map(|(_, place)| place.span.start))?;
        let end = own().map(|span| span.end).max().unwrap_or(start);
        let only = cells.first().map(|(_, place)| place.span).filter(|_| cells.len() == 1);
        let is_one = only.is_some_and(|only| {
            places.len() > 1 && places.iter().all(|place| trimmed(text, place.span) == only)
        });
        Some(Self { cells, span: Span::new(start, end.max(start)), is_first: row == head.rows, is_one })
    }

    /// The first place of a part in which something stands.
    pub(super) fn first(&self, part: ListPart) -> Option<Place> {
        self.all(part).next()
    }

    /// Every place of a part in which something stands.
    pub(super) fn all(&self, part: ListPart) -> impl Iterator<Item = Place> + '_ {
        let of = move |(column, _): &&(&Column, Place)| column.part == Some(part);
        self.cells.iter().filter(of).map(|(_, place)| *place)
    }

    /// Its cells with their columns.
    pub(super) fn cells(&self) -> &[(&'a Column, Place)] {
        &self.cells
    }

    /// The only cell that it has, where it has no other.
    pub(super) fn only(&self) -> Option<(&'a Column, Place)> {
        self.cells.first().copied().filter(|_| self.cells.len() == 1)
    }

    /// Whether it says more than a number and a problem.
    pub(super) fn says_more(&self) -> bool {
        let more = |part: Option<ListPart>| {
            !matches!(part, Some(ListPart::Number | ListPart::Problem | ListPart::Aspect))
        };
        self.cells.iter().any(|(column, place)| place.first && more(column.part))
    }
}
