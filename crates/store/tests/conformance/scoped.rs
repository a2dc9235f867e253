//! Kinds that are left out: whatever is asked, the answer is that of the whole without their matters.

use crate::{
    bench::{Maker, all_seen, entries, furnished, play},
    chance::Chance,
    history::History,
    rows::{filter, follow},
};
use ledger::{
    Matter, MatterId, Seq,
    tally::{Over, Tally},
};
use std::{collections::BTreeSet, sync::Arc};
use store::{Filter, Past, Sort, Store, View, scoped};

on_every_backend!(
    nothing_that_can_be_asked_shows_a_hidden_kind,
    lists_are_those_of_the_whole_without_it,
    an_earlier_look_hides_it_too,
    who_may_know_of_all_gets_the_view_itself,
);

/// Measures stand below everything, so that hiding them leaves no hole.
const HIDDEN: &str = "measure";

fn hidden() -> Arc<BTreeSet<String>> {
    Arc::new(BTreeSet::from([HIDDEN.to_owned()]))
}

fn played(make: &Maker) -> Box<dyn Store> {
    let store = furnished(make);
    play(store.as_ref(), &History::new(91, 400).orders);
    store
}

fn nothing_that_can_be_asked_shows_a_hidden_kind(make: &Maker) {
    let store = played(make);
    let whole = store.view().unwrap();
    let view = scoped(store.view().unwrap(), &hidden());
    let ids: Vec<MatterId> = (0..whole.head().next_matter.0).map(MatterId).collect();
    let is_hidden = |m: &Matter| m.kind == HIDDEN;
    let secret: BTreeSet<MatterId> =
        ids.iter().copied().filter(|id| whole.matter(*id).unwrap().is_some_and(|m| is_hidden(&m))).collect();
    assert!(secret.len() > 20, "{}", secret.len());
    let end = whole.head().next;
    for id in &ids {
        let wanted = whole.matter(*id).unwrap().filter(|m| !is_hidden(m));
        assert_eq!(view.matter(*id).unwrap(), wanted);
        assert_eq!(view.matter_before(*id, end).unwrap(), wanted);
        assert_eq!(view.history(*id, None, 100).unwrap().is_empty(), secret.contains(id));
        let mut links = whole.links_to(*id).unwrap();
        links.retain(|(from, ..)| !secret.contains(from) && !secret.contains(id));
        assert_eq!(view.links_to(*id).unwrap(), links);
        assert!(view.ever_linked_to(*id).unwrap().iter().all(|from| !secret.contains(from)));
    }
    assert!(view.summaries(&ids).unwrap().iter().all(|row| !secret.contains(&row.id)));
    assert_eq!(view.summaries(&ids).unwrap().len() + secret.len(), whole.summaries(&ids).unwrap().len());
    assert!(entries(view.as_ref()).iter().all(|entry| entry.header.kind != HIDDEN));
    let touched = view.touched(Seq(0), end).unwrap();
    assert!(touched.len() > 5 && touched.iter().all(|id| !secret.contains(id)));
    let what = |kind: &str| Tally { kind: kind.into(), over: Over::All, what: "class:open".into() };
    let counted = view.tallies(&[what("item"), what(HIDDEN)]).unwrap();
    assert_eq!(counted, [whole.tallies(&[what("item")]).unwrap()[0], 0]);
    assert!(whole.tallies(&[what(HIDDEN)]).unwrap()[0] > 0);
    assert!(view.tallies_over(HIDDEN, Over::All).unwrap().is_empty());
    assert!(view.kinds().latest(HIDDEN).is_none() && view.kinds().latest("item").is_some());
    for word in ["整改", "租", "1"] {
        let words = [word.to_owned()];
        for limit in [1, 3, 1000] {
            let mut found = whole.search(&words, usize::MAX).unwrap();
            found.retain(|id| !secret.contains(id));
            found.truncate(limit);
            assert_eq!(view.search(&words, limit).unwrap(), found);
            let mut said = whole.search_said(&words, usize::MAX).unwrap();
            said.retain(|one| !secret.contains(&one.matter));
            said.truncate(limit);
            assert_eq!(view.search_said(&words, limit).unwrap(), said);
        }
    }
    assert!(view.holding(HIDDEN, "整改", 100).unwrap().is_empty());
    assert_eq!(view.tile(0, 0, 5).unwrap(), whole.tile(0, 0, 5).unwrap(), "hashes say nothing");
}

fn lists_are_those_of_the_whole_without_it(make: &Maker) {
    let store = played(make);
    let whole = store.view().unwrap();
    let view = scoped(store.view().unwrap(), &hidden());
    let mut chance = Chance::new(92);
    let mut full = 0;
    for _ in 0..150 {
        let filter = filter(&mut chance, whole.as_ref());
        let sort = *chance.pick(&[Sort::Outline, Sort::Due, Sort::Changed]);
        let mut wanted = whole.rows(&filter, sort, None, usize::MAX).unwrap();
        wanted.retain(|row| row.kind != HIDDEN);
        full += usize::from(wanted.len() > 2);
        assert_eq!(follow(view.as_ref(), &filter, sort, 3), wanted, "{filter:?} {sort:?}");
    }
    assert!(full > 10, "{full}");
}

fn an_earlier_look_hides_it_too(make: &Maker) {
    let store = played(make);
    let place = Seq(store.view().unwrap().head().next.0 / 2);
    let past = || Past::before(store.view().unwrap(), place).unwrap();
    let view = scoped(Box::new(past()), &hidden());
    for sort in [Sort::Outline, Sort::Due, Sort::Changed] {
        let mut wanted = past().rows(&Filter::default(), sort, None, usize::MAX).unwrap();
        assert!(wanted.iter().any(|row| row.kind == HIDDEN));
        wanted.retain(|row| row.kind != HIDDEN);
        assert_eq!(view.rows(&Filter::default(), sort, None, usize::MAX).unwrap(), wanted);
    }
    assert!(entries(view.as_ref()).iter().all(|entry| entry.header.kind != HIDDEN));
}

fn who_may_know_of_all_gets_the_view_itself(make: &Maker) {
    let store = played(make);
    let view = scoped(store.view().unwrap(), &Arc::default());
    assert_eq!(all_seen(view.as_ref()), all_seen(store.view().unwrap().as_ref()));
}
