//! Correcting a draft: retype, rename, merge, split, drop, restore.

use super::{
    draft::{Draft, DraftNode, Role},
    propose::{DRAFTS, cut, headline},
};
use crate::{App, AppError};
use bulletin::Span;
use ledger::{MatterId, Refusal, limit};
use serde::{Deserialize, Serialize};
use store::Record;

/// A correction of a draft by a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Correction {
    /// Opens the node as something else.
    Retype {
        /// Which node.
        node: u32,
        /// As what.
        role: Role,
        /// For a group: its place on the ladder, 1 to 12.
        #[serde(default)]
        level: Option<u32>,
    },
    /// Changes number and title.
    Rename {
        /// Which node.
        node: u32,
        /// Number.
        number: String,
        /// Title.
        title: String,
    },
    /// Adds the node's text to the node before it.
    Merge {
        /// Which node.
        node: u32,
    },
    /// Makes the text from `at` on a node of its own, of the same role.
    Split {
        /// Which node.
        node: u32,
        /// Byte offset in the decoded text, inside the node's own text.
        at: usize,
    },
    /// Leaves the node out.
    Drop {
        /// Which node.
        node: u32,
    },
    /// Takes a dropped node back.
    Restore {
        /// Which node.
        node: u32,
    },
    /// Changes what the campaign will be called.
    Retitle {
        /// Title.
        title: String,
    },
}

impl App {
    /// Corrects a draft; `seen` is the version the form was filled in on. Gives the new version.
    ///
    /// # Errors
    /// The right is missing, the draft is gone or was changed meanwhile, or the correction does not fit.
    pub fn correct_draft(
        &self,
        actor: Option<MatterId>,
        key: &str,
        seen: u64,
        correction: &Correction,
    ) -> Result<u64, AppError> {
        self.may_import(actor)?;
        let (mut draft, text) = self.draft(key)?;
        if draft.version != seen {
            return Err(AppError::StaleDraft { seen, now: draft.version });
        }
        draft.correct(correction, &text)?;
        draft.version += 1;
        draft.corrections += 1;
        let (version, value, key) = (draft.version, super::draft::json(&draft)?, key.to_owned());
        // Compared again inside the write, so that of two people who correct at once one is told.
        let outcome = self.write(move |desk| {
            let now = desk.write.record(DRAFTS, &key)?.and_then(|record| version_of(&record));
            if now != Some(seen) {
                return Err(Refusal::Stale { seen, now: now.unwrap_or(0) }.into());
            }
            desk.write.put_record(DRAFTS, &key, Some(Record { value, expires: None }))?;
            Ok(desk.nothing_logged())
        });
        match outcome {
            Ok(_) => Ok(version),
            Err(AppError::Refused(Refusal::Stale { seen, now })) => Err(AppError::StaleDraft { seen, now }),
            Err(error) => Err(error),
        }
    }
}

fn version_of(record: &Record) -> Option<u64> {
    serde_json::from_str::<Draft>(&record.value).ok().map(|draft| draft.version)
}

impl Draft {
    /// Applies one correction.
    ///
    /// # Errors
    /// There is no such node, or the correction does not fit it.
    pub fn correct(&mut self, correction: &Correction, text: &str) -> Result<(), AppError> {
        match correction {
            Correction::Retype { node, role, level } => {
                let node = self.node(*node)?;
                node.role = *role;
                if let Some(level) = level {
                    node.level = (*level).clamp(1, 12);
                } else if *role == Role::Group && node.level == 0 {
                    node.level = 1;
                }
            }
            Correction::Rename { node, number, title } => {
                let title = named(title)?;
                if number.chars().count() > limit::NUMBER {
                    let found = number.chars().count();
                    return Err(
                        Refusal::TooLong { field: "number".into(), limit: limit::NUMBER, found }.into()
                    );
                }
                let node = self.node(*node)?;
                (node.number, node.title) = (number.trim().to_owned(), title);
            }
            Correction::Merge { node } => self.merge(*node)?,
            Correction::Split { node, at } => self.split(*node, *at, text)?,
            Correction::Drop { node } => self.node(*node)?.dropped = true,
            Correction::Restore { node } => self.node(*node)?.dropped = false,
            Correction::Retitle { title } => self.title = named(title)?,
        }
        Ok(())
    }

    fn at(&self, key: u32) -> Result<usize, AppError> {
        self.nodes.iter().position(|node| node.key == key).ok_or(AppError::NotFound("node"))
    }

    fn node(&mut self, key: u32) -> Result<&mut DraftNode, AppError> {
        self.nodes.iter_mut().find(|node| node.key == key).ok_or(AppError::NotFound("node"))
    }

    fn merge(&mut self, key: u32) -> Result<(), AppError> {
        let at = self.at(key)?;
        let before = self.nodes.iter().take(at).rposition(|node| !node.dropped);
        let Some(before) = before else { return Err(AppError::BadParameter("node")) };
        let gone = self.nodes.remove(at);
        if let Some(node) = self.nodes.get_mut(before) {
            if node.cells.is_empty() && gone.cells.is_empty() {
                node.span = Span::new(node.span.start, node.span.end.max(gone.span.end));
                // A heading without words of its own starts its text behind the title.
                node.body = Span::new(node.body.start, node.body.end.max(gone.span.end));
            } else {
                // Between the cells of a table stands what is none of their words.
                node.more.push(gone.body);
            }
            node.more.extend(gone.more);
            node.cells.extend(gone.cells);
        }
        Ok(())
    }

    fn split(&mut self, key: u32, split: usize, text: &str) -> Result<(), AppError> {
        let at = self.at(key)?;
        let fresh = self.next_key;
        let node = self.node(key)?;
        let inside = node.body.start < split && split < node.body.end && text.is_char_boundary(split);
        if !inside {
            return Err(AppError::BadParameter("at"));
        }
        let rest = Span::new(split, node.body.end);
        let second = DraftNode {
            key: fresh,
            role: node.role,
            level: node.level,
            number: String::new(),
            title: cut(&headline(rest.of(text))),
            span: rest,
            body: rest,
            more: std::mem::take(&mut node.more),
            cells: node.cells.clone(),
            dropped: false,
        };
        node.body = Span::new(node.body.start, split);
        node.span = Span::new(node.span.start, split);
        if node.role == Role::Measure && node.title.is_empty() {
            node.title = cut(&headline(node.body.of(text)));
        }
        self.next_key = self.next_key.saturating_add(1);
        self.nodes.insert(at + 1, second);
        Ok(())
    }
}

fn named(title: &str) -> Result<String, AppError> {
    let title = title.trim();
    let found = title.chars().count();
    if found == 0 {
        return Err(Refusal::Missing { field: "title".into() }.into());
    }
    if found > limit::TITLE {
        return Err(Refusal::TooLong { field: "title".into(), limit: limit::TITLE, found }.into());
    }
    Ok(title.to_owned())
}
