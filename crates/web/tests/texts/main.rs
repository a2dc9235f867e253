//! Every text exists in both languages with the same variables, is used somewhere, and nothing asks for one that is
//! not there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod families;

use crate::families::families;
use app::language::{Language, sources};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Ids with their variables, as one language's files hold them.
fn texts(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, source) in sources(language) {
        let mut id = String::new();
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) =
                line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                id = name.to_owned();
                assert!(
                    texts.insert(id.clone(), BTreeSet::new()).is_none(),
                    "{id} stands twice, again in {path}"
                );
            }
            for part in line.split("{ $").skip(1) {
                let name = part.split([' ', '}', '-']).next().unwrap_or_default();
                texts.entry(id.clone()).or_default().insert(name.to_owned());
            }
        }
    }
    texts
}

fn collect(folder: &Path, out: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "html") {
            out.push((path.display().to_string(), fs::read_to_string(&path).expect("a source")));
        }
    }
}

/// Sources of everything that speaks to people.
fn spoken() -> Vec<(String, String)> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crates");
    let mut out = vec![];
    for name in ["web", "app", "bihuan"] {
        collect(&crates.join(name).join("src"), &mut out);
    }
    out
}

/// Every piece of `source` in double quotes that reads like an id.
fn quoted(source: &str) -> impl Iterator<Item = &str> {
    let is_id = |text: &&str| {
        text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
    };
    source.split('"').filter(is_id)
}

/// Ids that a call such as `get("…")` asks for.
fn asked<'a>(source: &'a str, call: &'a str) -> impl Iterator<Item = &'a str> {
    source.match_indices(call).filter_map(move |(at, _)| {
        let rest = source.get(at + call.len()..)?.trim_start().strip_prefix('"')?;
        rest.split('"').next()
    })
}

#[test]
fn both_languages_hold_the_same_texts_with_the_same_variables() {
    let (zh, en) = (texts(Language::Zh), texts(Language::En));
    assert!(zh.len() > 300, "only {} texts were found", zh.len());
    let only: Vec<_> = zh
        .keys()
        .filter(|id| !en.contains_key(*id))
        .chain(en.keys().filter(|id| !zh.contains_key(*id)))
        .collect();
    assert!(only.is_empty(), "in one language only: {only:?}");
    let differ: Vec<_> = zh.iter().filter(|(id, variables)| en.get(*id) != Some(variables)).collect();
    assert!(differ.is_empty(), "other variables: {differ:?}");
}

#[test]
fn no_page_asks_for_a_text_that_is_missing() {
    let texts = texts(Language::Zh);
    let mut missing = BTreeSet::new();
    for (path, source) in spoken().into_iter().filter(|(path, _)| !path.ends_with("language.rs")) {
        for call in ["t.get(", "t.with(", "texts().get(", "texts().with(", ".tell("] {
            for id in asked(&source, call).filter(|id| !texts.contains_key(*id)) {
                missing.insert(format!("{id} in {path}"));
            }
        }
    }
    missing.extend(families().into_iter().filter(|id| !texts.contains_key(id)));
    assert!(missing.is_empty(), "missing: {missing:#?}");
}

#[test]
fn no_text_is_left_over() {
    let sources = spoken();
    let mut used: BTreeSet<&str> = sources.iter().flat_map(|(_, source)| quoted(source)).collect();
    let families = families();
    used.extend(families.iter().map(String::as_str));
    // Names of parts also come from refusals, which name the field.
    let texts = texts(Language::Zh);
    // A text of a family that some page asks for by name counts as used when that name is written somewhere.
    let asked_by_name: BTreeSet<&str> = sources
        .iter()
        .flat_map(|(_, source)| asked(source, ".of(").chain(asked(source, ".known(")))
        .collect();
    let in_family = |id: &str| {
        asked_by_name.iter().any(|family| {
            let name = id.strip_prefix(family).and_then(|rest| rest.strip_prefix('-'));
            name.is_some_and(|name| used.contains(name))
        })
    };
    let is_left_over =
        |id: &&String| !used.contains(id.as_str()) && !id.starts_with("part-") && !in_family(id);
    let unused: Vec<_> = texts.keys().filter(is_left_over).collect();
    assert!(unused.is_empty(), "unused: {unused:?}");
}

#[test]
fn every_text_can_be_said() {
    for language in Language::ALL {
        let t = language.texts();
        for (id, variables) in texts(language) {
            let values: Vec<(&str, &dyn app::language::Say)> =
                variables.iter().map(|name| (name.as_str(), &2u64 as &dyn app::language::Say)).collect();
            let said = t.with(&id, &values);
            assert!(!said.contains('⟨') && !said.contains("{$"), "{id}: {said}");
        }
    }
}
