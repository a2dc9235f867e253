//! What lists ask for and what they get.

use jiff::{Timestamp, civil::Date};
use ledger::{Matter, MatterId, Position, StateClass};
use serde::{Deserialize, Serialize};

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
    /// Only what holds these words in number, title or text.
    pub words: Vec<String>,
}

/// Something a matter should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lacks {
    /// A responsible unit.
    Unit,
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
