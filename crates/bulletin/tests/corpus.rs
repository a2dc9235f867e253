//! Real bulletins, where the variable BIHUAN_CORPUS points at a folder of them (`NAME.txt`, in subfolders too). They
//! are read only; nothing of them is kept here.

// Helpers of tests may stop on the spot, as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use bulletin::{Code, Options, read};
use std::path::{Path, PathBuf};

fn texts(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            texts(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "txt") {
            found.push(path);
        }
    }
}

/// The corpus, or nothing and a word about it.
fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("BIHUAN_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: BIHUAN_CORPUS does not point at a corpus");
    }
    folder
}

#[test]
fn every_text_of_the_corpus_is_given_back_byte_for_byte() {
    let Some(folder) = corpus() else { return };
    let mut found = Vec::new();
    texts(&folder, &mut found);
    assert!(!found.is_empty(), "no texts in {}", folder.display());
    for path in found {
        let text = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
        let reading = read(&text, Options::default());
        assert_eq!(reading.tree.render(&text), text, "{}", path.display());
    }
}

/// The counts of the truth file beside a bulletin (`truth.json`) are the counts of the reading.
#[test]
fn the_long_bulletin_is_counted_right() {
    let Some(folder) = corpus() else { return };
    let mut found = Vec::new();
    texts(&folder, &mut found);
    for path in found {
        let Ok(truth) = std::fs::read_to_string(path.with_file_name("truth.json")) else { continue };
        let truth: serde_json::Value = serde_json::from_str(&truth).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let reading = read(&text, Options::default());
        let count = |key: &str| truth["counts"][key].as_u64().unwrap() as usize;
        let bulletin = &reading.bulletin;
        let headings =
            ["sections", "aspects", "headings", "items"].iter().map(|key| count(key)).sum::<usize>();
        assert_eq!(bulletin.nodes.len(), headings);
        assert_eq!(bulletin.measures.len(), count("measures"));
        assert_eq!(bulletin.documents.len(), count("documents_mentions"));
        assert_eq!(
            bulletin.quantities.len(),
            count("quantities_in_items") + count("quantities_in_section1_aspects")
        );
        let codes: Vec<&str> = reading.findings.iter().map(|finding| finding.code.as_str()).collect();
        assert_eq!(
            codes,
            ["measure-count-differs", "document-count-differs", "all-but-exception"],
            "no false alarms"
        );
    }
}

/// Slips planted into real texts while the test runs: a sentence repeated, a mark taken away. Each is found, and with
/// it nothing that the text had not told before, but for what the change itself breaks.
#[test]
fn slips_planted_into_the_corpus_are_found() {
    let Some(folder) = corpus() else { return };
    let mut found = Vec::new();
    texts(&folder, &mut found);
    let mut planted = 0;
    for path in found {
        let text = std::fs::read_to_string(&path).unwrap();
        let before = read(&text, Options::default());
        let has = |text: &str, code: Code, place: usize| {
            let findings = read(text, Options::default()).findings;
            findings.iter().any(|one| {
                one.code == code && one.spans.iter().any(|span| span.start <= place && place < span.end)
            })
        };
        for measure in before.bulletin.measures.iter().step_by(7) {
            let sentence = measure.text.split_inclusive('。').next().unwrap_or("");
            if sentence.chars().count() < 24 || !sentence.ends_with('。') {
                continue;
            }
            let end = measure.span.start + sentence.len();
            let twice = format!("{}{}{}", &text[..end], &sentence[measure.marker.len()..], &text[end..]);
            assert!(has(&twice, Code::SentenceRepeated, end), "{}: {sentence}", path.display());
            planted += 1;
        }
        for document in before.bulletin.documents.iter().step_by(5) {
            let end = document.span.end - '》'.len_utf8();
            let open = format!("{}{}", &text[..end], &text[document.span.end..]);
            assert!(
                has(&open, Code::UnpairedTitleMark, document.span.start),
                "{}: {}",
                path.display(),
                document.title
            );
            planted += 1;
        }
    }
    println!("{planted} slips planted");
}
