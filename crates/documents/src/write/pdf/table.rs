//! Tables over pages: the head again on each, rows whole where they fit on a page, cells that span rows split where the
//! page ends. No line of a cell is ever lost.

use std::collections::VecDeque;

use super::face::{Look, Role, width};
use super::line::{Line, broken};
use super::page::{Ink, Pages};
use crate::model::{Align, Placed, Row, Table};
use crate::write::WriteError;
use crate::write::measure::SIZE_5;

/// Height of a line in a cell.
const LINE: f32 = SIZE_5 * 1.4;
/// Room between a cell's border and its text.
const PADDING: f32 = 3.0;
const BORDER: f32 = 0.5;

/// A cell with its lines.
struct Set {
    row: usize,
    /// The row after its last.
    end: usize,
    left: f32,
    right: f32,
    align: Align,
    lines: VecDeque<Line>,
}

impl Set {
    fn height(&self) -> f32 {
        self.lines.len() as f32 * LINE + 2.0 * PADDING
    }
}

/// Puts the table where the page stands and moves below it.
pub(super) fn put(pages: &mut Pages<'_>, table: &Table) -> Result<(), WriteError> {
    let edges = edges(table, pages.area.0);
    let head_cells = set(pages, table, &table.head, &edges, Role::Hei);
    let head = heights(&head_cells, table.head.len());
    let head_height: f32 = head.iter().sum();
    let mut cells = set(pages, table, &table.rows, &edges, Role::Body);
    let mut bands: VecDeque<(usize, f32)> =
        heights(&cells, table.rows.len()).into_iter().enumerate().collect();
    // A head that leaves no room for a line is not repeated.
    let repeated = head_height + 2.0 * PADDING + LINE <= pages.area.1 / 2.0;
    let mut first = true;
    loop {
        let next = bands.front().map_or(0.0, |(_, height)| *height);
        let head_here = if first || repeated { head_height } else { 0.0 };
        let whole = pages.area.1 - head_here;
        pages.need(head_here + next.min(whole))?;
        if head_here > 0.0 {
            let mut copy = set(pages, table, &table.head, &edges, Role::Hei);
            draw(pages, &mut copy, &head.iter().copied().enumerate().collect::<Vec<_>>());
        }
        first = false;
        let here = fill(&mut bands, pages.left());
        if here.is_empty() {
            break;
        }
        draw(pages, &mut cells, &here);
        if bands.is_empty() {
            break;
        }
        widen(&cells, &mut bands);
        pages.turn()?;
    }
    pages.at += PADDING;
    pages.snap();
    Ok(())
}

/// Left edges of the columns and the right edge of the last.
fn edges(table: &Table, room: f32) -> Vec<f32> {
    let whole: f32 = table.widths.iter().map(|width| f32::from(*width)).sum::<f32>().max(1.0);
    let mut at = 0.0;
    let mut edges = vec![0.0];
    for part in table.widths.iter().take(table.columns()) {
        at += room * f32::from(*part) / whole;
        edges.push(at);
    }
    edges
}

/// Breaks the text of every cell into lines.
fn set(pages: &mut Pages<'_>, table: &Table, rows: &[Row], edges: &[f32], role: Role) -> Vec<Set> {
    let mut out = vec![];
    for Placed { row, column, across, down, cell } in table.placed(rows) {
        let edge = |place: usize| edges.get(place).copied().unwrap_or(0.0);
        let (left, right) = (edge(column), edge(column + across));
        let room = (right - left - 2.0 * PADDING).max(SIZE_5);
        let look = Look { role, size: SIZE_5, bold: false };
        let lines = cell.text.split('\n').flat_map(|part| {
            let glyphs = pages.faces.set(part, look);
            broken(&glyphs, room, 0.0)
        });
        let lines: VecDeque<Line> = lines.collect();
        let align = if role == Role::Hei { Align::Centre } else { cell.align };
        out.push(Set { row, end: row + down, left, right, align, lines });
    }
    out
}

/// Heights of the rows: as high as their own cells want; what a cell over several rows wants more goes to its last.
fn heights(cells: &[Set], rows: usize) -> Vec<f32> {
    let mut heights = vec![LINE + 2.0 * PADDING; rows];
    for cell in cells.iter().filter(|cell| cell.end == cell.row + 1) {
        if let Some(height) = heights.get_mut(cell.row) {
            *height = height.max(cell.height());
        }
    }
    for cell in cells.iter().filter(|cell| cell.end > cell.row + 1) {
        let covered: f32 = heights.iter().skip(cell.row).take(cell.end - cell.row).sum();
        if let Some(last) = heights.get_mut(cell.end - 1) {
            *last += (cell.height() - covered).max(0.0);
        }
    }
    heights
}

/// Takes the rows that fit; one that is higher than a whole page is split at a line.
fn fill(bands: &mut VecDeque<(usize, f32)>, mut left: f32) -> Vec<(usize, f32)> {
    let mut here = vec![];
    while let Some((row, height)) = bands.front_mut() {
        if *height <= left + 0.1 {
            left -= *height;
            here.extend(bands.pop_front());
            continue;
        }
        if here.is_empty() {
            let lines = ((left - 2.0 * PADDING) / LINE).floor().max(1.0);
            let part = lines.mul_add(LINE, 2.0 * PADDING);
            here.push((*row, part));
            // The rest has borders of its own.
            *height = (*height - lines * LINE).max(LINE + 2.0 * PADDING);
        }
        break;
    }
    here
}

/// After a page has ended inside cells: what is left of their lines must fit into what is left of their rows.
fn widen(cells: &[Set], bands: &mut VecDeque<(usize, f32)>) {
    let Some(next) = bands.front().map(|(row, _)| *row) else { return };
    for cell in cells.iter().filter(|cell| cell.row <= next && cell.end > next) {
        let of_cell = |band: &&mut (usize, f32)| band.0 < cell.end;
        let covered: f32 = bands.iter_mut().filter(of_cell).map(|band| band.1).sum();
        if let Some(last) = bands.iter_mut().filter(of_cell).last() {
            last.1 += (cell.height() - covered).max(0.0);
        }
    }
}

/// Draws rows one below the other, with the parts of the cells that lie in them, and moves below them.
fn draw(pages: &mut Pages<'_>, cells: &mut [Set], bands: &[(usize, f32)]) {
    let (Some(first), Some(last)) = (bands.first().map(|band| band.0), bands.last().map(|band| band.0))
    else {
        return;
    };
    let top = pages.at;
    let until = |row: usize| top + bands.iter().filter(|band| band.0 < row).map(|band| band.1).sum::<f32>();
    // Cells are in the order of their rows, so those before can only reach in by spanning.
    for cell in cells.iter_mut().filter(|cell| cell.row <= last && cell.end > first) {
        let (from, to) = (until(cell.row), until(cell.end));
        let corners = [(cell.left, from), (cell.right, from), (cell.right, to), (cell.left, to)];
        for (a, b) in corners.iter().zip(corners.iter().cycle().skip(1)) {
            pages.rule(*a, *b, BORDER, Ink::Black);
        }
        let fits =
            (((to - from - 2.0 * PADDING) / LINE + 0.01).floor().max(0.0) as usize).min(cell.lines.len());
        let spare = to - from - fits as f32 * LINE;
        // What goes on stands at the upper edge, what ends here in the middle.
        let goes_on = fits < cell.lines.len();
        let mut y = from + if goes_on { PADDING } else { spare / 2.0 };
        for line in cell.lines.drain(..fits) {
            let room = cell.right - cell.left - width(&line.glyphs);
            let x = match cell.align {
                Align::Indented | Align::Flush => PADDING,
                Align::Centre => room / 2.0,
                Align::Right => room - PADDING,
            };
            pages.in_box(&line, cell.left + x, y, LINE, Ink::Black);
            y += LINE;
        }
    }
    pages.at = until(last + 1);
}
