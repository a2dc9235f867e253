//! Proofs out of the store's tiles: every event is in the log, every earlier log is the beginning of the present one.

use crate::{
    bench::{Maker, ask, furnished},
    chance::Chance,
    desk::{Order, new_event, open},
};
use ledger::{Event, MatterId};
use proof::{Algorithm, ConsistencyProof, Frontier, Hash, InclusionProof, Tiles, TreeHead};
use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
};
use store::{NewEvent, Outcome, Store, StoreError, View};

on_every_backend!(
    every_event_is_proved_at_every_size,
    long_logs_are_proved_too,
    tiles_are_what_the_leaves_give
);

const ALGORITHM: Algorithm = Algorithm::Sha256;

/// The tiles of a view, each read once: a proof reads a few, but here are thousands of proofs.
struct Shelf<'v> {
    view: &'v dyn View,
    read: RefCell<HashMap<(u8, u64, u16), Vec<Hash>>>,
}

impl Tiles for Shelf<'_> {
    type Error = StoreError;

    fn tile(&self, level: u8, index: u64, width: u16) -> Result<Vec<Hash>, StoreError> {
        if let Some(known) = self.read.borrow().get(&(level, index, width)) {
            return Ok(known.clone());
        }
        let hashes = self.view.tile(level, index, width)?;
        self.read.borrow_mut().insert((level, index, width), hashes.clone());
        Ok(hashes)
    }
}

/// Appends `count` cheap events in one write.
fn append(store: &dyn Store, count: u64) {
    ask(store, move |write| {
        let first = write.head().next;
        for n in 0..count {
            let set = BTreeMap::new();
            let event = NewEvent { nth: n, ..new_event(first.0, MatterId(1), Event::FieldsEdited { set }) };
            write.append(event)?;
        }
        Ok(Outcome { matter: MatterId(1), version: 0, first, end: write.head().next })
    })
    .unwrap();
}

fn begun(make: &Maker) -> Box<dyn Store> {
    let store = furnished(make);
    ask(store.as_ref(), Order { number: 1, steps: vec![open("unit", "科", None)] }.work()).unwrap();
    store
}

fn leaves(view: &dyn View) -> Vec<Hash> {
    view.events(ledger::Seq(0), usize::MAX).unwrap().iter().map(|entry| entry.leaf).collect()
}

/// The heads of all sizes, from the leaves alone.
fn heads(leaves: &[Hash]) -> Vec<TreeHead> {
    let mut tree = Frontier::new(ALGORITHM);
    let mut heads = vec![tree.head()];
    for leaf in leaves {
        tree.push(*leaf).unwrap();
        heads.push(tree.head());
    }
    heads
}

fn prove_event(shelf: &Shelf<'_>, leaf: &Hash, index: u64, head: &TreeHead) {
    let proof = InclusionProof::prove(ALGORITHM, shelf, index, head.size).unwrap();
    proof.verify(ALGORITHM, leaf, head).unwrap_or_else(|e| panic!("event {index} of {}: {e}", head.size));
}

fn prove_growth(shelf: &Shelf<'_>, old: &TreeHead, new: &TreeHead) {
    let proof = ConsistencyProof::prove(ALGORITHM, shelf, old.size, new.size).unwrap();
    proof.verify(ALGORITHM, old, new).unwrap_or_else(|e| panic!("{} in {}: {e}", old.size, new.size));
}

fn every_event_is_proved_at_every_size(make: &Maker) {
    let store = begun(make);
    let mut grown = vec![];
    while store.view().unwrap().head().next.0 < 600 {
        let view = store.view().unwrap();
        grown.push(TreeHead { size: view.head().next.0, root: view.head().root });
        drop(view);
        // Uneven steps, so that tiles fill in the middle of a write and at its end.
        append(store.as_ref(), if grown.len() % 3 == 0 { 2 } else { 1 });
    }
    let view = store.view().unwrap();
    let shelf = Shelf { view: view.as_ref(), read: RefCell::default() };
    let leaves = leaves(view.as_ref());
    let heads = heads(&leaves);
    for head in &grown {
        assert_eq!(*head, heads[head.size as usize], "the head that was read at that size");
    }
    let whole = heads[leaves.len()];
    assert_eq!((whole.size, whole.root), (view.head().next.0, view.head().root));
    let mut chance = Chance::new(91);
    for size in 1..=leaves.len() {
        let head = &heads[size];
        // At the sizes around a tile's edge all of them, else the ends and a few between.
        let all = [1, 2, 3, 255, 256, 257, 511, 512, 513, leaves.len()].contains(&size);
        let events: Vec<usize> = match all {
            true => (0..size).collect(),
            false => vec![0, size - 1, size / 2, chance.below(size), chance.below(size)],
        };
        for index in events {
            prove_event(&shelf, &leaves[index], index as u64, head);
        }
        let olds: Vec<usize> = match size <= 40 || size == leaves.len() {
            true => (0..=size).collect(),
            false => vec![size - 1, 256.min(size), chance.below(size), chance.below(size)],
        };
        for old in olds {
            prove_growth(&shelf, &heads[old], head);
        }
    }
}

fn long_logs_are_proved_too(make: &Maker) {
    let store = begun(make);
    let size = LONG;
    let begun = store.view().unwrap().head().next.0;
    append(store.as_ref(), size - begun);
    let view = store.view().unwrap();
    let shelf = Shelf { view: view.as_ref(), read: RefCell::default() };
    let leaves = leaves(view.as_ref());
    let heads = heads(&leaves);
    let head = heads[leaves.len()];
    assert_eq!((head.size, head.root), (size, view.head().root));
    let mut chance = Chance::new(92);
    let mut some: Vec<usize> = (0..60).map(|_| chance.below(leaves.len())).collect();
    some.extend([0, 255, 256, 65_535, 65_536, leaves.len() - 1]);
    for index in some {
        prove_event(&shelf, &leaves[index], index as u64, &head);
        prove_growth(&shelf, &heads[index], &head);
    }
}

/// Long enough that level 2, which begins at 65,536 events, has its first hash.
const LONG: u64 = 70_000;

fn tiles_are_what_the_leaves_give(make: &Maker) {
    let store = begun(make);
    append(store.as_ref(), 700 - 7);
    let view = store.view().unwrap();
    let mut tree = Frontier::new(ALGORITHM);
    let mut wanted = proof::MemoryTiles::new();
    for leaf in leaves(view.as_ref()) {
        tree.push_into(leaf, |entry| wanted.store(entry)).unwrap();
    }
    for (level, index) in [(0, 0), (0, 1), (0, 2), (0, 3), (1, 0), (1, 1), (2, 0), (7, 0), (0, u64::MAX)] {
        for width in [0, 1, 2, 100, 188, 255, 256, 257, u16::MAX] {
            let tile = wanted.tile(level, index, width.min(256)).unwrap();
            assert_eq!(view.tile(level, index, width).unwrap(), tile, "{level} {index} {width}");
        }
    }
}
