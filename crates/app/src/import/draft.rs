//! A draft: what was read, as a person corrects it before anything is logged.

use bulletin::{Bulletin, ListRemark, Said, Span};
use serde::{Deserialize, Serialize};

/// A draft of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Raised by every correction; a form carries the version it saw.
    pub version: u64,
    /// The file.
    pub file: SourceFile,
    /// What it will be called.
    pub title: String,
    /// What was read; its spans lie in the decoded text.
    pub bulletin: Bulletin,
    /// What will be opened, in the order of the text.
    pub nodes: Vec<DraftNode>,
    /// What is odd about lists of problems that come as tables.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub list_remarks: Vec<ListRemark>,
    /// Key the next node gets.
    pub next_key: u32,
    /// Number of corrections so far.
    pub corrections: u32,
}

/// The file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes, lower-case hexadecimal; names the draft.
    pub hash: String,
    /// Bytes.
    pub size: u64,
    /// `txt`, `html` or `docx`.
    pub format: String,
    /// Its charset.
    pub charset: String,
    /// SHA-256 of the decoded text, under which it is kept.
    pub text_hash: String,
    /// Codes of what was odd in decoding.
    pub notes: Vec<String>,
}

/// What a node will be opened as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A part of the outline.
    Group,
    /// An item.
    Item,
    /// A measure.
    Measure,
}

impl Role {
    /// The kind of matter.
    pub fn kind(self) -> &'static str {
        match self {
            Role::Group => "group",
            Role::Item => "item",
            Role::Measure => "measure",
        }
    }
}

/// A node of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftNode {
    /// Stays the same through all corrections.
    pub key: u32,
    /// What it will be opened as.
    pub role: Role,
    /// Place on the document's own ladder, for groups: 1 is the highest.
    pub level: u32,
    /// Mark as printed.
    pub number: String,
    /// Title.
    pub title: String,
    /// From the mark to the end of its own text.
    pub span: Span,
    /// Its own text behind the title, without that of the nodes below it.
    pub body: Span,
    /// Further stretches of its own text: cells that go on in another row, words behind a table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<Span>,
    /// What the cells of its rows say beside it, where it comes from a table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<Said>,
    /// Left out by a person.
    pub dropped: bool,
}

impl DraftNode {
    /// Its own text; stretches that stand apart one below the other.
    pub fn words(&self, text: &str) -> String {
        let stretches = [&self.body].into_iter().chain(&self.more).map(|span| span.of(text).trim());
        stretches.filter(|words| !words.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// Measures lie below items, items below groups, groups by their ladder.
    fn rank(&self) -> (u8, u32) {
        match self.role {
            Role::Group => (0, self.level),
            Role::Item => (1, 0),
            Role::Measure => (2, 0),
        }
    }
}

impl Draft {
    /// For each node the one it lies under: the nearest before it that ranks higher and is not dropped.
    pub fn parents(&self) -> Vec<Option<usize>> {
        let mut open: Vec<usize> = vec![];
        let mut parents = Vec::with_capacity(self.nodes.len());
        for (at, node) in self.nodes.iter().enumerate() {
            let above = |open: &Vec<usize>| {
                open.iter()
                    .rev()
                    .find(|i| self.nodes.get(**i).is_some_and(|n| n.rank() < node.rank()))
                    .copied()
            };
            parents.push(above(&open));
            if !node.dropped {
                open.retain(|i| self.nodes.get(*i).is_some_and(|n| n.rank() < node.rank()));
                open.push(at);
            }
        }
        parents
    }

    /// How many nodes will be opened as `role`.
    pub fn count(&self, role: Role) -> usize {
        self.nodes.iter().filter(|node| node.role == role && !node.dropped).count()
    }
}

/// Something of the product's own as JSON.
pub(super) fn json(value: &impl serde::Serialize) -> Result<String, crate::AppError> {
    serde_json::to_string(value)
        .map_err(|error| crate::AppError::Store(store::StoreError::Backend(error.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(key: u32, role: Role, level: u32, dropped: bool) -> DraftNode {
        let (number, title) = (String::new(), format!("n{key}"));
        let (span, body, more, cells) = (Span::default(), Span::default(), vec![], vec![]);
        DraftNode { key, role, level, number, title, span, body, more, cells, dropped }
    }

    #[test]
    fn parents_follow_rank_and_skip_what_was_dropped() {
        let nodes = vec![
            node(0, Role::Group, 1, false),
            node(1, Role::Group, 2, false),
            node(2, Role::Item, 0, false),
            node(3, Role::Measure, 0, false),
            node(4, Role::Item, 0, true),
            node(5, Role::Measure, 0, false),
            node(6, Role::Group, 2, false),
            node(7, Role::Measure, 0, false),
            node(8, Role::Group, 1, false),
        ];
        let draft = Draft {
            version: 0,
            file: SourceFile {
                name: String::new(),
                hash: String::new(),
                size: 0,
                format: String::new(),
                charset: String::new(),
                text_hash: String::new(),
                notes: vec![],
            },
            title: String::new(),
            bulletin: Bulletin::default(),
            nodes,
            list_remarks: vec![],
            next_key: 9,
            corrections: 0,
        };
        let parents = [None, Some(0), Some(1), Some(2), Some(1), Some(2), Some(0), Some(6), None];
        assert_eq!(draft.parents(), parents);
        assert_eq!(draft.count(Role::Item), 1);
    }
}
