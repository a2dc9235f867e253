//! The text as a tree of spans. The leaves in order are the text, byte for byte: nothing is lost, nothing is repaired.

use crate::contract::Span;
use crate::outline::Heading;
use crate::text::Line;
use serde::{Deserialize, Serialize};

/// A stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaf {
    /// What it is.
    pub kind: LeafKind,
    /// Where it stands.
    pub span: Span,
}

/// What a stretch of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeafKind {
    /// Blanks and line ends.
    Blank,
    /// A line of the web page around the bulletin.
    Noise,
    /// A line of the bulletin's own title.
    Title,
    /// The mark of a heading.
    Mark,
    /// The words of a heading.
    Heading,
    /// Anything else.
    Text,
}

/// A part of the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Branch {
    /// A stretch of text.
    Leaf(Leaf),
    /// A heading with all that stands under it, up to the next heading of its height.
    Section {
        /// The heading's place in `Bulletin::nodes`.
        node: usize,
        /// What stands in it, in order, its own mark and words first.
        children: Vec<Branch>,
    },
}

/// The whole text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tree {
    /// Top-level parts in order.
    pub branches: Vec<Branch>,
}

impl Tree {
    /// All leaves in the order of the text.
    #[must_use]
    pub fn leaves(&self) -> Vec<Leaf> {
        let mut leaves = Vec::new();
        collect(&self.branches, &mut leaves);
        leaves
    }

    /// The text again, by joining the leaves.
    #[must_use]
    pub fn render(&self, text: &str) -> String {
        self.leaves().iter().map(|leaf| leaf.span.of(text)).collect()
    }
}

/// Recursion goes no deeper than headings nest, which the number of kinds of marks bounds.
fn collect(branches: &[Branch], leaves: &mut Vec<Leaf>) {
    for branch in branches {
        match branch {
            Branch::Leaf(leaf) => leaves.push(*leaf),
            Branch::Section { children, .. } => collect(children, leaves),
        }
    }
}

/// Sections that are open while the tree is built: the heading and what was gathered under it.
struct Builder {
    open: Vec<(usize, Vec<Branch>)>,
    top: Vec<Branch>,
    /// The end of the last leaf.
    end: usize,
}

impl Builder {
    fn push(&mut self, branch: Branch) {
        self.open.last_mut().map_or(&mut self.top, |(_, children)| children).push(branch);
    }

    /// Adds the text from the last leaf to `end` as one leaf.
    fn leaf(&mut self, kind: LeafKind, end: usize) {
        if end > self.end {
            let span = Span::new(self.end, end);
            self.end = end;
            self.push(Branch::Leaf(Leaf { kind, span }));
        }
    }

    /// Closes sections until `parent` is the innermost open one.
    fn close_to(&mut self, parent: Option<usize>) {
        while let Some((node, _)) = self.open.last() {
            if Some(*node) == parent {
                return;
            }
            if let Some((node, children)) = self.open.pop() {
                self.push(Branch::Section { node, children });
            }
        }
    }
}

/// Builds the tree of `text`.
pub(crate) fn build(
    text: &str,
    lines: &[Line],
    noisy: &[bool],
    titles: &[Span],
    headings: &[Heading],
) -> Tree {
    let mut builder = Builder { open: Vec::new(), top: Vec::new(), end: 0 };
    let mut headings = headings.iter().peekable();
    let mut titles = titles.iter().peekable();
    for (number, line) in lines.iter().enumerate() {
        let heading = headings.next_if(|heading| heading.line == number);
        if let Some(heading) = heading {
            builder.close_to(heading.node.parent);
            builder.open.push((heading.node.id, Vec::new()));
        }
        builder.leaf(LeafKind::Blank, line.body.start);
        let is_title = titles.next_if(|title| title.start == line.body.start).is_some();
        if let Some(heading) = heading {
            builder.leaf(LeafKind::Text, heading.mark.start);
            builder.leaf(LeafKind::Mark, heading.mark.end);
            let words = Span::new(heading.mark.end, heading.node.span.end);
            let words = crate::text::trim_start(text, words);
            builder.leaf(LeafKind::Blank, words.start);
            builder.leaf(LeafKind::Heading, words.end);
        }
        let kind = match noisy.get(number) {
            Some(true) => LeafKind::Noise,
            _ if is_title => LeafKind::Title,
            _ => LeafKind::Text,
        };
        builder.leaf(kind, line.body.end);
        builder.leaf(LeafKind::Blank, line.end);
    }
    builder.leaf(LeafKind::Text, text.len());
    builder.close_to(None);
    Tree { branches: builder.top }
}
