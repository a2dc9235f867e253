//! Events: what has happened, in the past tense. Old types are never removed.
//!
//! An event's JSON splits in two for the log: an open part, and personal or free text that is kept beside the log behind
//! salted commitments, so that it can be withheld or erased while everything else stays provable.

use crate::{
    command::{Assign, Open, RecordCheck, ReportProgress},
    course::Filing,
    field::FieldValue,
    id::{CommandId, MatterId, Seq, SpaceId},
    kind::{Kind, Privacy},
    matter::Evidence,
    position::Position,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Where and when an event stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The ledger it belongs to.
    pub space: SpaceId,
    /// Place in the log.
    pub seq: Seq,
    /// The matter.
    pub matter: MatterId,
    /// Version of the matter after it, from 1.
    pub version: u64,
    /// The matter's kind.
    pub kind: String,
    /// Version of the kind's definition.
    pub kind_version: u32,
    /// Who; `None` = the product itself.
    pub actor: Option<MatterId>,
    /// When, UTC, whole milliseconds.
    pub at: Timestamp,
    /// The command that caused it.
    pub command: CommandId,
}

/// An event in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logged {
    /// Where and when.
    pub header: Header,
    /// What.
    pub event: Event,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// A kind's definition came into force; stands under [`MatterId::SPACE`].
    KindDefined {
        /// Name of the kind.
        name: String,
        /// SHA-256 of the definition's canonical JSON, lower-case hexadecimal.
        hash: String,
        /// The definition.
        definition: Box<Kind>,
    },
    /// A rate's definition came into force; stands under [`MatterId::SPACE`].
    RateDefined {
        /// Name of the rate.
        name: String,
        /// Version of the definition.
        version: u32,
        /// SHA-256 of the definition's canonical JSON, lower-case hexadecimal.
        hash: String,
        /// That JSON.
        definition: String,
    },
    /// A matter was opened.
    Opened {
        /// As asked for.
        #[serde(flatten)]
        open: Open,
        /// Matters above, root first.
        above: Vec<MatterId>,
        /// Place in the outline.
        position: Position,
        /// First state.
        state: String,
    },
    /// Own fields were edited.
    FieldsEdited {
        /// New values; `null` cleared.
        set: BTreeMap<String, Option<FieldValue>>,
    },
    /// Responsibility was named.
    Assigned(Assign),
    /// The due date was set.
    DueDateSet {
        /// The date; `None` = cleared.
        due: Option<Date>,
        /// The date before.
        was: Option<Date>,
        /// Why.
        #[serde(default)]
        reason: String,
    },
    /// Progress was reported.
    ProgressReported(ReportProgress),
    /// Something was said.
    Commented {
        /// What.
        #[serde(default)]
        text: String,
    },
    /// A link was made.
    Linked {
        /// The other matter.
        to: MatterId,
        /// Its relation.
        relation: String,
        /// Why.
        #[serde(default)]
        note: String,
    },
    /// A link was taken back.
    Unlinked {
        /// The other matter.
        to: MatterId,
        /// Its relation.
        relation: String,
    },
    /// A file was attached.
    EvidenceAttached {
        /// SHA-256 of the bytes.
        hash: String,
        /// Size in bytes.
        size: u64,
        /// Media type.
        media: String,
        /// Kind of evidence.
        kind: String,
        /// When it was produced.
        produced: Option<Date>,
        /// File name.
        #[serde(default)]
        name: String,
        /// What it shows.
        #[serde(default)]
        title: String,
    },
    /// A move was taken.
    Moved(Moved),
    /// A later due date was asked for.
    ExtensionRequested {
        /// The date before.
        from: Date,
        /// The date asked for.
        to: Date,
        /// Why.
        #[serde(default)]
        reason: String,
        /// What had been done.
        #[serde(default)]
        progress: String,
    },
    /// The extension was granted or refused.
    ExtensionDecided {
        /// Whether it was granted.
        approved: bool,
        /// The date asked for.
        to: Date,
        /// Why.
        #[serde(default)]
        reason: String,
    },
    /// A check on site was recorded.
    CheckRecorded(RecordCheck),
    /// A campaign's plan was adopted.
    PlanAdopted {
        /// Which time, from 1.
        round: u32,
        /// Matters frozen below it.
        matters: u64,
        /// By which decision.
        #[serde(default)]
        reason: String,
    },
    /// What a matter promises was frozen as part of a plan.
    BaselineFrozen {
        /// Which adoption of the plan.
        round: u32,
    },
    /// A rung of the ladder was taken.
    RungTaken {
        /// Name of the rung.
        rung: String,
        /// The slip sent.
        slip: Option<MatterId>,
        /// Last day for an answer.
        reply_by: Option<Date>,
        /// Rungs that were passed over.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        skipped: Vec<String>,
        /// Why.
        #[serde(default)]
        reason: String,
    },
    /// A rung was answered.
    RungAnswered {
        /// Name of the rung.
        rung: String,
        /// The answer.
        #[serde(default)]
        text: String,
    },
    /// A rung was taken back.
    RungWithdrawn {
        /// Name of the rung.
        rung: String,
        /// Why.
        #[serde(default)]
        reason: String,
    },
    /// Number or title was corrected.
    Corrected {
        /// New number.
        number: Option<String>,
        /// New title.
        #[serde(default)]
        title: Option<String>,
        /// Why.
        #[serde(default)]
        reason: String,
    },
    /// A role was given.
    RoleGranted {
        /// Name of the role.
        role: String,
        /// Unit over whose subtree.
        unit: Option<MatterId>,
        /// Last day.
        until: Option<Date>,
    },
    /// A role was taken back.
    RoleRevoked {
        /// Name of the role.
        role: String,
        /// Unit it was granted over.
        unit: Option<MatterId>,
    },
    /// Somebody was named to act for this person.
    DeputyNamed {
        /// Who.
        deputy: MatterId,
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
    },
    /// Somebody does not act for this person any more.
    DeputyWithdrawn {
        /// Who.
        deputy: MatterId,
    },
    /// Sealed parts of an earlier event were erased; their commitments stay.
    Erased {
        /// The event.
        seq: Seq,
        /// Which sealed parts.
        fields: Vec<String>,
        /// On what ground.
        ground: String,
    },
}

/// A move that was taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Name of the move.
    pub name: String,
    /// State before.
    pub from: String,
    /// State after.
    pub to: String,
    /// Return code.
    pub code: Option<String>,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// How far the matter has come, in the words of who took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<String>,
    /// New due date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Last day on which the new state waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait_until: Option<Date>,
    /// Number it was filed under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filing: Option<Filing>,
}

/// An event's two parts for the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Open part: a JSON object with `type`.
    pub open: Value,
    /// Sealed parts by path, such as `title` or `fields.standard`.
    pub sealed: BTreeMap<String, Value>,
}

impl Event {
    /// The type's name, as in the JSON.
    pub fn type_name(&self) -> &'static str {
        match self {
            Event::KindDefined { .. } => "kind_defined",
            Event::RateDefined { .. } => "rate_defined",
            Event::Opened { .. } => "opened",
            Event::FieldsEdited { .. } => "fields_edited",
            Event::Assigned(_) => "assigned",
            Event::DueDateSet { .. } => "due_date_set",
            Event::ProgressReported(_) => "progress_reported",
            Event::Commented { .. } => "commented",
            Event::Linked { .. } => "linked",
            Event::Unlinked { .. } => "unlinked",
            Event::EvidenceAttached { .. } => "evidence_attached",
            Event::Moved(_) => "moved",
            Event::ExtensionRequested { .. } => "extension_requested",
            Event::ExtensionDecided { .. } => "extension_decided",
            Event::CheckRecorded(_) => "check_recorded",
            Event::PlanAdopted { .. } => "plan_adopted",
            Event::BaselineFrozen { .. } => "baseline_frozen",
            Event::RungTaken { .. } => "rung_taken",
            Event::RungAnswered { .. } => "rung_answered",
            Event::RungWithdrawn { .. } => "rung_withdrawn",
            Event::Corrected { .. } => "corrected",
            Event::RoleGranted { .. } => "role_granted",
            Event::RoleRevoked { .. } => "role_revoked",
            Event::DeputyNamed { .. } => "deputy_named",
            Event::DeputyWithdrawn { .. } => "deputy_withdrawn",
            Event::Erased { .. } => "erased",
        }
    }

    /// Top-level parts that are always sealed.
    fn sealed_parts(&self) -> &'static [&'static str] {
        match self {
            Event::Opened { .. } => &["title"],
            Event::DueDateSet { .. }
            | Event::Moved(_)
            | Event::ExtensionDecided { .. }
            | Event::PlanAdopted { .. }
            | Event::RungTaken { .. }
            | Event::RungWithdrawn { .. } => &["reason"],
            Event::ExtensionRequested { .. } => &["reason", "progress"],
            Event::ProgressReported(_) => &["text", "problems", "help"],
            Event::Commented { .. } | Event::CheckRecorded(_) | Event::RungAnswered { .. } => &["text"],
            Event::Linked { .. } => &["note"],
            Event::EvidenceAttached { .. } => &["name", "title"],
            Event::Corrected { .. } => &["title", "reason"],
            _ => &[],
        }
    }

    /// The part that holds own fields, if any.
    fn fields_part(&self) -> Option<&'static str> {
        match self {
            Event::Opened { .. } => Some("fields"),
            Event::FieldsEdited { .. } => Some("set"),
            _ => None,
        }
    }

    /// Splits for the log. `kind` tells which own fields are not open; a field it does not know is sealed.
    ///
    /// # Errors
    /// Only when the event cannot be written as JSON, which its types rule out.
    pub fn split(&self, kind: &Kind) -> Result<Parts, serde_json::Error> {
        let mut open = serde_json::to_value(self)?;
        let mut sealed = BTreeMap::new();
        if let Value::Object(map) = &mut open {
            for part in self.sealed_parts() {
                take(map, part, (*part).to_owned(), &mut sealed);
            }
            if let Some((part, Value::Object(fields))) =
                self.fields_part().and_then(|part| map.get_mut(part).map(|value| (part, value)))
            {
                let names: Vec<String> = fields.keys().cloned().collect();
                for name in names {
                    if kind.field(&name).is_none_or(|field| field.privacy != Privacy::Open) {
                        take(fields, &name, format!("{part}.{name}"), &mut sealed);
                    }
                }
            }
        }
        Ok(Parts { open, sealed })
    }

    /// Puts the parts together again; a sealed part that was erased is left out and reads as empty.
    ///
    /// # Errors
    /// The open part is not an event this version knows.
    pub fn join(parts: Parts) -> Result<Event, serde_json::Error> {
        let Parts { mut open, sealed } = parts;
        if let Value::Object(map) = &mut open {
            for (path, value) in sealed {
                match path.split_once('.') {
                    None => {
                        map.insert(path, value);
                    }
                    Some((part, name)) => {
                        if let Some(Value::Object(fields)) = map.get_mut(part) {
                            fields.insert(name.to_owned(), value);
                        }
                    }
                }
            }
            if map.get("type").and_then(Value::as_str) == Some("opened") {
                map.entry("title").or_insert_with(|| Value::String(String::new()));
            }
        }
        serde_json::from_value(open)
    }
}

/// Moves `name` out of `map`, unless it says nothing.
fn take(map: &mut Map<String, Value>, name: &str, path: String, sealed: &mut BTreeMap<String, Value>) {
    if map.get(name).is_some_and(|value| !value.is_null())
        && let Some(value) = map.remove(name)
    {
        sealed.insert(path, value);
    }
}

impl From<Evidence> for Event {
    fn from(piece: Evidence) -> Event {
        let Evidence { hash, size, media, name, title, kind, produced, seq: _ } = piece;
        Event::EvidenceAttached { hash, size, media, kind, produced, name, title }
    }
}
