//! A disk that is really full: a small file system of its own, where the test may mount one (else it says so and ends;
//! the bound on pages that `sqlite::full` sets is tested everywhere).

use crate::{
    bench::{ask, play},
    desk::{Order, command_id, comment, define_kinds, open},
};
use std::{fs, path::Path, process::Command};
use store::{Store, StoreError, sqlite::SqliteStore};

/// A file system in memory, of few bytes; goes away with it.
struct Small<'f>(&'f Path);

impl Small<'_> {
    fn mount<'f>(folder: &'f Path, size: &str) -> Option<Small<'f>> {
        let options = format!("size={size}");
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(folder).output();
        mount.is_ok_and(|output| output.status.success()).then_some(Small(folder))
    }
}

impl Drop for Small<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

#[test]
fn a_full_disk_loses_nothing_and_writing_goes_on_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let Some(small) = Small::mount(folder.path(), "6m") else {
        println!("skipped: no file system can be mounted here");
        return;
    };
    let data = folder.path().join("data");
    let store = SqliteStore::open(&data).unwrap();
    store.submit(define_kinds()).blocking_recv().unwrap().unwrap();
    ask(&store, Order { number: 1, steps: vec![open("campaign", "整改", None)] }.work()).unwrap();
    let ballast = folder.path().join("ballast");
    fs::write(&ballast, vec![7; 3 << 20]).unwrap();
    let long = "整改进展。".repeat(2000);
    let (mut number, mut acknowledged, mut full) = (10, vec![1], 0);
    while full < 60 {
        let orders: Vec<Order> =
            (0..30).map(|n| Order { number: number + n, steps: vec![comment(1, &long)] }).collect();
        number += 30;
        for (order, answer) in orders.iter().zip(play(&store, &orders)) {
            match answer.as_str() {
                "Err(Store(DiskFull))" => full += 1,
                answer if answer.starts_with("Ok") => acknowledged.push(order.number),
                other => panic!("{other}"),
            }
        }
        assert!(number < 10_000, "never full");
    }
    sound(&store, &acknowledged);
    fs::remove_file(&ballast).unwrap();
    number += 1;
    ask(&store, Order { number, steps: vec![comment(1, &long)] }.work()).unwrap();
    acknowledged.push(number);
    sound(&store, &acknowledged);
    drop(store);
    // And opening a folder on a full disk is an error that says so, or works.
    let store = SqliteStore::open(&data).unwrap();
    sound(&store, &acknowledged);
    drop(store);
    let mut rest = 4 << 20;
    while rest > 4096 {
        if fs::write(&ballast, vec![7; rest]).is_ok() {
            break;
        }
        rest /= 2;
    }
    match SqliteStore::open(&data) {
        Ok(store) => sound(&store, &acknowledged),
        Err(error) => assert!(matches!(error, StoreError::DiskFull), "{error:?}"),
    }
    drop(small);
}

/// The log is sound, follows, and holds these and no other commands.
fn sound(store: &SqliteStore, acknowledged: &[u64]) {
    let view = store.view().unwrap();
    let checked = store::check_log(view.as_ref(), &mut |_, _| {}).unwrap();
    assert_eq!(checked.events, 6 + acknowledged.len() as u64);
    drop(view);
    assert_eq!(store.compare_derived(&mut |_, _| {}).unwrap(), None);
    let numbers = acknowledged.to_vec();
    crate::bench::probe(store, move |write| {
        for number in numbers {
            assert!(write.outcome_of(command_id(number)).unwrap().is_some(), "{number} is lost");
        }
    });
}
