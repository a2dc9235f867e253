//! Real bulletins, where the variable BIHUAN_CORPUS points at a folder of them: a folder with `bulletin.txt` and its
//! checked `truth.json`, and a folder of texts with `NAME.truth.json` beside `NAME.txt`. They are read only.

use crate::program::Desk;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Truth files of the corpus with their texts; none, and a word about it, where there is no corpus.
fn corpus() -> Vec<(PathBuf, Value)> {
    let Some(folder) = std::env::var_os("BIHUAN_CORPUS").map(PathBuf::from) else {
        eprintln!("skipped: BIHUAN_CORPUS does not point at a corpus");
        return vec![];
    };
    let mut found = vec![];
    for part in std::fs::read_dir(folder).unwrap().flatten().filter(|part| part.path().is_dir()) {
        for file in std::fs::read_dir(part.path()).unwrap().flatten() {
            let path = file.path();
            let name = file.file_name().into_string().unwrap();
            let text = match name.strip_suffix(".truth.json") {
                Some(name) => path.with_file_name(format!("{name}.txt")),
                None if name == "truth.json" => path.with_file_name("bulletin.txt"),
                None => continue,
            };
            found.push((text, serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap()));
        }
    }
    assert!(!found.is_empty(), "BIHUAN_CORPUS points at a folder without truth files");
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}

/// A bulletin with items, whose truth gives every measure; the others give the layout alone.
fn with_items() -> Vec<(PathBuf, Value)> {
    corpus().into_iter().filter(|(_, truth)| truth["items"].is_array()).collect()
}

fn parsed(text: &Path) -> Value {
    Desk::new().json(&["parse", text.to_str().unwrap(), "--json"]).remove(0)
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().unwrap_or_else(|| panic!("no list `{name}`"))
}

fn word(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// What differs between two lists as bags: what is missing, what is too much.
fn compare<T: Ord + std::fmt::Debug>(part: &str, wanted: Vec<T>, found: Vec<T>) {
    let mut bag: BTreeMap<T, i32> = BTreeMap::new();
    wanted.into_iter().for_each(|one| *bag.entry(one).or_default() += 1);
    found.into_iter().for_each(|one| *bag.entry(one).or_default() -= 1);
    bag.retain(|_, n| *n != 0);
    assert!(bag.is_empty(), "{part}: missing (+) or too much (-): {bag:?}");
}

#[test]
fn every_part_of_a_bulletin_with_items_is_read() {
    for (text, truth) in with_items() {
        let read = parsed(&text);
        let headings = ["sections", "aspects", "headings", "items"];
        let wanted = headings.iter().flat_map(|level| list(&truth, level));
        compare(
            "outline",
            wanted.map(|one| (word(&one["label"]), word(&one["title"]))).collect(),
            list(&read, "nodes").iter().map(|one| (word(&one["mark"]), word(&one["title"]))).collect(),
        );
        let titles: BTreeMap<u64, String> = list(&read, "nodes")
            .iter()
            .map(|one| (one["id"].as_u64().unwrap(), word(&one["title"])))
            .collect();
        let measure = |item: String, no: &Value, hash: String| (item, no.as_u64().unwrap(), hash);
        let hashed = |text: &str| {
            let digest = Sha256::digest(text.as_bytes());
            digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect::<String>()
        };
        compare(
            "measures",
            list(&truth, "items")
                .iter()
                .flat_map(|item| {
                    list(item, "measures")
                        .iter()
                        .map(|one| measure(word(&item["title"]), &one["no"], word(&one["sha256_16"])))
                })
                .collect(),
            list(&read, "measures")
                .iter()
                .map(|one| {
                    let item =
                        one["node"].as_u64().and_then(|id| titles.get(&id).cloned()).unwrap_or_default();
                    measure(item, &one["no"], hashed(one["text"].as_str().unwrap()))
                })
                .collect(),
        );
        let mentions = |one: &Value| vec![word(&one["title"]); one["mentions"].as_u64().unwrap() as usize];
        compare(
            "documents",
            list(&truth, "documents").iter().flat_map(mentions).collect(),
            list(&read, "documents").iter().map(|one| word(&one["title"])).collect(),
        );
        let figures = ["aspects", "items"].iter().flat_map(|level| list(&truth, level));
        let number = |value: &Value| value.to_string().trim_matches('"').parse::<f64>().unwrap().to_string();
        compare(
            "quantities",
            figures
                .flat_map(|one| one["quantities"].as_array().into_iter().flatten())
                .map(|one| (number(&one[0]), word(&one[1])))
                .collect(),
            list(&read, "quantities")
                .iter()
                .map(|one| (number(&one["number"]), word(&one["unit"])))
                .collect(),
        );
        let day = |iso: &Value| word(iso).chars().take(10).collect::<String>();
        compare(
            "dates",
            list(&truth, "dates").iter().map(|one| (word(&one["text"]), day(&one["iso"]))).collect(),
            list(&read, "dates").iter().map(|one| (word(&one["raw"]), day(&one["iso"]))).collect(),
        );
    }
}

#[test]
fn the_layout_of_every_text_is_read() {
    for (text, truth) in corpus().into_iter().filter(|(_, truth)| truth["items"].is_null()) {
        let read = parsed(&text);
        let place = text.file_name().unwrap().to_string_lossy().into_owned();
        for part in ["title", "issuer"] {
            assert_eq!(read[part], truth[part], "{part} of {place}");
        }
        let first = |text: &Value, n: usize| word(text).chars().take(n).collect::<String>();
        compare(
            &format!("outline of {place}"),
            list(&truth, "outline")
                .iter()
                .map(|one| (word(&one[0]), one[1].as_u64(), first(&one[2], 4), one[3].as_bool()))
                .collect(),
            list(&read, "nodes")
                .iter()
                .map(|one| {
                    let title = first(&one["title"], 4);
                    (word(&one["mark"]), one["depth"].as_u64(), title, one["heading_only"].as_bool())
                })
                .collect(),
        );
        let measures = list(&truth, "measures").iter().flat_map(|one| one[2].as_array().unwrap());
        compare(
            "measures",
            measures.map(word).collect(),
            list(&read, "measures")
                .iter()
                .map(|one| {
                    let text = word(&one["text"]);
                    let marker = word(&one["marker"]);
                    text.strip_prefix(&marker).unwrap_or(&text).chars().take(6).collect()
                })
                .collect(),
        );
        compare(
            "documents",
            list(&truth, "doc_mentions").iter().map(word).collect(),
            list(&read, "documents").iter().map(|one| word(&one["title"])).collect(),
        );
    }
}

#[test]
fn a_bulletin_with_items_becomes_a_ledger() {
    for (text, truth) in with_items() {
        let desk = Desk::new();
        desk.run(&["import", "--yes", text.to_str().unwrap()]).well();
        let rows = desk.json(&["list", "--json"]);
        let count = |kind: &str| rows.iter().filter(|row| row["kind"] == kind).count() as u64;
        let counts = |name: &str| truth["counts"][name].as_u64().unwrap();
        assert_eq!(count("item"), counts("items"));
        assert_eq!(count("measure"), counts("measures"));
        let titles = |rows: Vec<&Value>| rows.iter().map(|row| word(&row["title"])).collect::<Vec<_>>();
        let items = rows.iter().filter(|row| row["kind"] == "item").collect();
        assert_eq!(titles(items), titles(list(&truth, "items").iter().collect()), "in their order");
        // Every measure stands below its item.
        let mut below: BTreeMap<u64, u64> = BTreeMap::new();
        for row in rows.iter().filter(|row| row["kind"] == "measure") {
            *below.entry(row["parent"].as_u64().unwrap()).or_default() += 1;
        }
        let wanted: Vec<u64> =
            list(&truth, "items").iter().map(|item| item["measure_count"].as_u64().unwrap()).collect();
        let items = rows.iter().filter(|row| row["kind"] == "item");
        let found: Vec<u64> = items.map(|row| below[&row["id"].as_u64().unwrap()]).collect();
        assert_eq!(found, wanted);
        // Nothing is invented: all of it is reported only, with no owner, date or share.
        for row in rows.iter().filter(|row| row["kind"] == "item" || row["kind"] == "measure") {
            assert_eq!(row["class"], "claimed");
            assert!(row["unit"].is_null() && row["due"].is_null() && row["percent"].is_null());
        }
        let again = desk.run(&["import", "--yes", text.to_str().unwrap()]).failed(1);
        assert!(again.contains("already there"), "{again}");
        desk.run(&["verify"]).well();
    }
}
