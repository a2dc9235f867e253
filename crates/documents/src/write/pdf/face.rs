//! Fonts as the layout sees them: which glyph a character is, how wide it is, and which glyphs were used.

use std::collections::HashMap;
use std::sync::Arc;

use subsetter::GlyphRemapper;
use ttf_parser::Face as Parsed;

use super::{Font, Fonts};
use crate::write::WriteError;
use crate::write::measure::{AREA_WIDTH, CHARACTERS, MM, SIZE_3, is_wide};

/// What a font sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Body,
    Kai,
    Hei,
    Song,
}

/// A glyph in its size, before it has a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    pub(super) character: char,
    /// Place of its font.
    pub(super) face: usize,
    /// Its number in the embedded part of the font.
    pub(super) id: u16,
    pub(super) size: f32,
    /// Points to the next glyph as the font has it.
    pub(super) advance: f32,
    /// Points to the next glyph on the grid.
    pub(super) pitch: f32,
    pub(super) wide: bool,
    pub(super) bold: bool,
}

/// How text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub(super) role: Role,
    /// Points.
    pub(super) size: f32,
    pub(super) bold: bool,
}

impl Look {
    /// Text of the body's size.
    pub(super) fn body(role: Role) -> Self {
        Self { role, size: SIZE_3, bold: false }
    }
}

/// One font and what was used of it.
pub(super) struct Face<'a> {
    pub(super) font: &'a Font,
    pub(super) parsed: Parsed<'a>,
    pub(super) used: GlyphRemapper,
    /// Character and width in thousandths of each used glyph, by its number.
    pub(super) glyphs: Vec<(char, f32)>,
}

/// All fonts of a document.
pub(super) struct Faces<'a> {
    pub(super) all: Vec<Face<'a>>,
    /// Place of the font of each role.
    roles: [usize; 5],
    latin: Option<usize>,
    known: HashMap<(char, usize), (usize, u16, f32)>,
}

impl<'a> Faces<'a> {
    /// Opens the fonts.
    pub(super) fn new(fonts: &'a Fonts) -> Result<Self, WriteError> {
        let mut faces = Self { all: vec![], roles: [0; 5], latin: None, known: HashMap::new() };
        let given = [&fonts.title, &fonts.body, &fonts.kai, &fonts.hei, &fonts.song];
        for (role, font) in given.into_iter().enumerate() {
            let place = faces.open(font)?;
            if let Some(of) = faces.roles.get_mut(role) {
                *of = place;
            }
        }
        faces.latin = fonts.latin.as_ref().map(|font| faces.open(font)).transpose()?;
        Ok(faces)
    }

    fn open(&mut self, font: &'a Arc<Font>) -> Result<usize, WriteError> {
        let same = |face: &Face<'_>| std::ptr::eq(face.font, font.as_ref());
        if let Some(place) = self.all.iter().position(same) {
            return Ok(place);
        }
        let parsed = Parsed::parse(&font.bytes, font.index).map_err(|why| WriteError::FontUnusable {
            family: font.family.clone(),
            reason: why.to_string(),
        })?;
        let mut used = GlyphRemapper::new();
        // Glyph 0 stands for what no font has.
        used.remap(0);
        self.all.push(Face { font: font.as_ref(), parsed, used, glyphs: vec![('\u{fffd}', 1000.0)] });
        Ok(self.all.len() - 1)
    }

    /// The glyph of a character.
    pub(super) fn glyph(&mut self, character: char, look: Look) -> Glyph {
        let narrow = self.latin.filter(|_| character.is_ascii_graphic() || character == ' ');
        let first = narrow.unwrap_or_else(|| self.roles.get(look.role as usize).copied().unwrap_or(0));
        let (face, id, em) = match self.known.get(&(character, first)) {
            Some(known) => *known,
            None => {
                let found = self.find(character, first);
                self.known.insert((character, first), found);
                found
            }
        };
        let advance = em * look.size;
        let wide = is_wide(character) && em > 0.9;
        // On the grid a character of the body is a 28th of the type area wide.
        let on_grid = AREA_WIDTH * MM / f32::from(CHARACTERS) / SIZE_3;
        let pitch = if wide && look.size == SIZE_3 { advance * on_grid } else { advance };
        Glyph { character, face, id, size: look.size, advance, pitch, wide, bold: look.bold }
    }

    /// The font that has the character, the glyph's number in what is embedded, its width in ems.
    fn find(&mut self, character: char, first: usize) -> (usize, u16, f32) {
        let order = [first].into_iter().chain(self.roles).chain(self.latin);
        let mut place = first;
        let mut glyph = None;
        for at in order {
            glyph = self.all.get(at).and_then(|face| face.parsed.glyph_index(character));
            if glyph.is_some() {
                place = at;
                break;
            }
        }
        let Some(face) = self.all.get_mut(place) else { return (0, 0, 1.0) };
        let Some(glyph) = glyph else { return (place, 0, 1.0) };
        let units = f32::from(face.parsed.units_per_em().max(1));
        let em = f32::from(face.parsed.glyph_hor_advance(glyph).unwrap_or(0)) / units;
        let id = face.used.remap(glyph.0);
        if usize::from(id) == face.glyphs.len() {
            face.glyphs.push((character, em * 1000.0));
        }
        (place, id, em)
    }

    /// How far the ink of a character reaches above the baseline, in ems.
    pub(super) fn top_of(&self, glyph: &Glyph) -> f32 {
        let Some(face) = self.all.get(glyph.face) else { return 0.0 };
        let units = f32::from(face.parsed.units_per_em().max(1));
        face.parsed
            .glyph_index(glyph.character)
            .and_then(|id| face.parsed.glyph_bounding_box(id))
            .map_or(0.4, |ink| f32::from(ink.y_max) / units)
    }

    /// The glyphs of a text; line ends and other control characters are left out.
    pub(super) fn set(&mut self, text: &str, look: Look) -> Vec<Glyph> {
        text.chars().filter(|c| !c.is_control()).map(|c| self.glyph(c, look)).collect()
    }
}

/// Points that glyphs take on the grid.
pub(super) fn width(glyphs: &[Glyph]) -> f32 {
    glyphs.iter().map(|glyph| glyph.pitch).sum()
}
