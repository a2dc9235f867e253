//! A process killed at any point: what it acknowledged is there, and the log is sound.

use crate::{
    chance::Chance,
    child,
    desk::{self, Order, comment, link, open},
};
use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    path::Path,
};
use store::{Outcome, Store, sqlite::SqliteStore};

const ROUNDS: usize = 24;
const THREADS: u64 = 3;

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let mut chance = Chance::new(131);
    let mut acknowledged: BTreeMap<u64, String> = BTreeMap::new();
    for round in 0..ROUNDS {
        let until = 1 + chance.below(50);
        for (number, outcome) in killed_after(until, folder.path()) {
            assert_eq!(acknowledged.insert(number, outcome), None, "no number is used twice");
        }
        let store = SqliteStore::open(folder.path()).unwrap();
        let view = store.view().unwrap();
        store::check_log(view.as_ref(), &mut |_, _| {})
            .unwrap_or_else(|error| panic!("round {round}: {error}"));
        drop(view);
        assert_eq!(store.compare_derived(&mut |_, _| {}).unwrap(), None, "round {round}");
        let numbers: Vec<u64> = acknowledged.keys().copied().collect();
        let found = crate::bench::probe(&store, move |write| {
            let kept = |number| write.outcome_of(desk::command_id(number)).unwrap();
            numbers.into_iter().map(kept).collect::<Vec<_>>()
        });
        for (outcome, (number, wanted)) in found.into_iter().zip(&acknowledged) {
            let outcome =
                outcome.unwrap_or_else(|| panic!("round {round}: {number} was acknowledged and is lost"));
            assert_eq!(form(&outcome), *wanted, "round {round}: {number}");
        }
    }
    assert!(acknowledged.len() >= ROUNDS * 5, "{} acknowledged", acknowledged.len());
}

/// Kills a process after it has acknowledged `until` commands; all that it acknowledged until it was dead.
fn killed_after(until: usize, folder: &Path) -> Vec<(u64, String)> {
    let mut child = child::start("kill::child_writes", folder);
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut acknowledged = vec![];
    let mut killed = false;
    for line in lines {
        if let Some(told) = line.as_deref().ok().and_then(child::told) {
            // Death may cut a line short.
            let Some((number, outcome)) = told.strip_suffix(';').and_then(|told| told.split_once(' ')) else {
                continue;
            };
            acknowledged.push((number.parse().unwrap(), outcome.to_owned()));
        }
        if !killed && acknowledged.len() >= until {
            child.kill().unwrap();
            killed = true;
        }
    }
    assert!(!child.wait().unwrap().success());
    assert!(killed, "the process ended by itself after {} commands", acknowledged.len());
    acknowledged
}

fn form(outcome: &Outcome) -> String {
    format!("{}/{}/{}/{}", outcome.matter, outcome.version, outcome.first, outcome.end)
}

#[test]
#[ignore = "run by another test in a process of its own"]
fn child_writes() {
    let Some(folder) = child::folder() else { return };
    let store = SqliteStore::open(&folder).unwrap();
    let size = store.view().unwrap().head().next.0;
    if size == 0 {
        store.submit(desk::define_kinds()).blocking_recv().unwrap().unwrap();
    }
    // Every event so far belongs to a number below this one.
    let begin = (size + 1) * 1000;
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let store = &store;
            scope.spawn(move || {
                for n in 0.. {
                    let number = begin + n * THREADS + thread;
                    let steps = match n % 4 {
                        0 => vec![open("campaign", "整改", None)],
                        1 => vec![open("item", "租金", Some(1)), comment(1, "又一项")],
                        2 => vec![comment(1, "整改进展"); 5],
                        _ => {
                            vec![open("unit", "水务所", None), comment(2, "收回租金"), link(2, 1, 0, "同类")]
                        }
                    };
                    let order = Order { number, steps };
                    // A refusal (such as a link that is there) is an answer too, but nothing to be found again.
                    let work = Box::new(move |write: &mut dyn store::Write| {
                        let at = write.head().at.max(desk::at(0));
                        desk::carry_out_at(write, &order, at)
                    });
                    if let Ok(outcome) = store.submit(work).blocking_recv().unwrap() {
                        child::tell(&format!("{number} {};", form(&outcome)));
                    }
                }
            });
        }
    });
}
