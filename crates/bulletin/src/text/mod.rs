//! The lowest layer: characters, blanks, digits, Chinese numerals and lines. Knows nothing of bulletins.

pub(crate) mod glyph;
pub(crate) mod line;
pub(crate) mod numeral;

pub(crate) use glyph::{
    Digits, char_at, char_before, digits_at, is_blank, skip_blanks, starts_at, trim_end, trim_start,
};
pub(crate) use line::Line;
