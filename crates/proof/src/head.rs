//! What a proof is checked against: a tree's size and root together.

use serde::{Deserialize, Serialize};

use crate::hash::Hash;

/// Size and root of a tree, from a source that is trusted, such as a verified checkpoint.
///
/// The two belong together: a proof for one size can lead to the right root under another size, so that a root
/// without its size proves less than it seems to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TreeHead {
    /// Leaves in the tree.
    pub size: u64,
    /// Root of the tree.
    pub root: Hash,
}
