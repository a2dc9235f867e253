//! Frontier, tiles and proofs against the definitions of RFC 6962 written out recursively, for every small size.

mod definition;

use std::cell::Cell;
use std::convert::Infallible;

use definition::Defined;
use proof::{
    Algorithm, ConsistencyProof, Entry, Frontier, Hash, InclusionProof, MemoryTiles, TILE_WIDTH, TileError,
    Tiles, TreeHead, frontier_from_tiles, tile_width,
};

const ALGORITHM: Algorithm = Algorithm::Sha256;
const SMALL: u64 = 300;

/// Leaf hashes 0..count, the frontier's head after each of them (from the empty tree on), and the tiles.
fn grow(algorithm: Algorithm, count: u64) -> (Vec<Hash>, Vec<TreeHead>, MemoryTiles) {
    let mut frontier = Frontier::new(algorithm);
    let (mut leaves, mut heads, mut tiles) = (Vec::new(), vec![frontier.head()], MemoryTiles::new());
    for index in 0..count {
        let leaf = algorithm.leaf(&index.to_be_bytes());
        assert_eq!(frontier.push_into(leaf, |entry| tiles.store(entry)), Ok(index));
        leaves.push(leaf);
        heads.push(frontier.head());
    }
    (leaves, heads, tiles)
}

#[test]
fn frontier_states_the_defined_root_at_every_size() {
    for algorithm in [Algorithm::Sha256, Algorithm::Sm3] {
        let (leaves, heads, tiles) = grow(algorithm, SMALL);
        let defined = Defined::over(algorithm, &leaves);
        for (size, head) in heads.iter().enumerate() {
            assert_eq!(head.size, size as u64);
            assert_eq!(head.root, defined.root(size), "{algorithm}, size {size}");
            let taken_up = frontier_from_tiles(algorithm, &tiles, size as u64).unwrap();
            assert_eq!(taken_up.head(), *head);
            assert_eq!(taken_up.subtrees().len(), size.count_ones() as usize);
        }
    }
}

#[test]
fn every_inclusion_is_the_defined_one_and_verifies() {
    let (leaves, heads, tiles) = grow(ALGORITHM, SMALL);
    let defined = Defined::over(ALGORITHM, &leaves);
    for size in 1..=SMALL {
        for index in 0..size {
            let proof = InclusionProof::prove(ALGORITHM, &tiles, index, size).unwrap();
            let path = defined.inclusion(index as usize, size as usize);
            assert_eq!(proof.path.hashes(), path, "leaf {index} of {size}");
            proof.verify(ALGORITHM, &leaves[index as usize], &heads[size as usize]).unwrap();
        }
    }
}

#[test]
fn every_consistency_is_the_defined_one_and_verifies() {
    let (leaves, heads, tiles) = grow(ALGORITHM, SMALL);
    let defined = Defined::over(ALGORITHM, &leaves);
    for new in 0..=SMALL {
        for old in 0..=new {
            let proof = ConsistencyProof::prove(ALGORITHM, &tiles, old, new).unwrap();
            let path = defined.consistency(old as usize, new as usize);
            assert_eq!(proof.path.hashes(), path, "{old} in {new}");
            proof.verify(ALGORITHM, &heads[old as usize], &heads[new as usize]).unwrap();
        }
    }
}

#[test]
fn another_history_is_never_consistent() {
    let (_, heads, _) = grow(ALGORITHM, 40);
    let mut rewritten = Frontier::new(ALGORITHM);
    let mut tiles = MemoryTiles::new();
    let mut false_heads = vec![rewritten.head()];
    for index in 0..40_u64 {
        // The first leaf was changed after the fact.
        let leaf = ALGORITHM.leaf(&if index == 0 { 99 } else { index }.to_be_bytes());
        rewritten.push_into(leaf, |entry| tiles.store(entry)).unwrap();
        false_heads.push(rewritten.head());
    }
    for new in 1..=40_u64 {
        for old in 1..=new {
            let proof = ConsistencyProof::prove(ALGORITHM, &tiles, old, new).unwrap();
            assert!(proof.verify(ALGORITHM, &heads[old as usize], &false_heads[new as usize]).is_err());
        }
    }
}

/// Counts reads, so that proofs are known to stay cheap.
struct Counted<'t> {
    tiles: &'t MemoryTiles,
    reads: Cell<usize>,
}

impl Tiles for Counted<'_> {
    type Error = Infallible;

    fn tile(&self, level: u8, index: u64, width: u16) -> Result<Vec<Hash>, Infallible> {
        self.reads.set(self.reads.get() + 1);
        self.tiles.tile(level, index, width)
    }
}

#[test]
fn seventy_thousand_leaves_span_three_levels() {
    const COUNT: u64 = 70_000;
    let (leaves, heads, tiles) = grow(ALGORITHM, COUNT);
    let defined = Defined::over(ALGORITHM, &leaves);
    assert_eq!([0, 1, 2, 3].map(|level| tiles.level(level).len()), [70_000, 273, 1, 0]);
    assert_eq!(tiles.level(2)[0], defined.root(65_536));
    let head = heads[COUNT as usize];
    assert_eq!(head.root, defined.root(70_000));

    let counted = Counted { tiles: &tiles, reads: Cell::new(0) };
    for index in [0, 1, 255, 256, 65_535, 65_536, 65_537, 69_887, 69_888, 69_999] {
        counted.reads.set(0);
        let proof = InclusionProof::prove(ALGORITHM, &counted, index, COUNT).unwrap();
        assert!(counted.reads.get() <= 6, "{} reads for leaf {index}", counted.reads.get());
        assert_eq!(proof.path.hashes(), defined.inclusion(index as usize, 70_000));
        proof.verify(ALGORITHM, &leaves[index as usize], &head).unwrap();
    }
    for old in [0, 1, 255, 256, 257, 4_096, 65_535, 65_536, 65_537, 69_999, 70_000] {
        counted.reads.set(0);
        let proof = ConsistencyProof::prove(ALGORITHM, &counted, old, COUNT).unwrap();
        assert!(counted.reads.get() <= 6, "{} reads for size {old}", counted.reads.get());
        assert_eq!(proof.path.hashes(), defined.consistency(old as usize, 70_000));
        proof.verify(ALGORITHM, &heads[old as usize], &head).unwrap();
    }
    counted.reads.set(0);
    assert_eq!(frontier_from_tiles(ALGORITHM, &counted, COUNT).unwrap().head(), head);
    assert_eq!(counted.reads.get(), 3);
}

#[test]
fn entries_come_in_order_and_name_their_place() {
    let mut frontier = Frontier::new(ALGORITHM);
    let mut next = [0_u64; 3];
    for index in 0..66_000_u64 {
        let mut levels = Vec::new();
        let store = |entry: Entry| {
            assert_eq!(entry.index, next[usize::from(entry.level)]);
            assert_eq!(entry.tile() * 256 + u64::from(entry.slot()), entry.index);
            next[usize::from(entry.level)] += 1;
            levels.push(entry.level);
        };
        frontier.push_into(ALGORITHM.leaf(b"same"), store).unwrap();
        let expected: &[u8] = match index + 1 {
            65_536 => &[0, 1, 2],
            count if count % 256 == 0 => &[0, 1],
            _ => &[0],
        };
        assert_eq!(levels, expected);
    }
}

#[test]
fn tile_widths_follow_the_size() {
    assert_eq!(tile_width(0, 0, 0), 0);
    assert_eq!(tile_width(70_000, 0, 0), TILE_WIDTH);
    assert_eq!(tile_width(70_000, 0, 273), 112);
    assert_eq!(tile_width(70_000, 0, 274), 0);
    assert_eq!(tile_width(70_000, 1, 1), 17);
    assert_eq!(tile_width(70_000, 2, 0), 1);
    assert_eq!(tile_width(70_000, 3, 0), 0);
    assert_eq!(tile_width(u64::MAX, 255, u64::MAX), 0);
}

/// Tiles that lose or cut one tile, or fail.
struct Damaged<'t> {
    tiles: &'t MemoryTiles,
    level: u8,
    index: u64,
    harm: Harm,
}

#[derive(Clone, Copy)]
enum Harm {
    Gone,
    CutShort,
    Unreadable,
    Lengthened,
}

#[derive(Debug, PartialEq, thiserror::Error)]
#[error("the disk is on fire")]
struct Fire;

impl Tiles for Damaged<'_> {
    type Error = Fire;

    fn tile(&self, level: u8, index: u64, width: u16) -> Result<Vec<Hash>, Fire> {
        let Ok(mut hashes) = self.tiles.tile(level, index, width);
        if (level, index) == (self.level, self.index) {
            match self.harm {
                Harm::Gone => hashes.clear(),
                Harm::CutShort => hashes.truncate(usize::from(width) - 1),
                Harm::Unreadable => return Err(Fire),
                Harm::Lengthened => hashes.resize(1000, ALGORITHM.empty_root()),
            }
        }
        Ok(hashes)
    }
}

#[test]
fn a_damaged_tile_is_an_error_and_a_longer_one_is_not() {
    let (leaves, heads, tiles) = grow(ALGORITHM, 1_000);
    for (level, index, width) in [(0, 0, 256_u16), (0, 3, 232), (1, 0, 3)] {
        let prove = |harm| {
            let damaged = Damaged { tiles: &tiles, level, index, harm };
            InclusionProof::prove(ALGORITHM, &damaged, 5, 1_000)
        };
        let short = |got| TileError::<Fire>::Short { level, index, wanted: width, got };
        assert_eq!(prove(Harm::Gone), Err(short(0)));
        assert_eq!(prove(Harm::CutShort), Err(short(usize::from(width) - 1)));
        assert_eq!(prove(Harm::Unreadable), Err(TileError::Read { level, index, source: Fire }));
        // Even where the missing hash, here that of the leaf itself, would not be needed.
        if (level, index) == (0, 0) {
            let damaged = Damaged { tiles: &tiles, level, index, harm: Harm::CutShort };
            assert_eq!(InclusionProof::prove(ALGORITHM, &damaged, 255, 1_000), Err(short(255)));
        }
        prove(Harm::Lengthened).unwrap().verify(ALGORITHM, &leaves[5], &heads[1_000]).unwrap();
    }
}

#[test]
fn what_lies_outside_the_tree_is_refused() {
    let (_, _, tiles) = grow(ALGORITHM, 7);
    assert_eq!(InclusionProof::prove(ALGORITHM, &tiles, 7, 7), Err(TileError::Outside { asked: 7, size: 7 }));
    assert_eq!(InclusionProof::prove(ALGORITHM, &tiles, 0, 0), Err(TileError::Outside { asked: 0, size: 0 }));
    assert_eq!(
        ConsistencyProof::prove(ALGORITHM, &tiles, 8, 7),
        Err(TileError::Outside { asked: 8, size: 7 })
    );
    assert_eq!(ConsistencyProof::prove(ALGORITHM, &tiles, 1, u64::MAX), Err(TileError::Size(u64::MAX)));
    // A tree that is bigger than what is stored runs into a tile that is not there.
    assert!(matches!(InclusionProof::prove(ALGORITHM, &tiles, 0, 8), Err(TileError::Short { .. })));
    assert!(matches!(
        InclusionProof::prove(ALGORITHM, &tiles, 0, proof::MAX_SIZE),
        Err(TileError::Short { .. })
    ));
    assert!(frontier_from_tiles(ALGORITHM, &tiles, proof::MAX_SIZE).is_err());
}
