//! Pages that are being filled: where the next line stands, and what is drawn so far.
//!
//! Heights are points from the upper edge of the type area downwards, widths points from its left edge.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::TextRenderingMode;
use pdf_writer::{Content, Name, Str};
use std::io::Write as _;

use super::MOST_PAGES;
use super::face::{Faces, Glyph, Look, Role, width};
use super::line::Line;
use crate::write::WriteError;
use crate::write::measure::{
    AREA_HEIGHT, AREA_WIDTH, LEFT, LINES, MM, NUMBER_BELOW, PAGE_HEIGHT, PAGE_WIDTH, SIZE_4, TOP,
};

/// Where the baseline lies within the square of a Chinese character.
const BASELINE: f32 = 0.88;

/// Colours of an official document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Black,
    Red,
}

/// The pages.
pub(super) struct Pages<'a> {
    pub(super) faces: Faces<'a>,
    /// Packed content of the pages that are full.
    pub(super) done: Vec<Vec<u8>>,
    content: Content,
    /// Size of the page, in points.
    pub(super) page: (f32, f32),
    /// Left and upper edge of the type area.
    origin: (f32, f32),
    /// Size of the type area.
    pub(super) area: (f32, f32),
    /// Where the next line stands.
    pub(super) at: f32,
    /// Whether the first page bears no number.
    pub(super) first_without_number: bool,
}

impl<'a> Pages<'a> {
    /// A first, empty page.
    pub(super) fn new(faces: Faces<'a>, landscape: bool) -> Self {
        let right = PAGE_WIDTH - LEFT - AREA_WIDTH;
        let bottom = PAGE_HEIGHT - TOP - AREA_HEIGHT;
        let upright = ((PAGE_WIDTH, PAGE_HEIGHT), (LEFT, TOP), (AREA_WIDTH, AREA_HEIGHT));
        // Turned to the left: the binding lies above, the head of the page at the right.
        let on_its_side =
            ((PAGE_HEIGHT, PAGE_WIDTH), (bottom, LEFT), (AREA_HEIGHT, PAGE_WIDTH - LEFT - right));
        let (page, origin, area) = if landscape { on_its_side } else { upright };
        let points = |(x, y): (f32, f32)| (x * MM, y * MM);
        Self {
            faces,
            done: vec![],
            content: Content::new(),
            page: points(page),
            origin: points(origin),
            area: points(area),
            at: 0.0,
            first_without_number: false,
        }
    }

    /// Height of a line of the grid.
    pub(super) fn pitch() -> f32 {
        AREA_HEIGHT * MM / f32::from(LINES)
    }

    /// Height that is left on this page.
    pub(super) fn left(&self) -> f32 {
        self.area.1 - self.at
    }

    /// Begins a new page unless so much height is left; a page that is still empty is never left.
    pub(super) fn need(&mut self, height: f32) -> Result<(), WriteError> {
        if self.at > 0.0 && height > self.left() + 0.1 { self.turn() } else { Ok(()) }
    }

    /// Moves down to the next line of the grid.
    pub(super) fn snap(&mut self) {
        let lines = (self.at / Self::pitch() - 0.01).ceil().max(0.0);
        self.at = lines * Self::pitch();
    }

    /// Leaves lines blank; at the end of a page the rest of them is dropped.
    pub(super) fn blank(&mut self, lines: u16) {
        self.at = (self.at + f32::from(lines) * Self::pitch()).min(self.area.1);
    }

    /// Ends the page and begins the next.
    pub(super) fn turn(&mut self) -> Result<(), WriteError> {
        self.finish()?;
        self.at = 0.0;
        Ok(())
    }

    /// Number of the page that is being filled, from 1.
    pub(super) fn number(&self) -> usize {
        self.done.len() + 1
    }

    /// Ends the page: writes its number and packs it.
    pub(super) fn finish(&mut self) -> Result<(), WriteError> {
        if self.done.len() >= MOST_PAGES {
            return Err(WriteError::TooManyPages { limit: MOST_PAGES as u64 });
        }
        if !(self.first_without_number && self.done.is_empty()) {
            self.page_number();
        }
        let content = std::mem::replace(&mut self.content, Content::new()).finish();
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
        // Writing into memory cannot fail.
        let packed = packer.write_all(&content).and_then(|()| packer.finish()).unwrap_or_default();
        self.done.push(packed);
        Ok(())
    }

    /// — 1 —: its dashes 7 mm below the type area, one character in, odd pages at the right, even ones at the left.
    fn page_number(&mut self) {
        let number = self.number();
        let look = Look { role: Role::Song, size: SIZE_4, bold: false };
        let glyphs = self.faces.set(&format!("— {number} —"), look);
        let above = glyphs.first().map_or(0.0, |dash| self.faces.top_of(dash) * SIZE_4);
        let baseline = self.area.1 + NUMBER_BELOW * MM + above;
        let x = if number % 2 == 1 { self.area.0 - SIZE_4 - width(&glyphs) } else { SIZE_4 };
        self.draw(&glyphs, x, baseline, 0.0, Ink::Black);
    }

    /// Puts a line on the grid and moves below it.
    pub(super) fn put(&mut self, line: &Line, x: f32, ink: Ink) -> Result<(), WriteError> {
        self.snap();
        self.need(Self::pitch())?;
        self.in_box(line, x, self.at, Self::pitch(), ink);
        self.at += Self::pitch();
        Ok(())
    }

    /// Draws a line in the middle of a box that begins at `top` and is so high.
    pub(super) fn in_box(&mut self, line: &Line, x: f32, top: f32, height: f32, ink: Ink) {
        let size = line.size();
        let baseline = top + (height - size) / 2.0 + BASELINE * size;
        self.draw(&line.glyphs, x + line.indent, baseline, line.stretch, ink);
    }

    fn draw(&mut self, glyphs: &[Glyph], x: f32, baseline: f32, stretch: f32, ink: Ink) {
        let y = self.page.1 - self.origin.1 - baseline;
        let mut x = self.origin.0 + x;
        for same in glyphs.chunk_by(|a, b| a.face == b.face && a.size == b.size && a.bold == b.bold) {
            let Some(first) = same.first() else { continue };
            self.content.begin_text();
            match ink {
                Ink::Black => self.content.set_fill_gray(0.0).set_stroke_gray(0.0),
                Ink::Red => self.content.set_fill_rgb(1.0, 0.0, 0.0).set_stroke_rgb(1.0, 0.0, 0.0),
            };
            if first.bold {
                // A font without a bold cut is thickened by drawing its outline as well.
                self.content.set_text_rendering_mode(TextRenderingMode::FillStroke);
                self.content.set_line_width(first.size / 60.0);
            } else {
                self.content.set_text_rendering_mode(TextRenderingMode::Fill);
            }
            self.content.set_font(Name(name(first.face).as_bytes()), first.size);
            self.content.set_text_matrix([1.0, 0.0, 0.0, 1.0, x, y]);
            x += self.show(same, stretch);
            self.content.end_text();
        }
    }

    /// Shows glyphs of one font and size; how far it went.
    fn show(&mut self, glyphs: &[Glyph], stretch: f32) -> f32 {
        let wanted = |glyph: &Glyph| glyph.pitch + if glyph.wide { stretch } else { 0.0 };
        // The spacing that most glyphs have is set once; where one differs it is corrected behind it.
        let spacing =
            glyphs.iter().find(|glyph| glyph.wide).map_or(0.0, |glyph| wanted(glyph) - glyph.advance);
        self.content.set_char_spacing(spacing);
        let mut far = 0.0;
        let mut shown = self.content.show_positioned();
        let mut items = shown.items();
        let mut text = Vec::with_capacity(glyphs.len() * 2);
        for glyph in glyphs {
            text.extend(glyph.id.to_be_bytes());
            far += wanted(glyph);
            let error = wanted(glyph) - glyph.advance - spacing;
            if error.abs() > 0.001 {
                items.show(Str(&text));
                items.adjust(-error * 1000.0 / glyph.size);
                text.clear();
            }
        }
        if !text.is_empty() {
            items.show(Str(&text));
        }
        far
    }

    /// Draws a rule; `y` is its middle.
    pub(super) fn rule(&mut self, from: (f32, f32), to: (f32, f32), thickness: f32, ink: Ink) {
        let place = |(x, y): (f32, f32)| (self.origin.0 + x, self.page.1 - self.origin.1 - y);
        let (from, to) = (place(from), place(to));
        match ink {
            Ink::Black => self.content.set_stroke_gray(0.0),
            Ink::Red => self.content.set_stroke_rgb(1.0, 0.0, 0.0),
        };
        self.content.set_line_width(thickness).move_to(from.0, from.1).line_to(to.0, to.1).stroke();
    }
}

/// The name of a font in the resources of a page.
pub(super) fn name(face: usize) -> String {
    format!("F{face}")
}
