//! One sheet: cells by their reference, texts shared between them, cells that cover others.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::Grid;
use super::merged::{Area, Merged};
use super::styles::Styles;
use crate::model::Entry;
use crate::read::error::ReadError;
use crate::read::limits::Limits;
use crate::read::office::{Piece, Tag, Xml};

/// The texts that cells share, by their number.
pub(super) fn texts(part: &str, source: &str, limits: &Limits) -> Result<Vec<String>, ReadError> {
    let mut xml = Xml::new(part, source, limits);
    let mut out = vec![];
    let mut text = String::new();
    let mut open: Vec<&'static str> = vec![];
    while let Some(piece) = xml.next()? {
        match piece {
            // How a text is read aloud is not the text.
            Piece::Start(tag) if tag.local == "rPh" => xml.skip()?,
            Piece::Start(tag) => open.push(match tag.local.as_str() {
                "si" => "si",
                "t" => "t",
                _ => "",
            }),
            Piece::Text(piece) if open.last() == Some(&"t") => text.push_str(&piece),
            Piece::Text(_) => {}
            Piece::End => {
                if open.pop() == Some("si") {
                    out.push(std::mem::take(&mut text));
                }
            }
        }
    }
    Ok(out)
}

/// A sheet that is being read.
pub(super) struct Reading<'a> {
    styles: &'a Styles,
    texts: &'a [String],
    since_1904: bool,
    limits: &'a Limits,
    grid: Grid,
    merged: Vec<Area>,
    /// Row and column of the cell at hand.
    at: (usize, usize),
    kind: String,
    style: usize,
    value: String,
    /// Places kept so far.
    places: u64,
    /// Cells whose value a formula gave.
    pub(super) formulas: u64,
}

impl<'a> Reading<'a> {
    pub(super) fn new(styles: &'a Styles, texts: &'a [String], since_1904: bool, limits: &'a Limits) -> Self {
        Self {
            styles,
            texts,
            since_1904,
            limits,
            grid: Grid::default(),
            merged: vec![],
            at: (0, 0),
            kind: String::new(),
            style: 0,
            value: String::new(),
            places: 0,
            formulas: 0,
        }
    }

    /// Reads the part of a sheet.
    pub(super) fn read(&mut self, part: &str, source: &str, name: String) -> Result<Grid, ReadError> {
        let mut xml = Xml::new(part, source, self.limits);
        // The next row and column, for cells and rows that do not say where they are.
        let mut next = (0, 0);
        let mut value_depth = None;
        let mut cell_depth = None;
        while let Some(piece) = xml.next()? {
            match piece {
                Piece::Start(tag) => match tag.local.as_str() {
                    "row" => {
                        let row = tag.attribute("r").and_then(|r| r.parse::<usize>().ok());
                        next = (row.map_or(next.0, |row| row.saturating_sub(1)), 0);
                    }
                    "c" => {
                        self.begin(&tag, next);
                        next = (self.at.0, self.at.1 + 1);
                        cell_depth = Some(xml.depth());
                    }
                    "f" => {
                        self.formulas += 1;
                        xml.skip()?;
                    }
                    "rPh" => xml.skip()?,
                    "v" | "t" if cell_depth.is_some() => value_depth = Some(xml.depth()),
                    "mergeCell" => self.merge(&tag)?,
                    _ => {}
                },
                Piece::Text(text) if value_depth == Some(xml.depth()) => self.value.push_str(&text),
                Piece::Text(_) => {}
                Piece::End => {
                    if value_depth.is_some_and(|depth| xml.depth() < depth) {
                        value_depth = None;
                    }
                    if cell_depth.is_some_and(|depth| xml.depth() < depth) {
                        cell_depth = None;
                        self.end()?;
                    }
                    if xml.depth() == 2 {
                        // The end of a row: one without a number comes next.
                        next = (next.0 + 1, 0);
                    }
                }
            }
        }
        self.grid.name = name;
        self.grid.merged = Merged::new(std::mem::take(&mut self.merged), self.grid.rows.len());
        Ok(std::mem::take(&mut self.grid))
    }

    fn begin(&mut self, tag: &Tag<'_>, next: (usize, usize)) {
        self.at = tag.attribute("r").and_then(|name| place(&name)).unwrap_or(next);
        self.kind = tag.attribute("t").unwrap_or_default();
        self.style = tag.attribute("s").and_then(|style| style.parse().ok()).unwrap_or(0);
        self.value.clear();
    }

    fn end(&mut self) -> Result<(), ReadError> {
        let entry = self.entry();
        if entry == Entry::Empty {
            return Ok(());
        }
        let (row, column) = self.at;
        let too_far = |at: usize, limit: u64| at as u64 >= limit;
        if too_far(row, self.limits.rows) {
            return Err(ReadError::TooManyRows { limit: self.limits.rows, found: row as u64 + 1 });
        }
        if too_far(column, self.limits.columns) {
            return Err(ReadError::TooManyColumns { limit: self.limits.columns, found: column as u64 + 1 });
        }
        if self.grid.rows.len() <= row {
            self.grid.rows.resize(row + 1, vec![]);
        }
        if let Some(cells) = self.grid.rows.get_mut(row) {
            if cells.len() <= column {
                self.places += (column + 1 - cells.len()) as u64;
                if self.places > self.limits.cells {
                    return Err(ReadError::TooManyCells { limit: self.limits.cells, found: self.places });
                }
                cells.resize(column + 1, Entry::Empty);
            }
            if let Some(cell) = cells.get_mut(column) {
                *cell = entry;
            }
        }
        Ok(())
    }

    /// The value of the cell at hand.
    fn entry(&self) -> Entry {
        match self.kind.as_str() {
            "s" => {
                let shared = self.value.trim().parse().ok().and_then(|n: usize| self.texts.get(n));
                Entry::text(shared.map(String::as_str).unwrap_or_default())
            }
            "" | "n" => match self.value.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => self
                    .styles
                    .is_day(self.style)
                    .then(|| day(number, self.since_1904))
                    .flatten()
                    .map_or(Entry::Number(number), Entry::Date),
                _ => Entry::text(&self.value),
            },
            "d" => {
                let day = self.value.get(..10).and_then(|day| day.parse::<Date>().ok());
                day.map_or_else(|| Entry::text(&self.value), Entry::Date)
            }
            // What a formula could not compute is nothing.
            "e" => Entry::Empty,
            _ => Entry::text(&self.value),
        }
    }

    fn merge(&mut self, tag: &Tag<'_>) -> Result<(), ReadError> {
        let area = tag.attribute("ref").unwrap_or_default();
        let Some((from, to)) = area.split_once(':') else { return Ok(()) };
        if let (Some(from), Some(to)) = (place(from), place(to))
            && from.0 <= to.0
            && from.1 <= to.1
        {
            let (limit, found) = (self.limits.merged, self.merged.len() as u64 + 1);
            if found > limit {
                return Err(ReadError::TooManyMerged { limit, found });
            }
            self.merged.push([from.0, from.1, to.0, to.1]);
        }
        Ok(())
    }
}

/// Row and column, from 0, of a reference like `AB12`.
fn place(name: &str) -> Option<(usize, usize)> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row) = name.split_at_checked(letters)?;
    // Columns go to XFD.
    if column.is_empty() || column.len() > 3 {
        return None;
    }
    let column = column
        .bytes()
        .fold(0_usize, |sum, letter| sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row: usize = row.parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// The day that a number of days since 1900 or 1904 is; the time of day is dropped.
fn day(number: f64, since_1904: bool) -> Option<Date> {
    let days = number.floor();
    if !(1.0..3_000_000.0).contains(&days) {
        return None;
    }
    let days = days as i64;
    let start = match since_1904 {
        true => date(1904, 1, 1),
        // Excel takes 1900 for a leap year: days from 1900-03-01 on are one too many.
        false if days >= 60 => date(1899, 12, 30),
        false => date(1899, 12, 31),
    };
    start.checked_add(days.days()).ok()
}
