//! What lists ask for and what they get.

use crate::search;
use jiff::{Timestamp, civil::Date};
use ledger::{Kinds, Matter, MatterId, Position, Seq, StateClass};
use serde::{Deserialize, Serialize};
use std::{
    cmp::{Ordering, Reverse},
    collections::BTreeSet,
};

/// What a list leaves out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this kind.
    pub kind: Option<String>,
    /// Only what lies below this matter.
    pub under: Option<MatterId>,
    /// Only direct children of this matter.
    pub parent: Option<MatterId>,
    /// Only this responsible unit.
    pub unit: Option<MatterId>,
    /// Only this responsible person.
    pub person: Option<MatterId>,
    /// Only this responsible leader.
    pub leader: Option<MatterId>,
    /// Only this state.
    pub state: Option<String>,
    /// Only this class of states.
    pub class: Option<StateClass>,
    /// Only due on or after this day.
    pub due_from: Option<Date>,
    /// Only due on or before this day.
    pub due_to: Option<Date>,
    /// Only what lacks this and has not ended.
    pub lacks: Option<Lacks>,
    /// Only where an extension was asked for and nobody has decided yet.
    pub asks: bool,
    /// Only what holds these words in number, title or text.
    pub words: Vec<String>,
    /// Only what has an event at this place of the log or after it.
    pub changed_from: Option<Seq>,
    /// Nothing of these kinds.
    pub hides: BTreeSet<String>,
}

impl Filter {
    /// Whether `m` is one of those asked for.
    pub fn admits(&self, m: &Matter, kinds: &Kinds) -> bool {
        let due = match (self.due_from, self.due_to) {
            (None, None) => true,
            (from, to) => {
                m.due.is_some_and(|due| from.is_none_or(|from| from <= due) && to.is_none_or(|to| due <= to))
            }
        };
        let lacks = match self.lacks {
            None => true,
            Some(Lacks::Unit) => m.unit.is_none() && !m.class.has_ended(),
            Some(Lacks::Person) => m.person.is_none() && !m.class.has_ended(),
            Some(Lacks::Due) => m.due.is_none() && !m.class.has_ended(),
        };
        due && lacks
            && (!self.asks || m.course.pending().is_some())
            && self.kind.as_ref().is_none_or(|kind| *kind == m.kind)
            && !self.hides.contains(&m.kind)
            && self.under.is_none_or(|id| m.above.contains(&id))
            && self.parent.is_none_or(|id| m.parent == Some(id))
            && self.unit.is_none_or(|id| m.unit == Some(id))
            && self.person.is_none_or(|id| m.person == Some(id))
            && self.leader.is_none_or(|id| m.leader == Some(id))
            && self.state.as_ref().is_none_or(|state| *state == m.state)
            && self.class.is_none_or(|class| class == m.class)
            && self.changed_from.is_none_or(|from| from <= m.changed_seq)
            && (self.words.is_empty() || search::finds(&search::matter_text(m, kinds), &self.words))
    }

    /// What of it no event can change: where a matter stands and of what kind it is.
    pub fn lasting(&self) -> Filter {
        let (kind, hides) = (self.kind.clone(), self.hides.clone());
        Filter { kind, hides, under: self.under, parent: self.parent, ..Filter::default() }
    }
}

/// Something a matter should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lacks {
    /// A responsible unit.
    Unit,
    /// A responsible person.
    Person,
    /// A due date.
    Due,
}

/// Order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// As the outline reads.
    #[default]
    Outline,
    /// Due first; without a date last.
    Due,
    /// Last changed first.
    Changed,
}

impl Sort {
    /// Which of two rows comes first.
    pub fn compare(self, a: &Summary, b: &Summary) -> Ordering {
        self.place(a, &b.cursor())
    }

    /// Whether `row` comes after the place that `after` marks.
    pub fn is_after(self, row: &Summary, after: &Cursor) -> bool {
        self.place(row, after) == Ordering::Greater
    }

    fn place(self, row: &Summary, mark: &Cursor) -> Ordering {
        match self {
            Sort::Outline => row.position.cmp(&mark.position),
            Sort::Due => (row.due.is_none(), row.due, row.id).cmp(&(mark.due.is_none(), mark.due, mark.id)),
            Sort::Changed => Reverse(row.changed).cmp(&Reverse(mark.changed)),
        }
    }
}

/// The place of a row in the order; the next page starts after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Place in the outline.
    pub position: Position,
    /// Due date.
    pub due: Option<Date>,
    /// Place of the last event in the log.
    pub changed: u64,
    /// The row.
    pub id: MatterId,
}

/// A row: the parts of a matter that lists show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Its id.
    pub id: MatterId,
    /// Its version.
    pub version: u64,
    /// Name of its kind.
    pub kind: String,
    /// Number.
    pub number: String,
    /// Title.
    pub title: String,
    /// The matter above.
    pub parent: Option<MatterId>,
    /// Place in the outline.
    pub position: Position,
    /// State.
    pub state: String,
    /// Class of the state.
    pub class: StateClass,
    /// Responsible unit.
    pub unit: Option<MatterId>,
    /// Responsible person.
    pub person: Option<MatterId>,
    /// Responsible leader.
    pub leader: Option<MatterId>,
    /// Due date.
    pub due: Option<Date>,
    /// Last reported percentage.
    pub percent: Option<u8>,
    /// When progress was last reported.
    pub reported_at: Option<Timestamp>,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// Place of its last event.
    pub changed: u64,
}

impl Summary {
    /// The row of `matter`.
    pub fn of(matter: &Matter) -> Summary {
        Summary {
            id: matter.id,
            version: matter.version,
            kind: matter.kind.clone(),
            number: matter.number.clone(),
            title: matter.title.clone(),
            parent: matter.parent,
            position: matter.position.clone(),
            state: matter.state.clone(),
            class: matter.class,
            unit: matter.unit,
            person: matter.person,
            leader: matter.leader,
            due: matter.due,
            percent: matter.percent,
            reported_at: matter.last_report.as_ref().map(|report| report.at),
            changed_at: matter.changed_at,
            changed: matter.changed_seq.0,
        }
    }

    /// Its place in every order.
    pub fn cursor(&self) -> Cursor {
        Cursor { position: self.position.clone(), due: self.due, changed: self.changed, id: self.id }
    }
}
