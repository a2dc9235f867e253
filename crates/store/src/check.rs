//! Checking a log: every hash computed anew, every place and version counted.

use crate::{Entry, Head, StoreError, View};
use jiff::Timestamp;
use ledger::{MatterId, Seq};
use proof::{Algorithm, Frontier, TILE_HEIGHT, TILE_WIDTH, tile_width};
use std::collections::HashMap;

/// Entries read at a time.
const STRIDE: usize = 1000;
/// The highest level a tree may have: 2^63 leaves at 8 bits a level.
const MAX_LEVEL: u8 = 7;

/// What a check found right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Events checked.
    pub events: u64,
    /// Root of the tree over them.
    pub root: proof::Hash,
    /// Sealed parts that were erased and are kept as commitments only.
    pub erased: u64,
}

/// The first thing that is wrong.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// An event does not fit its hashes or its place.
    #[error("event {seq}: {fault}")]
    Event {
        /// Which.
        seq: u64,
        /// What.
        fault: String,
    },
    /// The tree or the head does not fit the events.
    #[error("{0}")]
    Tree(String),
    /// The log could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Reads the whole log, computes every commitment, leaf and the root anew, counts places and versions, and compares
/// tiles and head; calls `progress` with events done and events in all.
///
/// # Errors
/// The first thing that is wrong.
pub fn check_log(view: &dyn View, progress: &mut dyn FnMut(u64, u64)) -> Result<Checked, CheckError> {
    let head = view.head();
    let mut log = Log::new();
    let mut stride = STRIDE;
    while log.tree.size() < head.next.0 {
        let next = log.tree.size();
        let left = usize::try_from(head.next.0 - next).unwrap_or(usize::MAX);
        let entries = match view.events(Seq(next), stride.min(left)) {
            Ok(entries) => entries,
            Err(StoreError::Damaged(what)) if stride.min(left) == 1 => return Err(unreadable(next, &what)),
            // One of them cannot be read: come nearer.
            Err(StoreError::Damaged(_)) => {
                stride = (stride / 2).max(1);
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        if entries.is_empty() {
            return Err(missing(next));
        }
        entries.into_iter().try_for_each(|entry| log.take(entry))?;
        check_tiles(view, &mut log.upper)?;
        progress(log.tree.size(), head.next.0);
    }
    let beyond = view.events(head.next, 1).map_err(|error| unreadable(head.next.0, &error.to_string()))?;
    if let Some(entry) = beyond.first() {
        return Err(CheckError::Event { seq: entry.header.seq.0, fault: "lies beyond the head".into() });
    }
    check_ends(view, head.next.0)?;
    log.check_head(&head)?;
    Ok(Checked { events: log.tree.size(), root: log.tree.root(), erased: log.erased })
}

/// What the events so far come to.
struct Log {
    tree: Frontier,
    versions: HashMap<MatterId, u64>,
    last: Option<Timestamp>,
    erased: u64,
    /// Hashes of upper tiles that are still to be compared.
    upper: Vec<proof::Entry>,
}

impl Log {
    fn new() -> Log {
        let tree = Frontier::new(Algorithm::Sha256);
        Log { tree, versions: HashMap::new(), last: None, erased: 0, upper: vec![] }
    }

    fn take(&mut self, entry: Entry) -> Result<(), CheckError> {
        let fault = |fault: String| CheckError::Event { seq: entry.header.seq.0, fault };
        if entry.header.seq.0 != self.tree.size() {
            return Err(missing(self.tree.size()));
        }
        if let Some(what) = entry.fault() {
            return Err(fault(what));
        }
        entry.event().map_err(|error| fault(error.to_string()))?;
        let version = self.versions.entry(entry.header.matter).or_insert(0);
        *version += 1;
        if entry.header.version != *version {
            return Err(fault(format!("version {} where {version} is next", entry.header.version)));
        }
        if self.last.is_some_and(|last| entry.header.at < last) {
            return Err(fault("is earlier than the event before it".into()));
        }
        self.last = Some(entry.header.at);
        self.erased += (entry.commitments.len() - entry.sealed.len()) as u64;
        let upper = &mut self.upper;
        self.tree
            .push_into(entry.leaf, |tile| upper.push(tile))
            .map_err(|error| CheckError::Tree(error.to_string()))?;
        Ok(())
    }

    fn check_head(&self, head: &Head) -> Result<(), CheckError> {
        if self.tree.root() != head.root {
            return Err(CheckError::Tree(format!(
                "the root is {}, the head says {}",
                self.tree.root(),
                head.root
            )));
        }
        let next_matter = self.versions.keys().map(|id| id.0 + 1).max().unwrap_or(0).max(1);
        if head.next_matter.0 != next_matter {
            let said = head.next_matter;
            return Err(CheckError::Tree(format!("the next matter is {next_matter}, the head says {said}")));
        }
        match self.last {
            Some(last) if last != head.at => {
                Err(CheckError::Tree(format!("the last event was at {last}, the head says {}", head.at)))
            }
            _ => Ok(()),
        }
    }
}

fn missing(seq: u64) -> CheckError {
    CheckError::Event { seq, fault: "is missing".into() }
}

fn unreadable(seq: u64, what: &str) -> CheckError {
    let fault = what.strip_prefix(&format!("event {seq}: ")).unwrap_or(what).to_owned();
    CheckError::Event { seq, fault }
}

/// Compares the stored upper tiles with those that the leaves give.
fn check_tiles(view: &dyn View, upper: &mut Vec<proof::Entry>) -> Result<(), CheckError> {
    for tile in upper.drain(..).filter(|tile| tile.level > 0) {
        let stored = view.tile(tile.level, tile.tile(), u16::from(tile.slot()) + 1)?;
        if stored.get(usize::from(tile.slot())) != Some(&tile.hash) {
            let (level, index) = (tile.level, tile.index);
            return Err(CheckError::Tree(format!(
                "hash {index} of tree level {level} does not fit the leaves"
            )));
        }
    }
    Ok(())
}

/// Whether the stored upper tiles end where those of a tree of `size` leaves do; the next hash would land elsewhere.
fn check_ends(view: &dyn View, size: u64) -> Result<(), CheckError> {
    for level in 1..=MAX_LEVEL {
        let last = size.checked_shr(u32::from(level) * TILE_HEIGHT).unwrap_or(0) / u64::from(TILE_WIDTH);
        let wanted = usize::from(tile_width(size, level, last));
        let found = view.tile(level, last, TILE_WIDTH)?.len();
        if found != wanted {
            return Err(CheckError::Tree(format!(
                "tile {last} of tree level {level} holds {found} hashes, not {wanted}"
            )));
        }
    }
    Ok(())
}
