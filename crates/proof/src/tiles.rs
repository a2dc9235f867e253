//! How the tree lies in storage: tiles of 256 hashes, in the manner of the static transparency logs (C2SP
//! tlog-tiles), so that any proof is had from a few reads.
//!
//! Level 0 is the row of leaf hashes; entry `i` of level `l + 1` is the root over tile `i` of level `l`, and is
//! there once that tile is full. Entry `i` of level `l` thus covers the leaves from `i · 256^l` to
//! `(i + 1) · 256^l`; it lies in tile `i / 256`, slot `i mod 256`. What is between two levels is recomputed.
//! Entries are only ever added, never changed: [`Frontier::push_into`] says which.

use crate::frontier::{Frontier, MAX_SIZE, fold};
use crate::hash::{Algorithm, Hash};

/// Tree levels in a tile: a full tile holds 2^8 hashes.
pub const TILE_HEIGHT: u32 = 8;
/// Hashes in a full tile.
pub const TILE_WIDTH: u16 = 1 << TILE_HEIGHT;

/// One hash to be stored: entry `index` of level `level`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Level, 0 for leaf hashes, at most 7.
    pub level: u8,
    /// Place in the level's row, from 0.
    pub index: u64,
    /// The hash.
    pub hash: Hash,
}

impl Entry {
    /// Index of the tile (of the same level) that the entry lies in.
    #[must_use]
    pub const fn tile(&self) -> u64 {
        self.index >> TILE_HEIGHT
    }

    /// Place in that tile, 0 to 255; 255 fills the tile.
    #[must_use]
    pub const fn slot(&self) -> u8 {
        self.index as u8
    }
}

/// Where tiles are read from: a database, a folder, a web server, a memory.
pub trait Tiles {
    /// What can go wrong in reading.
    type Error: std::error::Error + 'static;

    /// The first `width` hashes (1 to 256) of tile `index` of level `level`. More than `width` may be returned and
    /// are left unused; fewer end the proof with [`TileError::Short`].
    ///
    /// # Errors
    /// Whatever the storage meets; a tile that is not there may be an error or an empty answer.
    fn tile(&self, level: u8, index: u64, width: u16) -> Result<Vec<Hash>, Self::Error>;
}

impl<T: Tiles + ?Sized> Tiles for &T {
    type Error = T::Error;

    fn tile(&self, level: u8, index: u64, width: u16) -> Result<Vec<Hash>, Self::Error> {
        (**self).tile(level, index, width)
    }
}

/// Why tiles gave no answer. `E` is the storage's own error.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TileError<E: std::error::Error + 'static> {
    /// Reading failed. Code `tile_read`.
    #[error("tile {index} of level {level} cannot be read")]
    Read {
        /// Level of the tile.
        level: u8,
        /// Index of the tile in its level.
        index: u64,
        /// The storage's error.
        source: E,
    },
    /// Fewer hashes came than a tree of that size has there. Code `tile_short`.
    #[error("tile {index} of level {level} holds {got} hashes where {wanted} are wanted")]
    Short {
        /// Level of the tile.
        level: u8,
        /// Index of the tile in its level.
        index: u64,
        /// Hashes wanted.
        wanted: u16,
        /// Hashes found.
        got: usize,
    },
    /// The tree's size is above [`MAX_SIZE`]. Code `tree_size`.
    #[error("a tree of {0} leaves is beyond the bound")]
    Size(u64),
    /// The leaf or the older tree asked for lies outside the tree. Code `outside_tree`.
    #[error("{asked} lies outside the tree of {size} leaves")]
    Outside {
        /// Index of the leaf, or size of the older tree.
        asked: u64,
        /// Leaves in the tree.
        size: u64,
    },
}

impl<E: std::error::Error + 'static> TileError<E> {
    /// Stable code of the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Read { .. } => "tile_read",
            Self::Short { .. } => "tile_short",
            Self::Size(_) => "tree_size",
            Self::Outside { .. } => "outside_tree",
        }
    }
}

/// Entries that a tree of `size` leaves has at tile `index` of level `level`: 0 (no such tile) to 256.
#[must_use]
pub fn tile_width(size: u64, level: u8, index: u64) -> u16 {
    let entries = size.checked_shr(u32::from(level) * TILE_HEIGHT).unwrap_or(0);
    let before = index.saturating_mul(u64::from(TILE_WIDTH));
    // At most 256, so it fits.
    entries.saturating_sub(before).min(u64::from(TILE_WIDTH)) as u16
}

/// Takes up the frontier of the first `size` leaves from tiles, as a writer does when it starts. At most 8 reads.
///
/// # Errors
/// [`TileError`]; the answer is as right as the tiles: compare its root with a signed one.
pub fn frontier_from_tiles<T: Tiles>(
    algorithm: Algorithm,
    tiles: &T,
    size: u64,
) -> Result<Frontier, TileError<T::Error>> {
    let subtrees = Subtrees::new(algorithm, tiles, size)?.full_in(0, size)?;
    Frontier::from_parts(algorithm, size, subtrees).map_err(|_| TileError::Size(size))
}

/// The subtrees of a tree of a given size, computed from tiles; each tile is read once.
pub(crate) struct Subtrees<'t, T: Tiles> {
    algorithm: Algorithm,
    tiles: &'t T,
    size: u64,
    read: Vec<Tile>,
}

struct Tile {
    level: u8,
    index: u64,
    hashes: Vec<Hash>,
}

impl<'t, T: Tiles> Subtrees<'t, T> {
    pub(crate) fn new(algorithm: Algorithm, tiles: &'t T, size: u64) -> Result<Self, TileError<T::Error>> {
        if size > MAX_SIZE {
            return Err(TileError::Size(size));
        }
        Ok(Self { algorithm, tiles, size, read: Vec::new() })
    }

    /// `MTH(D[begin..end])`, where `begin` is a multiple of the biggest power of two in `end − begin`, as it is for
    /// every range that RFC 6962's recursions visit.
    pub(crate) fn root_of(&mut self, begin: u64, end: u64) -> Result<Hash, TileError<T::Error>> {
        Ok(fold(self.algorithm, &self.full_in(begin, end)?))
    }

    /// The full subtrees side by side in `begin..end`, biggest first.
    fn full_in(&mut self, begin: u64, end: u64) -> Result<Vec<Hash>, TileError<T::Error>> {
        let mut subtrees = Vec::new();
        let mut at = begin;
        while at < end {
            let height = (end - at).ilog2();
            subtrees.push(self.full(height, at >> height)?);
            at += 1 << height;
        }
        Ok(subtrees)
    }

    /// Root of the full subtree of 2^`height` leaves whose first leaf is `index` · 2^`height`.
    fn full(&mut self, height: u32, index: u64) -> Result<Hash, TileError<T::Error>> {
        // A height is at most 62, so the level fits.
        let level = (height / TILE_HEIGHT) as u8;
        let merges = height % TILE_HEIGHT;
        let first = index << merges;
        let algorithm = self.algorithm;
        let wanted = tile_width(self.size, level, first >> TILE_HEIGHT);
        let tile = self.tile(level, first >> TILE_HEIGHT, wanted)?;
        let slot = (first % u64::from(TILE_WIDTH)) as usize;
        let Some(row) = tile.hashes.get(slot..slot + (1 << merges)) else {
            let got = tile.hashes.len();
            return Err(TileError::Short { level, index: tile.index, wanted, got });
        };
        let mut row = row.to_vec();
        while row.len() > 1 {
            row = row.chunks(2).map(|pair| fold(algorithm, pair)).collect();
        }
        Ok(fold(algorithm, &row))
    }

    fn tile(&mut self, level: u8, index: u64, width: u16) -> Result<&Tile, TileError<T::Error>> {
        // A proof meets at most 16 tiles, so the search is short.
        if let Some(known) = self.read.iter().position(|tile| tile.level == level && tile.index == index) {
            return Ok(&self.read[known]);
        }
        let hashes = self.tiles.tile(level, index, width).map_err(|source| TileError::Read {
            level,
            index,
            source,
        })?;
        if hashes.len() < usize::from(width) {
            return Err(TileError::Short { level, index, wanted: width, got: hashes.len() });
        }
        Ok(self.read.push_mut(Tile { level, index, hashes }))
    }
}
