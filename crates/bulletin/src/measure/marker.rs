//! Markers of measures, told from the same characters inside words (统一是, 第三是, 大年三十是) by what stands before.

use crate::text::glyph::{char_at, is_blank};
use crate::text::numeral::{enclosed, numeral, starts_numeral};

/// What stands before a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Boundary {
    /// The middle of a clause: no marker can stand here.
    None,
    /// A comma or blank: a series may start here only if it is carried on.
    Weak,
    /// The start of a block or the end of a sentence, a title or a bracket.
    Strong,
}

impl Boundary {
    /// The boundary after `c`, given the one before it.
    #[inline]
    pub(crate) fn after(self, c: char) -> Self {
        match c {
            '。' | '；' | ';' | '：' | ':' | '！' | '!' | '？' | '?' | '》' | '”' | '）' | ')' | '…'
            | '—' => Self::Strong,
            '，' | ',' => Self::Weak,
            _ if is_blank(c) => {
                if self == Self::Strong {
                    Self::Strong
                } else {
                    Self::Weak
                }
            }
            _ => Self::None,
        }
    }
}

/// How a series words its markers; one series keeps to one wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wording {
    /// 一是, 一要
    Is,
    /// 第一，
    Ordinal,
    /// 其一，
    Among,
    /// ①
    Circled,
}

/// A marker as it stands in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marker {
    pub(crate) wording: Wording,
    pub(crate) number: u32,
    pub(crate) start: usize,
    /// The end of the words of the marker: 一是 without what follows.
    pub(crate) end: usize,
}

/// Whether a marker can start with `c`.
#[inline]
pub(crate) fn starts_marker(c: char) -> bool {
    starts_numeral(c) || matches!(c, '第' | '其') || enclosed(c).is_some()
}

/// The marker that starts at `start`, whatever stands before it.
pub(crate) fn marker_at(text: &str, start: usize) -> Option<Marker> {
    let c = char_at(text, start)?;
    if !starts_marker(c) {
        return None;
    }
    if let '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿' = c {
        let end = start + c.len_utf8();
        return Some(Marker { wording: Wording::Circled, number: enclosed(c)?, start, end });
    }
    let prefix = if matches!(c, '第' | '其') { c.len_utf8() } else { 0 };
    let (number, length) = numeral(text.get(start + prefix..)?)?;
    let end = start + prefix + length;
    let next = char_at(text, end)?;
    let pauses = matches!(next, '，' | ',' | '、' | '：' | ':');
    let wording = match c {
        '第' if pauses => return Some(Marker { wording: Wording::Ordinal, number, start, end }),
        '其' if pauses => return Some(Marker { wording: Wording::Among, number, start, end }),
        '第' => Wording::Ordinal,
        '其' => Wording::Among,
        _ => Wording::Is,
    };
    let end = match next {
        '是' => end + next.len_utf8(),
        '要' if wording == Wording::Is => end + next.len_utf8(),
        _ => return None,
    };
    Some(Marker { wording, number, start, end })
}

/// Where the first measure of a run-in heading starts in the first `limit` bytes of `line`: the end of the heading's
/// own words. After a comma or a blank it counts only if the line carries the series on.
pub(crate) fn first_marker(line: &str, limit: usize) -> Option<usize> {
    let mut carried_on = None;
    markers(line).take_while(|(marker, _)| marker.start < limit).find_map(|(marker, boundary)| {
        let first = marker.number == 1 && marker.wording != Wording::Circled;
        let counts = first
            && (boundary == Boundary::Strong
                || *carried_on.get_or_insert_with(|| markers(line).any(|(other, _)| other.number == 2)));
        counts.then_some(marker.start)
    })
}

/// The markers of a line that stand at a boundary.
fn markers(line: &str) -> impl Iterator<Item = (Marker, Boundary)> {
    let mut boundary = Boundary::Strong;
    line.char_indices().filter_map(move |(at, c)| {
        let here = boundary;
        boundary = boundary.after(c);
        if here == Boundary::None || !starts_marker(c) {
            return None;
        }
        marker_at(line, at).map(|marker| (marker, here))
    })
}
