//! A log that was changed behind the product's back: `verify` says where, and ends with 2.

use crate::program::Desk;
use rusqlite::{Connection, OptionalExtension};

fn database(desk: &Desk) -> Connection {
    Connection::open(desk.data().join("ledger.sqlite")).unwrap()
}

/// What `verify` says of a folder that is not sound, in both languages.
fn faults(desk: &Desk) -> String {
    let chinese = desk.run(&["--lang", "zh", "verify"]).failed(2);
    assert!(chinese.contains("有误"), "{chinese}");
    desk.run(&["verify"]).failed(2)
}

#[test]
fn one_changed_byte_is_found_wherever_it_is() {
    let desk = Desk::with_bulletin();
    let last: i64 = database(&desk).query_row("SELECT max(seq) FROM event", [], |row| row.get(0)).unwrap();
    // Among them the definition of a kind, which is read before anything can be done.
    let first = "SELECT min(seq) FROM event WHERE matter <> 0";
    let first: i64 = database(&desk).query_row(first, [], |row| row.get(0)).unwrap();
    for seq in [last, last / 2, first, first - 1] {
        for (column, table) in [("body", "event"), ("leaf", "event"), ("content", "sealed")] {
            let select = format!("SELECT CAST({column} AS BLOB) FROM {table} WHERE seq = ?1");
            let database = database(&desk);
            // A definition has no sealed parts.
            let found = database.query_row(&select, [seq], |row| row.get(0)).optional().unwrap();
            let Some(bytes): Option<Vec<u8>> = found else { continue };
            let put = |bytes: &[u8]| {
                let value: Box<dyn rusqlite::ToSql> = match column {
                    "leaf" => Box::new(bytes.to_vec()),
                    _ => Box::new(String::from_utf8(bytes.to_vec()).unwrap()),
                };
                let update = format!("UPDATE {table} SET {column} = ?1 WHERE seq = ?2");
                database.execute(&update, rusqlite::params![value, seq]).unwrap();
            };
            let mut changed = bytes.clone();
            // The last lower-case letter or digit of the text, or any byte of a hash.
            let at = match column {
                "leaf" => 7,
                _ => bytes.iter().rposition(u8::is_ascii_hexdigit).unwrap(),
            };
            changed[at] ^= 1;
            put(&changed);
            let told = faults(&desk);
            assert!(told.contains(&format!("event {seq}:")), "{table}.{column} of {seq}: {told}");
            put(&bytes);
            desk.run(&["verify"]).well();
        }
    }
}

#[test]
fn a_missing_or_added_event_is_found() {
    let desk = Desk::with_bulletin();
    let database = database(&desk);
    let last: i64 = database.query_row("SELECT max(seq) FROM event", [], |row| row.get(0)).unwrap();
    database.execute_batch("CREATE TABLE kept AS SELECT * FROM event").unwrap();
    for seq in [last, last - 10] {
        database.execute("DELETE FROM event WHERE seq = ?1", [seq]).unwrap();
        let told = faults(&desk);
        assert!(told.contains(&format!("event {seq}")), "{told}");
        database.execute("INSERT INTO event SELECT * FROM kept WHERE seq = ?1", [seq]).unwrap();
        desk.run(&["verify"]).well();
    }
}

#[test]
fn what_is_derived_can_be_made_anew() {
    let desk = Desk::with_bulletin();
    database(&desk).execute("UPDATE matter SET state = 'accepted' WHERE kind = 'measure'", []).unwrap();
    let told = faults(&desk);
    assert!(told.contains("bihuan rebuild"), "{told}");
    desk.run(&["rebuild"]).well();
    desk.run(&["verify"]).well();
    assert_eq!(desk.run(&["list", "--state", "accepted"]).well(), "");
}
