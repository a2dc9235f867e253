//! A matter as it stands after its events.

use crate::{
    authority::{Deputy, Grant},
    course::Course,
    field::FieldValue,
    figure::Figure,
    id::{MatterId, Seq},
    kind::StateClass,
    position::Position,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A matter: something owed, a group of such things, or a register entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matter {
    /// Its id in the space.
    pub id: MatterId,
    /// Name of its kind.
    pub kind: String,
    /// Version of the kind's definition it lives under.
    pub kind_version: u32,
    /// Number of events on it so far; a form carries the version it saw.
    pub version: u64,
    /// Number as in the source, such as `(11)` or `一是`; may be empty.
    pub number: String,
    /// Title, or the first words of what is promised.
    pub title: String,
    /// The matter above it.
    pub parent: Option<MatterId>,
    /// Those above it from the root down, the parent last.
    pub above: Vec<MatterId>,
    /// Place in the outline.
    pub position: Position,
    /// State by name.
    pub state: String,
    /// What the state means for lists and rates.
    pub class: StateClass,
    /// Responsible unit.
    pub unit: Option<MatterId>,
    /// Responsible person.
    pub person: Option<MatterId>,
    /// Responsible leader.
    pub leader: Option<MatterId>,
    /// Helping units.
    pub helpers: Vec<MatterId>,
    /// Due date, civil date in Asia/Shanghai.
    pub due: Option<Date>,
    /// Last reported percentage, 0 to 100.
    pub percent: Option<u8>,
    /// The last report.
    pub last_report: Option<LastReport>,
    /// Number of reports, "no change" included.
    pub reports: u64,
    /// Number of returns by an acceptor.
    pub returns: u64,
    /// Own fields by name.
    pub fields: BTreeMap<String, FieldValue>,
    /// Latest value of each figure reported, in order of first report.
    pub figures: Vec<Figure>,
    /// Evidence, oldest first.
    pub evidence: Vec<Evidence>,
    /// Links to other matters.
    pub links: Vec<Link>,
    /// Where it was taken from, when it was imported.
    pub origin: Option<Origin>,
    /// Roles granted, for a person.
    pub grants: Vec<Grant>,
    /// Who acts for a person, over and to come ones included.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deputies: Vec<Deputy>,
    /// What happened on its way.
    #[serde(default, skip_serializing_if = "Course::is_empty")]
    pub course: Course,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When its last event happened.
    pub changed_at: Timestamp,
    /// Place of its last event in the log.
    pub changed_seq: Seq,
}

/// The last report on a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastReport {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<MatterId>,
    /// Place in the log, where its text is.
    pub seq: Seq,
    /// Whether it said "no change".
    pub no_change: bool,
}

/// A piece of evidence: a file kept by its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub hash: String,
    /// Size in bytes.
    pub size: u64,
    /// Media type, such as `application/pdf`.
    pub media: String,
    /// File name as uploaded.
    pub name: String,
    /// What it shows.
    pub title: String,
    /// Kind of evidence, one of [`Evidence::KINDS`].
    pub kind: String,
    /// When it was produced, if stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub produced: Option<Date>,
    /// Place in the log of the event that attached it.
    #[serde(default)]
    pub seq: Seq,
}

impl Evidence {
    /// Kinds of evidence in practice (佐证材料).
    pub const KINDS: [&str; 10] = [
        "document",
        "minutes",
        "photo",
        "ledger",
        "voucher",
        "contract",
        "court_paper",
        "screenshot",
        "check_record",
        "interview",
    ];
}

/// A link to another matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The other matter.
    pub to: MatterId,
    /// One of [`Link::RELATIONS`].
    pub relation: String,
    /// Why, in words.
    #[serde(default)]
    pub note: String,
}

impl Link {
    /// What a link may say: same kind of problem, waits for, shows, follows from, looks again at, is about.
    pub const RELATIONS: [&str; 6] =
        ["same_kind", "depends_on", "evidence_for", "follows_from", "rechecks", "about"];
}

/// Where an imported matter was taken from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// SHA-256 of the source file, lower-case hexadecimal.
    pub source: String,
    /// Byte span `[start, end)` in the source's decoded text.
    pub span: [u64; 2],
}

impl Origin {
    /// Whether the source is named by its hash and the span runs forwards.
    pub fn is_well_formed(&self) -> bool {
        let [start, end] = self.span;
        is_hash(&self.source) && start <= end
    }
}

/// Whether `text` is a SHA-256 as the ledger writes it: 64 lower-case hexadecimal digits.
pub fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}
