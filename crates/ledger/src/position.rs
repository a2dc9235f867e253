//! A matter's place in the outline: the ranks from the root down.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Ranks from the root of the tree down; lexicographic order is the order in which the outline is read.
///
/// Stored as big-endian `u32`s, so that a subtree is one range of an index.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position(Vec<u32>);

impl Position {
    /// A root at `rank`.
    pub fn root(rank: u32) -> Self {
        Position(vec![rank])
    }

    /// The child at `rank` (counted from 1).
    pub fn child(&self, rank: u32) -> Self {
        let mut ranks = self.0.clone();
        ranks.push(rank);
        Position(ranks)
    }

    /// How deep: 1 for a root.
    pub fn depth(&self) -> usize {
        self.0.len()
    }

    /// The last rank, among siblings.
    pub fn rank(&self) -> u32 {
        self.0.last().copied().unwrap_or(0)
    }

    /// Sortable bytes: four a rank.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|rank| rank.to_be_bytes()).collect()
    }

    /// The first byte string after the whole subtree, or `None` when there is none.
    pub fn after_subtree(&self) -> Option<Vec<u8>> {
        let mut ranks = self.0.clone();
        while let Some(last) = ranks.pop() {
            if let Some(next) = last.checked_add(1) {
                ranks.push(next);
                return Some(Position(ranks).to_bytes());
            }
        }
        None
    }

    /// Whether `other` lies at or below this place.
    pub fn contains(&self, other: &Position) -> bool {
        other.0.starts_with(&self.0)
    }

    /// Reads the sortable bytes back; a length that is no multiple of four is `None`.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (ranks, rest) = bytes.as_chunks::<4>();
        rest.is_empty().then(|| Position(ranks.iter().map(|b| u32::from_be_bytes(*b)).collect()))
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, rank) in self.0.iter().enumerate() {
            write!(f, "{}{rank}", if i == 0 { "" } else { "." })?;
        }
        Ok(())
    }
}

impl Serialize for Position {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.split('.')
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().map_err(serde::de::Error::custom))
            .collect::<Result<_, _>>()
            .map(Position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_sort_like_the_outline() {
        let root = Position::root(7);
        let (a, b) = (root.child(2), root.child(10));
        let inside = a.child(300);
        let mut order = [b.to_bytes(), inside.to_bytes(), root.to_bytes(), a.to_bytes()];
        order.sort();
        assert_eq!(order, [root.to_bytes(), a.to_bytes(), inside.to_bytes(), b.to_bytes()]);
        assert!(a.contains(&inside) && !a.contains(&b));
        let end = a.after_subtree().unwrap();
        assert!(inside.to_bytes() < end && end <= b.to_bytes());
        assert_eq!(Position::from_bytes(&inside.to_bytes()), Some(inside));
        assert_eq!(Position::root(u32::MAX).after_subtree(), None);
    }
}
