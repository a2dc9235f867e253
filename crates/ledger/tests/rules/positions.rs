//! Places in the outline: their bytes sort as the outline reads, and a subtree is one range.

use ledger::Position;
use proptest::{collection::vec, prelude::*};

/// Ranks that are often equal, often neighbours, sometimes at the end of their range.
fn ranks() -> impl Strategy<Value = Vec<u32>> {
    vec(prop_oneof![4 => 0u32..4, 1 => 250u32..260, 1 => Just(u32::MAX), 1 => any::<u32>()], 1..6)
}

fn position(ranks: &[u32]) -> Position {
    let root = Position::root(ranks[0]);
    ranks[1..].iter().fold(root, |at, rank| at.child(*rank))
}

proptest! {
    #[test]
    fn bytes_sort_like_ranks_and_read_back(a in ranks(), b in ranks()) {
        let (at, other) = (position(&a), position(&b));
        prop_assert_eq!(at.to_bytes().cmp(&other.to_bytes()), a.cmp(&b));
        prop_assert_eq!(at.cmp(&other), a.cmp(&b));
        prop_assert_eq!(Position::from_bytes(&at.to_bytes()), Some(at.clone()));
        prop_assert_eq!((at.depth(), at.rank()), (a.len(), a[a.len() - 1]));
    }

    #[test]
    fn a_subtree_is_one_range_of_bytes(a in ranks(), b in ranks()) {
        let (at, other) = (position(&a), position(&b));
        let from = at.to_bytes() <= other.to_bytes();
        let to = at.after_subtree().is_none_or(|end| other.to_bytes() < end);
        prop_assert_eq!(at.contains(&other), from && to);
        prop_assert_eq!(at.contains(&other), b.starts_with(&a));
    }

    #[test]
    fn text_reads_back(a in ranks()) {
        let at = position(&a);
        let text = serde_json::to_string(&at).unwrap();
        prop_assert_eq!(serde_json::from_str::<Position>(&text).unwrap(), at.clone());
        let dotted: Vec<String> = a.iter().map(u32::to_string).collect();
        prop_assert_eq!(at.to_string(), dotted.join("."));
    }
}

#[test]
fn what_is_no_position_is_not_read() {
    assert_eq!(Position::from_bytes(&[0, 0, 0]), None);
    for wrong in ["\"1.x\"", "\"-1\"", "\"4294967296\"", "7"] {
        assert!(serde_json::from_str::<Position>(wrong).is_err(), "{wrong}");
    }
}
