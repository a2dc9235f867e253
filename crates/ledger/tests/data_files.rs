//! Every shipped kind, role, calendar and lamp file reads, and what one file names stands in another.

use jiff::civil::date;
use ledger::{Calendar, Kind, Roles, authority::Reach, kind::Nature, lamp::LampRule};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

fn data(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data").join(folder)
}

/// The TOML files of a data folder by name without ending, in alphabetic order.
fn files(folder: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(data(folder)).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            found.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    assert!(!found.is_empty(), "no file in data/{folder}");
    found
}

fn kinds() -> BTreeMap<String, Kind> {
    files("kinds")
        .into_iter()
        .map(|(name, source)| {
            let kind = Kind::parse(&source).unwrap_or_else(|error| panic!("data/kinds/{name}.toml: {error}"));
            assert_eq!(kind.name, name, "a kind stands in the file of its name");
            (name, kind)
        })
        .collect()
}

fn roles() -> Roles {
    Roles::parse(&fs::read_to_string(data("roles.toml")).unwrap()).unwrap()
}

#[test]
fn every_kind_reads_and_stands_under_kinds_that_exist() {
    let kinds = kinds();
    for name in ["campaign", "group", "item", "measure", "unit", "person"] {
        assert!(kinds.contains_key(name), "{name}");
    }
    for kind in kinds.values() {
        for parent in kind.under.iter().filter(|parent| !parent.is_empty()) {
            assert!(kinds.contains_key(parent), "{} under {parent}", kind.name);
        }
    }
}

#[test]
fn every_calendar_reads() {
    let mut calendar = Calendar::default();
    for (name, source) in files("calendars") {
        calendar.load(&source).unwrap_or_else(|error| panic!("data/calendars/{name}.toml: {error}"));
        let year: i16 = name.parse().unwrap();
        assert!(calendar.is_working_day(date(year, 6, 1)).is_ok(), "{name} holds its own year");
    }
}

#[test]
fn every_lamp_rule_reads_and_the_default_is_ours() {
    for (name, source) in files("lamps") {
        let rule: LampRule = toml::from_str(&source).unwrap();
        assert!(name != "default" || rule == LampRule::default());
    }
}

/// Rights of commands; every other right of a command is `move:<name>`.
const COMMANDS: [&str; 10] = [
    "open",
    "edit_fields",
    "assign",
    "set_due_date",
    "report_progress",
    "comment",
    "link",
    "attach_evidence",
    "correct",
    "grant_role",
];
/// Rights that pages ask for.
const PAGES: [&str; 3] = ["import", "audit", "manage_people"];

#[test]
fn every_right_is_a_command_a_move_or_a_page() {
    let kinds = kinds();
    let moves: BTreeSet<String> =
        kinds.values().flat_map(|kind| &kind.moves).map(|m| format!("move:{}", m.name)).collect();
    for role in roles().roles {
        for right in &role.may {
            let known = COMMANDS.contains(&right.as_str()) || PAGES.contains(&right.as_str());
            assert!(known || moves.contains(right), "{} may {right}", role.name);
        }
        let distinct: BTreeSet<&String> = role.may.iter().collect();
        assert_eq!(distinct.len(), role.may.len(), "{} lists a right twice", role.name);
    }
}

#[test]
fn somebody_may_take_every_move_on_what_is_owed() {
    let roles = roles();
    for kind in kinds().values().filter(|kind| kind.nature == Nature::Matter) {
        for one in &kind.moves {
            let right = format!("move:{}", one.name);
            assert!(roles.roles.iter().any(|role| role.may.contains(&right)), "nobody may {right}");
        }
    }
}

#[test]
fn no_role_over_everything_both_reports_and_accepts() {
    for role in roles().roles {
        let may = |right: &str| role.may.iter().any(|held| held == right);
        let reports = may("report_progress") || may("move:report_done");
        assert!(!(reports && may("move:accept")), "{}", role.name);
        assert!(role.reach == Reach::Everything || !may("move:accept"), "acceptance is nobody's own unit's");
    }
}
