//! Whatever is changed in a proof, a leaf, a root or a size: the proof is refused. And nothing ever panics.

#![allow(clippy::unwrap_used, reason = "what the tests build must be sound, or they fail")]

use proof::{
    Algorithm, ConsistencyProof, Frontier, Hash, InclusionProof, MAX_PATH, MAX_SIZE, MemoryTiles, ProofPath,
    TreeHead, VerifyError,
};
use proptest::collection::vec;
use proptest::prelude::*;

const ALGORITHM: Algorithm = Algorithm::Sha256;
const SIZES: u64 = 20;

struct Log {
    leaves: Vec<Hash>,
    heads: Vec<TreeHead>,
    tiles: MemoryTiles,
}

fn log(count: u64) -> Log {
    let mut frontier = Frontier::new(ALGORITHM);
    let mut log = Log { leaves: Vec::new(), heads: vec![frontier.head()], tiles: MemoryTiles::new() };
    for index in 0..count {
        let leaf = ALGORITHM.leaf(format!("event {index}").as_bytes());
        frontier.push_into(leaf, |entry| log.tiles.store(entry)).unwrap();
        log.leaves.push(leaf);
        log.heads.push(frontier.head());
    }
    log
}

/// The hash with each of its 256 bits flipped in turn.
fn flips(hash: Hash) -> impl Iterator<Item = Hash> {
    (0..256).map(move |bit| {
        let mut bytes = *hash.as_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        Hash::from_bytes(bytes)
    })
}

/// The path with each bit of each hash flipped, with each hash left out or doubled, with two neighbours swapped.
fn broken_paths(path: &ProofPath) -> Vec<ProofPath> {
    let hashes = path.hashes();
    let mut broken = Vec::new();
    let mut push = |hashes| broken.push(ProofPath::new(hashes).unwrap());
    for (at, hash) in hashes.iter().enumerate() {
        for flipped in flips(*hash) {
            let mut changed = hashes.to_vec();
            changed[at] = flipped;
            push(changed);
        }
        let mut shorter = hashes.to_vec();
        shorter.remove(at);
        push(shorter);
        let mut longer = hashes.to_vec();
        longer.insert(at, *hash);
        push(longer);
        if at > 0 {
            let mut swapped = hashes.to_vec();
            swapped.swap(at - 1, at);
            push(swapped);
        }
    }
    let mut longer = hashes.to_vec();
    longer.push(ALGORITHM.empty_root());
    push(longer);
    broken
}

#[test]
fn a_changed_inclusion_is_refused() {
    let Log { leaves, heads, tiles } = log(SIZES);
    for size in 1..=SIZES {
        for index in 0..size {
            let proof = InclusionProof::prove(ALGORITHM, &tiles, index, size).unwrap();
            let (leaf, head) = (leaves[index as usize], heads[size as usize]);
            let refused = |proof: &InclusionProof, leaf: Hash, head: TreeHead| {
                assert!(proof.verify(ALGORITHM, &leaf, &head).is_err(), "leaf {index} of {size}");
            };
            for path in broken_paths(&proof.path) {
                refused(&InclusionProof { path, ..proof }, leaf, head);
            }
            flips(leaf).for_each(|leaf| refused(&proof, leaf, head));
            flips(head.root).for_each(|root| refused(&proof, leaf, TreeHead { root, ..head }));
            for bit in 0..64 {
                refused(&InclusionProof { index: index ^ 1 << bit, ..proof.clone() }, leaf, head);
                refused(&InclusionProof { size: size ^ 1 << bit, ..proof.clone() }, leaf, head);
                refused(&proof, leaf, TreeHead { size: size ^ 1 << bit, ..head });
            }
            assert!(proof.verify(Algorithm::Sm3, &leaf, &head).is_err() || size == 1);
        }
    }
}

#[test]
fn a_changed_consistency_is_refused() {
    let Log { heads, tiles, .. } = log(SIZES);
    for new in 1..=SIZES {
        for old in 0..=new {
            let proof = ConsistencyProof::prove(ALGORITHM, &tiles, old, new).unwrap();
            let (older, newer) = (heads[old as usize], heads[new as usize]);
            let refused = |proof: &ConsistencyProof, older: TreeHead, newer: TreeHead| {
                assert!(proof.verify(ALGORITHM, &older, &newer).is_err(), "{old} in {new}");
            };
            for path in broken_paths(&proof.path) {
                refused(&ConsistencyProof { path, ..proof }, older, newer);
            }
            flips(older.root).for_each(|root| refused(&proof, TreeHead { root, ..older }, newer));
            // Every tree begins with the empty one, whatever its root.
            if old > 0 {
                flips(newer.root).for_each(|root| refused(&proof, older, TreeHead { root, ..newer }));
            }
            for bit in 0..64 {
                refused(&ConsistencyProof { old_size: old ^ 1 << bit, ..proof.clone() }, older, newer);
                refused(&ConsistencyProof { new_size: new ^ 1 << bit, ..proof.clone() }, older, newer);
                refused(&proof, TreeHead { size: old ^ 1 << bit, ..older }, newer);
                refused(&proof, older, TreeHead { size: new ^ 1 << bit, ..newer });
            }
        }
    }
}

#[test]
fn a_proof_that_stops_below_the_root_is_refused() {
    let Log { leaves, heads, tiles } = log(8);
    // Heads that state the right size and, for a root, a node on the way there.
    let false_head = TreeHead { size: 8, root: heads[4].root };
    let shorten = |path: &ProofPath, count| ProofPath::new(path.hashes()[..count].to_vec()).unwrap();
    let proof = InclusionProof::prove(ALGORITHM, &tiles, 1, 8).unwrap();
    let short = InclusionProof { path: shorten(&proof.path, 2), ..proof };
    assert_eq!(short.verify(ALGORITHM, &leaves[1], &false_head), Err(VerifyError::PathLength));
    let proof = ConsistencyProof::prove(ALGORITHM, &tiles, 3, 8).unwrap();
    let short = ConsistencyProof { path: shorten(&proof.path, 3), ..proof };
    assert_eq!(short.verify(ALGORITHM, &heads[3], &false_head), Err(VerifyError::PathLength));
}

#[test]
fn a_leaf_cannot_stand_for_a_node() {
    let (left, right) = (ALGORITHM.leaf(b"left"), ALGORITHM.leaf(b"right"));
    let node = ALGORITHM.node(&left, &right);
    let both = [left.as_bytes().as_slice(), right.as_bytes()].concat();
    assert_ne!(ALGORITHM.leaf(&both), node);
    assert_ne!(ALGORITHM.digest(&both), node);
    assert_ne!(ALGORITHM.node(&right, &left), node);
}

#[test]
fn bounds_are_held() {
    let hash = ALGORITHM.empty_root();
    assert_eq!(ProofPath::new(vec![hash; MAX_PATH + 1]), Err(VerifyError::PathTooLong));
    let long = serde_json::to_string(&vec![hash; MAX_PATH + 1]).unwrap();
    assert!(serde_json::from_str::<ProofPath>(&long).is_err());
    let full = ProofPath::new(vec![hash; MAX_PATH]).unwrap();
    assert_eq!(serde_json::from_str::<ProofPath>(&serde_json::to_string(&full).unwrap()).unwrap(), full);

    let size = MAX_SIZE + 1;
    let proof = InclusionProof { index: 0, size, path: full };
    assert_eq!(proof.verify(ALGORITHM, &hash, &TreeHead { size, root: hash }), Err(VerifyError::Size(size)));
}

/// Sizes that lie near the edges as often as anywhere else.
fn any_size() -> impl Strategy<Value = u64> {
    prop_oneof![0..70_u64, any::<u64>(), (0..64_u32).prop_map(|bit| 1 << bit), Just(MAX_SIZE)]
}

fn any_hash() -> impl Strategy<Value = Hash> {
    any::<[u8; 32]>().prop_map(Hash::from_bytes)
}

proptest! {
    #[test]
    fn made_up_proofs_are_refused_without_panic(
        (index, size, old_size) in (any_size(), any_size(), any_size()),
        (leaf, root) in (any_hash(), any_hash()),
        hashes in vec(any_hash(), 0..=MAX_PATH),
    ) {
        let path = ProofPath::new(hashes).unwrap();
        let inclusion = InclusionProof { index, size, path: path.clone() };
        let (older, newer) = (TreeHead { size: old_size, root: leaf }, TreeHead { size, root });
        prop_assert!(inclusion.verify(ALGORITHM, &leaf, &newer).is_err());
        let consistency = ConsistencyProof { old_size, new_size: size, path };
        prop_assert!(consistency.verify(ALGORITHM, &older, &newer).is_err());
    }

    #[test]
    fn proofs_keep_their_meaning_through_json(size in 1..400_u64, place in any::<prop::sample::Index>()) {
        let Log { leaves, heads, tiles } = log(size);
        let index = place.index(size as usize);
        let head = &heads[size as usize];
        let inclusion = InclusionProof::prove(ALGORITHM, &tiles, index as u64, size).unwrap();
        let read: InclusionProof = serde_json::from_str(&serde_json::to_string(&inclusion).unwrap()).unwrap();
        prop_assert_eq!(&read, &inclusion);
        prop_assert_eq!(read.verify(ALGORITHM, &leaves[index], head), Ok(()));
        let consistency = ConsistencyProof::prove(ALGORITHM, &tiles, index as u64, size).unwrap();
        let read: ConsistencyProof = serde_json::from_str(&serde_json::to_string(&consistency).unwrap()).unwrap();
        prop_assert_eq!(&read, &consistency);
        prop_assert_eq!(read.verify(ALGORITHM, &heads[index], head), Ok(()));
    }
}
