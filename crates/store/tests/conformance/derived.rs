//! What is derived follows from the log: compared, found where it does not, derived anew byte for byte.

use crate::{
    bench::{Maker, ask, everything, furnished, play},
    desk::{Order, comment, open},
    history::History,
    tamper::{DERIVED, TEXTS, dump_derived, file, played},
};
use store::Store;

on_every_backend!(nothing_differs_after_any_history, a_rebuilt_store_is_the_same_and_goes_on);

fn nothing_differs_after_any_history(make: &Maker) {
    for seed in [101, 102, 103] {
        let store = furnished(make);
        for some in History::new(seed, 240).orders.chunks(60) {
            play(store.as_ref(), some);
            assert_eq!(store.compare_derived(&mut |_, _| {}).unwrap(), None, "seed {seed}");
        }
    }
}

fn a_rebuilt_store_is_the_same_and_goes_on(make: &Maker) {
    let history = History::new(104, 200);
    let store = furnished(make);
    play(store.as_ref(), &history.orders);
    let before = everything(store.as_ref());
    let mut told = vec![];
    store.rebuild(&mut |done, all| told.push((done, all))).unwrap();
    let all = store.view().unwrap().head().next.0;
    assert_eq!(told.last(), Some(&(all, all)));
    assert_eq!(everything(store.as_ref()), before);
    let order = Order { number: 900, steps: vec![open("unit", "科", None), comment(1, "其后")] };
    ask(store.as_ref(), order.work()).unwrap();
    assert_eq!(store.view().unwrap().head().next.0, all + 2);
    assert_eq!(store.compare_derived(&mut |_, _| {}).unwrap(), None);
}

#[test]
fn a_long_history_is_derived_in_pieces() {
    // More events than are derived at a time, many of them on the same matters.
    let (folder, store) = played(105, 150);
    for number in 1000..1080 {
        let steps = (0..20).map(|n| comment(1 + n % 7, "整改进展")).collect();
        ask(&store, Order { number, steps }.work()).unwrap();
    }
    assert!(store.view().unwrap().head().next.0 > 1600);
    assert_eq!(store.compare_derived(&mut |_, _| {}).unwrap(), None);
    let before = dump_derived(folder.path());
    store.rebuild(&mut |_, _| {}).unwrap();
    assert_eq!(dump_derived(folder.path()), before);
}

#[test]
fn a_derived_table_that_was_changed_is_named_and_rebuilt() {
    let changes: [(&str, &[&str]); 9] = [
        (
            "matter",
            &[
                "UPDATE matter SET title = title || '。' WHERE id = 9",
                "UPDATE matter SET due = '2026-12-31' WHERE id = 12",
                "UPDATE matter SET changed = changed + 1 WHERE id = 3",
                "UPDATE matter SET percent = 7 WHERE id = 3",
                "UPDATE matter SET reported_at = 7 WHERE id = 3",
                "UPDATE matter SET reported_by = 7 WHERE id = 3",
                "UPDATE matter SET reported_seq = 7 WHERE id = 3",
                "UPDATE matter SET no_change = ifnull(no_change, 0) + 1 WHERE id = 3",
                "UPDATE matter SET reports = reports + 1 WHERE id = 3",
                "UPDATE matter SET changed_at = changed_at + 1 WHERE id = 3",
                "UPDATE matter SET version = version + 1 WHERE id = 3",
                "UPDATE matter SET position = x'0000000100000009' WHERE id = 3",
                "UPDATE matter SET unit = ifnull(unit, 0) + 1 WHERE id = 14",
                "DELETE FROM matter WHERE id = 20",
                "INSERT INTO matter SELECT space, 99999, version, kind, number, title, parent, x'7f000000', state, class,
                 unit, person, leader, due, percent, reported_at, changed_at, changed, reported_by, reported_seq,
                 no_change, reports, asks FROM matter WHERE id = 1",
                "UPDATE matter SET asks = 1 - asks WHERE id = 12",
            ],
        ),
        (
            "snapshot",
            &[
                "UPDATE snapshot SET content = replace(content, '\"reports\":0', '\"reports\":1') WHERE id = 2",
                "DELETE FROM snapshot WHERE id = 5",
                "INSERT INTO snapshot SELECT space, 99999, content FROM snapshot WHERE id = 1",
            ],
        ),
        (
            "tally",
            &[
                "UPDATE tally SET n = n + 1 WHERE over = 'all' AND what = 'class:open' AND kind = 'item'",
                "DELETE FROM tally WHERE rowid_of = 1",
                "INSERT INTO tally VALUES (1, 'item', 'under:99999', 'class:open', 1)",
            ],
        ),
        (
            "link",
            &[
                "UPDATE link SET note = note || '!'",
                "UPDATE link SET gone = 1 - gone",
                "DELETE FROM link WHERE source = (SELECT max(source) FROM link)",
                "INSERT INTO link VALUES (1, 1, 99999, 'same_kind', '', 0)",
            ],
        ),
        (
            "import",
            &[
                "UPDATE import SET matter = matter + 1",
                "DELETE FROM import WHERE matter = (SELECT min(matter) FROM import)",
                "INSERT INTO import VALUES (1, 'ff', 1)",
            ],
        ),
        (
            "said",
            &[
                "UPDATE said SET matter = matter + 1 WHERE seq = (SELECT max(seq) FROM said)",
                "UPDATE said SET text = text || '。' WHERE seq = (SELECT max(seq) FROM said)",
                "DELETE FROM said WHERE seq = (SELECT min(seq) FROM said)",
                "INSERT INTO said VALUES (1, 99999, 1, '多余')",
            ],
        ),
        (
            "trail",
            &[
                "UPDATE trail SET previous = previous - 1 WHERE seq = (SELECT max(seq) FROM trail)",
                "DELETE FROM trail WHERE seq = (SELECT min(seq) FROM trail)",
                "INSERT INTO trail VALUES (1, 99999, 1)",
            ],
        ),
        (
            "matter_text",
            &[
                "DELETE FROM matter_text WHERE rowid = 4",
                "INSERT INTO matter_text (rowid, terms) VALUES (99999, '多余')",
                "INSERT OR REPLACE INTO matter_text (rowid, terms) VALUES (4, '改动')",
            ],
        ),
        (
            "said_text",
            &[
                "DELETE FROM said_text WHERE rowid = (SELECT min(seq) - 1 FROM said)",
                "INSERT INTO said_text (rowid, terms) VALUES (0, '多余')",
            ],
        ),
    ];
    assert_eq!(changes.map(|(table, _)| table), [DERIVED.as_slice(), TEXTS.as_slice()].concat()[..]);
    let (folder, store) = played(106, 250);
    // So much is said that the index of words has taken a block of it.
    for number in 980..984 {
        let steps = (0..300).map(|n| comment(2 + n % 7, "整改进展")).collect();
        ask(&store, Order { number, steps }.work()).unwrap();
    }
    let before = dump_derived(folder.path());
    let file = file(folder.path());
    for (table, statements) in changes {
        for statement in statements {
            let statement = statement.replace(
                "WHERE rowid_of = 1",
                "WHERE over = 'all' AND kind = 'item' AND what =
                 (SELECT min(what) FROM tally WHERE over = 'all' AND kind = 'item')",
            );
            assert!(file.execute(&statement, []).unwrap() > 0, "{statement}");
            let found = store.compare_derived(&mut |_, _| {}).unwrap();
            let found = found.unwrap_or_else(|| panic!("not found: {statement}"));
            assert!(found.starts_with(&format!("{table}: ")), "{statement}: {found}");
            store.rebuild(&mut |_, _| {}).unwrap();
            assert_eq!(store.compare_derived(&mut |_, _| {}).unwrap(), None, "{statement}");
            assert_eq!(dump_derived(folder.path()), before, "{statement}");
        }
    }
    // The writer does not go on with what it knew before.
    ask(&store, Order { number: 990, steps: vec![comment(2, "其后")] }.work()).unwrap();
    assert_eq!(store.compare_derived(&mut |_, _| {}).unwrap(), None);
}

#[test]
fn a_log_that_cannot_be_derived_leaves_what_is_derived() {
    let (folder, store) = played(107, 80);
    let before = dump_derived(folder.path());
    let file = file(folder.path());
    file.execute_batch(
        "CREATE TABLE aside AS SELECT * FROM event WHERE seq = 40; DELETE FROM event WHERE seq = 40",
    )
    .unwrap();
    assert!(store.rebuild(&mut |_, _| {}).is_err());
    assert_eq!(dump_derived(folder.path()), before);
    assert!(store.compare_derived(&mut |_, _| {}).is_err());
    file.execute_batch("INSERT INTO event SELECT * FROM aside; DROP TABLE aside").unwrap();
    assert_eq!(store.compare_derived(&mut |_, _| {}).unwrap(), None);
    ask(&store, Order { number: 990, steps: vec![comment(1, "其后")] }.work()).unwrap();
    assert_eq!(store.compare_derived(&mut |_, _| {}).unwrap(), None);
}
