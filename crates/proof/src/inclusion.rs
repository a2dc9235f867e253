//! Proof that a leaf is in the tree (RFC 9162 §2.1.3).

use serde::{Deserialize, Serialize};

use crate::hash::{Algorithm, Hash};
use crate::head::TreeHead;
use crate::path::{ProofPath, VerifyError, check_size, split};
use crate::tiles::{Subtrees, TileError, Tiles};

/// The hashes that lead from leaf `index` to the root of a tree of `size` leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InclusionProof {
    /// Place of the leaf, from 0.
    pub index: u64,
    /// Leaves in the tree.
    pub size: u64,
    /// Siblings on the way up, nearest to the leaf first.
    pub path: ProofPath,
}

impl InclusionProof {
    /// Computes the proof: RFC 6962 §2.1.1, `PATH(index, D[size])`.
    ///
    /// At most two tile reads a level: the tile on the leaf's way up and the one at the right edge.
    ///
    /// # Errors
    /// [`TileError::Outside`] unless `index < size`, [`TileError::Size`], or what reading met.
    pub fn prove<T: Tiles>(
        algorithm: Algorithm,
        tiles: &T,
        index: u64,
        size: u64,
    ) -> Result<Self, TileError<T::Error>> {
        let mut subtrees = Subtrees::new(algorithm, tiles, size)?;
        if index >= size {
            return Err(TileError::Outside { asked: index, size });
        }
        let (mut begin, mut end) = (0, size);
        let mut path = Vec::new();
        while end - begin > 1 {
            let middle = begin + split(end - begin);
            if index < middle {
                path.push(subtrees.root_of(middle, end)?);
                end = middle;
            } else {
                path.push(subtrees.root_of(begin, middle)?);
                begin = middle;
            }
        }
        Ok(Self { index, size, path: ProofPath::from_root_down(path) })
    }

    /// Checks that `leaf` (a leaf's hash, see [`Algorithm::leaf`]) stands at `index` in the tree with this head:
    /// RFC 9162 §2.1.3.2. The head must come from elsewhere, such as a verified checkpoint.
    ///
    /// # Errors
    /// [`VerifyError`]: the proof is worth nothing.
    pub fn verify(&self, algorithm: Algorithm, leaf: &Hash, head: &TreeHead) -> Result<(), VerifyError> {
        check_size(self.size, head.size)?;
        if self.index >= self.size {
            return Err(VerifyError::Outside { asked: self.index, size: self.size });
        }
        // The RFC's fn and sn: the place of the node on the way up, and of the last node at the same height.
        let (mut place, mut last) = (self.index, self.size - 1);
        let mut node = *leaf;
        for sibling in self.path.hashes() {
            if last == 0 {
                return Err(VerifyError::PathLength);
            }
            if place & 1 == 1 || place == last {
                node = algorithm.node(sibling, &node);
                // A last node without a sibling rises unchanged until it is a right child; `place` is not 0 here.
                let risen = place.trailing_zeros();
                (place, last) = (place >> risen, last >> risen);
            } else {
                node = algorithm.node(&node, sibling);
            }
            (place, last) = (place >> 1, last >> 1);
        }
        if last != 0 {
            return Err(VerifyError::PathLength);
        }
        if node == head.root { Ok(()) } else { Err(VerifyError::Root) }
    }
}
