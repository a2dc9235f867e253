//! Series of markers: which belong together, and where each measure ends.
//!
//! A series starts at one and runs on in order. Two levels can be open at once: markers that open paragraphs, and a
//! series inside one such paragraph.

use super::marker::{Boundary, Marker, Wording};
use crate::contract::{Measure, Span};
use crate::finding::{Code, Finding};
use crate::text::glyph::{ends_sentence, trim_end};
use crate::text::{Line, char_before};

/// A marker that belongs to a series.
#[derive(Debug, Clone, Copy)]
struct Member {
    marker: Marker,
    series: usize,
    line: usize,
    node: Option<usize>,
    /// Whether it lies inside a measure that opens the paragraph.
    nested: bool,
}

/// A number that leaves out more than this belongs to another series or to none.
const LARGEST_GAP: u32 = 3;

#[derive(Debug, Clone, Copy)]
struct Open {
    series: usize,
    wording: Wording,
    next: u32,
    line: usize,
    opens_line: bool,
}

/// Reads markers in order and keeps those that form series.
#[derive(Debug, Default)]
pub(crate) struct SeriesReader {
    members: Vec<Member>,
    /// The series of a paragraph-opening marker while another runs inside its paragraph.
    outer: Option<Open>,
    current: Option<Open>,
    /// For every series whether it is one: what begins after a comma must first be carried on.
    sure: Vec<bool>,
    /// The series and the number of the last marker that left numbers out.
    told: Option<(usize, u32)>,
}

impl SeriesReader {
    /// A new heading opens: no series runs on across it.
    pub(crate) fn enter_node(&mut self) {
        self.current = None;
        self.outer = None;
    }

    /// Takes the next marker of the text.
    pub(crate) fn take(
        &mut self,
        text: &str,
        marker: Marker,
        boundary: Boundary,
        place: (usize, Option<usize>, bool),
        findings: &mut Vec<Finding>,
    ) {
        let (line, node, opens_line) = place;
        let carries = |open: &Open| open.wording == marker.wording && open.next == marker.number;
        if opens_line && self.outer.as_ref().is_some_and(carries) {
            self.current = self.outer.take();
        }
        if let Some(open) =
            self.current.as_mut().filter(|open| carries(open) && (opens_line || open.line == line))
        {
            open.next += 1;
            open.line = line;
            open.opens_line = opens_line;
            let series = open.series;
            if let Some(sure) = self.sure.get_mut(series) {
                *sure = true;
            }
            let nested = self.outer.is_some_and(|outer| outer.line == line);
            self.members.push(Member { marker, series, line, node, nested });
        } else if marker.number == 1 {
            self.start(marker, boundary, place);
        } else if boundary == Boundary::Strong {
            self.report(text, marker, line, findings);
        }
    }

    fn start(
        &mut self,
        marker: Marker,
        boundary: Boundary,
        (line, node, opens_line): (usize, Option<usize>, bool),
    ) {
        // A series inside a paragraph that a marker opened leaves the outer one waiting.
        let inside = self.current.is_some_and(|open| open.opens_line && open.line == line) && !opens_line;
        if inside && self.outer.is_none() {
            self.outer = self.current.take();
        }
        if opens_line {
            self.outer = None;
        }
        let nested = self.outer.is_some_and(|outer| outer.line == line);
        let series = self.sure.len();
        self.sure.push(boundary == Boundary::Strong && marker.wording != Wording::Circled);
        self.current = Some(Open { series, wording: marker.wording, next: 2, line, opens_line });
        self.members.push(Member { marker, series, line, node, nested });
    }

    /// A marker that almost carries the running series on is told, not taken.
    fn report(&mut self, text: &str, marker: Marker, line: usize, findings: &mut Vec<Finding>) {
        let Some(open) = self.current.filter(|open| open.wording == marker.wording && line - open.line <= 1)
        else {
            return;
        };
        let mark = Span::new(marker.start, marker.end);
        // Behind a gap that was told the series may go on from there.
        let goes_on = self.told == Some((open.series, marker.number.saturating_sub(1)));
        if marker.number > open.next || goes_on {
            self.told = Some((open.series, marker.number));
        }
        if goes_on {
            return;
        }
        if marker.number > open.next && marker.number - open.next <= LARGEST_GAP {
            findings.push(
                Finding::new(Code::SequenceGap, vec![mark])
                    .with("mark", mark.of(text))
                    .with("expected", open.next)
                    .with("found", marker.number),
            );
        } else if marker.number + 1 == open.next {
            findings.push(
                Finding::new(Code::SequenceRepeat, vec![mark])
                    .with("mark", mark.of(text))
                    .with("number", marker.number),
            );
        }
    }
}

/// Ends every measure: at the next marker that is not inside it, or at the end of its paragraph.
///
/// Where the next member of the same series opens a later paragraph of the same node, the paragraphs between belong
/// to the measure.
pub(crate) fn close(text: &str, lines: &[Line], reader: SeriesReader) -> Vec<Measure> {
    let SeriesReader { members, sure, .. } = reader;
    let body_end = trim_end(text, Span::new(0, text.len())).end;
    let cut_off = char_before(text, body_end).is_some_and(|c| !ends_sentence(c));
    // In a paragraph that breaks off, a series may have had no room to go on.
    let breaks_off = |member: &Member| {
        cut_off
            && member.marker.wording != Wording::Circled
            && lines.get(member.line).is_some_and(|line| line.body.end >= body_end)
    };
    let is_sure = |member: &Member| sure.get(member.series).copied().unwrap_or(false) || breaks_off(member);
    let members: Vec<Member> = members.into_iter().filter(is_sure).collect();
    // From the last to the first: the start of the next member of each series, and of the next member per level.
    let mut next_of_series: Vec<Option<(usize, usize)>> = vec![None; sure.len()];
    let mut next_any: Option<(usize, usize)> = None;
    let mut next_outer: Option<(usize, usize)> = None;
    let mut measures: Vec<Measure> = Vec::with_capacity(members.len());
    for member in members.iter().rev() {
        let start = member.marker.start;
        let line_end = lines.get(member.line).map_or(start, |line| line.body.end);
        let beside = if member.nested { next_any } else { next_outer };
        let own = next_of_series.get(member.series).copied().flatten();
        let end = match (beside, own) {
            (Some((line, at)), _) if line == member.line => at,
            (_, Some((line, at))) if line > member.line && !member.nested => at,
            _ => line_end,
        };
        let span = trim_end(text, Span::new(start, end));
        measures.push(Measure {
            node: member.node,
            no: member.marker.number,
            marker: Span::new(start, member.marker.end).of(text).to_owned(),
            text: span.of(text).to_owned(),
            truncated: cut_off && span.end == body_end,
            span,
        });
        if let Some(slot) = next_of_series.get_mut(member.series) {
            *slot = Some((member.line, start));
        }
        next_any = Some((member.line, start));
        if !member.nested {
            next_outer = Some((member.line, start));
        }
    }
    measures.reverse();
    measures
}
