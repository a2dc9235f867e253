//! Opening a folder: one process at a time, again after closing, never a newer schema or a file of something else.

use crate::{
    bench::{ask, everything},
    child,
    desk::{Order, comment, define_kinds},
    tamper::{file, played},
};
use std::fs;
use store::{Store, StoreError, sqlite::SqliteStore};

#[test]
fn a_second_opening_is_refused_while_the_first_lives() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path()).unwrap();
    assert!(matches!(SqliteStore::open(folder.path()), Err(StoreError::InUse(_))), "in the same process");
    let told = || {
        let output = child::start("opening::child_opens", folder.path()).wait_with_output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().find_map(child::told).unwrap_or_else(|| panic!("{text}")).to_owned()
    };
    assert_eq!(told(), "in use");
    store.submit(define_kinds()).blocking_recv().unwrap().unwrap();
    drop(store);
    assert_eq!(told(), "opened 6");
    drop(SqliteStore::open(folder.path()).unwrap());
}

#[test]
#[ignore = "run by another test in a process of its own"]
fn child_opens() {
    let Some(folder) = child::folder() else { return };
    child::tell(&match SqliteStore::open(&folder) {
        Ok(store) => format!("opened {}", store.view().unwrap().head().next),
        Err(StoreError::InUse(_)) => "in use".into(),
        Err(error) => error.to_string(),
    });
}

#[test]
fn everything_is_there_after_opening_again() {
    let (folder, store) = played(121, 120);
    let before = everything(&store);
    drop(store);
    let store = SqliteStore::open(folder.path()).unwrap();
    assert_eq!(everything(&store), before);
    ask(&store, Order { number: 999, steps: vec![comment(1, "其后")] }.work()).unwrap();
    let after = everything(&store);
    drop(store);
    let store = SqliteStore::open(folder.path()).unwrap();
    assert_eq!(everything(&store), after);
    assert_eq!(store.compare_derived(&mut |_, _| {}).unwrap(), None);
}

#[test]
fn work_that_waits_is_done_before_closing() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path()).unwrap();
    let mut pending = vec![store.submit(define_kinds())];
    let unit = |number| Order { number, steps: vec![crate::desk::open("unit", "科", None)] };
    pending.extend((1..=100).map(|number| store.submit(unit(number).work())));
    drop(store);
    for answer in pending {
        answer.blocking_recv().unwrap().unwrap();
    }
    let store = SqliteStore::open(folder.path()).unwrap();
    assert_eq!(store.view().unwrap().head().next.0, 106);
}

#[test]
fn a_newer_schema_is_refused_and_left_alone() {
    let (folder, store) = played(122, 20);
    drop(store);
    let connection = file(folder.path());
    let known: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    connection.pragma_update(None, "user_version", known + 1).unwrap();
    drop(connection);
    for _ in 0..2 {
        let opened = SqliteStore::open(folder.path());
        let refused =
            matches!(opened, Err(StoreError::TooNew { found, known: k }) if found == known + 1 && k == known);
        assert!(refused);
    }
    file(folder.path()).pragma_update(None, "user_version", known).unwrap();
    let store = SqliteStore::open(folder.path()).unwrap();
    store::check_log(store.view().unwrap().as_ref(), &mut |_, _| {}).unwrap();
}

#[test]
fn a_file_that_is_no_database_is_a_clear_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.sqlite");
    let text = "这不是数据库。".repeat(1000);
    fs::write(&path, &text).unwrap();
    let error = SqliteStore::open(folder.path()).err().unwrap();
    assert!(matches!(error, StoreError::Damaged(_)), "{error:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), text, "left alone");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let error = SqliteStore::open(folder.path()).err().unwrap();
    assert!(matches!(&error, StoreError::Backend(what) if what.contains("cannot open")), "{error:?}");
    let error = SqliteStore::open(&folder.path().join("lock")).err().unwrap();
    assert!(matches!(error, StoreError::Backend(_)), "a file where the folder should be: {error:?}");
}

#[test]
fn a_file_cut_short_is_damaged() {
    let (folder, store) = played(123, 60);
    drop(store);
    let path = folder.path().join("ledger.sqlite");
    assert!(!folder.path().join("ledger.sqlite-wal").exists(), "closing leaves one whole file");
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let told = match SqliteStore::open(folder.path()) {
        Err(error) => Err(error),
        Ok(store) => store.view().and_then(|view| {
            store::check_log(view.as_ref(), &mut |_, _| {}).map(|_| ()).map_err(|error| match error {
                store::CheckError::Store(error) => error,
                other => StoreError::Damaged(other.to_string()),
            })
        }),
    };
    assert!(matches!(told, Err(StoreError::Damaged(_))), "{told:?}");
}
