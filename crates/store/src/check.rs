//! Checking a log: every hash computed anew, every place and version counted.

use crate::{StoreError, View};
use ledger::{MatterId, Seq};
use proof::{Algorithm, Frontier};
use std::collections::HashMap;

/// Entries read at a time.
const STRIDE: usize = 1000;

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

/// Reads the whole log, computes every commitment, leaf and the root anew, and counts places and versions; calls
/// `progress` with events done and events in all.
///
/// # Errors
/// The first thing that is wrong.
pub fn check_log(view: &dyn View, progress: &mut dyn FnMut(u64, u64)) -> Result<Checked, CheckError> {
    let head = view.head();
    let mut tree = Frontier::new(Algorithm::Sha256);
    let mut versions: HashMap<MatterId, u64> = HashMap::new();
    let (mut erased, mut last, mut upper) = (0, jiff::Timestamp::MIN, vec![]);
    while tree.size() < head.next.0 {
        let entries = view.events(Seq(tree.size()), STRIDE)?;
        if entries.is_empty() {
            return Err(missing(tree.size()));
        }
        for entry in entries {
            let fault = |fault: String| CheckError::Event { seq: entry.header.seq.0, fault };
            if entry.header.seq.0 != tree.size() {
                return Err(missing(tree.size()));
            }
            if let Some(what) = entry.fault() {
                return Err(fault(what));
            }
            entry.event().map_err(|error| fault(error.to_string()))?;
            let version = versions.entry(entry.header.matter).or_insert(0);
            *version += 1;
            if entry.header.version != *version {
                return Err(fault(format!("version {} where {version} is next", entry.header.version)));
            }
            if entry.header.at < last {
                return Err(fault("is earlier than the event before it".into()));
            }
            last = entry.header.at;
            erased += (entry.commitments.len() - entry.sealed.len()) as u64;
            tree.push_into(entry.leaf, |tile| upper.push(tile))
                .map_err(|error| CheckError::Tree(error.to_string()))?;
        }
        check_tiles(view, &mut upper)?;
        progress(tree.size(), head.next.0);
    }
    if tree.root() != head.root {
        return Err(CheckError::Tree(format!("the root is {}, the head says {}", tree.root(), head.root)));
    }
    Ok(Checked { events: tree.size(), root: tree.root(), erased })
}

fn missing(seq: u64) -> CheckError {
    CheckError::Event { seq, fault: "is missing".into() }
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
