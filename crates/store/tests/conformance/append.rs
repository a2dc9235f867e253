//! Appending: places and versions without gaps, time that never runs backwards, retries answered alike.

use crate::{
    bench::{Maker, ask, entries, furnished, play, probe},
    desk::{Order, at, command_id, comment, define_kinds, new_event, open},
    history::History,
};
use jiff::Timestamp;
use ledger::{Event, MatterId, Seq, SpaceId};
use std::collections::BTreeMap;
use store::{NewEvent, Outcome, Stop, Write};

on_every_backend!(
    an_empty_store_stands_at_the_beginning,
    places_and_versions_have_no_gaps,
    the_head_follows_within_a_write,
    a_retry_is_answered_like_the_first_time,
    work_may_do_nothing,
    events_out_of_order_are_turned_away,
    times_are_whole_milliseconds,
);

fn an_empty_store_stands_at_the_beginning(make: &Maker) {
    let store = make();
    let view = store.view().unwrap();
    let head = view.head();
    assert_eq!((head.space, head.next, head.next_matter), (SpaceId(1), Seq(0), MatterId(1)));
    assert_eq!(head.at, Timestamp::UNIX_EPOCH);
    assert_eq!(head.root, proof::Algorithm::Sha256.empty_root());
    assert_eq!(view.kinds().all().count(), 0);
    assert_eq!(view.matter(MatterId(1)).unwrap(), None);
    assert_eq!(entries(view.as_ref()), []);
    let checked = store::check_log(view.as_ref(), &mut |_, _| {}).unwrap();
    assert_eq!((checked.events, checked.root), (0, head.root));
}

fn places_and_versions_have_no_gaps(make: &Maker) {
    let history = History::new(21, 250);
    let store = furnished(make);
    play(store.as_ref(), &history.orders);
    let view = store.view().unwrap();
    let mut versions: BTreeMap<MatterId, u64> = BTreeMap::new();
    let mut tree = proof::Frontier::new(proof::Algorithm::Sha256);
    let (mut next, mut last) = (0, Timestamp::MIN);
    for entry in entries(view.as_ref()) {
        let header = &entry.header;
        assert_eq!(header.seq, Seq(next));
        next += 1;
        let version = versions.entry(header.matter).or_insert(0);
        *version += 1;
        assert_eq!(header.version, *version, "matter {}", header.matter);
        assert!(header.at >= last);
        last = header.at;
        assert_eq!(entry.fault(), None);
        tree.push(entry.leaf).unwrap();
    }
    let head = view.head();
    assert!(next > 200);
    assert_eq!((head.next, head.at, head.root), (Seq(next), last, tree.root()));
    assert_eq!(head.next_matter.0, versions.len() as u64, "the space itself is one of them");
    assert!((0..head.next_matter.0).all(|id| versions.contains_key(&MatterId(id))));
}

fn the_head_follows_within_a_write(make: &Maker) {
    let store = furnished(make);
    ask(store.as_ref(), |write| {
        let before = write.head();
        assert_eq!(before.next, Seq(6));
        let opened = Event::Opened {
            open: ledger::command::Open {
                kind: "unit".into(), title: "水务所".into(), ..Default::default()
            },
            above: vec![],
            position: ledger::Position::root(1),
            state: "active".into(),
        };
        let matter = write.append(new_event(5, MatterId(1), opened))?;
        let after = write.head();
        assert_eq!((after.next, after.next_matter, after.at), (Seq(7), MatterId(2), at(5)));
        assert_eq!((matter.version, matter.changed_seq), (1, Seq(6)));
        assert_ne!(after.root, before.root, "the root is over all events, those of this write included");
        let matter = write.append(new_event(5, MatterId(1), Event::Commented { text: "好".into() }))?;
        assert_eq!((matter.version, matter.changed_seq), (2, Seq(7)));
        assert_eq!(write.matter(MatterId(1))?, Some(matter));
        Ok(Outcome { matter: MatterId(1), version: 2, first: before.next, end: write.head().next })
    })
    .unwrap();
    let in_write = probe(store.as_ref(), |write| write.head());
    assert_eq!(in_write, store.view().unwrap().head());
}

fn a_retry_is_answered_like_the_first_time(make: &Maker) {
    let store = furnished(make);
    let order = Order { number: 7, steps: vec![open("unit", "水务所", None), comment(1, "第一次")] };
    let first = ask(store.as_ref(), order.work()).unwrap();
    assert_eq!(first, Outcome { matter: MatterId(1), version: 2, first: Seq(6), end: Seq(8) });
    ask(store.as_ref(), Order { number: 8, steps: vec![comment(1, "后来")] }.work()).unwrap();
    let again = ask(store.as_ref(), order.work()).unwrap();
    assert_eq!(again, first);
    assert_eq!(store.view().unwrap().head().next, Seq(9), "a retry appends nothing");
    let (kept, other) = probe(store.as_ref(), |write| {
        (write.outcome_of(command_id(7)).unwrap(), write.outcome_of(command_id(9)).unwrap())
    });
    assert_eq!((kept, other), (Some(first.clone()), None));
    let view = store.view().unwrap();
    let looked = [7, 9].map(|number| view.outcome_of(command_id(number)).unwrap());
    drop(view);
    assert_eq!(looked, [Some(first), None]);
    // Both in one group: the second finds what the first has just kept.
    let order = Order { number: 10, steps: vec![comment(1, "两次")] };
    let answers = play(store.as_ref(), &[order.clone(), order]);
    assert_eq!(answers[0], answers[1]);
}

fn work_may_do_nothing(make: &Maker) {
    let store = furnished(make);
    let before = store.view().unwrap().head();
    let nothing = Outcome { matter: MatterId(0), version: 0, first: Seq(6), end: Seq(6) };
    let answer = nothing.clone();
    assert_eq!(ask(store.as_ref(), move |_| Ok(answer)).unwrap(), nothing);
    assert_eq!(store.view().unwrap().head(), before);
}

fn events_out_of_order_are_turned_away(make: &Maker) {
    let store = furnished(make);
    ask(store.as_ref(), Order { number: 50, steps: vec![open("unit", "水务所", None)] }.work()).unwrap();
    let said = || Event::Commented { text: "好".into() };
    let cases: [(&str, NewEvent); 3] = [
        ("before the last", new_event(49, MatterId(1), said())),
        ("on a matter that is not there", new_event(51, MatterId(2), said())),
        ("on an id that leaves a gap", {
            let open =
                ledger::command::Open { kind: "unit".into(), title: "空".into(), ..Default::default() };
            let position = ledger::Position::root(2);
            new_event(
                51,
                MatterId(3),
                Event::Opened { open, above: vec![], position, state: "active".into() },
            )
        }),
    ];
    for (what, event) in cases {
        let answer = ask(store.as_ref(), move |write| {
            write.append(event)?;
            Ok(Outcome { matter: MatterId(1), version: 0, first: Seq(0), end: Seq(0) })
        });
        assert!(matches!(answer, Err(Stop::Store(_))), "{what}: {answer:?}");
    }
    ask(store.as_ref(), Order { number: 52, steps: vec![comment(1, "好")] }.work()).unwrap();
    let view = store.view().unwrap();
    assert_eq!(view.head().next, Seq(8));
    store::check_log(view.as_ref(), &mut |_, _| {}).unwrap();
}

fn times_are_whole_milliseconds(make: &Maker) {
    let store = furnished(make);
    ask(store.as_ref(), |write: &mut dyn Write| {
        let at = at(3).checked_add(jiff::Span::new().nanoseconds(999_999)).unwrap();
        let open = ledger::command::Open { kind: "unit".into(), title: "空".into(), ..Default::default() };
        let position = ledger::Position::root(1);
        let opened = Event::Opened { open, above: vec![], position, state: "active".into() };
        let matter = write.append(NewEvent { at, ..new_event(3, MatterId(1), opened) })?;
        Ok(Outcome { matter: matter.id, version: 1, first: Seq(6), end: Seq(7) })
    })
    .unwrap();
    let view = store.view().unwrap();
    assert_eq!(view.head().at, at(3));
    assert_eq!(view.matter(MatterId(1)).unwrap().unwrap().opened_at, at(3));
    assert_eq!(entries(view.as_ref())[6].header.at, at(3));
    drop(view);
    assert_eq!(store.compare_derived(&mut |_, _| {}).unwrap(), None);
    store.submit(define_kinds()).blocking_recv().unwrap().unwrap_err();
}
