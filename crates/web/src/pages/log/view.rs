//! What the pages of the log show: its head, and one entry with its proof.

use crate::{
    shell::Shell,
    telling::{Told, tell},
};
use app::query::answer::Entry;
use askama::Template;

/// The head of the log.
#[derive(Template)]
#[template(path = "pages/log/log.html")]
pub struct LogPage {
    /// The frame.
    pub s: Shell,
    /// Number of events.
    pub size: u64,
    /// Root hash, lower-case hexadecimal.
    pub root: String,
}

/// One entry.
#[derive(Template)]
#[template(path = "pages/log/entry.html")]
pub struct EntryPage {
    /// The frame.
    pub s: Shell,
    /// Its place in the log.
    pub seq: u64,
    /// The entry; `None` when the reader may prove it and not read it.
    pub entry: Option<Entry>,
    /// Its leaf hash.
    pub leaf: String,
    /// Number of events at the head.
    pub size: u64,
    /// Root hash of the head.
    pub root: String,
    /// Hashes of the proof, from the leaf up.
    pub path: Vec<String>,
}

impl EntryPage {
    /// The entry in words.
    pub fn told(&self) -> Option<Told> {
        self.entry.as_ref().map(|entry| tell(&self.s, entry))
    }
}
