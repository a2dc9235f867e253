//! The imprint (版记): at the foot of the last page, which is an even one.

use super::face::{Look, Role, width};
use super::line::{Line, broken};
use super::page::{Ink, Pages};
use crate::model::Imprint;
use crate::write::WriteError;
use crate::write::measure::{MM, SIZE_4};

/// The outer rules and the one between, in millimetres.
const OUTER: f32 = 0.35;
const INNER: f32 = 0.25;

/// Puts the imprint at the foot of this page or, where this is an odd one or too full, of the next.
pub(super) fn put(pages: &mut Pages<'_>, imprint: &Imprint) -> Result<(), WriteError> {
    let look = Look { role: Role::Body, size: SIZE_4, bold: false };
    let room = pages.area.0 - 2.0 * SIZE_4;
    let copies = pages.faces.set(&imprint.copies, look);
    let copies = if copies.is_empty() { vec![] } else { broken(&copies, room, 0.0) };
    let row = SIZE_4 * 1.6;
    let height = row * (copies.len() + 1) as f32;
    if pages.at + height > pages.area.1 {
        pages.turn()?;
    }
    if pages.number() % 2 == 1 {
        pages.turn()?;
    }
    let right = pages.area.0;
    let mut y = pages.area.1 - height;
    pages.rule((0.0, y), (right, y), OUTER * MM, Ink::Black);
    for line in &copies {
        pages.in_box(line, SIZE_4, y, row, Ink::Black);
        y += row;
    }
    if !copies.is_empty() {
        pages.rule((0.0, y), (right, y), INNER * MM, Ink::Black);
    }
    let office = pages.faces.set(&imprint.office, look);
    pages.in_box(&Line::whole(office), SIZE_4, y, row, Ink::Black);
    let printed = pages.faces.set(&imprint.printed, look);
    let x = right - SIZE_4 - width(&printed);
    pages.in_box(&Line::whole(printed), x, y, row, Ink::Black);
    y += row;
    pages.rule((0.0, y), (right, y), OUTER * MM, Ink::Black);
    pages.at = pages.area.1;
    Ok(())
}
