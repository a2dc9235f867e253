//! Work that stops leaves nothing: refused half-way, failed, panicked; and the others of its group stay.

use crate::{
    bench::{self, Maker, ask, everything, furnished},
    desk::{KINDS, Order, at, carry_out, command_id, comment, defined, new_event, open, running_below},
    history::{History, source},
};
use ledger::{MatterId, Refusal, Seq};
use std::sync::mpsc;
use store::{NewEvent, Outcome, Pending, Record, Stop, Store, StoreError, Write};

on_every_backend!(
    refused_work_leaves_nothing,
    failed_work_leaves_nothing,
    work_that_panics_is_answered_and_leaves_nothing,
);

/// Does a little of everything: opens, comments, moves, links, defines a kind, keeps an outcome, touches records.
fn much(write: &mut dyn Write) -> Result<Outcome, Stop> {
    let at = at(500);
    let mut imported = open("campaign", "整改方案", None);
    if let ledger::Command::Open(open) = &mut imported.1 {
        open.origin = Some(ledger::Origin { source: source(77), span: [0, 9] });
    }
    let next = write.head().next_matter.0;
    let steps = vec![
        imported,
        open("item", "租金整改", Some(next)),
        open("measure", "收回租金", Some(next + 1)),
        comment(next + 2, "整改 a 1 租"),
        comment(1, "整改"),
        crate::desk::link(1, next + 2, 0, "同类"),
        crate::desk::take(next + 2, "start"),
    ];
    let outcome = carry_out(write, &Order { number: 500, steps })?;
    let mut kind = KINDS[5].clone();
    kind.version += 1;
    let raised = kind.version;
    write.append(NewEvent { at, ..new_event(500, MatterId::SPACE, defined(&kind)) })?;
    assert_eq!(write.kinds().latest("measure").unwrap().version, raised);
    let put = |value: &str| Some(Record { value: value.into(), expires: Some(3) });
    write.put_record("drawer", "kept", put("\"other\""))?;
    write.put_record("drawer", "gone", None)?;
    write.put_record("drawer", "new", put("{}"))?;
    write.put_record("drawer", "kept", put("\"third\""))?;
    assert_eq!(write.next_rank(Some(MatterId(next)))?, 2);
    assert_eq!(running_below(write, MatterId(next))?, 2);
    assert_eq!(write.imported_from(&source(77))?, Some(MatterId(next)));
    write.keep_outcome(command_id(501), &outcome)?;
    Ok(outcome)
}

fn prepared(make: &Maker) -> Box<dyn Store> {
    let history = History::new(31, 120);
    let store = furnished(make);
    crate::bench::play(store.as_ref(), &history.orders);
    ask(store.as_ref(), |write| {
        let record = |value: &str| Some(Record { value: value.into(), expires: None });
        write.put_record("drawer", "kept", record("1"))?;
        write.put_record("drawer", "gone", record("2"))?;
        write.put_record("other", "kept", record("3"))?;
        Ok(Outcome { matter: MatterId(0), version: 0, first: Seq(0), end: Seq(0) })
    })
    .unwrap();
    store
}

/// Nothing may be left, and the next work goes on as if there had been none before it.
fn leaves_nothing(make: &Maker, stop: fn() -> Result<Outcome, Stop>, fits: fn(&Stop) -> bool) {
    let (store, untouched) = (prepared(make), prepared(make));
    let before = everything(store.as_ref());
    for _ in 0..2 {
        let answer = ask(store.as_ref(), move |write| {
            much(write)?;
            stop()
        });
        assert!(answer.as_ref().is_err_and(fits), "{answer:?}");
        assert_eq!(everything(store.as_ref()), before);
    }
    assert_eq!(store.compare_derived(&mut |_, _| {}).unwrap(), None);
    for store in [&store, &untouched] {
        ask(store.as_ref(), much).unwrap();
    }
    assert_eq!(everything(store.as_ref()), everything(untouched.as_ref()));
    assert_ne!(everything(store.as_ref()), before);
    assert_eq!(store.compare_derived(&mut |_, _| {}).unwrap(), None);
    store::check_log(store.view().unwrap().as_ref(), &mut |_, _| {}).unwrap();
}

fn refused_work_leaves_nothing(make: &Maker) {
    leaves_nothing(make, || Err(Refusal::NothingToDo.into()), |stop| matches!(stop, Stop::Refused(_)));
}

fn failed_work_leaves_nothing(make: &Maker) {
    let fails = || Err(StoreError::Damaged("so it is".into()).into());
    leaves_nothing(
        make,
        fails,
        |stop| matches!(stop, Stop::Store(StoreError::Damaged(what)) if what == "so it is"),
    );
}

fn work_that_panics_is_answered_and_leaves_nothing(make: &Maker) {
    let panics = || panic!("as this test wants it");
    leaves_nothing(make, panics, |stop| matches!(stop, Stop::Store(StoreError::Backend(_))));
}

#[test]
fn others_of_the_group_stay() {
    let (go, wait) = mpsc::channel::<()>();
    // Holds the writer until all the others wait behind it, so that they are done in one group.
    let hold = move || wait.recv().unwrap();
    others_stay(bench::furnished(&bench::sqlite).as_ref(), hold, || go.send(()).unwrap());
    others_stay(bench::furnished(&bench::memory).as_ref(), || {}, || {});
}

fn others_stay(store: &dyn Store, hold: impl FnOnce() + Send + 'static, release: impl FnOnce()) {
    ask(store, Order { number: 1, steps: vec![open("unit", "水务所", None)] }.work()).unwrap();
    let order = |number, text: &str| {
        let steps = vec![comment(1, text), open("unit", text, Some(1))];
        Order { number, steps }
    };
    let refused = vec![comment(1, "不留"), open("unit", "不留", Some(1)), comment(99, "")];
    let pending: Vec<Pending> = vec![
        store.submit(Box::new(move |write| {
            hold();
            carry_out(write, &Order { number: 2, steps: vec![comment(1, "其一")] })
        })),
        store.submit(order(3, "其二").work()),
        store.submit(Order { number: 4, steps: refused }.work()),
        store.submit(order(5, "其三").work()),
        store.submit(Box::new(|write| {
            carry_out(write, &Order { number: 6, steps: vec![comment(1, "不留")] })?;
            panic!("as this test wants it")
        })),
        store.submit(order(7, "其四").work()),
        store.submit(Box::new(|_| Err(StoreError::Backend("as this test wants it".into()).into()))),
        store.submit(order(8, "其五").work()),
    ];
    release();
    let answers = pending.into_iter().map(|pending| pending.blocking_recv().unwrap());
    let ends: Vec<Option<u64>> = answers.map(|answer| answer.ok().map(|outcome| outcome.end.0)).collect();
    assert_eq!(ends, [Some(8), Some(10), None, Some(12), None, Some(14), None, Some(16)]);
    let view = store.view().unwrap();
    assert_eq!(view.head().next, Seq(16));
    assert_eq!(view.search(&["不留".into()], 10).unwrap(), []);
    assert_eq!(view.search_said(&["不留".into()], 10).unwrap(), []);
    let ranks: Vec<u32> =
        (2..=5).map(|id| view.matter(MatterId(id)).unwrap().unwrap().position.rank()).collect();
    assert_eq!(ranks, [1, 2, 3, 4]);
    store::check_log(view.as_ref(), &mut |_, _| {}).unwrap();
    drop(view);
    assert_eq!(store.compare_derived(&mut |_, _| {}).unwrap(), None);
}
