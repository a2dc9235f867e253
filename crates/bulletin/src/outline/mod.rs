//! The outline: which lines carry a mark, how the marks nest in this document, and where each heading's words end.

mod heading;
mod ladder;
mod mark;
mod sequence;

use crate::contract::{Node, Span};
use crate::finding::Finding;
use crate::text::Line;
use ladder::Ladder;
use mark::Mark;
pub(crate) use mark::{MarkClass, mark_at};
use sequence::Accepted;

/// A heading of the document: the node, and the line it stands on.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    pub(crate) node: Node,
    /// The number of its line.
    pub(crate) line: usize,
    /// The mark alone.
    pub(crate) mark: Span,
}

/// Reads the outline of `text`. `passed_over` tells lines that cannot carry a heading (noise).
pub(crate) fn read(
    text: &str,
    lines: &[Line],
    passed_over: impl Fn(usize) -> bool,
    findings: &mut Vec<Finding>,
) -> Vec<Heading> {
    let marks = mark::candidates(text, lines, passed_over);
    let accepted = sequence::accept(text, lines, &marks, findings);
    let ladder = Ladder::learn(&accepted);
    accepted.iter().enumerate().map(|(id, one)| heading_of(text, lines, id, one, &ladder)).collect()
}

fn heading_of(text: &str, lines: &[Line], id: usize, one: &Accepted, ladder: &Ladder) -> Heading {
    let Mark { span, line, .. } = one.mark;
    let body = lines.get(line).map_or(span, |l| l.body);
    let last = line + 1 >= lines.len() || lines.iter().skip(line + 1).all(Line::is_empty);
    let words = heading::words(text, Span::new(span.end, body.end), last);
    Heading {
        node: Node {
            id,
            parent: one.parent,
            mark: span.of(text).to_owned(),
            depth: ladder.depth(one.class),
            title: words.title.of(text).to_owned(),
            heading_only: words.alone,
            span: Span::new(span.start, words.title.end.max(span.end)),
        },
        line,
        mark: span,
    }
}
