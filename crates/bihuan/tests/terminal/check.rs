//! `check`: what is odd in a bulletin, for people and for programs.

use crate::program::Desk;
use serde_json::Value;

/// Invented; the share is 75%.
const WRONG: &str = "（一）推进销号。排查问题48个，已整改36个，整改率85%。";
const RIGHT: &str = "（一）推进销号。排查问题48个，已整改36个，整改率75%。";

#[test]
fn an_error_is_an_exit_code_and_a_marked_place() {
    let desk = Desk::new();
    let ended = desk.run(&["check", &desk.file("wrong.txt", WRONG.as_bytes())]);
    assert_eq!(ended.code, 1, "{}", ended.err);
    assert!(ended.out.contains("wrong.txt:1:27: wrong [share-does-not-compute]"), "{}", ended.out);
    assert!(ended.out.contains("36个 of 48个 is 75.00%"), "{}", ended.out);
    assert!(ended.out.contains("\n    ") && ended.out.contains("^^^"), "{}", ended.out);
    assert!(ended.out.contains("held against line 1, column 13"), "{}", ended.out);
    assert!(!desk.data().exists(), "checking needs no ledger");
}

#[test]
fn without_errors_checking_succeeds_in_either_language() {
    let desk = Desk::new();
    let file = desk.file("right.txt", RIGHT.as_bytes());
    assert!(desk.run(&["check", &file]).well().contains("nothing odd was found"));
    assert!(!desk.run(&["--lang", "zh", "check", &file]).well().contains("nothing odd"));
}

#[test]
fn json_is_one_line_a_file_with_spans_in_the_text() {
    let desk = Desk::new();
    let (wrong, right) = (desk.file("wrong.txt", WRONG.as_bytes()), desk.file("right.txt", RIGHT.as_bytes()));
    let ended = desk.run(&["check", "--json", &wrong, &right]);
    assert_eq!(ended.code, 1);
    let lines: Vec<Value> = ended.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [wrong, right] = &lines[..] else { panic!("{}", ended.out) };
    assert_eq!(right, &serde_json::json!({ "findings": [] }));
    let found = &wrong["findings"][0];
    let mut keys: Vec<&String> = found.as_object().unwrap().keys().collect();
    keys.sort();
    assert_eq!(keys, ["code", "message", "severity", "spans"]);
    assert_eq!((&found["code"], &found["severity"]), (&"share-does-not-compute".into(), &"error".into()));
    let words: Vec<&str> = found["spans"]
        .as_array()
        .unwrap()
        .iter()
        .map(|span| &WRONG[span[0].as_u64().unwrap() as usize..span[1].as_u64().unwrap() as usize])
        .collect();
    assert_eq!(words, ["48个", "36个", "85%"]);
}

#[test]
fn a_file_that_cannot_be_read_does_not_keep_the_others_from_being_checked() {
    let desk = Desk::new();
    let right = desk.file("right.txt", RIGHT.as_bytes());
    let ended = desk.run(&["check", "--json", "there-is-no-such-file.txt", &right]);
    assert_eq!(ended.code, 2);
    assert_eq!(ended.out.lines().count(), 1);
    assert!(ended.err.contains("there-is-no-such-file.txt"), "{}", ended.err);
}

/// The parts of the SARIF 2.1.0 schema that are required, and what its readers lean on.
#[test]
fn sarif_has_the_shape_of_its_standard() {
    let desk = Desk::new();
    let ended = desk.run(&["check", "--sarif", &desk.file("查 错.txt", WRONG.as_bytes())]);
    assert_eq!(ended.code, 1);
    let log: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().ends_with("sarif-schema-2.1.0.json"));
    let runs = log["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 1);
    let run = &runs[0];
    assert_eq!(run["tool"]["driver"]["name"], "bihuan");
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let ids: std::collections::BTreeSet<&str> =
        rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), rules.len(), "ids of rules are distinct");
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        assert!(["none", "note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let related = result["relatedLocations"].as_array().unwrap();
        for place in result["locations"].as_array().unwrap().iter().chain(related) {
            let place = &place["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().unwrap();
            assert!(uri.is_ascii() && !uri.contains(' ') && uri.ends_with(".txt"), "{uri}");
            let at = |name: &str| place["region"][name].as_u64().unwrap();
            assert!(at("startLine") >= 1 && at("startColumn") >= 1);
            assert!((at("endLine"), at("endColumn")) > (at("startLine"), at("startColumn")));
        }
    }
}

#[test]
fn a_named_ledger_is_held_against_the_text() {
    let desk = Desk::new();
    let source = desk.file("plan.txt", "（一）推进销号。一是走访48户。".as_bytes());
    desk.run(&["import", &source, "--yes"]).well();
    let text = desk.file("text.txt", "（一）推进销号。一是走访48户，另走访53户。".as_bytes());
    let ended = desk.run(&["check", "--json", &text]);
    let line: Value = serde_json::from_str(ended.out.lines().next().unwrap()).unwrap();
    let codes: Vec<&str> =
        line["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["unsupported-figure"], "{}", ended.out);
}
