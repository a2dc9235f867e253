//! Messages: who is told of what, and why. A message is put in the transaction of what causes it.
//!
//! It holds ids and no words: title and names are read when it is shown, so that what was corrected or erased is
//! nowhere kept a second time. What happened is turned into recipients in `recipients.rs`, who holds what over what is
//! known to `audience.rs`, and what people find in the product is `inbox.rs`. What goes further, by mail or to a group's
//! robot, waits in `outbox/` until its channel in `channel/` has acknowledged it.

mod audience;
mod channel;
mod inbox;
mod outbox;
mod preferences;
pub(crate) mod recipients;
mod schedule;
mod settings;

pub use inbox::{Inbox, Told, UNREAD_SHOWN};
pub use outbox::{ChannelState, Delivered, Delivery, Fault};
pub use preferences::{ByMail, Preferences};
pub use settings::Settings;

pub(crate) use outbox::Post;
pub(crate) use settings::FILE as SETTINGS_FILE;

use crate::{AppError, execute::Desk};
use jiff::{Timestamp, civil::Date};
use ledger::{MatterId, Rate, Seq, cadence::Period};
use serde::{Deserialize, Serialize};
use store::{Record, StoreError};

pub(crate) use audience::Audience;

/// Something a person is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Whom.
    pub to: MatterId,
    /// When it came about.
    pub at: Timestamp,
    /// What it is about; for a role, the person.
    pub matter: MatterId,
    /// The event that caused it; `None` = the day itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<Seq>,
    /// Who caused it; `None` = the product itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<MatterId>,
    /// What happened.
    pub cause: Cause,
    /// Why this person is told.
    pub why: Why,
}

/// What happened. The text for people stands under `message-<name>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Cause {
    /// Responsibility was given.
    Assigned {
        /// Due date then.
        due: Option<Date>,
    },
    /// An acceptor sent it back.
    Returned {
        /// Return code.
        code: Option<String>,
    },
    /// It waits for somebody who may take the next step.
    Awaiting {
        /// State it is in.
        state: String,
    },
    /// A move was taken.
    Moved {
        /// Name of the move.
        name: String,
    },
    /// The due date was set or moved.
    DueDateSet {
        /// The new one.
        due: Option<Date>,
        /// The one before.
        was: Option<Date>,
    },
    /// Something was said.
    Commented,
    /// The lamp turned blue.
    DueSoon {
        /// Due date.
        due: Date,
    },
    /// The lamp turned yellow.
    Overdue {
        /// Due date.
        due: Date,
    },
    /// The lamp turned red.
    FarOverdue {
        /// Due date.
        due: Date,
    },
    /// Nothing was said yet of what owes a report on a period.
    ReportAsked {
        /// Which period.
        period: Period,
        /// When the report is due.
        due: Option<Date>,
        /// How many of this person's measures.
        count: u64,
    },
    /// A report was due the day before, and not everything has come.
    ReportsMissing {
        /// Which period.
        period: Period,
        /// How many of how many measures were reported on.
        reported: Rate,
    },
    /// A role ends soon.
    RoleEnds {
        /// Name of the role.
        role: String,
        /// Over which unit.
        unit: Option<MatterId>,
        /// Last day.
        until: Date,
    },
    /// A file was imported.
    Imported,
    /// A role was given.
    RoleGranted {
        /// Name of the role.
        role: String,
        /// Over which unit.
        unit: Option<MatterId>,
        /// Last day.
        until: Option<Date>,
    },
    /// A role was taken back.
    RoleRevoked {
        /// Name of the role.
        role: String,
        /// Over which unit.
        unit: Option<MatterId>,
    },
    /// Acts for the person it is about.
    DeputyNamed {
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
    },
}

/// Why a person is told. The text for people stands under `why-<name>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Why {
    /// The responsible person.
    Person,
    /// The responsible leader.
    Leader,
    /// Head or handler of the responsible unit, which has named nobody.
    Unit {
        /// The unit.
        unit: MatterId,
    },
    /// Head or handler of a helping unit.
    Helper {
        /// The unit.
        unit: MatterId,
    },
    /// May take the next step.
    NextStep {
        /// Name of the move.
        name: String,
    },
    /// Keeps the whole ledger.
    Coordinator,
    /// It is about the person.
    Own,
    /// Acts today for the person who is told.
    Deputy {
        /// The person.
        of: MatterId,
    },
}

impl Cause {
    /// Name in the locales and the API.
    pub fn name(&self) -> &'static str {
        match self {
            Cause::Assigned { .. } => "assigned",
            Cause::Returned { .. } => "returned",
            Cause::Awaiting { .. } => "awaiting",
            Cause::Moved { .. } => "moved",
            Cause::DueDateSet { .. } => "due-date-set",
            Cause::Commented => "commented",
            Cause::DueSoon { .. } => "due-soon",
            Cause::Overdue { .. } => "overdue",
            Cause::FarOverdue { .. } => "far-overdue",
            Cause::ReportAsked { .. } => "report-asked",
            Cause::ReportsMissing { .. } => "reports-missing",
            Cause::RoleEnds { .. } => "role-ends",
            Cause::Imported => "imported",
            Cause::RoleGranted { .. } => "role-granted",
            Cause::RoleRevoked { .. } => "role-revoked",
            Cause::DeputyNamed { .. } => "deputy-named",
        }
    }

    /// Whether it may break into quiet hours and days off: work was sent back, or is far too late.
    pub fn is_urgent(&self) -> bool {
        matches!(self, Cause::Returned { .. } | Cause::FarOverdue { .. })
    }

    /// Of several things that one command does to one matter, a person is told the weightiest.
    fn weight(&self) -> u8 {
        match self {
            Cause::Returned { .. } => 5,
            Cause::Awaiting { .. } => 4,
            Cause::Assigned { .. } => 3,
            Cause::Moved { .. } => 2,
            Cause::DueDateSet { .. } => 1,
            _ => 0,
        }
    }
}

impl Why {
    /// Name in the locales and the API.
    pub fn name(&self) -> &'static str {
        match self {
            Why::Person => "person",
            Why::Leader => "leader",
            Why::Unit { .. } => "unit",
            Why::Helper { .. } => "helper",
            Why::NextStep { .. } => "next-step",
            Why::Coordinator => "coordinator",
            Why::Own => "own",
            Why::Deputy { .. } => "deputy",
        }
    }
}

impl Message {
    /// Where somebody goes who has read it: to what it is about, or to where it is done.
    pub fn path(&self) -> String {
        match (&self.cause, self.seq) {
            (Cause::ReportAsked { .. }, _) => "/my-work".to_owned(),
            (Cause::ReportsMissing { period, .. }, _) => {
                format!("/periods/{period}?campaign={}", self.matter)
            }
            (_, Some(seq)) => format!("/matters/{}#e{seq}", self.matter),
            (_, None) => format!("/matters/{}", self.matter),
        }
    }

    /// Its key in the recipient's drawers: the newest comes first, and no two of a person are alike.
    pub(crate) fn key(&self) -> String {
        let (of, nth) = self.seq.map_or(('m', self.matter.0), |seq| ('e', seq.0));
        // Of one campaign somebody may be told several periods at once, of one person several roles.
        let of_period = match &self.cause {
            Cause::ReportAsked { period, .. } => format!("-{period}"),
            Cause::ReportsMissing { period, .. } => format!("-{period}-missing"),
            Cause::RoleEnds { role, unit, .. } => format!("-{role}-{}", unit.map_or(0, |unit| unit.0)),
            _ => String::new(),
        };
        format!("{}{of}{:016x}{of_period}", key_of_time(self.at), u64::MAX - nth)
    }
}

/// How keys of messages of this millisecond begin; keys of older ones are larger.
pub(crate) fn key_of_time(at: Timestamp) -> String {
    format!("{:016x}", u64::MAX - u64::try_from(at.as_millisecond()).unwrap_or(0))
}

/// Where what `person` has not read lies, by [`Message::key`].
pub(crate) fn unread(person: MatterId) -> String {
    format!("unread/{person}")
}

/// Where what `person` has read lies, by [`Message::key`].
pub(crate) fn read(person: MatterId) -> String {
    format!("read/{person}")
}

/// What one command tells, each person once a matter.
pub(crate) fn weightiest(told: Vec<Message>) -> Vec<Message> {
    let mut kept: Vec<Message> = Vec::with_capacity(told.len());
    let mut places = std::collections::BTreeMap::new();
    for message in told {
        let at = *places.entry((message.to, message.matter)).or_insert(kept.len());
        match kept.get_mut(at) {
            None => kept.push(message),
            Some(earlier) if earlier.cause.weight() < message.cause.weight() => *earlier = message,
            Some(_) => {}
        }
    }
    kept
}

/// Puts messages where their recipients find them, and into the outbox where they go further.
pub(crate) fn put(desk: &mut Desk<'_>, messages: &[Message]) -> Result<(), StoreError> {
    for message in messages {
        let value = serde_json::to_string(message).map_err(|error| StoreError::Backend(error.to_string()))?;
        desk.write.put_record(&unread(message.to), &message.key(), Some(Record { value, expires: None }))?;
    }
    outbox::enqueue(desk.write, &desk.post, &desk.directory, messages)
}

/// A message as it was put.
pub(crate) fn parse(record: &Record) -> Result<Message, AppError> {
    serde_json::from_str(&record.value).map_err(|error| StoreError::Damaged(error.to_string()).into())
}
