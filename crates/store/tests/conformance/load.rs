//! Loading: a matter is its events evolved; within a write, what has just been opened counts.

use crate::{
    bench::{Maker, ask, entries, furnished, play, probe},
    desk::{Order, at, carry_out, open, running_below, take},
    history::{History, source},
};
use ledger::{Command, Event, Matter, MatterId, Origin, Position, evolve};
use std::collections::BTreeMap;
use store::{Outcome, Write};

on_every_backend!(
    a_matter_is_its_events_evolved,
    what_was_just_opened_counts,
    ranks_go_on_behind_the_highest,
    what_has_ended_runs_no_more,
    the_first_root_imported_from_a_file_is_found,
    kinds_are_known_once_defined,
);

fn a_matter_is_its_events_evolved(make: &Maker) {
    let history = History::new(41, 300);
    let store = furnished(make);
    play(store.as_ref(), &history.orders);
    let view = store.view().unwrap();
    let mut matters: BTreeMap<MatterId, Matter> = BTreeMap::new();
    for entry in entries(view.as_ref()) {
        let id = entry.header.matter;
        if id == MatterId::SPACE {
            continue;
        }
        let kinds = view.kinds();
        let kind = kinds.get(&entry.header.kind, entry.header.kind_version).unwrap();
        let before = matters.remove(&id);
        matters.insert(id, evolve(before, &entry.header, &entry.event().unwrap(), kind));
    }
    assert!(matters.len() > 60);
    for (id, matter) in &matters {
        assert_eq!(view.matter(*id).unwrap().as_ref(), Some(matter));
    }
    let beyond = view.head().next_matter;
    assert_eq!(view.matter(beyond).unwrap(), None);
    drop(view);
    for (id, matter) in &matters {
        let (id, wanted) = (*id, Some(matter.clone()));
        assert_eq!(probe(store.as_ref(), move |write| write.matter(id).unwrap()), wanted);
    }
    assert_eq!(probe(store.as_ref(), move |write| write.matter(beyond).unwrap()), None);
}

fn what_was_just_opened_counts(make: &Maker) {
    let store = furnished(make);
    ask(store.as_ref(), |write: &mut dyn Write| {
        assert_eq!(write.next_rank(None)?, 1);
        let steps = vec![
            open("campaign", "整改", None),
            open("item", "租金", Some(1)),
            open("measure", "收回", Some(2)),
            open("measure", "再收回", Some(2)),
            open("group", "方面", Some(1)),
        ];
        let outcome = carry_out(write, &Order { number: 1, steps })?;
        assert_eq!(write.next_rank(None)?, 2);
        assert_eq!(write.next_rank(Some(MatterId(1)))?, 3);
        assert_eq!(write.next_rank(Some(MatterId(2)))?, 3);
        assert_eq!(write.next_rank(Some(MatterId(3)))?, 1);
        // Groups and registers owe nothing; the item and two measures do.
        assert_eq!(running_below(write, MatterId(1))?, 3);
        assert_eq!(running_below(write, MatterId(2))?, 2);
        assert_eq!(running_below(write, MatterId(3))?, 0);
        carry_out(write, &Order { number: 2, steps: vec![take(3, "cancel")] })?;
        assert_eq!(running_below(write, MatterId(1))?, 2);
        assert_eq!(write.matter(MatterId(3))?.unwrap().state, "cancelled");
        Ok(outcome)
    })
    .unwrap();
    let after = probe(store.as_ref(), |write| {
        let ranks =
            [None, Some(MatterId(1)), Some(MatterId(2))].map(|parent| write.next_rank(parent).unwrap());
        (ranks, running_below(write, MatterId(1)).unwrap(), running_below(write, MatterId(2)).unwrap())
    });
    assert_eq!(after, ([2, 3, 3], 2, 1));
    assert_eq!(store.compare_derived(&mut |_, _| {}).unwrap(), None);
}

fn ranks_go_on_behind_the_highest(make: &Maker) {
    let store = furnished(make);
    let unit = |number: u64, id: u64, rank: u32| {
        let open = ledger::command::Open { kind: "unit".into(), title: "科".into(), ..Default::default() };
        let position = Position::root(rank);
        crate::desk::new_event(
            number,
            MatterId(id),
            Event::Opened { open, above: vec![], position, state: "active".into() },
        )
    };
    ask(store.as_ref(), move |write| {
        write.append(unit(1, 1, 300))?;
        write.append(unit(1, 2, 7))?;
        assert_eq!(write.next_rank(None)?, 301);
        Ok(Outcome { matter: MatterId(2), version: 1, first: ledger::Seq(6), end: ledger::Seq(8) })
    })
    .unwrap();
    ask(store.as_ref(), move |write| {
        write.append(unit(2, 3, 8))?;
        assert_eq!(write.next_rank(None)?, 301, "behind what stood before this write");
        Ok(Outcome { matter: MatterId(3), version: 1, first: ledger::Seq(8), end: ledger::Seq(9) })
    })
    .unwrap();
}

fn what_has_ended_runs_no_more(make: &Maker) {
    let history = History::new(43, 300);
    let store = furnished(make);
    play(store.as_ref(), &history.orders);
    let view = store.view().unwrap();
    let kinds = view.kinds();
    let all: Vec<Matter> =
        (1..view.head().next_matter.0).map(|id| view.matter(MatterId(id)).unwrap().unwrap()).collect();
    drop(view);
    let mut some = 0;
    for above in &all {
        let owed = |m: &&Matter| kinds.latest(&m.kind).unwrap().nature == ledger::kind::Nature::Matter;
        let running = all.iter().filter(owed).filter(|m| m.above.contains(&above.id) && !m.class.has_ended());
        let (wanted, id) = (running.count() as u64, above.id);
        some += wanted;
        assert_eq!(
            probe(store.as_ref(), move |write| running_below(write, id).unwrap()),
            wanted,
            "below {id}"
        );
    }
    assert!(some > 30);
}

fn the_first_root_imported_from_a_file_is_found(make: &Maker) {
    let store = furnished(make);
    let imported = |kind: &str, parent, file| {
        let mut step = open(kind, "整改", parent);
        if let Command::Open(open) = &mut step.1 {
            open.origin = Some(Origin { source: source(file), span: [0, 3] });
        }
        step
    };
    let steps = vec![
        imported("campaign", None, 1),
        imported("item", Some(1), 2),
        imported("campaign", None, 1),
        imported("campaign", None, 3),
    ];
    ask(store.as_ref(), move |write| {
        assert_eq!(write.imported_from(&source(1))?, None);
        let outcome = carry_out(write, &Order { number: 1, steps })?;
        assert_eq!(write.imported_from(&source(1))?, Some(MatterId(1)));
        Ok(outcome)
    })
    .unwrap();
    let view = store.view().unwrap();
    let found = [1, 2, 3, 4].map(|file| view.imported_from(&source(file)).unwrap());
    assert_eq!(found, [Some(MatterId(1)), None, Some(MatterId(4)), None], "only roots, and the first of two");
}

fn kinds_are_known_once_defined(make: &Maker) {
    let store = furnished(make);
    let mut changed = crate::desk::KINDS[5].clone();
    let was = changed.version;
    changed.version += 1;
    changed.opens_as = "in_progress".into();
    let before = vec![open("campaign", "整改", None), open("measure", "旧", Some(1))];
    ask(store.as_ref(), Order { number: 1, steps: before }.work()).unwrap();
    ask(store.as_ref(), move |write| {
        let event = crate::desk::new_event(2, MatterId::SPACE, crate::desk::defined(&changed));
        write.append(store::NewEvent { at: at(2), ..event })?;
        carry_out(write, &Order { number: 3, steps: vec![open("measure", "新", Some(1)), take(2, "start")] })
    })
    .unwrap();
    let view = store.view().unwrap();
    let [old, new] = [2, 3].map(|id| view.matter(MatterId(id)).unwrap().unwrap());
    assert_eq!((old.kind_version, old.state.as_str()), (was, "in_progress"));
    assert_eq!((new.kind_version, new.state.as_str()), (was + 1, "in_progress"));
    assert_eq!(view.kinds().latest("measure").unwrap().version, was + 1);
    assert!(view.kinds().get("measure", was).is_some(), "what lives under the old one still does");
    assert_eq!(new.opened_at, at(3));
}
