//! Tiles kept in memory: for a store that lives there, and for an auditor who rebuilds a log from its events.

use std::convert::Infallible;

use crate::hash::Hash;
use crate::tiles::{Entry, TILE_WIDTH, Tiles};

/// The rows of all levels, level 0 first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemoryTiles {
    levels: Vec<Vec<Hash>>,
}

impl MemoryTiles {
    /// Tiles of the empty tree.
    #[must_use]
    pub const fn new() -> Self {
        Self { levels: Vec::new() }
    }

    /// Appends an entry that [`crate::Frontier::push_into`] handed over. Entries must come in that order: one that
    /// does not go next on its row is left out, and reading its tile then tells of a short one.
    pub fn store(&mut self, entry: Entry) {
        if usize::from(entry.level) == self.levels.len() {
            self.levels.push(Vec::new());
        }
        if let Some(row) = self.levels.get_mut(usize::from(entry.level))
            && row.len() as u64 == entry.index
        {
            row.push(entry.hash);
        }
    }

    /// Entries of a level, in order; empty for a level that is not there.
    #[must_use]
    pub fn level(&self, level: u8) -> &[Hash] {
        self.levels.get(usize::from(level)).map_or(&[], Vec::as_slice)
    }
}

impl Tiles for MemoryTiles {
    type Error = Infallible;

    fn tile(&self, level: u8, index: u64, width: u16) -> Result<Vec<Hash>, Infallible> {
        let row = self.level(level);
        let begin = index
            .checked_mul(u64::from(TILE_WIDTH))
            .and_then(|begin| usize::try_from(begin).ok())
            .map_or(row.len(), |begin| begin.min(row.len()));
        let end = begin.saturating_add(usize::from(width)).min(row.len());
        Ok(row.get(begin..end).unwrap_or_default().to_vec())
    }
}
