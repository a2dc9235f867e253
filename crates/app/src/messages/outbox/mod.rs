//! What is to leave the product: rows wait until they are due, become letters, and stay until the channel has
//! acknowledged them.
//!
//! A row is put in the transaction of its message. What is due at once for one channel becomes one letter under an id
//! that never changes, before it is sent: a letter that is sent twice, because an acknowledgement was lost, carries the
//! same Message-ID.

mod deliver;
mod state;
mod words;

pub use deliver::Delivered;
pub use state::{ChannelState, Delivery};
#[cfg(test)]
pub(crate) use words::Line;
pub(crate) use words::Notice;

use super::{
    Cause, Message,
    preferences::{self, ByMail, PREFERENCES, Preferences},
    schedule::{Urgency, when},
    settings::Settings,
};
use crate::query::directory::Directory;
use jiff::Timestamp;
use ledger::{Calendar, MatterId};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::{Arc, Mutex},
};
use store::{Record, StoreError, Write};

/// Rows that wait for their time, by time, channel and message.
const WAITING: &str = "outbox/waiting";
/// Letters that are sent until they are acknowledged, by the time of the next try and id.
const LETTERS: &str = "outbox/letters";
/// Letters that were given up, by time and id; their messages stand in the product all the same.
const GIVEN_UP: &str = "outbox/given-up";

/// What deciding about letters needs.
pub(crate) struct Post {
    pub(crate) settings: Settings,
    pub(crate) calendar: Arc<Calendar>,
    /// Held by whoever delivers: one at a time.
    delivering: Mutex<()>,
}

/// Where a letter goes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Channel {
    /// To the mail address of a person.
    Mail(MatterId),
    /// To the robot of this name.
    Webhook(String),
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Channel::Mail(person) => write!(f, "mail/{person}"),
            Channel::Webhook(name) => write!(f, "webhook/{name}"),
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Waiting {
    channel: Channel,
    message: Message,
}

/// Several messages on their way through one channel.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Letter {
    /// Lower-case hexadecimal; the same however often it is sent.
    id: String,
    channel: Channel,
    messages: Vec<Message>,
    made_at: Timestamp,
    tries: u32,
    /// Why the last try failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fault: Option<Fault>,
}

/// Why a letter was not acknowledged. Holds no address and no words of the other side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Fault {
    /// The server cannot be reached, or broke off.
    Unreachable,
    /// The mail server said no.
    Refused {
        /// Its reply code.
        code: u16,
    },
    /// The robot's server answered with a status that is no success.
    Status {
        /// The status.
        status: u16,
    },
    /// The robot answered with an error of its own.
    Answer {
        /// Its number.
        code: i64,
    },
    /// The channel is not in the settings any more.
    NotConfigured,
}

impl Fault {
    /// Whether the next letter would most likely fail as well.
    fn is_of_the_server(&self) -> bool {
        // With these replies a mail server speaks of one mailbox or mail (RFC 5321, 4.2.3).
        !matches!(self, Fault::Refused { code: 450 | 452 | 550..=553 })
    }
}

impl Post {
    pub(crate) fn new(settings: Settings, calendar: Arc<Calendar>) -> Post {
        Post { settings, calendar, delivering: Mutex::new(()) }
    }

    /// Whether messages go anywhere besides the product.
    fn is_in_use(&self) -> bool {
        self.settings.smtp.is_some() || !self.settings.webhooks.is_empty()
    }

    fn time(&self, message: &Message, by_mail: ByMail) -> Timestamp {
        let urgency = match (message.cause.is_urgent(), message.seq) {
            (false, _) => Urgency::Calm,
            (true, None) => Urgency::OfTheDay,
            (true, Some(_)) => Urgency::Now,
        };
        when(message.at, urgency, by_mail, &self.settings.times, &self.calendar)
    }
}

/// Puts a row for each channel that a message goes to.
pub(super) fn enqueue(
    write: &mut dyn Write,
    post: &Post,
    directory: &Directory,
    messages: &[Message],
) -> Result<(), StoreError> {
    if !post.is_in_use() {
        return Ok(());
    }
    if post.settings.smtp.is_some() {
        let mut chosen: BTreeMap<MatterId, Preferences> = BTreeMap::new();
        for message in messages {
            if let std::collections::btree_map::Entry::Vacant(place) = chosen.entry(message.to) {
                let found = write.record(PREFERENCES, &message.to.to_string())?;
                place.insert(found.as_ref().map(preferences::parse).transpose()?.unwrap_or_default());
            }
            let by_mail = chosen.get(&message.to).map_or(ByMail::No, |chosen| chosen.by_mail);
            if by_mail != ByMail::No {
                let channel = Channel::Mail(message.to);
                wait(write, post.time(message, by_mail), Waiting { channel, message: message.clone() })?;
            }
        }
    }
    for webhook in &post.settings.webhooks {
        let mut seen = BTreeSet::new();
        for message in
            messages.iter().filter(|message| webhook.causes.iter().any(|name| name == message.cause.name()))
        {
            // A group is told of a matter once, however many people are.
            if !seen.insert((message.matter, message.cause.name())) {
                continue;
            }
            if let Some(unit) = webhook.unit {
                let own = write.matter(message.matter)?.and_then(|matter| matter.unit);
                if own.is_none_or(|own| !directory.with_above(own).contains(&unit)) {
                    continue;
                }
            }
            let channel = Channel::Webhook(webhook.name.clone());
            wait(write, post.time(message, ByMail::AtOnce), Waiting { channel, message: message.clone() })?;
        }
    }
    Ok(())
}

fn wait(write: &mut dyn Write, until: Timestamp, row: Waiting) -> Result<(), StoreError> {
    let key = format!("{}/{}/{}", hour_glass(until), row.channel, row.message.key());
    write.put_record(WAITING, &key, Some(record(&row)?))
}

/// How keys begin that become due at `at`: what is due first comes first.
fn hour_glass(at: Timestamp) -> String {
    format!("{:016x}", u64::try_from(at.as_millisecond()).unwrap_or(0))
}

fn record(value: &impl Serialize) -> Result<Record, StoreError> {
    let value = serde_json::to_string(value).map_err(|error| StoreError::Backend(error.to_string()))?;
    Ok(Record { value, expires: None })
}

fn read<T: serde::de::DeserializeOwned>(record: &Record) -> Result<T, StoreError> {
    serde_json::from_str(&record.value).map_err(|error| StoreError::Damaged(error.to_string()))
}

impl Cause {
    /// Causes that a group chat may be told of: those about a matter.
    pub(super) const SHARED: [&'static str; 10] = [
        "assigned",
        "returned",
        "awaiting",
        "moved",
        "due-date-set",
        "commented",
        "due-soon",
        "overdue",
        "far-overdue",
        "imported",
    ];
}
