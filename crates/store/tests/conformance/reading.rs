//! Reading: pages of events and histories, links from the other end, rows by id, records in drawers.

use crate::{
    bench::{Maker, ask, entries, furnished, play, probe},
    desk::{Order, link, open},
    history::History,
};
use ledger::{Command, Link, MatterId, Seq};
use std::collections::BTreeSet;
use store::{Entry, Outcome, Record, Store, View, Write};

on_every_backend!(
    events_come_in_pages,
    reports_come_without_the_rest,
    histories_come_newest_first,
    links_are_seen_from_the_other_end,
    rows_come_by_id_in_the_order_asked,
    records_are_put_replaced_and_taken_away,
    a_view_sees_all_that_was_acknowledged,
);

fn played(make: &Maker, seed: u64) -> Box<dyn Store> {
    let store = furnished(make);
    play(store.as_ref(), &History::new(seed, 250).orders);
    store
}

fn events_come_in_pages(make: &Maker) {
    let store = played(make, 51);
    let view = store.view().unwrap();
    let all = entries(view.as_ref());
    assert_eq!(all.len() as u64, view.head().next.0);
    for size in [1, 7, 100, all.len(), all.len() + 1] {
        let mut pages: Vec<Entry> = vec![];
        while pages.len() < all.len() {
            let page = view.events(Seq(pages.len() as u64), size).unwrap();
            assert_eq!(page.len(), size.min(all.len() - pages.len()));
            pages.extend(page);
        }
        assert_eq!(pages, all);
    }
    assert_eq!(view.events(view.head().next, 10).unwrap(), []);
    assert_eq!(view.events(Seq(u64::MAX), 10).unwrap(), []);
    assert_eq!(view.events(Seq(0), 0).unwrap(), []);
}

fn reports_come_without_the_rest(make: &Maker) {
    let store = played(make, 57);
    let view = store.view().unwrap();
    let all = entries(view.as_ref());
    let is_report = |entry: &&Entry| entry.open["type"] == "progress_reported";
    assert!(all.iter().filter(is_report).count() > 10);
    let end = view.head().next.0;
    for (from, to) in [(0, end), (end / 3, 2 * end / 3), (end / 2, end + 9), (7, 7), (9, 2), (end, u64::MAX)]
    {
        let within = |entry: &&Entry| (from..to).contains(&entry.header.seq.0);
        let wanted: Vec<Entry> = all.iter().filter(is_report).filter(within).cloned().collect();
        assert_eq!(view.reports(Seq(from), Seq(to), usize::MAX).unwrap(), wanted, "{from} to {to}");
        let few: Vec<Entry> = wanted.into_iter().take(3).collect();
        assert_eq!(view.reports(Seq(from), Seq(to), 3).unwrap(), few);
        let past = store::Past::before(store.view().unwrap(), Seq(end / 2)).unwrap();
        assert!(past.reports(Seq(from), Seq(to), 3).unwrap().iter().all(|e| e.header.seq.0 < end / 2));
    }
}

fn histories_come_newest_first(make: &Maker) {
    let store = played(make, 52);
    let view = store.view().unwrap();
    let all = entries(view.as_ref());
    for id in (0..view.head().next_matter.0 + 1).map(MatterId) {
        let wanted: Vec<Entry> = all.iter().rev().filter(|e| e.header.matter == id).cloned().collect();
        assert_eq!(view.history(id, None, usize::MAX).unwrap(), wanted);
        let (mut pages, mut before) = (vec![], None);
        loop {
            let page = view.history(id, before, 3).unwrap();
            let Some(last) = page.last() else { break };
            assert!(page.len() <= 3);
            before = Some(last.header.version);
            pages.extend(page);
            assert!(pages.len() <= wanted.len(), "matter {id}: events come twice");
        }
        assert_eq!(pages, wanted, "matter {id} in pages");
        assert_eq!(view.history(id, Some(1), 3).unwrap(), []);
        assert_eq!(view.history(id, None, 0).unwrap(), []);
    }
}

fn links_are_seen_from_the_other_end(make: &Maker) {
    let store = played(make, 53);
    let last = store.view().unwrap().head().next_matter.0;
    let mut steps = vec![open("unit", "彼端", None)];
    // Backwards, and with several relations of one source, so that the order is not that of writing.
    for source in (1..=8).rev() {
        steps.extend([link(source, last, 2, "丙"), link(source, last, 0, "甲")]);
    }
    let relation = Link::RELATIONS[2].to_owned();
    steps.push((Some(MatterId(4)), Command::Unlink { to: MatterId(last), relation: relation.clone() }));
    steps.push(link(4, last, 2, "又"));
    steps.push((Some(MatterId(5)), Command::Unlink { to: MatterId(last), relation }));
    ask(store.as_ref(), Order { number: 900, steps }.work()).unwrap();
    let view = store.view().unwrap();
    let mut links = 0;
    for id in (1..view.head().next_matter.0).map(MatterId) {
        let mut wanted = BTreeSet::new();
        for from in (1..view.head().next_matter.0).map(MatterId) {
            let matter = view.matter(from).unwrap().unwrap();
            let to = matter.links.into_iter().filter(|link| link.to == id);
            wanted.extend(to.map(|link| (from, link.relation, link.note)));
        }
        links += wanted.len();
        assert_eq!(view.links_to(id).unwrap(), wanted.into_iter().collect::<Vec<_>>(), "to {id}");
    }
    assert!(links > 20, "{links} links");
    assert_eq!(view.links_to(MatterId(last)).unwrap().len(), 15);
}

fn rows_come_by_id_in_the_order_asked(make: &Maker) {
    let store = played(make, 54);
    let view = store.view().unwrap();
    let asked = [5, 2, 9_999, 0, 2, 7].map(MatterId);
    let found = view.summaries(&asked).unwrap();
    assert_eq!(found.iter().map(|row| row.id.0).collect::<Vec<_>>(), [5, 2, 2, 7], "the space is no row");
    for row in found {
        let matter = view.matter(row.id).unwrap().unwrap();
        assert_eq!(row, store::Summary::of(&matter));
    }
    assert_eq!(view.summaries(&[]).unwrap(), []);
}

fn records_are_put_replaced_and_taken_away(make: &Maker) {
    let store = make();
    let record = |value: &str, expires| Record { value: value.into(), expires };
    let nothing = || Outcome { matter: MatterId(0), version: 0, first: Seq(0), end: Seq(0) };
    let put = |drawer: &'static str, key: &'static str, value: Option<Record>| {
        ask(store.as_ref(), move |write: &mut dyn Write| {
            write.put_record(drawer, key, value.clone())?;
            assert_eq!(write.record(drawer, key)?, value, "within the write");
            Ok(nothing())
        })
        .unwrap();
    };
    put("sessions", "b", Some(record("{\"n\":1}", Some(-5))));
    put("sessions", "a", Some(record("密码'\"\u{0}%", None)));
    put("accounts", "a", Some(record("1", Some(i64::MAX))));
    put("sessions", "b", Some(record("{\"n\":2}", None)));
    put("sessions", "钥", Some(record("", Some(0))));
    put("sessions", "gone", Some(record("x", None)));
    put("sessions", "gone", None);
    put("sessions", "never", None);
    let view = store.view().unwrap();
    assert_eq!(
        view.records("sessions").unwrap(),
        [
            ("a".to_owned(), record("密码'\"\u{0}%", None)),
            ("b".to_owned(), record("{\"n\":2}", None)),
            ("钥".to_owned(), record("", Some(0))),
        ]
    );
    let keys = |after: &str, limit| -> Vec<String> {
        let found = view.records_after("sessions", after, limit).unwrap();
        found.into_iter().map(|(key, _)| key).collect()
    };
    assert_eq!(keys("", 9), ["a", "b", "钥"]);
    assert_eq!(
        (keys("", 2), keys("a", 1), keys("aa", 9)),
        (vec!["a".into(), "b".into()], vec!["b".into()], vec!["b".into(), "钥".into()])
    );
    assert_eq!((keys("钥", 9), keys("", 0)), (vec![], vec![]));
    assert_eq!(view.records("accounts").unwrap(), [("a".to_owned(), record("1", Some(i64::MAX)))]);
    assert_eq!(view.records("empty").unwrap(), []);
    let counted = |drawer, limit| view.count_records(drawer, limit).unwrap();
    assert_eq!((counted("sessions", 9), counted("sessions", 2), counted("empty", 9)), (3, 2, 0));
    assert_eq!(view.record("sessions", "b").unwrap(), Some(record("{\"n\":2}", None)));
    assert_eq!(view.record("sessions", "gone").unwrap(), None);
    assert_eq!(view.record("accounts", "b").unwrap(), None);
    assert_eq!(view.head().next, Seq(0), "records stand beside the log");
}

fn a_view_sees_all_that_was_acknowledged(make: &Maker) {
    let store = furnished(make);
    for number in 1..=40u64 {
        ask(store.as_ref(), Order { number, steps: vec![open("unit", "科", None)] }.work()).unwrap();
        let view = store.view().unwrap();
        assert_eq!(view.head().next_matter, MatterId(number + 1));
        assert_eq!(view.events(Seq(0), 1000).unwrap().len() as u64, view.head().next.0);
        assert!(view.matter(MatterId(number)).unwrap().is_some());
    }
    let seen = probe(store.as_ref(), |write| write.head());
    assert_eq!(store.view().unwrap().head(), seen);
}
