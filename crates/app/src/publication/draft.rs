//! A bulletin on its way to the public: what was compiled, how it was edited, what is withheld and why.

use documents::model::Document;
use jiff::{Timestamp, civil::Date};
use ledger::MatterId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Earlier wordings that are kept of one draft; the oldest go first.
const MOST_VERSIONS: usize = 30;
/// Code points of a draft at most.
pub const MOST_TEXT: usize = 200_000;

/// Grounds for which a matter is withheld from the public (state secrets law; practice of disclosure).
pub const GROUNDS: [&str; 5] = ["secret", "pending_case", "publicity", "petition", "personal"];

/// A draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Names it.
    pub key: String,
    /// The campaign that it speaks of.
    pub campaign: MatterId,
    /// Its template.
    pub template: String,
    /// The day as of which its figures stand.
    pub as_of: Date,
    /// Raised by every change; a form carries the version it saw.
    pub version: u64,
    /// Its title.
    pub title: String,
    /// Its body, a paragraph a line: `#` to `####` before headings, figures as names in braces.
    pub text: String,
    /// Its figures, as they stood on that day.
    pub figures: BTreeMap<String, String>,
    /// Lines that each item was compiled into, by its id.
    pub lines: BTreeMap<MatterId, Vec<String>>,
    /// Number and title of each of them, by which lists further below name it.
    pub listed: BTreeMap<MatterId, String>,
    /// What is withheld.
    pub withheld: Vec<Withheld>,
    /// Earlier wordings, oldest first.
    pub versions: Vec<Version>,
    /// Everybody who had a hand in it, and in whose name: none of them publishes it.
    pub writers: BTreeSet<MatterId>,
    /// Who last changed the wording.
    pub edited_by: Option<MatterId>,
    /// When it last changed.
    pub edited_at: Timestamp,
    /// That it is out.
    pub published: Option<Published>,
}

impl Draft {
    /// The wording as it stands.
    pub(super) fn present(&self) -> Version {
        Version { version: self.version, at: self.edited_at, by: self.edited_by, text: self.text.clone() }
    }

    /// Keeps an earlier wording, where the present one is another; whether it is.
    pub(super) fn keep(&mut self, before: Version) -> bool {
        if self.text == before.text {
            return false;
        }
        self.versions.push(before);
        let excess = self.versions.len().saturating_sub(MOST_VERSIONS);
        self.versions.drain(..excess);
        true
    }
}

/// A matter that the public is not told of, or is to be kept from it as soon as somebody consents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// The matter.
    pub matter: MatterId,
    /// Number and title.
    pub title: String,
    /// One of [`GROUNDS`].
    pub ground: String,
    /// Who asked for it.
    pub by: Option<MatterId>,
    /// When.
    pub at: Timestamp,
    /// Lines that left the draft, each stretch with the line before which it stood, in the order in which they left.
    pub taken: Vec<(usize, Vec<String>)>,
    /// Who consented; nothing is published before.
    pub consent: Option<Consent>,
}

/// A consent that somebody gave themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Who.
    pub by: MatterId,
    /// In whose name, when they acted for another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_for: Option<MatterId>,
    /// When.
    pub at: Timestamp,
}

/// An earlier wording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Its number.
    pub version: u64,
    /// When it came about.
    pub at: Timestamp,
    /// Who wrote it.
    pub by: Option<MatterId>,
    /// Its body.
    pub text: String,
}

/// A published wording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// When.
    pub at: Timestamp,
    /// Who approved it.
    pub by: MatterId,
    /// SHA-256 of its text, under which it is kept and which stands in the log on the campaign.
    pub hash: String,
    /// What stood around the body.
    pub frame: Frame,
}

/// What the template gives around the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// Issuers as they sign, one a line.
    pub issuers: Vec<String>,
    /// The date as printed.
    pub date: String,
}

impl Frame {
    /// That of a document.
    pub(super) fn of(document: &Document) -> Frame {
        let issuers = document.signature.as_ref().map(|by| by.issuers.clone()).unwrap_or_default();
        Frame { issuers, date: document.date.clone() }
    }
}

/// A figure that says something else now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// Its name.
    pub name: String,
    /// As in the draft.
    pub then: String,
    /// As the ledger has it now.
    pub now: String,
}
