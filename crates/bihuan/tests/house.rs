//! Rules of the house that no compiler holds: the pure rooms compute and do nothing else, files stay short, names say
//! what a thing is, and the pages of documentation speak of what is there.

// Helpers of tests may stop on the spot, as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().and_then(Path::parent).unwrap().to_owned()
}

/// Files below `folder` with one of these endings, by their path from the root, in order.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    fn walk(root: &Path, folder: &Path, endings: &[&str], out: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, endings, out);
            } else if path.extension().is_some_and(|ending| endings.iter().any(|known| ending == *known)) {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                out.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let root = root();
    let mut out = vec![];
    walk(&root, &root.join(folder), endings, &mut out);
    assert!(!out.is_empty(), "{folder} holds no files ending in {endings:?}");
    out.sort();
    out
}

/// Parts of the standard library that reach out of a computation.
const OUTWARD: &[&str] = &["fs", "net", "time", "thread", "env", "process", "os", "io"];

/// Names taken out of `std` by a source: `std::fs::File` and `use std::{fs, io::Write}` both take `fs`.
fn taken_from_std(source: &str) -> Vec<String> {
    let code: String = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    let mut taken = vec![];
    for (at, _) in code.match_indices("std::") {
        let rest = &code[at + "std::".len()..];
        let word = |text: &str| -> String {
            text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
        };
        let Some(group) = rest.strip_prefix('{') else {
            taken.push(word(rest));
            continue;
        };
        let mut depth = 0_usize;
        let mut start = 0;
        for (at, sign) in group.char_indices() {
            match sign {
                '{' => depth += 1,
                ',' if depth == 0 => {
                    taken.push(word(&group[start..at]));
                    start = at + 1;
                }
                '}' if depth == 0 => {
                    taken.push(word(&group[start..at]));
                    break;
                }
                '}' => depth -= 1,
                _ => {}
            }
        }
    }
    taken
}

#[test]
fn outward_parts_are_found_however_they_are_written() {
    let source = "use std::{collections::{BTreeMap, HashMap}, fs,\n  thread::{self}};\n// std::env\nstd::net::TcpStream;";
    assert_eq!(taken_from_std(source), ["collections", "fs", "thread", "net"]);
}

#[test]
fn pure_rooms_only_compute() {
    let words = [
        "async fn",
        "async move",
        ".await",
        "Timestamp::now",
        "Zoned::now",
        "TimeZone::system",
        "static mut",
    ];
    let mut faults = vec![];
    for room in ["ledger", "bulletin", "proof", "comparison", "draw"] {
        for (name, source) in files(&format!("crates/{room}/src"), &["rs"]) {
            let outward = taken_from_std(&source).into_iter().filter(|part| OUTWARD.contains(&part.as_str()));
            faults.extend(outward.map(|part| format!("{name} takes std::{part}")));
            faults.extend(
                words
                    .iter()
                    .filter(|word| source.contains(**word))
                    .map(|word| format!("{name} has `{word}`")),
            );
        }
    }
    let told = faults.join("\n");
    assert!(
        faults.is_empty(),
        "the rules, the reader and the proofs take time and chance as arguments:\n{told}"
    );
}

/// Most lines of a file that people write.
const LINES: usize = 450;
/// Files that are longer, with the lines they have now. A ceiling only ever comes down.
const CEILINGS: &[(&str, usize)] = &[];

#[test]
fn files_stay_short() {
    let mut faults = vec![];
    let mut known: Vec<&str> = CEILINGS.iter().map(|(name, _)| *name).collect();
    for (name, text) in files("crates", &["rs", "html", "css", "js", "sql"]) {
        let lines = text.lines().count();
        known.retain(|ceiling| *ceiling != name);
        match CEILINGS.iter().find(|(ceiling, _)| *ceiling == name) {
            None if lines > LINES => {
                faults
                    .push(format!("{name} has {lines} lines, at most {LINES}: part it by what it is about"));
            }
            Some((_, ceiling)) if lines > *ceiling => {
                faults.push(format!("{name} has grown from {ceiling} to {lines} lines"));
            }
            Some((_, ceiling)) if lines < *ceiling => {
                let now = if lines > LINES { format!("lower it to {lines}") } else { "take it away".into() };
                faults.push(format!("{name} has {lines} lines, its ceiling is {ceiling}: {now}"));
            }
            _ => {}
        }
    }
    faults.extend(known.iter().map(|name| format!("{name} is gone: take its ceiling away")));
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn files_are_named_after_what_they_are_about() {
    let empty = ["util", "utils", "common", "helper", "helpers", "manager", "service", "misc"];
    let faults: Vec<String> = files("crates", &["rs"])
        .into_iter()
        .filter(|(name, _)| name.split(['/', '.']).any(|part| empty.contains(&part)))
        .map(|(name, _)| name)
        .collect();
    assert!(faults.is_empty(), "these names say nothing: {faults:?}");
}

/// The pages of documentation with what they say.
fn pages() -> Vec<(String, String)> {
    let mut pages: Vec<(String, String)> =
        ["README.md", "README.zh.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"]
            .iter()
            .map(|name| ((*name).to_owned(), fs::read_to_string(root().join(name)).unwrap()))
            .collect();
    pages.extend(files("docs", &["md"]));
    pages
}

/// What stands between backticks, outside blocks of code.
fn quoted(page: &str) -> impl Iterator<Item = &str> {
    let parts = page.split("```").step_by(2);
    parts.flat_map(|text| text.lines()).flat_map(|line| line.split('`').skip(1).step_by(2))
}

#[test]
fn paths_in_the_documentation_exist() {
    let root = root();
    let mut faults = vec![];
    let mut seen = 0;
    for (page, text) in pages() {
        for path in quoted(&text).filter(|text| {
            ["crates/", "data/", "docs/", "scripts/", ".ci/"].iter().any(|top| text.starts_with(top))
        }) {
            // `path::test` names a test in a file; `<name>` and `*` stand for any.
            let (file, test) = path.split_once("::").map_or((path, None), |(file, test)| (file, Some(test)));
            let fixed = file.split(['<', '*']).next().unwrap_or_default();
            let fixed =
                if fixed == file { file } else { fixed.rsplit_once('/').map_or("", |(folder, _)| folder) };
            seen += 1;
            let there = root.join(fixed);
            if !there.exists() {
                faults.push(format!("{page}: {path} is not there"));
            } else if let Some(test) = test
                && !fs::read_to_string(&there).is_ok_and(|source| source.contains(&format!("fn {test}(")))
            {
                faults.push(format!("{page}: {file} has no test `{test}`"));
            }
        }
    }
    assert!(seen > 50, "only {seen} paths were found");
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn links_in_the_documentation_lead_somewhere() {
    let mut faults = vec![];
    for (page, text) in pages() {
        let folder = root().join(&page).parent().unwrap().to_owned();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap_or_default();
            if !file.is_empty() && !file.contains("://") && !folder.join(file).exists() {
                faults.push(format!("{page}: {link}"));
            }
        }
    }
    assert!(faults.is_empty(), "links that lead nowhere: {faults:?}");
}

#[test]
fn every_mechanism_says_where_it_is_and_what_holds_it() {
    let page = fs::read_to_string(root().join("docs/mechanisms.md")).unwrap();
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| 机制"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let mut faults = vec![];
    for row in &rows {
        let [name, english, item, place, test] = row[..] else {
            faults.push(format!("{row:?} has no five cells"));
            continue;
        };
        if name.is_ascii() || !english.is_ascii() || item.is_empty() || place.is_empty() {
            faults.push(format!("{name}: a cell is empty or in the wrong language"));
        }
        // What is there is held by a test; what is not there by none.
        if !place.starts_with("not yet") && test == "–" {
            faults.push(format!("{name}: no test"));
        }
    }
    let there = rows.iter().filter(|row| !row[3].starts_with("not yet")).count();
    let told = format!(
        "{there} are there, in whole or in the part that is named; {} are not yet.",
        rows.len() - there
    );
    assert!(page.contains(&told), "the page should say: {told}");
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}
