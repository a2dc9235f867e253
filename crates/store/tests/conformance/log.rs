//! Checking the log: a sound one passes; whatever byte was changed behind the store's back is found and named.

use crate::{
    bench::{Maker, entries, furnished, play},
    chance::Chance,
    history::History,
    tamper::{file, played},
};
use rusqlite::{Connection, params, types::Value};
use store::{CheckError, Checked, Store, check_log, sqlite::SqliteStore};

on_every_backend!(a_sound_log_passes);

fn a_sound_log_passes(make: &Maker) {
    let store = furnished(make);
    play(store.as_ref(), &History::new(111, 300).orders);
    let view = store.view().unwrap();
    let mut told = vec![];
    let checked = check_log(view.as_ref(), &mut |done, all| told.push((done, all))).unwrap();
    let head = view.head();
    assert_eq!(checked, Checked { events: head.next.0, root: head.root, erased: 0 });
    assert_eq!(told.last(), Some(&(head.next.0, head.next.0)));
}

fn verdict(store: &SqliteStore) -> Result<Checked, CheckError> {
    check_log(store.view()?.as_ref(), &mut |_, _| {})
}

/// Runs `change`, expects it to be found at `seq`, and puts the two tables back.
fn found_at(store: &SqliteStore, file: &Connection, change: &str, seq: u64) {
    keep(file);
    let changed = file.execute(change, []).unwrap_or_else(|error| panic!("{change}: {error}"));
    assert!(changed > 0, "{change}");
    let answer = verdict(store);
    assert!(
        matches!(&answer, Err(CheckError::Event { seq: found, .. }) if *found == seq),
        "{change}: {answer:?}"
    );
    put_back(file);
}

fn keep(file: &Connection) {
    file.execute_batch(
        "DROP TABLE IF EXISTS kept_event; DROP TABLE IF EXISTS kept_sealed;
         CREATE TABLE kept_event AS SELECT * FROM event; CREATE TABLE kept_sealed AS SELECT * FROM sealed;",
    )
    .unwrap();
}

fn put_back(file: &Connection) {
    file.execute_batch(
        "BEGIN; DELETE FROM event; DELETE FROM sealed;
         INSERT INTO event SELECT * FROM kept_event; INSERT INTO sealed SELECT * FROM kept_sealed; COMMIT",
    )
    .unwrap();
}

#[test]
fn a_change_of_any_column_is_found_at_its_event() {
    let (folder, store) = played(112, 90);
    let file = file(folder.path());
    let all = entries(store.view().unwrap().as_ref());
    for seq in [0, 6, 30, all.len() as u64 - 1] {
        for set in [
            "space = 2",
            "seq = 70000",
            "seq = -3",
            "matter = matter + 7000",
            "matter = -1",
            "version = version + 500",
            "version = -1",
            "kind = kind || 'x'",
            "kind = ''",
            "kind = x'ff'",
            "kind_version = 9",
            "kind_version = -1",
            "kind_version = 1 + (1 << 32)",
            "actor = ifnull(actor, 0) + 1",
            "actor = -1",
            "at = at + 1",
            "at = 1 << 60",
            "at = -1",
            "command = x'00' || substr(command, 2)",
            "command = x'5a'",
            "command = hex(command)",
            "body = body || ' '",
            "body = '{}'",
            "body = ''",
            "body = 'null'",
            "body = x'7b'",
            "body = replace(body, '\"sealed\"', '\"sealef\"')",
            "body = '{\"more\":1,' || substr(body, 2)",
            "leaf = x'00'",
            "leaf = zeroblob(32)",
            "leaf = hex(leaf)",
        ] {
            found_at(&store, &file, &format!("UPDATE event SET {set} WHERE seq = {seq}"), seq);
        }
    }
    verdict(&store).unwrap();
}

/// Flips one bit in each byte of a column's value, one after the other.
fn flip_all(store: &SqliteStore, file: &Connection, table: &str, column: &str, seq: u64) {
    let read = format!("SELECT CAST({column} AS BLOB), typeof({column}) FROM {table} WHERE seq = {seq}");
    let (bytes, kind): (Vec<u8>, String) =
        file.query_row(&read, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let write = format!("UPDATE {table} SET {column} = CAST(?1 AS {kind}) WHERE seq = {seq}");
    let mut chance = Chance::new(seq);
    for place in 0..bytes.len() {
        let bit = *chance.pick(&[0, 1, 5, 5, 7]);
        let mut flipped = bytes.clone();
        flipped[place] ^= 1 << bit;
        file.execute(&write, params![Value::Blob(flipped)]).unwrap();
        let answer = verdict(store);
        let named = matches!(&answer, Err(CheckError::Event { seq: found, .. }) if *found == seq);
        assert!(named, "{table}.{column} of {seq}, byte {place}, bit {bit}: {answer:?}");
    }
    file.execute(&write, params![Value::Blob(bytes)]).unwrap();
    verdict(store).unwrap();
}

#[test]
fn a_flipped_bit_in_any_byte_is_found_at_its_event() {
    let (folder, store) = played(113, 24);
    let file = file(folder.path());
    let all = entries(store.view().unwrap().as_ref());
    let sealed = all.iter().rev().find(|entry| entry.sealed.len() > 1).unwrap().header.seq.0;
    let bare = all.iter().rev().find(|entry| entry.sealed.is_empty()).unwrap().header.seq.0;
    for seq in [sealed, bare] {
        for column in ["body", "leaf", "command", "kind"] {
            flip_all(&store, &file, "event", column, seq);
        }
    }
    flip_all(&store, &file, "sealed", "content", sealed);
}

#[test]
fn what_is_sealed_is_found_when_changed() {
    let (folder, store) = played(114, 60);
    let file = file(folder.path());
    let all = entries(store.view().unwrap().as_ref());
    let sealed: Vec<u64> = all.iter().filter(|e| !e.sealed.is_empty()).map(|e| e.header.seq.0).collect();
    let bare = all.iter().find(|entry| entry.sealed.is_empty()).unwrap().header.seq.0;
    let (one, two) = (sealed[3], sealed[4]);
    let of = |seq| format!("(SELECT content FROM sealed WHERE seq = {seq})");
    for (change, seq) in [
        (format!("UPDATE sealed SET content = {} WHERE seq = {one}", of(two)), one),
        (format!("UPDATE sealed SET content = '' WHERE seq = {one}"), one),
        (format!("UPDATE sealed SET content = '[]' WHERE seq = {one}"), one),
        (format!("UPDATE sealed SET content = x'ff' WHERE seq = {one}"), one),
        (format!("UPDATE sealed SET content = content || ' ' WHERE seq = {one}"), one),
        (format!("UPDATE sealed SET content = replace(content, '事', '亊') WHERE seq = {one}"), one),
        (format!("INSERT INTO sealed VALUES (1, {bare}, {})", of(two)), bare),
    ] {
        found_at(&store, &file, &change, seq);
    }
    verdict(&store).unwrap();
}

#[test]
fn events_taken_away_or_swapped_are_found() {
    let (folder, store) = played(115, 60);
    let file = file(folder.path());
    let last = store.view().unwrap().head().next.0 - 1;
    found_at(&store, &file, "DELETE FROM event WHERE seq = 0", 0);
    found_at(&store, &file, "DELETE FROM event WHERE seq = 20", 20);
    found_at(&store, &file, &format!("DELETE FROM event WHERE seq = {last}"), last);
    found_at(&store, &file, "DELETE FROM event", 0);
    keep(&file);
    file.execute_batch(
        "UPDATE event SET seq = -1 WHERE seq = 20; UPDATE event SET seq = 20 WHERE seq = 21;
         UPDATE event SET seq = 21 WHERE seq = -1",
    )
    .unwrap();
    assert!(matches!(verdict(&store), Err(CheckError::Event { seq: 20, .. })));
    put_back(&file);
    // Also where all that hangs on the place was swapped along, but not the hashes.
    keep(&file);
    file.execute_batch(
        "UPDATE event SET (matter, version, kind, body, leaf, actor, at, command, kind_version) =
         (SELECT matter, version + 1000, kind, body, leaf, actor, at, command, kind_version FROM kept_event k
          WHERE k.seq = 61 - event.seq) WHERE seq IN (30, 31);
         UPDATE event SET version = version - 1000 WHERE seq IN (30, 31)",
    )
    .unwrap();
    assert!(matches!(verdict(&store), Err(CheckError::Event { seq: 30, .. })));
    put_back(&file);
    // An event beyond the end, as a head that was set back would leave.
    keep(&file);
    file.execute_batch(&format!(
        "INSERT INTO event SELECT space, {last} + 1, matter, version + 1000, kind, kind_version, actor, at, command, body, leaf
         FROM event WHERE seq = {last}"
    ))
    .unwrap();
    let beyond = last + 1;
    assert!(matches!(verdict(&store), Err(CheckError::Event { seq, .. }) if seq == beyond));
    put_back(&file);
    verdict(&store).unwrap();
}

#[test]
fn tiles_and_head_that_were_changed_are_found() {
    let (folder, store) = played(116, 60);
    let commented = (0..60).map(|n| crate::desk::comment(1 + n % 5, "整改")).collect::<Vec<_>>();
    for number in 1000..1010 {
        crate::bench::ask(&store, crate::desk::Order { number, steps: commented.clone() }.work()).unwrap();
    }
    let file = file(folder.path());
    let changes = [
        ("tile", "hashes = zeroblob(length(hashes))"),
        ("tile", "hashes = CAST(x'01' || substr(hashes, 2) AS BLOB)"),
        ("tile", "hashes = substr(hashes, 1, 33)"),
        ("tile", "hashes = substr(hashes, 1, 32)"),
        ("tile", "hashes = CAST(hashes || zeroblob(32) AS BLOB)"),
        ("tile", "number = 1"),
        ("tile", "level = 2"),
        ("head", "root = zeroblob(32)"),
        ("head", "root = x'01'"),
        ("head", "frontier = zeroblob(length(frontier))"),
        ("head", "frontier = substr(frontier, 33)"),
        ("head", "frontier = CAST(frontier || zeroblob(32) AS BLOB)"),
        ("head", "next = next + 1"),
        ("head", "next = next - 1"),
        ("head", "next = 0, frontier = x''"),
        ("head", "next_matter = next_matter + 1"),
        ("head", "next_matter = next_matter - 1"),
        ("head", "at = at + 1"),
        ("head", "at = at - 1"),
        ("head", "at = 1 << 61"),
        ("head", "space = 2"),
    ];
    for (table, set) in changes {
        file.execute_batch(&format!("CREATE TABLE kept AS SELECT * FROM {table}")).unwrap();
        assert_eq!(file.execute(&format!("UPDATE {table} SET {set}"), []).unwrap(), 1, "{set}");
        let answer = verdict(&store);
        assert!(answer.is_err(), "{table}: {set}: {answer:?}");
        let told = answer.unwrap_err().to_string();
        assert!(!told.is_empty());
        file.execute_batch(&format!(
            "DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept; DROP TABLE kept"
        ))
        .unwrap();
        verdict(&store).unwrap();
    }
    // A head set back whole, which its own root cannot betray.
    let before = store.view().unwrap().head().next.0;
    file.execute_batch("CREATE TABLE kept AS SELECT * FROM head").unwrap();
    let order = crate::desk::Order { number: 2000, steps: commented };
    crate::bench::ask(&store, order.work()).unwrap();
    verdict(&store).unwrap();
    file.execute_batch("DELETE FROM head; INSERT INTO head SELECT * FROM kept").unwrap();
    let answer = verdict(&store);
    assert!(matches!(answer, Err(CheckError::Event { seq, .. }) if seq == before), "{answer:?}");
    file.execute_batch("DELETE FROM head").unwrap();
    let answer = verdict(&store);
    assert!(matches!(answer, Err(CheckError::Event { seq: 0, .. })), "a log without a head: {answer:?}");
}

#[test]
fn what_was_erased_is_sound_and_counted() {
    let (folder, store) = played(117, 60);
    let file = file(folder.path());
    let before = verdict(&store).unwrap();
    let all = entries(store.view().unwrap().as_ref());
    let mut erased = 0;
    for entry in all.iter().filter(|entry| entry.sealed.len() > 1).take(3) {
        let seq = entry.header.seq;
        for path in entry.sealed.keys() {
            let mut kept = store.view().unwrap().events(seq, 1).unwrap().remove(0);
            kept.sealed.remove(path);
            let text = kept.sealed_text();
            file.execute("UPDATE sealed SET content = ?1 WHERE seq = ?2", params![text, seq.0 as i64])
                .unwrap();
            erased += 1;
            assert_eq!(verdict(&store).unwrap(), Checked { erased, ..before.clone() });
            let read = store.view().unwrap().events(seq, 1).unwrap().remove(0);
            assert_eq!((read.commitments, read.leaf), (entry.commitments.clone(), entry.leaf));
            assert!(!read.sealed.contains_key(path));
        }
    }
    assert!(erased > 5);
    file.execute("DELETE FROM sealed WHERE content = '{}'", []).unwrap();
    assert_eq!(verdict(&store).unwrap(), Checked { erased, ..before });
}
