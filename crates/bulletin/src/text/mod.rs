//! The lowest layer: characters, blanks, digits, Chinese numerals and lines. Knows nothing of bulletins.

pub(crate) mod glyph;
pub(crate) mod line;
pub(crate) mod numeral;

pub(crate) use glyph::{char_before, trim_start};
pub(crate) use line::Line;
