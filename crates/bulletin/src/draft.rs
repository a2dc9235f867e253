//! What an import asks of a bulletin: the words under a heading, its children, its measures.

use crate::contract::{Bulletin, Measure, Node, Span};
use crate::text::glyph::trim_end;
use crate::text::trim_start;

impl Bulletin {
    /// The text under heading `node` up to the next heading of any height, without blanks around. `text` is the text
    /// that was read. Under the last heading this holds the closing lines (contact, signature, date) too. Empty
    /// where there is no such heading.
    #[must_use]
    pub fn own_body(&self, node: usize, text: &str) -> Span {
        let Some(heading) = self.nodes.get(node) else { return Span::default() };
        let end = self.nodes.get(node + 1).map_or(text.len(), |next| next.span.start);
        let body = Span::new(heading.span.end, end.max(heading.span.end));
        let body = trim_end(text, trim_start(text, body));
        // The 。 that closed the heading's own words is no body.
        let lead = body
            .of(text)
            .find(|c: char| !matches!(c, '。' | '：' | ':' | '*'))
            .unwrap_or(body.end - body.start);
        let body = Span::new(body.start + lead, body.end);
        let first = body.of(text).find(|c: char| !c.is_whitespace()).unwrap_or(0);
        Span::new(body.start + first, body.end)
    }

    /// The headings right under `parent`, or the highest ones.
    pub fn children_of(&self, parent: Option<usize>) -> impl Iterator<Item = &Node> {
        self.nodes.iter().filter(move |node| node.parent == parent)
    }

    /// The measures right under heading `node`, with their indices.
    pub fn measures_of(&self, node: usize) -> impl Iterator<Item = (usize, &Measure)> {
        self.measures.iter().enumerate().filter(move |(_, measure)| measure.node == Some(node))
    }
}
