//! The growing edge of the tree: what a writer must remember to add leaves and to state the root.
//!
//! A tree of `n` leaves is the row of its largest full subtrees, one for each one-bit of `n`, biggest on the left
//! (RFC 9162 §2.1.2 computes the root from exactly these). Adding a leaf merges as many of them as `n` has
//! trailing ones: one node hash a leaf on average. The root folds them from the right: at most 62 node hashes.

use serde::{Deserialize, Serialize};

use crate::hash::{Algorithm, Hash};
use crate::head::TreeHead;
use crate::tiles::{Entry, TILE_HEIGHT};

/// The most leaves that a tree may have: what a signed 64-bit column of a database can count.
pub const MAX_SIZE: u64 = i64::MAX as u64;

/// The full subtrees of a tree so far. Serialised as `{algorithm, size, subtrees}`; a form whose number of
/// subtrees does not fit its size is refused on reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Frontier {
    algorithm: Algorithm,
    size: u64,
    subtrees: Vec<Hash>,
}

/// Why a frontier cannot be had or grown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrontierError {
    /// The tree holds [`MAX_SIZE`] leaves, or would hold more. Code `tree_full`.
    #[error("the tree holds as many leaves as it may")]
    Full,
    /// The number of subtrees does not fit the size. Code `frontier_shape`.
    #[error("{got} full subtrees given where a tree of that size has {wanted}")]
    Shape {
        /// Subtrees of a tree of the stated size: the number of its one-bits.
        wanted: u32,
        /// Subtrees given.
        got: usize,
    },
}

impl FrontierError {
    /// Stable code of the error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Full => "tree_full",
            Self::Shape { .. } => "frontier_shape",
        }
    }
}

impl Frontier {
    /// The tree without leaves.
    #[must_use]
    pub const fn new(algorithm: Algorithm) -> Self {
        Self { algorithm, size: 0, subtrees: Vec::new() }
    }

    /// Takes up a stored frontier: `size` leaves and the roots of the full subtrees, biggest (leftmost) first.
    ///
    /// # Errors
    /// [`FrontierError::Full`] for a size above [`MAX_SIZE`], [`FrontierError::Shape`] for another number of
    /// subtrees than `size` has one-bits. That the hashes are the right ones shows only against a known root.
    pub fn from_parts(algorithm: Algorithm, size: u64, subtrees: Vec<Hash>) -> Result<Self, FrontierError> {
        if size > MAX_SIZE {
            return Err(FrontierError::Full);
        }
        if subtrees.len() != size.count_ones() as usize {
            return Err(FrontierError::Shape { wanted: size.count_ones(), got: subtrees.len() });
        }
        Ok(Self { algorithm, size, subtrees })
    }

    /// Adds the hash of the next leaf (see [`Algorithm::leaf`]) and returns its index, from 0.
    ///
    /// # Errors
    /// [`FrontierError::Full`]; the frontier is then unchanged.
    pub fn push(&mut self, leaf: Hash) -> Result<u64, FrontierError> {
        self.push_into(leaf, |_| {})
    }

    /// Adds the hash of the next leaf, returns its index, and hands every tile entry that now stands to `store`:
    /// the leaf hash itself (level 0) and, for each tile that it fills, the tile's root one level up, lowest first.
    /// Entries of a level come in the order of their index, without gaps.
    ///
    /// # Errors
    /// [`FrontierError::Full`]; nothing is handed over and the frontier is unchanged.
    pub fn push_into(&mut self, leaf: Hash, mut store: impl FnMut(Entry)) -> Result<u64, FrontierError> {
        if self.size >= MAX_SIZE {
            return Err(FrontierError::Full);
        }
        let index = self.size;
        store(Entry { level: 0, index, hash: leaf });
        let mut subtree = leaf;
        for height in 1..=index.trailing_ones() {
            // As many subtrees as `index` has one-bits are there, so the trailing ones find theirs.
            let Some(left) = self.subtrees.pop() else { break };
            subtree = self.algorithm.node(&left, &subtree);
            if height % TILE_HEIGHT == 0 {
                // At most 62 / 8, so the level fits.
                store(Entry { level: (height / TILE_HEIGHT) as u8, index: index >> height, hash: subtree });
            }
        }
        self.subtrees.push(subtree);
        self.size += 1;
        Ok(index)
    }

    /// Root of the tree (RFC 6962 §2.1: the Merkle Tree Hash); of the empty tree, the hash of nothing.
    #[must_use]
    pub fn root(&self) -> Hash {
        fold(self.algorithm, &self.subtrees)
    }

    /// Size and root together, as a checkpoint states them.
    #[must_use]
    pub fn head(&self) -> TreeHead {
        TreeHead { size: self.size, root: self.root() }
    }

    /// Leaves so far.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The hash function of the tree.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Roots of the full subtrees, biggest first, one for each one-bit of [`Frontier::size`].
    #[must_use]
    pub fn subtrees(&self) -> &[Hash] {
        &self.subtrees
    }
}

/// Root over full subtrees that lie side by side, biggest first.
pub(crate) fn fold(algorithm: Algorithm, subtrees: &[Hash]) -> Hash {
    let mut from_right = subtrees.iter().rev().copied();
    let last = from_right.next().unwrap_or_else(|| algorithm.empty_root());
    from_right.fold(last, |right, left| algorithm.node(&left, &right))
}

/// The serialised form.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    algorithm: Algorithm,
    size: u64,
    subtrees: Vec<Hash>,
}

impl From<Frontier> for Stored {
    fn from(frontier: Frontier) -> Self {
        let Frontier { algorithm, size, subtrees } = frontier;
        Self { algorithm, size, subtrees }
    }
}

impl TryFrom<Stored> for Frontier {
    type Error = FrontierError;

    fn try_from(stored: Stored) -> Result<Self, Self::Error> {
        Self::from_parts(stored.algorithm, stored.size, stored.subtrees)
    }
}
