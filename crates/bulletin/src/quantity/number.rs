//! Printed numbers: digits, thousands separators, decimals.

use crate::text::glyph::{char_at, digit, digits_at};

/// A number as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// ASCII digits with at most one dot, no separators.
    pub(crate) plain: String,
    /// Whether it is four digits that may be a year.
    pub(crate) like_year: bool,
}

/// The number whose first digit stands at `pos`.
pub(crate) fn number_at(text: &str, pos: usize) -> Option<Number> {
    let first = digits_at(text, pos)?;
    let mut end = first.end;
    if first.count <= 3 {
        while let Some(group) = thousands_group(text, end) {
            end = group;
        }
    }
    if let Some(dot @ ('.' | '．')) = char_at(text, end)
        && let Some(part) = digits_at(text, end + dot.len_utf8())
    {
        end = part.end;
    }
    let plain: String = text
        .get(pos..end)?
        .chars()
        .filter_map(|c| match c {
            '.' | '．' => Some('.'),
            _ => digit(c).map(|value| char::from(b'0' + value)),
        })
        .collect();
    let like_year = first.count == 4 && end == first.end && (1900..=2100).contains(&first.value);
    Some(Number { start: pos, end, plain, like_year })
}

/// The end of `,123` at `pos`, if exactly three digits follow the comma.
fn thousands_group(text: &str, pos: usize) -> Option<usize> {
    if char_at(text, pos)? != ',' {
        return None;
    }
    let bytes = text.as_bytes().get(pos + 1..pos + 4)?;
    let next_is_digit = char_at(text, pos + 4).and_then(digit).is_some();
    (bytes.iter().all(u8::is_ascii_digit) && !next_is_digit).then_some(pos + 4)
}
