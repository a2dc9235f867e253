//! Lists: every backend gives the rows that the plain reading gives, and following cursors gives each exactly once.

use crate::{
    bench::{furnished, play, sqlite},
    chance::Chance,
    history::History,
};
use jiff::{ToSpan, civil::date};
use ledger::{MatterId, StateClass};
use std::collections::BTreeSet;
use store::{Filter, Lacks, Sort, Summary, View, search};

const SORTS: [Sort; 3] = [Sort::Outline, Sort::Due, Sort::Changed];

/// A filter that leaves something out in a few ways, out of what there is.
pub(crate) fn filter(chance: &mut Chance, view: &dyn View) -> Filter {
    let last = view.head().next_matter.0 as usize;
    let of_kind = |chance: &mut Chance, kind: &str| {
        let units = Filter { kind: Some(kind.into()), ..Filter::default() };
        let units = view.rows(&units, Sort::Outline, None, 8).unwrap();
        chance.pick(&units).id
    };
    let day = |chance: &mut Chance| date(2026, 11, 10).checked_add((chance.below(25) as i64).days()).unwrap();
    let mut filter = Filter::default();
    for _ in 0..1 + chance.below(4) {
        match chance.below(13) {
            0 | 1 => {
                let kinds = ["unit", "person", "campaign", "group", "item", "measure", "none"];
                filter.kind = Some((*chance.pick(&kinds)).into());
            }
            2 => filter.under = Some(MatterId(chance.below(last + 2) as u64)),
            3 => filter.parent = Some(MatterId(chance.below(last + 2) as u64)),
            4 => filter.unit = Some(of_kind(chance, "unit")),
            5 => filter.person = Some(of_kind(chance, "person")),
            6 => {
                filter.state = Some((*chance.pick(&["planned", "in_progress", "active", "cancelled"])).into())
            }
            7 => filter.class = Some(*chance.pick(&StateClass::ALL)),
            8 => filter.due_from = Some(day(chance)),
            9 => filter.due_to = Some(day(chance)),
            10 => filter.lacks = Some(*chance.pick(&[Lacks::Unit, Lacks::Person, Lacks::Due])),
            11 => filter.asks = true,
            _ => filter.words = search::words(&crate::history::text(chance).replace('事', "")),
        }
    }
    filter
}

pub(crate) fn follow(view: &dyn View, filter: &Filter, sort: Sort, size: usize) -> Vec<Summary> {
    let (mut rows, mut after): (Vec<Summary>, _) = (vec![], None);
    loop {
        let page = view.rows(filter, sort, after.as_ref(), size).unwrap();
        assert!(page.len() <= size);
        let Some(last) = page.last() else { return rows };
        after = Some(last.cursor());
        rows.extend(page);
        assert!(
            rows.len() as u64 <= view.head().next_matter.0,
            "rows come twice: {filter:?} {sort:?} by {size}"
        );
    }
}

#[test]
fn pages_are_those_of_the_plain_reading() {
    let history = History::new(71, 600);
    let store = furnished(&sqlite);
    play(store.as_ref(), &history.orders);
    let (view, plain) = (store.view().unwrap(), history.store.view().unwrap());
    let (mut chance, mut full, mut long) = (Chance::new(72), 0, 0);
    for _ in 0..1500 {
        let filter = filter(&mut chance, plain.as_ref());
        for sort in SORTS {
            let wanted = plain.rows(&filter, sort, None, usize::MAX).unwrap();
            full += usize::from(!wanted.is_empty());
            long += usize::from(wanted.len() > 10);
            let size = 1 + chance.below(wanted.len() + 2);
            assert_eq!(follow(view.as_ref(), &filter, sort, size), wanted, "{filter:?} {sort:?} by {size}");
            let ids: BTreeSet<MatterId> = wanted.iter().map(|row| row.id).collect();
            assert_eq!(ids.len(), wanted.len(), "none twice: {filter:?} {sort:?}");
        }
    }
    assert!(full > 1000 && long > 300, "{full} lists hold something, {long} more than ten rows");
}

#[test]
fn rows_of_the_plain_reading_are_those_that_fit() {
    let history = History::new(73, 400);
    let view = history.store.view().unwrap();
    let all: Vec<_> =
        (1..view.head().next_matter.0).map(|id| view.matter(MatterId(id)).unwrap().unwrap()).collect();
    for sort in SORTS {
        let mut rows = follow(view.as_ref(), &Filter::default(), sort, 7);
        match sort {
            Sort::Outline => assert!(rows.is_sorted_by(|a, b| a.position < b.position)),
            Sort::Due => assert!(rows.is_sorted_by_key(|row| (row.due.is_none(), row.due, row.id))),
            Sort::Changed => assert!(rows.is_sorted_by(|a, b| a.changed > b.changed)),
        }
        rows.sort_by_key(|row| row.id);
        assert_eq!(rows, all.iter().map(Summary::of).collect::<Vec<_>>());
    }
    let ids = |filter: Filter| -> BTreeSet<u64> {
        view.rows(&filter, Sort::Changed, None, usize::MAX).unwrap().iter().map(|row| row.id.0).collect()
    };
    let those = |fits: &dyn Fn(&ledger::Matter) -> bool| -> BTreeSet<u64> {
        all.iter().filter(|m| fits(m)).map(|m| m.id.0).collect()
    };
    let (from, to) = (date(2026, 11, 14), date(2026, 11, 20));
    for above in all.iter().map(|m| m.id) {
        assert_eq!(
            ids(Filter { under: Some(above), ..Filter::default() }),
            those(&|m| m.above.contains(&above))
        );
        assert_eq!(
            ids(Filter { parent: Some(above), ..Filter::default() }),
            those(&|m| m.parent == Some(above))
        );
        assert_eq!(ids(Filter { unit: Some(above), ..Filter::default() }), those(&|m| m.unit == Some(above)));
        assert_eq!(
            ids(Filter { person: Some(above), ..Filter::default() }),
            those(&|m| m.person == Some(above))
        );
        assert_eq!(
            ids(Filter { leader: Some(above), ..Filter::default() }),
            those(&|m| m.leader == Some(above))
        );
    }
    for class in StateClass::ALL {
        assert_eq!(ids(Filter { class: Some(class), ..Filter::default() }), those(&|m| m.class == class));
    }
    let due = Filter { due_from: Some(from), due_to: Some(to), ..Filter::default() };
    assert_eq!(ids(due), those(&|m| m.due.is_some_and(|due| from <= due && due <= to)));
    let late = Filter { due_from: Some(from), ..Filter::default() };
    assert_eq!(ids(late), those(&|m| m.due.is_some_and(|due| from <= due)));
    let early = Filter { due_to: Some(to), ..Filter::default() };
    assert_eq!(ids(early), those(&|m| m.due.is_some_and(|due| due <= to)));
    let running = |m: &ledger::Matter| !m.class.has_ended();
    let no_due = Filter { lacks: Some(Lacks::Due), ..Filter::default() };
    assert_eq!(ids(no_due), those(&|m| m.due.is_none() && running(m)));
    let no_unit = Filter { lacks: Some(Lacks::Unit), ..Filter::default() };
    assert_eq!(ids(no_unit), those(&|m| m.unit.is_none() && running(m)));
}

#[test]
fn a_place_in_the_order_holds_when_its_row_moves_on() {
    // A cursor names a place, not a row: the next page starts there though the row is somewhere else by now.
    let history = History::new(74, 200);
    let store = furnished(&sqlite);
    play(store.as_ref(), &history.orders);
    for store in [store.as_ref(), history.store.as_ref()] {
        let (first, rest) = {
            let view = store.view().unwrap();
            let rows = view.rows(&Filter::default(), Sort::Changed, None, usize::MAX).unwrap();
            (rows[4].cursor(), rows[5..].to_vec())
        };
        let order =
            crate::desk::Order { number: 999, steps: vec![crate::desk::comment(first.id.0, "又动")] };
        crate::bench::ask(store, order.work()).unwrap();
        let view = store.view().unwrap();
        assert_eq!(view.rows(&Filter::default(), Sort::Changed, Some(&first), usize::MAX).unwrap(), rest);
    }
}
