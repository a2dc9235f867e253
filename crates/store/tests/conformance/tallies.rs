//! Counters are what counting from scratch gives.

use crate::{
    bench::{Maker, furnished, play},
    history::History,
};
use ledger::{
    MatterId,
    tally::{Over, Tally, tallies},
};
use std::collections::BTreeMap;
use store::View;

on_every_backend!(counters_are_what_counting_gives);

/// Counts everything anew, and asks for every counter that there is.
fn count(view: &dyn View) {
    let mut counted: BTreeMap<Tally, u64> = BTreeMap::new();
    for id in (1..view.head().next_matter.0).map(MatterId) {
        for tally in tallies(&view.matter(id).unwrap().unwrap()) {
            *counted.entry(tally).or_insert(0) += 1;
        }
    }
    let asked: Vec<Tally> = counted.keys().rev().cloned().collect();
    let wanted: Vec<u64> = counted.values().rev().copied().collect();
    assert_eq!(view.tallies(&asked).unwrap(), wanted);
    let mut overs: Vec<Over> = (0..view.head().next_matter.0 + 1)
        .map(MatterId)
        .flat_map(|id| [Over::Under(id), Over::Unit(id), Over::UnitUnder(MatterId(1), id)])
        .collect();
    overs.push(Over::All);
    let mut found: BTreeMap<Tally, u64> = BTreeMap::new();
    for kind in ["unit", "person", "campaign", "group", "item", "measure", "none"] {
        for over in &overs {
            let here = view.tallies_over(kind, *over).unwrap();
            assert!(here.is_sorted() && here.iter().all(|(_, n)| *n > 0), "{here:?}");
            let named = here.into_iter().map(|(what, n)| (Tally { kind: kind.into(), over: *over, what }, n));
            found.extend(named);
        }
    }
    counted.retain(|tally, _| overs.contains(&tally.over));
    assert_eq!(found, counted);
    let none = Tally { kind: "item".into(), over: Over::All, what: "class:none".into() };
    assert_eq!(view.tallies(&[none, asked[0].clone()]).unwrap(), [0, wanted[0]]);
}

fn counters_are_what_counting_gives(make: &Maker) {
    let history = History::new(61, 400);
    let store = furnished(make);
    for some in history.orders.chunks(80) {
        play(store.as_ref(), some);
        count(store.view().unwrap().as_ref());
    }
}
