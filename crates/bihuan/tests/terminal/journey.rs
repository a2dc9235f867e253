//! From a file to a ledger that is listed, exported, verified and derived anew.

use crate::program::{Desk, command, sample};
use std::{
    io::{BufRead, BufReader, Read},
    process::Stdio,
};

#[test]
fn an_import_becomes_a_ledger_that_owes_nothing_yet() {
    let desk = Desk::with_bulletin();
    let rows = desk.json(&["list", "--json"]);
    let read = desk.json(&["parse", sample().to_str().unwrap(), "--json"]).remove(0);
    let of = |kind: &str| rows.iter().filter(|row| row["kind"] == kind).count();
    assert_eq!(of("campaign"), 1);
    assert_eq!(of("measure"), read["measures"].as_array().unwrap().len());
    assert_eq!(of("item"), 24);
    for row in rows.iter().filter(|row| row["kind"] == "measure" || row["kind"] == "item") {
        assert_eq!((&row["class"], &row["state"]), (&"claimed".into(), &"reported".into()), "{row}");
        assert!(row["unit"].is_null() && row["due"].is_null() && row["percent"].is_null(), "{row}");
        assert_eq!(row["lamp"], "off");
    }
}

#[test]
fn lists_are_filtered_and_bounded() {
    let desk = Desk::with_bulletin();
    let count = |args: &[&str]| desk.json(&[&["list", "--json"], args].concat()).len();
    let all = count(&[]);
    assert_eq!(count(&["--kind", "item"]), 24);
    assert_eq!(count(&["--limit", "7"]), 7);
    assert_eq!(count(&["--state", "accepted"]), 0);
    assert_eq!(count(&["--unit", "99"]), 0);
    let held = count(&["--text", "租金"]);
    assert!(held > 0 && held < all / 4, "{held} of {all}");
    assert_eq!(count(&["--as-of", "2001-01-01"]), 0);
    assert_eq!(count(&["--as-of", &last_day(&desk)]), all);
    let table = desk.run(&["list", "--kind", "item"]).well();
    assert_eq!(table.lines().count(), 24);
    assert!(table.lines().all(|line| line.split('\t').count() == 7), "{table}");
}

#[test]
fn documents_come_out_of_the_ledger_and_a_wrong_template_names_its_line() {
    let desk = Desk::with_bulletin();
    let campaign = desk.json(&["list", "--json"]).remove(0)["id"].to_string();
    let names = desk.run(&["document"]).well();
    assert!(names.lines().any(|line| line.starts_with("ledger\t")), "{names}");
    let text = desk.run(&["document", "ledger", "--of", &campaign]).well();
    assert!(text.contains("整改台账"), "{text}");
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    desk.run(&["document", "ledger", "--of", &campaign, "--format", "docx", "-o", &file("a.docx")]).well();
    assert!(std::fs::read(file("a.docx")).unwrap().starts_with(b"PK"));
    let own = "document = \"own\"\nlabel = { zh = \"自\", en = \"Own\" }\non = [\"campaign\"]\ntitle = \"{titel}\"\n";
    std::fs::write(file("own.toml"), own).unwrap();
    let wrong = desk.run(&["document", "--template", &file("own.toml"), "--of", &campaign]).failed(1);
    assert!(wrong.contains('4') && wrong.contains("titel"), "{wrong}");
    let format = desk.run(&["document", "ledger", "--of", &campaign, "--format", "doc"]).failed(1);
    assert!(format.contains("docx, pdf"), "{format}");
}

#[test]
fn wrong_parameters_are_told_with_what_is_allowed() {
    let desk = Desk::new();
    for (args, told) in [
        (["list", "--lamp", "purple"], "red, yellow, blue, green, undated"),
        (["list", "--sort", "colour"], "outline, due, changed"),
    ] {
        let err = desk.run(&args).failed(1);
        assert!(err.contains(told), "{err}");
    }
    // What cannot be read at all is usage; clap ends with 2.
    for args in [["list", "--as-of", "yesterday"], ["list", "--limit", "-1"], ["fly", "to", "moon"]] {
        desk.run(&args).failed(2);
    }
}

#[test]
fn the_same_file_is_taken_once() {
    let desk = Desk::with_bulletin();
    let campaign = desk.json(&["list", "--kind", "campaign", "--json"]).remove(0);
    let before = desk.run(&["export"]).well();
    let err = desk.run(&["import", "--yes", sample().to_str().unwrap()]).failed(1);
    assert!(err.contains(&format!("(matter {})", campaign["id"])), "{err}");
    assert_eq!(desk.run(&["export"]).well(), before);
}

#[test]
fn without_an_answer_nothing_is_written() {
    let desk = Desk::new();
    let file = sample();
    let file = file.to_str().unwrap();
    let err = desk.run(&["import", file]).failed(1);
    assert!(err.contains("Nothing was written"), "{err}");
    assert_eq!(desk.json(&["list", "--json"]).len(), 0);
    // The draft that was kept is taken up again.
    desk.run(&["import", "--yes", file]).well();
    assert_eq!(desk.json(&["list", "--kind", "item", "--json"]).len(), 24);
}

#[test]
fn an_export_holds_every_event_in_order() {
    let desk = Desk::with_bulletin();
    let lines = desk.json(&["export"]);
    let size = lines[0]["head"]["size"].as_u64().unwrap();
    let places: Vec<u64> = lines[1..].iter().map(|line| line["header"]["seq"].as_u64().unwrap()).collect();
    assert_eq!(places, (0..size).collect::<Vec<_>>());
    let verified = desk.run(&["verify"]);
    assert_eq!((verified.code, verified.out.as_str()), (0, ""));
    let root = lines[0]["head"]["root"].as_str().unwrap();
    assert!(verified.err.contains(&size.to_string()) && verified.err.contains(root), "{}", verified.err);
    let target = desk.data().join("../log.jsonl");
    desk.run(&["export", "--output", target.to_str().unwrap()]).well();
    let exported = desk.run(&["export"]).well();
    assert_eq!(std::fs::read_to_string(&target).unwrap(), exported);
    // An export that fails leaves the one before as it is, and says nothing of being done.
    let future = desk.run(&["export", "--output", target.to_str().unwrap(), "--as-of", "2099-01-01"]);
    assert!(future.code != 0 && !future.err.contains("log.jsonl"), "{}", future.err);
    assert_eq!(std::fs::read_to_string(&target).unwrap(), exported);
}

/// The day of the last event.
fn last_day(desk: &Desk) -> String {
    let at = desk.json(&["export"]).last().unwrap()["header"]["at"].as_i64().unwrap();
    app::clock::day_of(jiff::Timestamp::from_millisecond(at).unwrap()).to_string()
}

#[test]
fn matters_are_exported_as_of_a_day() {
    let desk = Desk::with_bulletin();
    let day = last_day(&desk);
    let now = desk.json(&["export", "--as-of", &day]);
    assert_eq!(now[0]["as_of"], day);
    assert_eq!(now.len() - 1, desk.json(&["list", "--json"]).len());
    assert_eq!(desk.json(&["export", "--as-of", "2001-01-01"]).len(), 1);
    for command in ["export", "list"] {
        let future = desk.run(&[command, "--as-of", "2099-12-31"]);
        assert!(future.code != 0 && future.out.is_empty(), "{command}: {}", future.out);
        assert!(future.err.contains("2099-12-31"), "{command}: {}", future.err);
    }
}

/// Everything the database holds, as text.
fn dump(desk: &Desk) -> Vec<String> {
    let database = rusqlite::Connection::open(desk.data().join("ledger.sqlite")).unwrap();
    let mut tables = database
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
        )
        .unwrap();
    let names: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(names.len() > 10, "{names:?}");
    let mut dump = vec![];
    for name in names.iter().filter(|name| !name.contains("_text_")) {
        let mut rows = database.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns = rows.column_count();
        let read = rows.query_map([], |row| {
            let values = (0..columns).map(|at| row.get::<_, rusqlite::types::Value>(at));
            Ok(format!("{name}: {:?}", values.collect::<Result<Vec<_>, _>>()?))
        });
        dump.extend(read.unwrap().map(Result::unwrap));
    }
    dump.sort();
    dump
}

#[test]
fn what_is_derived_anew_is_what_was_there() {
    let desk = Desk::with_bulletin();
    let before = (dump(&desk), desk.run(&["list", "--json", "--text", "整改"]).well());
    assert!(before.0.len() > 500, "{} rows", before.0.len());
    desk.run(&["rebuild"]).well();
    let after = (dump(&desk), desk.run(&["list", "--json", "--text", "整改"]).well());
    assert!(before == after, "rebuilding changed something");
    desk.run(&["verify"]).well();
}

#[test]
fn a_reader_who_goes_away_ends_the_command_quietly() {
    let desk = Desk::with_bulletin();
    // More than a pipe holds, so that the writer meets its end.
    let size = desk.run(&["export"]).well().len();
    assert!(size > 100_000, "{size} bytes");
    for args in [&["export"][..], &["list", "--json"], &["parse", sample().to_str().unwrap(), "--json"]] {
        let mut child =
            command(&desk.data(), args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::with_capacity(16, child.stdout.take().unwrap());
        out.read_until(b'{', &mut vec![]).unwrap();
        drop(out);
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn what_is_due_is_done_by_hand_and_once() {
    let desk = Desk::with_bulletin();
    let first = desk.run(&["tick"]);
    assert_eq!((first.code, first.out.as_str()), (0, ""), "{}", first.err);
    let duties = first.err.lines().count();
    assert!(duties >= 2 && first.err.contains("0 things"), "{}", first.err);
    let again = desk.run(&["tick"]);
    assert_eq!(again.err.matches("nothing new").count(), duties, "{}", again.err);
    let verified = desk.run(&["verify"]);
    assert_eq!(verified.code, 0, "{}", verified.err);
}

#[test]
fn what_moved_between_two_days_is_printed() {
    let desk = Desk::with_bulletin();
    let day = last_day(&desk);
    let changes = desk.json(&["changes", &day, &day, "--json"]).remove(0);
    let owed = |kind: &str| desk.json(&["list", "--json", "--kind", kind]).len() as u64;
    assert_eq!(changes["opened"].as_u64(), Some(owed("item") + owed("measure")));
    assert_eq!(changes["moved"], changes["opened"]);
    let table = desk.run(&["changes", &day, &day]).well();
    assert_eq!(
        table.lines().filter(|line| line.split('\t').count() == 6).count() as u64,
        changes["moved"].as_u64().unwrap()
    );
    assert_eq!(desk.run(&["changes", "2001-01-01", "2001-01-10"]).well(), "");
    let reversed = desk.run(&["changes", "2001-01-10", "2001-01-01"]);
    assert!(reversed.code != 0 && reversed.err.contains("2001-01-10"), "{}", reversed.err);
}
