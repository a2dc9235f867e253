//! What the pages of imports show.

use super::passage::{Passage, cut, splits};
use crate::shell::Shell;
use app::{
    import::{Draft, DraftNode, ListCode, ListedCell, ListedNode, Role, Span},
    query::answer::Named,
};
use askama::Template;
use std::borrow::Cow;

/// Upload and open drafts.
#[derive(Template)]
#[template(path = "pages/imports/imports.html")]
pub struct ImportsPage {
    /// The frame.
    pub s: Shell,
    /// Drafts that nobody has accepted yet.
    pub drafts: Vec<Draft>,
    /// Campaigns imported or opened before.
    pub campaigns: Vec<Named>,
    /// Why an upload failed.
    pub why: Option<String>,
    /// Random seed of the page's command ids.
    pub seed: String,
}

/// The outline beside its source.
#[derive(Template)]
#[template(path = "pages/imports/preview.html")]
pub struct PreviewPage {
    /// The frame.
    pub s: Shell,
    /// The draft.
    pub d: Draft,
    /// The decoded source.
    pub text: String,
    /// What becomes of the cells of its tables.
    pub listed: Vec<ListedNode>,
    /// The node that is being corrected.
    pub chosen: Option<u32>,
    /// Why a correction failed.
    pub why: Option<String>,
    /// Random seed of the page's command ids.
    pub seed: String,
}

/// A remark with the node it stands in.
pub struct Remarked<'a> {
    /// `note`, `warning` or `error`.
    pub severity: &'static str,
    /// The sentence.
    pub message: Cow<'a, str>,
    /// Key of the node.
    pub node: Option<u32>,
}

impl PreviewPage {
    /// Key of the draft.
    pub fn key(&self) -> &str {
        &self.d.file.hash
    }

    /// Nodes with their depth.
    pub fn nodes(&self) -> Vec<(usize, &DraftNode)> {
        let parents = self.d.parents();
        let mut depths: Vec<usize> = vec![];
        let nodes = self.d.nodes.iter().enumerate().map(|(i, node)| {
            let parent = parents.get(i).copied().flatten();
            let depth = parent.and_then(|parent| depths.get(parent)).map_or(1, |depth| depth + 1);
            depths.push(depth);
            (depth.min(6), node)
        });
        nodes.collect()
    }

    /// The source, cut into passages.
    pub fn passages(&self) -> Vec<Passage<'_>> {
        cut(&self.d, &self.text)
    }

    /// Whether the source is longer than what is shown.
    pub fn is_cut(&self) -> bool {
        self.text.len() > super::passage::SHOWN
    }

    /// How many will be opened as what.
    pub fn counts(&self) -> [(&'static str, usize); 3] {
        [Role::Group, Role::Item, Role::Measure].map(|role| (role.kind(), self.d.count(role)))
    }

    /// Roles to choose from.
    pub fn roles(&self) -> [&'static str; 3] {
        ["group", "item", "measure"]
    }

    /// Whether `key` is being corrected.
    pub fn is_chosen(&self, key: &u32) -> bool {
        self.chosen == Some(*key)
    }

    /// Where a node can be split.
    pub fn splits(&self, node: &DraftNode) -> Vec<(usize, &str)> {
        splits(&self.text, node.body.start, node.body.end)
    }

    /// Everything that is odd, the gravest first.
    pub fn remarks(&self) -> Vec<Remarked<'_>> {
        let mut remarks: Vec<_> = self.d.bulletin.diagnostics.iter().collect();
        remarks.sort_by_key(|remark| std::cmp::Reverse(remark.severity));
        let of_text = remarks.into_iter().map(|remark| Remarked {
            severity: match remark.severity as u8 {
                0 => "note",
                1 => "warning",
                _ => "error",
            },
            message: Cow::Borrowed(&remark.message),
            node: remark.spans.first().and_then(|span| self.node_at(*span)),
        });
        let of_lists = self.d.list_remarks.iter().map(|remark| {
            let words: String = remark.span.of(&self.text).split_whitespace().collect::<Vec<_>>().join(" ");
            let short: String = words.chars().take(40).collect();
            let is_note = matches!(remark.code, ListCode::RowContinued | ListCode::RowLeftOut);
            Remarked {
                severity: if is_note { "note" } else { "warning" },
                message: Cow::Owned(format!("{}：{short}", self.s.t.of("listed", remark.code.as_str()))),
                node: self.node_at(remark.span),
            }
        });
        of_lists.chain(of_text).take(500).collect()
    }

    /// Key of the innermost node that holds the start of a span.
    fn node_at(&self, at: Span) -> Option<u32> {
        let holds = |node: &&DraftNode| node.span.start <= at.start && at.start < node.span.end;
        self.d.nodes.iter().rev().find(holds).map(|node| node.key)
    }

    /// What becomes of the cells of a node.
    pub fn cells(&self, node: &u32) -> &[ListedCell] {
        let found = self.listed.iter().find(|listed| listed.node == *node);
        found.map_or(&[], |listed| &listed.cells)
    }

    /// Cells whose words are kept because not all of them has a place of its own.
    pub fn kept(&self) -> usize {
        self.listed.iter().flat_map(|listed| &listed.cells).filter(|cell| cell.kept).count()
    }

    /// Words of a node's body for its line.
    pub fn body(&self, node: &DraftNode) -> String {
        let body = node.words(&self.text);
        let short: String = body.chars().take(60).collect();
        if body.chars().nth(60).is_some() { format!("{short}…") } else { short }
    }
}
