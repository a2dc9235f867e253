//! Several measures in one cell: a series of marks that begins with one and runs on.

use crate::contract::Span;
use crate::measure::{Boundary, Wording, marker_at};
use crate::outline::{MarkClass, mark_at};
use crate::text::glyph::{char_at, digits_at};

use super::trimmed;

/// How a series is marked; it keeps to one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Marker(Wording),
    Mark(MarkClass),
}

/// A mark within a cell.
struct Sign {
    way: Way,
    number: u32,
    start: usize,
    end: usize,
}

/// A member of a series, or the whole cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    /// Its mark as printed; empty where the cell has none.
    pub(super) mark: String,
    pub(super) span: Span,
}

/// The members of the series in a cell; the cell itself where there is none. Words before the first mark go with it.
pub(super) fn split(text: &str, cell: Span) -> Vec<Member> {
    let mut series: Vec<Sign> = vec![];
    let mut boundary = Boundary::Strong;
    let mut at = cell.start;
    while at < cell.end {
        let Some(c) = char_at(text, at) else { break };
        let next = u32::try_from(series.len()).unwrap_or(u32::MAX).saturating_add(1);
        if boundary != Boundary::None
            && let Some(sign) = sign_at(text, at).filter(|sign| sign.end <= cell.end)
            && sign.number == next
            && series.first().is_none_or(|first| first.way == sign.way)
        {
            at = sign.end;
            boundary = Boundary::Strong;
            series.push(sign);
            continue;
        }
        boundary = boundary.after(c);
        at += c.len_utf8();
    }
    let opens = series.first().is_some_and(|first| first.start == cell.start);
    if series.is_empty() || series.len() == 1 && !opens {
        return vec![Member { mark: String::new(), span: cell }];
    }
    let starts: Vec<usize> = series
        .iter()
        .enumerate()
        .map(|(place, sign)| if place == 0 { cell.start } else { sign.start })
        .collect();
    let ends = starts.iter().skip(1).copied().chain([cell.end]);
    let member = |((sign, start), end): ((&Sign, &usize), usize)| Member {
        mark: Span::new(sign.start, sign.end).of(text).to_owned(),
        span: trimmed(text, Span::new(*start, end)),
    };
    series.iter().zip(&starts).zip(ends).map(member).collect()
}

fn sign_at(text: &str, at: usize) -> Option<Sign> {
    if let Some(marker) = marker_at(text, at) {
        let (number, start, end) = (marker.number, marker.start, marker.end);
        return Some(Sign { way: Way::Marker(marker.wording), number, start, end });
    }
    if let Some(sign) = before_year(text, at) {
        return Some(sign);
    }
    let mark = mark_at(text, at)?;
    Some(Sign { way: Way::Mark(mark.class), number: mark.number, start: mark.span.start, end: mark.span.end })
}

/// A mark before a year: `1.2026.6.30` is the first date, no decimal.
fn before_year(text: &str, at: usize) -> Option<Sign> {
    let number = digits_at(text, at).filter(|number| number.count <= 2)?;
    let end = number.end + char_at(text, number.end).filter(|dot| matches!(dot, '.' | '．'))?.len_utf8();
    digits_at(text, end).filter(|year| year.count == 4)?;
    Some(Sign { way: Way::Mark(MarkClass::ArabicDot), number: number.value, start: at, end })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_split_at_its_own_series() {
        for (cell, expected) in [
            ("1.修渠。2.植树3.护林。", vec!["1.修渠。", "2.植树3.护林。"]),
            ("1.修渠。 2.植树 3.护林。", vec!["1.修渠。", "2.植树", "3.护林。"]),
            ("（1）修渠，投入1.5亿元；（2）植树。", vec!["（1）修渠，投入1.5亿元；", "（2）植树。"]),
            ("一是修渠。1.测量 2.开挖。二是植树。", vec!["一是修渠。1.测量 2.开挖。", "二是植树。"]),
            ("具体做法：①修渠；②植树。", vec!["具体做法：①修渠；", "②植树。"]),
            ("修渠，见附件1.2；植树。", vec!["修渠，见附件1.2；植树。"]),
            ("2.植树。", vec!["2.植树。"]),
            ("1.2026.6.30；2.2026.9.30", vec!["1.2026.6.30；", "2.2026.9.30"]),
            ("1.2026.6.30；2.长期坚持", vec!["1.2026.6.30；", "2.长期坚持"]),
            ("修渠。1.植树。", vec!["修渠。1.植树。"]),
        ] {
            let members = split(cell, Span::new(0, cell.len()));
            assert_eq!(members.iter().map(|member| member.span.of(cell)).collect::<Vec<_>>(), expected);
        }
    }
}
