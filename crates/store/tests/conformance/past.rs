//! Looking back: a look at an earlier place is that of a store whose log ends there.

use crate::{
    bench::{Maker, all_seen, entries, furnished, play},
    chance::Chance,
    desk::at,
    history::History,
    rows::{filter, follow},
};
use ledger::{
    MatterId, Seq, SpaceId, StateClass,
    tally::{Over, Tally},
};
use std::collections::BTreeSet;
use store::{Past, Sort, Store, View, memory::MemoryStore, place_of};

on_every_backend!(
    an_earlier_look_is_that_of_a_log_which_ends_there,
    earlier_lists_and_counters_are_those_of_a_replay,
    a_matter_before_a_place_is_made_of_the_events_before_it,
    the_touched_are_those_with_events_between,
    the_place_of_an_instant_is_that_of_the_first_event_from_then_on,
);

fn played(make: &Maker, seed: u64, length: u64) -> Box<dyn Store> {
    let store = furnished(make);
    play(store.as_ref(), &History::new(seed, length).orders);
    store
}

/// What the log gives when it ends before `place`.
fn replayed(store: &dyn Store, place: u64) -> MemoryStore {
    let view = store.view().unwrap();
    let first = view.events(Seq(0), usize::try_from(place).unwrap()).unwrap();
    MemoryStore::replay(SpaceId(1), first.into_iter().map(Ok)).unwrap()
}

fn an_earlier_look_is_that_of_a_log_which_ends_there(make: &Maker) {
    let store = played(make, 81, 320);
    let end = store.view().unwrap().head().next.0;
    let mut chance = Chance::new(82);
    let some = (0..12).map(|_| chance.below(end as usize) as u64);
    for place in some.chain([0, 1, 4, 6, 7, 8, end - 1, end, end + 5]).collect::<BTreeSet<_>>() {
        let past = Past::before(store.view().unwrap(), Seq(place)).unwrap();
        let wanted = replayed(store.as_ref(), place.min(end));
        assert_eq!(all_seen(&past), all_seen(wanted.view().unwrap().as_ref()), "before {place} of {end}");
    }
}

fn earlier_lists_and_counters_are_those_of_a_replay(make: &Maker) {
    let store = played(make, 83, 260);
    let end = store.view().unwrap().head().next.0;
    let (mut chance, mut full, mut counted) = (Chance::new(84), 0, 0);
    for _ in 0..6 {
        let place = end / 8 + chance.below(end as usize - end as usize / 8) as u64;
        let past = Past::before(store.view().unwrap(), Seq(place)).unwrap();
        let replayed = replayed(store.as_ref(), place);
        let plain = replayed.view().unwrap();
        for _ in 0..50 {
            let filter = filter(&mut chance, plain.as_ref());
            for sort in [Sort::Outline, Sort::Due, Sort::Changed] {
                let wanted = plain.rows(&filter, sort, None, usize::MAX).unwrap();
                full += usize::from(!wanted.is_empty());
                let size = 1 + wanted.len() / (1 + chance.below(4));
                assert_eq!(
                    follow(&past, &filter, sort, size),
                    wanted,
                    "{place}: {filter:?} {sort:?} by {size}"
                );
            }
        }
        let ids: Vec<MatterId> = (1..40).map(MatterId).collect();
        let overs = ids.iter().flat_map(|id| {
            let root = ids[chance.below(ids.len())];
            [Over::Under(*id), Over::Unit(*id), Over::UnitUnder(*id, root), Over::Person(*id)]
        });
        for over in overs.chain([Over::All]).collect::<Vec<_>>() {
            for kind in ["item", "measure", "unit"] {
                let wanted = plain.tallies_over(kind, over).unwrap();
                counted += usize::from(!wanted.is_empty());
                assert_eq!(past.tallies_over(kind, over).unwrap(), wanted, "{place}: {kind} {over}");
                let classes = StateClass::ALL.map(|class| Tally {
                    kind: kind.into(),
                    over,
                    what: format!("class:{}", class.name()),
                });
                assert_eq!(
                    past.tallies(&classes).unwrap(),
                    plain.tallies(&classes).unwrap(),
                    "{place}: {over}"
                );
            }
        }
    }
    assert!(full > 120 && counted > 60, "{full} lists and {counted} counters hold something");
}

fn a_matter_before_a_place_is_made_of_the_events_before_it(make: &Maker) {
    let store = played(make, 85, 160);
    let view = store.view().unwrap();
    for place in (0..=view.head().next.0).step_by(7) {
        let replayed = replayed(store.as_ref(), place);
        let plain = replayed.view().unwrap();
        for id in (0..view.head().next_matter.0 + 2).map(MatterId) {
            let wanted = plain.matter(id).unwrap();
            assert_eq!(view.matter_before(id, Seq(place)).unwrap(), wanted, "{id} before {place}");
        }
    }
}

fn the_touched_are_those_with_events_between(make: &Maker) {
    let store = played(make, 86, 120);
    let view = store.view().unwrap();
    let (all, mut chance) = (entries(view.as_ref()), Chance::new(87));
    for _ in 0..100 {
        let (from, to) = (chance.below(all.len() + 5), chance.below(all.len() + 5));
        let wanted: BTreeSet<MatterId> = all
            .iter()
            .filter(|entry| (from as u64..to as u64).contains(&entry.header.seq.0))
            .map(|entry| entry.header.matter)
            .collect();
        let found = view.touched(Seq(from as u64), Seq(to as u64)).unwrap();
        assert_eq!(found, wanted.into_iter().collect::<Vec<_>>(), "{from} to {to}");
    }
}

fn the_place_of_an_instant_is_that_of_the_first_event_from_then_on(make: &Maker) {
    let store = played(make, 88, 90);
    let view = store.view().unwrap();
    let all = entries(view.as_ref());
    for millis in -1..100 {
        let wanted = all.iter().position(|entry| entry.header.at >= at(millis)).unwrap_or(all.len());
        assert_eq!(place_of(view.as_ref(), at(millis)).unwrap(), Seq(wanted as u64), "{millis}");
    }
}
