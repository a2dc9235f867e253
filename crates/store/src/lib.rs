//! The log and what is derived from it, one folder a backend.
//!
//! A [`Store`] takes pieces of [`Work`]: each loads what it needs, appends events and becomes durable whole or not at
//! all. Derived rows, counters and the search index are written in the same transaction and can be rebuilt from the
//! log. Everything else the product keeps (accounts, sessions, drafts) are [`Record`]s in named drawers beside the log.

mod check;
mod entry;
mod head;
mod log;
pub mod memory;
mod past;
mod rows;
mod scoped;
pub mod search;
pub mod sqlite;

pub use check::{CheckError, Checked, check_log};
pub use entry::{Entry, Sealed};
pub use head::Head;
pub use log::NewEvent;
pub use past::{Past, place_of};
pub use rows::{Cursor, Filter, Lacks, Sort, Summary};
pub use scoped::scoped;

use ledger::{CommandId, Kinds, Matter, MatterId, Refusal, Seq, tally::Tally};
use std::sync::Arc;

/// Why the store could not answer. Nothing acknowledged is lost.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk is full; nothing was written.
    #[error("the disk is full")]
    DiskFull,
    /// Another process holds the database.
    #[error("another process is using {0}")]
    InUse(String),
    /// The database was written by a newer release.
    #[error("the database has schema {found}, this release knows {known}")]
    TooNew {
        /// Schema found.
        found: i64,
        /// Newest schema known.
        known: i64,
    },
    /// What is stored cannot be read back; `verify` tells more.
    #[error("damaged: {0}")]
    Damaged(String),
    /// The writer has stopped.
    #[error("the store is closed")]
    Closed,
    /// Anything else the backend reports.
    #[error("{0}")]
    Backend(String),
}

/// Why a piece of work stopped: nothing of it was written.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// An expected answer for the person who asked.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a piece of work did.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Outcome {
    /// The matter the work was about.
    pub matter: MatterId,
    /// Its version afterwards.
    pub version: u64,
    /// Place of the first event appended; equal to `end` when there was none.
    pub first: Seq,
    /// Place after the last event appended.
    pub end: Seq,
}

/// A piece of work for the writer; runs alone, its effects become durable before it is answered.
pub type Work = Box<dyn FnOnce(&mut dyn Write) -> Result<Outcome, Stop> + Send>;

/// The answer to a piece of work, once it is durable.
pub type Pending = tokio::sync::oneshot::Receiver<Result<Outcome, Stop>>;

/// A store of one space.
pub trait Store: Send + Sync {
    /// Hands work to the writer.
    fn submit(&self, work: Work) -> Pending;

    /// A consistent look at everything acknowledged so far.
    ///
    /// # Errors
    /// When no reader can be had.
    fn view(&self) -> Result<Box<dyn View + '_>, StoreError>;

    /// Derives everything anew from the log; calls `progress` with events done and events in all. Work that comes
    /// meanwhile may be answered with [`StoreError::Closed`]; afterwards the store goes on.
    ///
    /// # Errors
    /// When the log cannot be read or the result not written; then everything stays as it was.
    fn rebuild(&self, progress: &mut dyn FnMut(u64, u64)) -> Result<(), StoreError>;

    /// Compares what is derived with what the log gives; returns the first difference, if any.
    ///
    /// # Errors
    /// When the log cannot be read.
    fn compare_derived(&self, progress: &mut dyn FnMut(u64, u64)) -> Result<Option<String>, StoreError>;
}

/// What work may do inside the single write.
pub trait Write {
    /// Where the log stands.
    fn head(&self) -> Head;

    /// The definitions in force.
    fn kinds(&self) -> Arc<Kinds>;

    /// A matter as it stands within this write.
    ///
    /// # Errors
    /// The store failed.
    fn matter(&mut self, id: MatterId) -> Result<Option<Matter>, StoreError>;

    /// The rank a new child of `parent` gets; of a new root when `None`.
    ///
    /// # Errors
    /// The store failed.
    fn next_rank(&mut self, parent: Option<MatterId>) -> Result<u32, StoreError>;

    /// Counters as they stand within this write, in the order asked for.
    ///
    /// # Errors
    /// The store failed.
    fn tallies(&mut self, of: &[Tally]) -> Result<Vec<u64>, StoreError>;

    /// The matters below `id` in the order of the outline, at most `limit`.
    ///
    /// # Errors
    /// The store failed.
    fn below(&mut self, id: MatterId, limit: usize) -> Result<Vec<MatterId>, StoreError>;

    /// The root matter that was imported from the file with this hash.
    ///
    /// # Errors
    /// The store failed.
    fn imported_from(&mut self, source: &str) -> Result<Option<MatterId>, StoreError>;

    /// What an earlier work with this command id did.
    ///
    /// # Errors
    /// The store failed.
    fn outcome_of(&mut self, command: CommandId) -> Result<Option<Outcome>, StoreError>;

    /// Appends one event and derives its effects; gives the matter as it stands afterwards.
    ///
    /// # Errors
    /// The store failed.
    fn append(&mut self, event: NewEvent) -> Result<Matter, StoreError>;

    /// Keeps what a command did, so that a retry is answered alike.
    ///
    /// # Errors
    /// The store failed.
    fn keep_outcome(&mut self, command: CommandId, outcome: &Outcome) -> Result<(), StoreError>;

    /// A record of a drawer.
    ///
    /// # Errors
    /// The store failed.
    fn record(&mut self, drawer: &str, key: &str) -> Result<Option<Record>, StoreError>;

    /// Puts a record; `None` takes it away.
    ///
    /// # Errors
    /// The store failed.
    fn put_record(&mut self, drawer: &str, key: &str, record: Option<Record>) -> Result<(), StoreError>;
}

/// Something kept beside the log: an account, a session, a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// JSON.
    pub value: String,
    /// After which instant it may be thrown away, in milliseconds since 1970; `None` = kept.
    pub expires: Option<i64>,
}

/// A consistent look.
pub trait View {
    /// Where the log stands.
    fn head(&self) -> Head;

    /// The definitions in force.
    fn kinds(&self) -> Arc<Kinds>;

    /// A matter as it stands.
    ///
    /// # Errors
    /// The store failed.
    fn matter(&self, id: MatterId) -> Result<Option<Matter>, StoreError>;

    /// A matter as it stood before the event at `place`; `None` when it was not open yet. Costs its own events.
    ///
    /// # Errors
    /// The store failed.
    fn matter_before(&self, id: MatterId, place: Seq) -> Result<Option<Matter>, StoreError>;

    /// One page of rows, at most `limit`, that come after `after` in the order of `sort`.
    ///
    /// # Errors
    /// The store failed.
    fn rows(
        &self,
        filter: &Filter,
        sort: Sort,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Vec<Summary>, StoreError>;

    /// Rows by id, in the order asked for; those that are not there are left out.
    ///
    /// # Errors
    /// The store failed.
    fn summaries(&self, ids: &[MatterId]) -> Result<Vec<Summary>, StoreError>;

    /// Counters, in the order asked for.
    ///
    /// # Errors
    /// The store failed.
    fn tallies(&self, of: &[Tally]) -> Result<Vec<u64>, StoreError>;

    /// All counters of `kind` over `over`: what is counted, and how many.
    ///
    /// # Errors
    /// The store failed.
    fn tallies_over(&self, kind: &str, over: ledger::tally::Over) -> Result<Vec<(String, u64)>, StoreError>;

    /// Events of a matter with a version below `before`, newest first.
    ///
    /// # Errors
    /// The store failed.
    fn history(&self, matter: MatterId, before: Option<u64>, limit: usize) -> Result<Vec<Entry>, StoreError>;

    /// Events from `from` on, oldest first.
    ///
    /// # Errors
    /// The store failed.
    fn events(&self, from: Seq, limit: usize) -> Result<Vec<Entry>, StoreError>;

    /// Reports of progress from place `from` on and before `to`, oldest first. Costs what it gives, not the events between.
    ///
    /// # Errors
    /// The store failed.
    fn reports(&self, from: Seq, to: Seq, limit: usize) -> Result<Vec<Entry>, StoreError>;

    /// Matters that have events from place `from` on and before `to`, by id. Costs the events between.
    ///
    /// # Errors
    /// The store failed.
    fn touched(&self, from: Seq, to: Seq) -> Result<Vec<MatterId>, StoreError>;

    /// Matters whose number, title or own texts hold all `words`, newest first.
    ///
    /// # Errors
    /// The store failed.
    fn search(&self, words: &[String], limit: usize) -> Result<Vec<MatterId>, StoreError>;

    /// Reports, comments and titles of evidence that hold all `words`, newest first.
    ///
    /// # Errors
    /// The store failed.
    fn search_said(&self, words: &[String], limit: usize) -> Result<Vec<search::Said>, StoreError>;

    /// Matters of `kind` whose text holds this pair of neighbouring letters or digits (see [`search::pairs`]), newest
    /// first.
    ///
    /// # Errors
    /// The store failed.
    fn holding(&self, kind: &str, pair: &str, limit: usize) -> Result<Vec<MatterId>, StoreError>;

    /// Links that point to `id`: from which matter, relation, note.
    ///
    /// # Errors
    /// The store failed.
    fn links_to(&self, id: MatterId) -> Result<Vec<(MatterId, String, String)>, StoreError>;

    /// Matters that point to `id` or once did, by id.
    ///
    /// # Errors
    /// The store failed.
    fn ever_linked_to(&self, id: MatterId) -> Result<Vec<MatterId>, StoreError>;

    /// The root matter that was imported from the file with this hash.
    ///
    /// # Errors
    /// The store failed.
    fn imported_from(&self, source: &str) -> Result<Option<MatterId>, StoreError>;

    /// What an earlier work with this command id did.
    ///
    /// # Errors
    /// The store failed.
    fn outcome_of(&self, command: CommandId) -> Result<Option<Outcome>, StoreError>;

    /// Hashes of a tile of the Merkle tree (256 a tile; level 0 = leaves), the first `width`; fewer where there are
    /// no more.
    ///
    /// # Errors
    /// The store failed.
    fn tile(&self, level: u8, index: u64, width: u16) -> Result<Vec<proof::Hash>, StoreError>;

    /// A record of a drawer.
    ///
    /// # Errors
    /// The store failed.
    fn record(&self, drawer: &str, key: &str) -> Result<Option<Record>, StoreError>;

    /// All records of a drawer by key.
    ///
    /// # Errors
    /// The store failed.
    fn records(&self, drawer: &str) -> Result<Vec<(String, Record)>, StoreError>;

    /// Records of a drawer by key, at most `limit`, that come after the key `after`; costs what it gives, however full
    /// the drawer is.
    ///
    /// # Errors
    /// The store failed.
    fn records_after(
        &self,
        drawer: &str,
        after: &str,
        limit: usize,
    ) -> Result<Vec<(String, Record)>, StoreError>;

    /// How many records a drawer holds; more than `limit` are not counted further.
    ///
    /// # Errors
    /// The store failed.
    fn count_records(&self, drawer: &str, limit: usize) -> Result<usize, StoreError>;
}
