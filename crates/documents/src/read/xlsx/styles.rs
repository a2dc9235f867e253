//! Which cell styles show a number as a day.

use std::collections::HashSet;

use crate::read::error::ReadError;
use crate::read::limits::Limits;
use crate::read::office::{Piece, Xml};

/// The styles of a workbook, as far as they say what a number is.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Whether each cell style is a day.
    days: Vec<bool>,
}

impl Styles {
    /// Reads the part.
    pub(super) fn read(part: &str, source: &str, limits: &Limits) -> Result<Self, ReadError> {
        let mut xml = Xml::new(part, source, limits);
        let mut own = HashSet::new();
        let mut days = vec![];
        let mut in_cells = None;
        while let Some(piece) = xml.next()? {
            match piece {
                Piece::Start(tag) => match tag.local.as_str() {
                    "numFmt" => {
                        let id: Option<u32> = tag.attribute("numFmtId").and_then(|id| id.parse().ok());
                        let code = tag.attribute("formatCode").unwrap_or_default();
                        if let Some(id) = id.filter(|_| shows_day(&code)) {
                            own.insert(id);
                        }
                    }
                    "cellXfs" => in_cells = Some(xml.depth()),
                    "xf" if in_cells.is_some() => {
                        let id: u32 = tag.attribute("numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                        days.push(built_in_day(id) || own.contains(&id));
                    }
                    _ => {}
                },
                Piece::End if in_cells.is_some_and(|depth| xml.depth() < depth) => in_cells = None,
                Piece::End | Piece::Text(_) => {}
            }
        }
        Ok(Self { days })
    }

    /// Whether a cell of this style shows a day.
    pub(super) fn is_day(&self, style: usize) -> bool {
        self.days.get(style).copied().unwrap_or(false)
    }
}

/// Formats that every workbook knows (ISO/IEC 29500-1, 18.8.30), those of Chinese ones included.
fn built_in_day(id: u32) -> bool {
    matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58)
}

/// Whether a format of one's own names year, month or day outside quoted text and brackets.
fn shows_day(code: &str) -> bool {
    let (mut quoted, mut bracket) = (false, false);
    let mut seen = String::new();
    for c in code.chars() {
        match c {
            '"' => quoted = !quoted,
            '[' if !quoted => bracket = true,
            ']' if !quoted => bracket = false,
            c if !quoted && !bracket => seen.push(c.to_ascii_lowercase()),
            _ => {}
        }
    }
    // A format with hours alone has an m for minutes; a day has a year or a day.
    seen.contains('y') || seen.contains('d') || seen.contains('e') && seen.contains('m')
}
