//! Proof that an older tree is the beginning of a newer one: nothing was changed or taken away (RFC 9162 §2.1.4).

use serde::{Deserialize, Serialize};

use crate::hash::Algorithm;
use crate::head::TreeHead;
use crate::path::{ProofPath, VerifyError, check_size, split};
use crate::tiles::{Subtrees, TileError, Tiles};

/// The hashes from which both roots, of `old_size` and of `new_size` leaves, can be computed.
///
/// Empty when the sizes are equal (the roots must be equal then) and when the older tree is empty (which the RFC
/// leaves open: every tree begins with the empty one).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsistencyProof {
    /// Leaves in the older tree.
    pub old_size: u64,
    /// Leaves in the newer tree, as many or more.
    pub new_size: u64,
    /// The hashes, nearest to the leaves first.
    pub path: ProofPath,
}

impl ConsistencyProof {
    /// Computes the proof: RFC 6962 §2.1.2, `PROOF(old_size, D[new_size])`. At most two tile reads a level.
    ///
    /// # Errors
    /// [`TileError::Outside`] unless `old_size <= new_size`, [`TileError::Size`], or what reading met.
    pub fn prove<T: Tiles>(
        algorithm: Algorithm,
        tiles: &T,
        old_size: u64,
        new_size: u64,
    ) -> Result<Self, TileError<T::Error>> {
        let mut subtrees = Subtrees::new(algorithm, tiles, new_size)?;
        if old_size > new_size {
            return Err(TileError::Outside { asked: old_size, size: new_size });
        }
        let mut path = Vec::new();
        if old_size > 0 {
            let (mut begin, mut end) = (0, new_size);
            while old_size < end {
                let middle = begin + split(end - begin);
                if old_size <= middle {
                    path.push(subtrees.root_of(middle, end)?);
                    end = middle;
                } else {
                    path.push(subtrees.root_of(begin, middle)?);
                    begin = middle;
                }
            }
            // While no left half was passed by, the subtree is the older tree itself, whose root the verifier has.
            if begin > 0 {
                path.push(subtrees.root_of(begin, end)?);
            }
        }
        Ok(Self { old_size, new_size, path: ProofPath::from_root_down(path) })
    }

    /// Checks that the tree with the older head is the beginning of the one with the newer: RFC 9162 §2.1.4.2.
    /// Both heads must come from elsewhere, such as verified checkpoints.
    ///
    /// # Errors
    /// [`VerifyError`]: the proof is worth nothing.
    pub fn verify(
        &self,
        algorithm: Algorithm,
        older: &TreeHead,
        newer: &TreeHead,
    ) -> Result<(), VerifyError> {
        check_size(self.new_size, newer.size)?;
        check_size(self.old_size, older.size)?;
        if self.old_size > self.new_size {
            return Err(VerifyError::Outside { asked: self.old_size, size: self.new_size });
        }
        if self.old_size == 0 || self.old_size == self.new_size {
            return self.verify_trivial(algorithm, older, newer);
        }
        // The RFC's fn and sn: the older tree's last node on the way up, and the newer one's at the same height.
        let height = self.old_size.trailing_zeros();
        let (mut place, mut last) = ((self.old_size - 1) >> height, (self.new_size - 1) >> height);
        let mut path = self.path.hashes().iter();
        // An older tree that is one full subtree is its own first hash, and the proof leaves it out.
        let first = if self.old_size.is_power_of_two() { Some(&older.root) } else { path.next() };
        let Some(first) = first else { return Err(VerifyError::PathLength) };
        let (mut old, mut new) = (*first, *first);
        for sibling in path {
            if last == 0 {
                return Err(VerifyError::PathLength);
            }
            if place & 1 == 1 || place == last {
                old = algorithm.node(sibling, &old);
                new = algorithm.node(sibling, &new);
                let risen = place.trailing_zeros();
                (place, last) = (place >> risen, last >> risen);
            } else {
                new = algorithm.node(&new, sibling);
            }
            (place, last) = (place >> 1, last >> 1);
        }
        if last != 0 {
            return Err(VerifyError::PathLength);
        }
        if old != older.root {
            return Err(VerifyError::OldRoot);
        }
        if new == newer.root { Ok(()) } else { Err(VerifyError::Root) }
    }

    /// The two cases without hashes: an empty older tree, and one tree compared with itself.
    fn verify_trivial(
        &self,
        algorithm: Algorithm,
        older: &TreeHead,
        newer: &TreeHead,
    ) -> Result<(), VerifyError> {
        if !self.path.hashes().is_empty() {
            return Err(VerifyError::PathLength);
        }
        if self.old_size == 0 && older.root != algorithm.empty_root() {
            return Err(VerifyError::OldRoot);
        }
        if self.old_size == self.new_size && older.root != newer.root {
            Err(VerifyError::Root)
        } else {
            Ok(())
        }
    }
}
