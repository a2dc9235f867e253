//! Commands: what a person asks for. Verbs; the past tense of each is an event.

use crate::{
    field::FieldValue,
    figure::Figure,
    id::MatterId,
    kind::Nature,
    matter::{Evidence, Origin},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A part of a command that leaves a value as it is, clears it or sets it. In JSON: absent, `null`, a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Change<T> {
    /// As it is.
    #[default]
    Keep,
    /// Nothing from now on.
    Clear,
    /// This from now on.
    Set(T),
}

impl<T> Change<T> {
    /// Whether it leaves the value as it is.
    pub fn is_keep(&self) -> bool {
        matches!(self, Change::Keep)
    }

    /// The new value, when one is set.
    pub fn set(&self) -> Option<&T> {
        match self {
            Change::Set(value) => Some(value),
            _ => None,
        }
    }

    /// What stands after the change.
    pub fn apply(self, before: Option<T>) -> Option<T> {
        match self {
            Change::Keep => before,
            Change::Clear => None,
            Change::Set(value) => Some(value),
        }
    }
}

impl<T> From<Option<T>> for Change<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Change::Clear, Change::Set)
    }
}

impl<T: Serialize> Serialize for Change<T> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.set().serialize(to)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Option::deserialize(from).map(Change::from)
    }
}

/// What a person asks for. The matter it is aimed at and the version that was seen stand beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Command {
    /// Opens a matter.
    Open(Open),
    /// Sets or clears own fields.
    EditFields {
        /// New values; `null` clears.
        set: BTreeMap<String, Option<FieldValue>>,
    },
    /// Names who is responsible.
    Assign(Assign),
    /// Sets the due date.
    SetDueDate {
        /// The date; `null` clears.
        due: Option<Date>,
        /// Why, in words.
        #[serde(default)]
        reason: String,
    },
    /// Reports progress.
    ReportProgress(ReportProgress),
    /// Says something about the matter.
    Comment {
        /// Up to 20,000 code points.
        text: String,
    },
    /// Links to another matter.
    Link {
        /// The other matter.
        to: MatterId,
        /// One of [`crate::Link::RELATIONS`].
        relation: String,
        /// Why.
        #[serde(default)]
        note: String,
    },
    /// Takes a link back.
    Unlink {
        /// The other matter.
        to: MatterId,
        /// Its relation.
        relation: String,
    },
    /// Attaches a file that is already kept by its hash.
    AttachEvidence {
        /// The piece; its `seq` is ignored.
        evidence: Evidence,
    },
    /// Takes a move of the kind.
    Move(TakeMove),
    /// Asks for a later due date, before the present one.
    RequestExtension {
        /// The date asked for.
        to: Date,
        /// Why, in words; required.
        reason: String,
        /// What has been done so far, in words; required.
        progress: String,
    },
    /// Grants or refuses the extension that was asked for.
    DecideExtension {
        /// Whether it is granted.
        approve: bool,
        /// Why, in words; required to refuse.
        #[serde(default)]
        reason: String,
    },
    /// Records a check on site.
    RecordCheck(RecordCheck),
    /// Adopts the plan of a campaign: everything below it is frozen as promised.
    AdoptPlan {
        /// By which decision, in words; required.
        reason: String,
    },
    /// Takes a rung of the escalation ladder.
    TakeRung {
        /// Name of the rung.
        rung: String,
        /// The slip that is sent with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        slip: Option<MatterId>,
        /// Why, in words; required to skip a rung.
        #[serde(default)]
        reason: String,
    },
    /// Answers a rung.
    AnswerRung {
        /// Name of the rung.
        rung: String,
        /// The answer; required.
        text: String,
    },
    /// Takes a rung back.
    WithdrawRung {
        /// Name of the rung.
        rung: String,
        /// Why, in words; required.
        reason: String,
    },
    /// Corrects number or title, such as after an import.
    Correct {
        /// New number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<String>,
        /// New title.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// Why, in words; required.
        reason: String,
    },
    /// Gives a person a role.
    GrantRole {
        /// Name of the role.
        role: String,
        /// Unit over whose subtree; `null` = the whole space.
        unit: Option<MatterId>,
        /// Last day on which it holds.
        #[serde(default)]
        until: Option<Date>,
    },
    /// Takes a role back.
    RevokeRole {
        /// Name of the role.
        role: String,
        /// Unit it was granted over.
        unit: Option<MatterId>,
    },
    /// Names somebody to act for a person for some days; everybody may for themselves.
    NameDeputy(NameDeputy),
    /// Somebody does not act for a person any more.
    WithdrawDeputy {
        /// Who.
        deputy: MatterId,
    },
}

/// Opens a matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    /// Name of the kind.
    pub kind: String,
    /// Number as in the source; may be empty.
    #[serde(default)]
    pub number: String,
    /// Title.
    pub title: String,
    /// The matter above it.
    #[serde(default)]
    pub parent: Option<MatterId>,
    /// Own fields.
    #[serde(default)]
    pub fields: BTreeMap<String, FieldValue>,
    /// Due date that a limit of the kind gives; what a person writes here is not taken, dates are set by themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Figures the source states.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    /// Where it was taken from, for an import.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// The state in which its source has it; takes the right to import.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_as: Option<String>,
}

/// Takes a move.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeMove {
    /// Name of the move.
    pub name: String,
    /// Return code, where the move asks for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Why, in words.
    #[serde(default)]
    pub reason: String,
    /// How far the matter has come, where the move asks for it; one of [`crate::course::RATINGS`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<String>,
    /// New due date, where the move asks for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Values of the fields that the move asks for, see [`crate::kind::Move::asks`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, FieldValue>,
}

impl TakeMove {
    /// The move called `name`, and nothing with it.
    pub fn named(name: impl Into<String>) -> TakeMove {
        TakeMove { name: name.into(), ..TakeMove::default() }
    }
}

/// Names somebody to act for a person; one who is named already gets these days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameDeputy {
    /// Who.
    pub deputy: MatterId,
    /// First day, not before today.
    pub from: Date,
    /// Last day, at most a year later.
    pub until: Date,
}

/// Records a check on site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordCheck {
    /// The day; not after today.
    pub on: Date,
    /// Who looked, 1 to 20 people.
    pub by: Vec<MatterId>,
    /// Whether the standard was met.
    pub met: bool,
    /// What was seen; required.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Hashes of evidence attached to the matter, such as photos.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
}

/// Names who is responsible.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assign {
    /// Responsible unit.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub unit: Change<MatterId>,
    /// Responsible person.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub person: Change<MatterId>,
    /// Responsible leader.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub leader: Change<MatterId>,
    /// Helping units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub helpers: Option<Vec<MatterId>>,
}

/// Reports progress.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportProgress {
    /// "No change" since the last report: everything else stays empty.
    #[serde(default)]
    pub no_change: bool,
    /// Percentage, 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<u8>,
    /// What was done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What stands in the way.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub problems: String,
    /// What help is needed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// Figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    /// Hashes of evidence attached to the matter that shows it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
}

impl Command {
    /// Name of the right it needs on what is owed and its groups; `move:<name>` for a move, `rung:<name>` for a rung.
    pub fn right(&self) -> String {
        match self {
            Command::Open(Open { taken_as: Some(_), .. }) => "import".into(),
            Command::Open(_) => "open".into(),
            Command::EditFields { .. } => "edit_fields".into(),
            Command::Assign(_) => "assign".into(),
            Command::SetDueDate { .. } => "set_due_date".into(),
            Command::ReportProgress(_) => "report_progress".into(),
            Command::Comment { .. } => "comment".into(),
            Command::Link { .. } | Command::Unlink { .. } => "link".into(),
            Command::AttachEvidence { .. } => "attach_evidence".into(),
            Command::Move(way) => format!("move:{}", way.name),
            Command::RequestExtension { .. } => "request_extension".into(),
            Command::DecideExtension { .. } => "decide_extension".into(),
            Command::RecordCheck(_) => "record_check".into(),
            Command::AdoptPlan { .. } => "adopt_plan".into(),
            Command::TakeRung { rung, .. } | Command::WithdrawRung { rung, .. } => format!("rung:{rung}"),
            Command::AnswerRung { .. } => "answer_rung".into(),
            Command::Correct { .. } => "correct".into(),
            Command::GrantRole { .. }
            | Command::RevokeRole { .. }
            | Command::NameDeputy(_)
            | Command::WithdrawDeputy { .. } => "grant_role".into(),
        }
    }

    /// The part by which it says that it was taken over from a document, if it does.
    pub fn says_where_from(&self) -> Option<&'static str> {
        match self {
            Command::Open(Open { taken_as: Some(_), .. }) => Some("taken_as"),
            Command::Open(Open { origin: Some(_), .. }) => Some("origin"),
            _ => None,
        }
    }

    /// The right it needs on a matter of this nature: registers are kept by those who hold `manage_people`, so that a
    /// right over what is owed never reaches them, nor theirs over what is owed.
    pub fn right_on(&self, nature: Nature) -> String {
        match (nature, self) {
            (
                _,
                Command::GrantRole { .. }
                | Command::RevokeRole { .. }
                | Command::NameDeputy(_)
                | Command::WithdrawDeputy { .. },
            ) => self.right(),
            (Nature::Register, _) => "manage_people".into(),
            (Nature::Matter | Nature::Group, _) => self.right(),
        }
    }

    /// Matters it names besides the one it is aimed at; the caller loads them into the scene.
    pub fn refers_to(&self) -> Vec<MatterId> {
        let values = |fields: &mut dyn Iterator<Item = &FieldValue>| {
            fields.filter_map(|v| if let FieldValue::Matter(id) = v { Some(*id) } else { None }).collect()
        };
        match self {
            Command::Open(open) => values(&mut open.fields.values()),
            Command::EditFields { set } => values(&mut set.values().flatten()),
            Command::Move(taken) => values(&mut taken.fields.values()),
            Command::Assign(assign) => [&assign.unit, &assign.person, &assign.leader]
                .into_iter()
                .filter_map(|change| change.set().copied())
                .chain(assign.helpers.iter().flatten().copied())
                .collect(),
            Command::Link { to, .. } => vec![*to],
            Command::RecordCheck(check) => check.by.clone(),
            Command::TakeRung { slip, .. } => slip.iter().copied().collect(),
            Command::GrantRole { unit, .. } => unit.iter().copied().collect(),
            Command::NameDeputy(named) => vec![named.deputy],
            _ => vec![],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_null_and_value_are_three_things() {
        let assign: Assign = serde_json::from_str(r#"{"unit": 3, "person": null}"#).unwrap();
        assert_eq!(
            (assign.unit, assign.person, assign.leader),
            (Change::Set(MatterId(3)), Change::Clear, Change::Keep)
        );
        let back = serde_json::to_string(&assign).unwrap();
        assert_eq!(back, r#"{"unit":3,"person":null}"#);
    }
}
