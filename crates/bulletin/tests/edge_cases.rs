//! Short traps: one line of text, one thing that is easily read wrong. See `edge_cases.tsv`.

// Helpers of tests may stop on the spot, as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use bulletin::{Bulletin, Options, read};

/// The facts of one kind in the words of the table.
fn facts(kind: &str, bulletin: &Bulletin) -> Vec<String> {
    let dash = || "—".to_owned();
    match kind {
        "M" => bulletin.measures.iter().map(|m| m.text.clone()).collect(),
        "N" => bulletin.nodes.iter().map(|n| format!("{}|{}", n.mark, n.title)).collect(),
        "D" => bulletin
            .documents
            .iter()
            .map(|d| {
                let part = |p: &Option<String>| p.clone().unwrap_or_else(dash);
                format!("{}|{}|{}", d.title, part(&d.number), part(&d.alias))
            })
            .collect(),
        "Q" => bulletin
            .quantities
            .iter()
            .map(|q| {
                let hedge = q.qualifier.map_or(String::new(), |q| format!("/{q:?}").to_lowercase());
                let kind = format!("{:?}", q.kind).to_lowercase();
                format!("{}={}{}/{kind}{hedge}", q.raw, q.value, q.base_unit)
            })
            .collect(),
        "T" => bulletin
            .dates
            .iter()
            .map(|d| format!("{}={}", d.raw, d.iso.clone().unwrap_or_else(dash)))
            .collect(),
        _ => panic!("unknown kind {kind}"),
    }
}

#[test]
fn every_trap_is_read_right() {
    let table = include_str!("edge_cases.tsv");
    let mut failures = Vec::new();
    let mut rows = 0;
    for row in table.lines().filter(|row| !row.starts_with('#')) {
        let [text, trap, expected] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three columns: {row}")
        };
        let (kind, expected) = expected.split_at(1);
        let got = facts(kind, &read(text, Options::default()).bulletin).join(" ");
        if got != expected.trim() {
            failures.push(format!("{trap}: {text}\n  expected {}\n  got      {got}", expected.trim()));
        }
        rows += 1;
    }
    assert!(rows > 40);
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}
