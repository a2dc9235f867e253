//! Whole pages with the layouts that bulletins come in, each in `layouts/NAME.txt`: the page, a line of `=====`, and
//! what is expected of it. Only what `check:` names is compared.

// Helpers of tests may stop on the spot, as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use bulletin::{Bulletin, Options, outline_text, read};
use std::fmt::Write;
use std::path::Path;

/// The parts of a reading in the words of the expectation files.
fn rendered(bulletin: &Bulletin, text: &str, parts: &str) -> String {
    let mut out = String::new();
    let has = |part: &str| parts.split_whitespace().any(|word| word == part);
    let mut line = |words: String| writeln!(out, "{words}").unwrap();
    if has("title") {
        line(format!("title: {}", bulletin.title.as_deref().unwrap_or("—")));
    }
    if has("issuer") {
        line(format!("issuer: {}", bulletin.issuer.as_deref().unwrap_or("—")));
    }
    for node in bulletin.nodes.iter().filter(|_| has("outline")) {
        let body = if node.heading_only { "" } else { " +" };
        line(format!("{} {} {}{body}", node.depth, node.mark, node.title));
        for measure in bulletin.measures.iter().filter(|m| has("measures") && m.node == Some(node.id)) {
            line(format!("· {} {} {}", measure.no, measure.marker, measure.text.replace('\n', "⏎")));
        }
    }
    for document in bulletin.documents.iter().filter(|_| has("documents")) {
        let number = document.number.as_deref().unwrap_or("—");
        line(format!("doc: {} | {number} | {}", document.title, document.alias.as_deref().unwrap_or("—")));
    }
    for date in bulletin.dates.iter().filter(|_| has("dates")) {
        let inferred = if date.inferred { " inferred" } else { "" };
        line(format!("date: {} = {}{inferred}", date.raw, date.iso.as_deref().unwrap_or("—")));
    }
    for quantity in bulletin.quantities.iter().filter(|_| has("quantities")) {
        let hedge = quantity.qualifier.map_or(String::new(), |q| format!(" {q:?}").to_lowercase());
        let kind = format!("{:?}", quantity.kind).to_lowercase();
        line(format!("qty: {} = {} {} {kind}{hedge}", quantity.raw, quantity.value, quantity.base_unit));
    }
    for span in bulletin.noise.iter().filter(|_| has("noise")) {
        line(format!("noise: {}", span.of(text)));
    }
    for remark in
        bulletin.diagnostics.iter().filter(|remark| has("remarks") && remark.code != "truncated-text")
    {
        let place = remark.spans.last().map_or("", |span| span.of(text));
        line(format!("! {} {place}", remark.code));
    }
    out
}

#[test]
fn pages_are_read_as_written_down() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layouts");
    let mut failures = String::new();
    let mut pages = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = std::fs::read_to_string(&path).unwrap();
        let (text, expected) = file.split_once("=====\n").expect("a line of =====");
        let (check, expected) = expected.split_once('\n').expect("a line of check:");
        for (form, page) in [
            ("LF", text.to_owned()),
            ("CRLF", text.replace('\n', "\r\n")),
            ("BOM", format!("\u{feff}{text}")),
            ("indented", text.lines().map(|line| format!("\u{3000}\u{a0} {line} \n")).collect()),
        ] {
            let reading = read(&page, Options::default());
            assert_eq!(reading.tree.render(&page), page, "{} {form}", path.display());
            assert!(!outline_text(&reading.bulletin).is_empty());
            let part = check.strip_prefix("check:").expect("check:");
            let got = rendered(&reading.bulletin, &page, part)
                .replace("\r⏎", "⏎")
                .replace("⏎\u{3000}\u{a0} ", "⏎")
                .replace(" ⏎", "⏎");
            if got != expected {
                let _ = writeln!(failures, "--- {} ({form})\n{}", path.display(), difference(expected, &got));
                break;
            }
        }
        pages += 1;
    }
    assert!(pages > 10, "the pages are gone");
    assert!(failures.is_empty(), "\n{failures}");
}

/// Lines of one side only.
fn difference(expected: &str, got: &str) -> String {
    let mut out = String::new();
    let (want, have): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), got.lines().collect());
    for line in want.iter().filter(|line| !have.contains(line)) {
        let _ = writeln!(out, "- {line}");
    }
    for line in have.iter().filter(|line| !want.contains(line)) {
        let _ = writeln!(out, "+ {line}");
    }
    if out.is_empty() { format!("another order:\n{got}") } else { out }
}
