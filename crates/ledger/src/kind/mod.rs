//! A kind of matter, as data: its fields, states, moves and the guards on them.
//!
//! Definitions stand in `data/kinds/<kind>.toml`; [`Kind::parse`] reads one and names file, line and what is allowed
//! when it is wrong. A definition is logged with its hash, and each matter names the version it lives under.

mod limit;
mod parse;
mod way;
mod write;

use crate::{command::Command, field::FieldType};
use serde::{Deserialize, Serialize};

pub use limit::{OPENING, StateLimit};
pub use parse::KindError;
pub use way::{Also, FollowUp, Move, Only, Rater, Reason, Series};

/// A text for people in both languages of the product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Label {
    /// One that says nothing yet.
    pub fn empty() -> Label {
        Label { zh: String::new(), en: String::new() }
    }
}

/// What a kind is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// Something owed: has an owner, a due date and somebody who accepts it.
    Matter,
    /// Groups matters, such as a campaign or an aspect; owes nothing itself.
    Group,
    /// A register entry, such as a unit or a person.
    Register,
}

/// How far a state is from the end, the same for every kind: rates and lists are built on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StateClass {
    /// Taken over from a document: reported there, verified by nobody.
    Claimed,
    /// Owed and not finished.
    Open,
    /// Reported done, waits for somebody else's acceptance.
    Awaiting,
    /// Accepted, not yet written off.
    Accepted,
    /// Ended and filed.
    Closed,
    /// Ended without being done, by decision.
    Cancelled,
}

impl StateClass {
    /// Every class, in the order of the way to the end.
    pub const ALL: [StateClass; 6] = [
        StateClass::Claimed,
        StateClass::Open,
        StateClass::Awaiting,
        StateClass::Accepted,
        StateClass::Closed,
        StateClass::Cancelled,
    ];

    /// The stable name used in the store, the API and the locales.
    pub fn name(self) -> &'static str {
        match self {
            StateClass::Claimed => "claimed",
            StateClass::Open => "open",
            StateClass::Awaiting => "awaiting",
            StateClass::Accepted => "accepted",
            StateClass::Closed => "closed",
            StateClass::Cancelled => "cancelled",
        }
    }

    /// Reads [`StateClass::name`] back.
    pub fn from_name(name: &str) -> Option<Self> {
        StateClass::ALL.into_iter().find(|class| class.name() == name)
    }

    /// Whether something is still to be done, so that a due date can be missed.
    pub fn is_running(self) -> bool {
        matches!(self, StateClass::Open)
    }

    /// Whether the matter has ended.
    pub fn has_ended(self) -> bool {
        matches!(self, StateClass::Closed | StateClass::Cancelled)
    }
}

/// Who may read a field's value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Privacy {
    /// Stands in the open part of the log.
    #[default]
    Open,
    /// Free text: kept behind a salted commitment, since it may hold anything.
    Free,
    /// Personal: kept behind a salted commitment and never on a public page.
    Personal,
}

/// One field of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Stable name, lower snake case.
    pub name: String,
    /// What it holds.
    pub r#type: FieldType,
    /// Text for people.
    pub label: Label,
    /// Allowed values of a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// Who may read it.
    #[serde(default)]
    pub privacy: Privacy,
    /// Whether a matter cannot be opened without it.
    #[serde(default)]
    pub required: bool,
}

/// One value of a choice field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Stable name.
    pub name: String,
    /// Text for people.
    pub label: Label,
}

/// One state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Stable name.
    pub name: String,
    /// How far from the end.
    pub class: StateClass,
    /// Text for people.
    pub label: Label,
}

/// A kind of matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kind {
    /// Stable name, lower snake case.
    pub name: String,
    /// Version of the definition, from 1; a changed definition needs a higher one.
    pub version: u32,
    /// What it is for.
    pub nature: Nature,
    /// Text for people.
    pub label: Label,
    /// Kinds it may stand under; empty, or an empty name among them = at the top.
    pub under: Vec<String>,
    /// State of a matter opened by a person.
    pub opens_as: String,
    /// State of a matter taken over from a document.
    pub imports_as: String,
    /// Own fields.
    pub fields: Vec<Field>,
    /// States.
    pub states: Vec<State>,
    /// Moves.
    pub moves: Vec<Move>,
    /// Codes a coded reason may carry.
    pub return_codes: Vec<Choice>,
    /// Rights of which one is needed to know of matters of it at all; empty = everybody who is signed in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readers: Vec<String>,
    /// Whether matters of it stand in the lists of a plan, and are frozen when it is adopted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_plan: bool,
    /// Series that moves take numbers from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub series: Vec<Series>,
    /// What opens by itself after a move.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follow_ups: Vec<FollowUp>,
    /// The shelf it stands on among the ledgers around the rectification (`data/shelves.toml`), if it is one of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shelf: Option<String>,
    /// Own fields that its list shows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// Limits it sets by itself; of several that fit the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<StateLimit>,
    /// How long after the present date an extension may reach, such as `30d`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest_extension: Option<String>,
    /// The use case that alone opens matters of it and fills in their fields: what they say is logged together with what it
    /// is said of, such as a hash with its file, so that nobody can say it of something else. Moves name theirs themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<String>,
}

impl Kind {
    /// The state called `name`.
    pub fn state(&self, name: &str) -> Option<&State> {
        self.states.iter().find(|state| state.name == name)
    }

    /// The move called `name`.
    pub fn find_move(&self, name: &str) -> Option<&Move> {
        self.moves.iter().find(|m| m.name == name)
    }

    /// The use case that alone carries out `command` on matters of it.
    pub fn only_through(&self, command: &Command) -> Option<&str> {
        match command {
            Command::Open(_) | Command::EditFields { .. } => self.through.as_deref(),
            Command::Move(taken) => self.find_move(&taken.name)?.through.as_deref(),
            _ => None,
        }
    }

    /// Every use case it names.
    pub fn use_cases(&self) -> impl Iterator<Item = &str> {
        self.through.as_deref().into_iter().chain(self.moves.iter().filter_map(|way| way.through.as_deref()))
    }

    /// The field called `name`.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The class of a state; a state this version does not know counts as open, so nothing owed drops out of sight.
    pub fn class_of(&self, state: &str) -> StateClass {
        self.state(state).map_or(StateClass::Open, |state| state.class)
    }
}

/// Every definition in force and every one before it that matters still live under.
#[derive(Clone, Debug, Default)]
pub struct Kinds {
    by_name: std::collections::BTreeMap<String, std::collections::BTreeMap<u32, std::sync::Arc<Kind>>>,
}

impl Kinds {
    /// Adds a definition.
    pub fn insert(&mut self, kind: Kind) {
        self.by_name.entry(kind.name.clone()).or_default().insert(kind.version, std::sync::Arc::new(kind));
    }

    /// The definition of `name` with `version`.
    pub fn get(&self, name: &str, version: u32) -> Option<&std::sync::Arc<Kind>> {
        self.by_name.get(name)?.get(&version)
    }

    /// The newest definition of `name`.
    pub fn latest(&self, name: &str) -> Option<&std::sync::Arc<Kind>> {
        self.by_name.get(name)?.last_key_value().map(|(_, kind)| kind)
    }

    /// All but those whose name is in `hidden`.
    pub fn without(&self, hidden: &std::collections::BTreeSet<String>) -> Kinds {
        let left = self.by_name.iter().filter(|(name, _)| !hidden.contains(*name));
        Kinds { by_name: left.map(|(name, versions)| (name.clone(), versions.clone())).collect() }
    }

    /// The newest definitions of the kinds that can stand somewhere below one called `name`, by any version of theirs.
    pub fn below(&self, name: &str) -> Vec<&std::sync::Arc<Kind>> {
        let mut found = std::collections::BTreeSet::new();
        let mut waiting = vec![name];
        while let Some(above) = waiting.pop() {
            for (below, versions) in &self.by_name {
                let stands = versions.values().any(|kind| kind.under.iter().any(|under| under == above));
                if stands && found.insert(below.as_str()) {
                    waiting.push(below);
                }
            }
        }
        found.into_iter().filter_map(|name| self.latest(name)).collect()
    }

    /// The newest definition of every kind, by name.
    pub fn all(&self) -> impl Iterator<Item = &std::sync::Arc<Kind>> {
        self.by_name.values().filter_map(|versions| versions.last_key_value().map(|(_, kind)| kind))
    }
}
