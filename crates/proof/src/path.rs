//! The row of hashes that makes up a proof, and what can be wrong with a proof.

use std::fmt;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::frontier::MAX_SIZE;
use crate::hash::Hash;

/// The most hashes in a proof: one for each bit of a size, and one to spare.
pub const MAX_PATH: usize = 64;

/// At most [`MAX_PATH`] hashes, in the order of RFC 9162 (nearest to the leaves first). Serialised as an array of
/// hexadecimal texts; a longer array is refused before it is read to its end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct ProofPath(Vec<Hash>);

impl ProofPath {
    /// Takes the hashes of a proof.
    ///
    /// # Errors
    /// [`VerifyError::PathTooLong`] for more than [`MAX_PATH`].
    pub fn new(hashes: Vec<Hash>) -> Result<Self, VerifyError> {
        if hashes.len() > MAX_PATH {
            return Err(VerifyError::PathTooLong);
        }
        Ok(Self(hashes))
    }

    /// A path gathered from the root downwards, as RFC 6962's recursions visit it: at most 63 hashes, since each
    /// step halves a size of at most 63 bits.
    pub(crate) fn from_root_down(mut hashes: Vec<Hash>) -> Self {
        hashes.reverse();
        Self(hashes)
    }

    /// The hashes.
    #[must_use]
    pub fn hashes(&self) -> &[Hash] {
        &self.0
    }
}

impl<'de> Deserialize<'de> for ProofPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bounded;

        impl<'de> Visitor<'de> for Bounded {
            type Value = ProofPath;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "an array of at most {MAX_PATH} hashes")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<ProofPath, A::Error> {
                let mut hashes = Vec::new();
                while let Some(hash) = array.next_element()? {
                    if hashes.len() == MAX_PATH {
                        return Err(A::Error::custom(VerifyError::PathTooLong));
                    }
                    hashes.push(hash);
                }
                Ok(ProofPath(hashes))
            }
        }

        deserializer.deserialize_seq(Bounded)
    }
}

/// Why a proof is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// A size above [`MAX_SIZE`]. Code `tree_size`.
    #[error("a tree of {0} leaves is beyond the bound")]
    Size(u64),
    /// The proof is for another size than the tree head states. Code `size_mismatch`.
    #[error("a proof for {proof} leaves, a tree head for {head}")]
    SizeMismatch {
        /// Size that the proof states.
        proof: u64,
        /// Size that the tree head states.
        head: u64,
    },
    /// The leaf or the older tree lies outside the tree. Code `outside_tree`.
    #[error("{asked} lies outside the tree of {size} leaves")]
    Outside {
        /// Index of the leaf, or size of the older tree.
        asked: u64,
        /// Leaves in the tree.
        size: u64,
    },
    /// More than [`MAX_PATH`] hashes. Code `proof_too_long`.
    #[error("more than {MAX_PATH} hashes in a proof")]
    PathTooLong,
    /// Not as many hashes as a proof for these sizes has. Code `proof_length`.
    #[error("the number of hashes does not fit the sizes")]
    PathLength,
    /// The proof leads to another root. Code `root_mismatch`.
    #[error("the proof leads to another root")]
    Root,
    /// The proof leads to another root of the older tree. Code `old_root_mismatch`.
    #[error("the proof leads to another root of the older tree")]
    OldRoot,
}

impl VerifyError {
    /// Stable code of the error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Size(_) => "tree_size",
            Self::SizeMismatch { .. } => "size_mismatch",
            Self::Outside { .. } => "outside_tree",
            Self::PathTooLong => "proof_too_long",
            Self::PathLength => "proof_length",
            Self::Root => "root_mismatch",
            Self::OldRoot => "old_root_mismatch",
        }
    }
}

/// Refuses a size above the bound, or another one than the tree head's.
pub(crate) const fn check_size(proof: u64, head: u64) -> Result<(), VerifyError> {
    if proof > MAX_SIZE {
        return Err(VerifyError::Size(proof));
    }
    if proof != head { Err(VerifyError::SizeMismatch { proof, head }) } else { Ok(()) }
}

/// The biggest power of two below `leaves`, where RFC 6962 §2.1 splits a tree; `leaves` is 2 or more.
pub(crate) const fn split(leaves: u64) -> u64 {
    1 << (leaves - 1).ilog2()
}
