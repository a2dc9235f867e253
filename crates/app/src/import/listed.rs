//! What the cells of a table say beside a problem or a measure: a field, who is responsible, a date. A name that the
//! registers do not have, or anything else that has no place in the ledger, is kept as words with the matter.

use super::draft::{Draft, DraftNode, Role};
use crate::{
    App, AppError,
    query::{answer::Named, directory::Directory},
    sheets,
};
use bulletin::{ListPart, ListWords, Said, due};
use jiff::civil::Date;
use ledger::{Change, FieldValue, MatterId, command::Assign, limit};
use serde::Serialize;
use std::collections::BTreeMap;

/// A cell of a node, and what becomes of it when the draft is accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListedCell {
    /// What its column is; `None` = none that is known.
    pub part: Option<ListPart>,
    /// The name of its column as printed.
    pub name: String,
    /// Its words.
    pub text: String,
    /// Units or people of the registers that it names.
    pub named: Vec<Named>,
    /// The date that it names.
    pub due: Option<Date>,
    /// Whether its words are kept with the matter, because not all that they say has a place of its own.
    pub kept: bool,
}

/// The cells of a node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListedNode {
    /// Key of the node.
    pub node: u32,
    /// Its cells.
    pub cells: Vec<ListedCell>,
}

/// What the cells of a node become.
#[derive(Default)]
pub(super) struct Listed {
    pub(super) fields: BTreeMap<String, FieldValue>,
    pub(super) assign: Assign,
    pub(super) due: Option<Date>,
    /// What is kept as words.
    pub(super) notes: Vec<String>,
    cells: Vec<ListedCell>,
}

impl App {
    /// What becomes of the cells of a draft's tables, as the registers stand; nodes without cells are left out.
    ///
    /// # Errors
    /// The store failed.
    pub fn listed(&self, draft: &Draft, text: &str) -> Result<Vec<ListedNode>, AppError> {
        let directory = self.directory()?;
        let nodes = draft.nodes.iter().filter(|node| !node.cells.is_empty());
        let listed = |node: &DraftNode| ListedNode {
            node: node.key,
            cells: read(node, text, &directory, &self.list_words).cells,
        };
        Ok(nodes.map(listed).collect())
    }
}

/// Reads the cells of a node.
pub(super) fn read(node: &DraftNode, text: &str, directory: &Directory, words: &ListWords) -> Listed {
    let mut listed = Listed::default();
    for said in &node.cells {
        let cell = listed.take(node.role, said, text, directory, words);
        if cell.kept {
            let apart = if cell.name.is_empty() { "" } else { "：" };
            listed.notes.push(format!("{}{apart}{}", cell.name, cell.text));
        }
        listed.cells.push(cell);
    }
    listed
}

impl Listed {
    /// Takes one cell: the first of a part counts, what does not fit is kept as words.
    fn take(
        &mut self,
        role: Role,
        said: &Said,
        text: &str,
        directory: &Directory,
        words: &ListWords,
    ) -> ListedCell {
        let text = said.span.of(text).trim().to_owned();
        let (name, part) = (said.name.clone(), said.part);
        let mut cell = ListedCell { part, name, text, named: vec![], due: None, kept: false };
        let whole = match part {
            // A part of the outline owes nothing.
            _ if role == Role::Group => false,
            Some(ListPart::Unit) => self.units(&mut cell, directory, true),
            Some(ListPart::Helper) => self.units(&mut cell, directory, false),
            Some(part @ (ListPart::Person | ListPart::Leader)) => self.person(&mut cell, directory, part),
            Some(ListPart::Due) => self.due(&mut cell, role, words),
            Some(ListPart::Class) => self.class(&cell.text, role, words),
            Some(part) => self.field(part, role, &cell.text),
            None => false,
        };
        cell.kept = !whole;
        cell
    }

    /// The unit that is named first is responsible, the others help. Whether all of them were found.
    fn units(&mut self, cell: &mut ListedCell, directory: &Directory, first: bool) -> bool {
        let names = names(&cell.text, |name| sheets::unit(directory, name).ok());
        let mut found: Vec<MatterId> = names.iter().filter_map(|(_, id)| *id).collect();
        let whole = found.len() == names.len() && !names.is_empty();
        cell.named = found.iter().filter_map(|id| directory.named(*id).cloned()).collect();
        // The first of the cell is asked for: one behind a name that is not known is not put in its place.
        if first && self.assign.unit.is_keep() && names.first().is_some_and(|(_, id)| id.is_some()) {
            self.assign.unit = Change::Set(found.remove(0));
        }
        if !found.is_empty() {
            let helpers = self.assign.helpers.get_or_insert_default();
            found.retain(|id| !helpers.contains(id) && self.assign.unit.set() != Some(id));
            helpers.extend(found.into_iter().take(limit::HELPERS.saturating_sub(helpers.len())));
            if helpers.is_empty() {
                self.assign.helpers = None;
            }
        }
        whole
    }

    /// Whether the cell names one person of the register and nobody else.
    fn person(&mut self, cell: &mut ListedCell, directory: &Directory, part: ListPart) -> bool {
        let names = names(&cell.text, |name| sheets::person(directory, name).ok());
        let Some((_, Some(id))) = names.first() else { return false };
        let slot = if part == ListPart::Person { &mut self.assign.person } else { &mut self.assign.leader };
        let free = slot.is_keep() || slot.set() == Some(id);
        if free {
            *slot = Change::Set(*id);
            cell.named = directory.named(*id).cloned().into_iter().collect();
        }
        free && names.len() == 1
    }

    /// Whether the cell says no more than a day, or a class that an item has.
    fn due(&mut self, cell: &mut ListedCell, role: Role, words: &ListWords) -> bool {
        let classed = self.class(&cell.text, role, words);
        let Some(date) = due(&cell.text).filter(|date| self.due.is_none_or(|due| due == *date)) else {
            return classed;
        };
        self.due = Some(date);
        cell.due = Some(date);
        cell.text.chars().all(|c| c.is_numeric() || c.is_whitespace() || "年月日号底前.-/．－".contains(c))
    }

    fn class(&mut self, text: &str, role: Role, words: &ListWords) -> bool {
        let Some(class) = words.class(text).filter(|_| role == Role::Item) else { return false };
        self.fields.entry("class".to_owned()).or_insert_with(|| FieldValue::Text(class.to_owned()));
        true
    }

    /// Puts words into the field that holds them; several cells of it one below the other.
    fn field(&mut self, part: ListPart, role: Role, text: &str) -> bool {
        let name = match (part, role) {
            (ListPart::Goal, Role::Item) => "goal",
            (ListPart::ClosingTest | ListPart::Standard, Role::Item) => "closing_test",
            (ListPart::Standard | ListPart::ClosingTest, Role::Measure) => "standard",
            _ => return false,
        };
        let before = match self.fields.get(name) {
            Some(FieldValue::Text(before)) => format!("{before}\n"),
            _ => String::new(),
        };
        let whole = before + text;
        let fits = whole.chars().count() <= limit::TEXT;
        if fits {
            self.fields.insert(name.to_owned(), FieldValue::Text(whole));
        }
        fits
    }
}

/// Names in a cell, with what each is in the registers; the cell as a whole may be one.
fn names(cell: &str, find: impl Fn(&str) -> Option<MatterId>) -> Vec<(String, Option<MatterId>)> {
    if let Some(id) = find(cell) {
        return vec![(cell.to_owned(), Some(id))];
    }
    let apart = |c: char| c.is_whitespace() || "、，,；;/".contains(c);
    let bare = |name: &str| name.split(['(', '（']).next().unwrap_or_default().trim().to_owned();
    let names = cell.split(apart).map(bare).filter(|name| !name.is_empty());
    names.map(|name| (name.clone(), find(&name))).collect()
}
