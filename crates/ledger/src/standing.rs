//! Where a matter stands in the words of a bulletin; follows from facts, nobody sets it.

use crate::{kind::StateClass, matter::Matter};
use serde::{Deserialize, Serialize};

/// Where a matter stands (已完成, 基本完成, 长期坚持, 未完成).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Written off, and its acceptor rates it done.
    Done,
    /// Its acceptor rates it basically done: the aim is reached, dated steps remain. Never counts as done.
    BasicallyDone,
    /// Goes on for years by its class or its acceptor's word; told apart from both.
    LongTerm,
    /// Anything else that is owed, and what ended without being done.
    NotDone,
    /// Only claimed by a document, or cancelled by decision: counts in no rate.
    Uncounted,
}

impl Standing {
    /// All, in the order of a bulletin.
    pub const ALL: [Standing; 5] =
        [Standing::Done, Standing::BasicallyDone, Standing::LongTerm, Standing::NotDone, Standing::Uncounted];

    /// Stable name in counters, the API and the locales.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Done => "done",
            Standing::BasicallyDone => "basically_done",
            Standing::LongTerm => "long_term",
            Standing::NotDone => "not_done",
            Standing::Uncounted => "uncounted",
        }
    }

    /// Reads [`Standing::name`] back.
    pub fn from_name(name: &str) -> Option<Standing> {
        Standing::ALL.into_iter().find(|standing| standing.name() == name)
    }

    /// Where `matter` stands.
    pub fn of(matter: &Matter) -> Standing {
        let rating = matter.course.rating.as_deref();
        let long_term = matter.fields.get("class").and_then(|value| value.as_text()) == Some("long_term");
        match (matter.class, rating) {
            (StateClass::Claimed | StateClass::Cancelled, _) => Standing::Uncounted,
            (StateClass::Closed, Some("not_done")) => Standing::NotDone,
            (StateClass::Closed, Some("done") | None) => Standing::Done,
            (_, Some("basically_done")) => Standing::BasicallyDone,
            (_, Some("long_term")) => Standing::LongTerm,
            _ if long_term => Standing::LongTerm,
            _ => Standing::NotDone,
        }
    }
}
