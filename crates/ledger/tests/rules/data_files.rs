//! Every shipped kind, role, calendar and lamp file reads, and what one file names stands in another.

use crate::town::{data, files, kinds, roles};
use jiff::civil::date;
use ledger::{Calendar, Evidence, RuleSet, authority::Reach, kind::Nature, lamp::LampRule};
use std::{collections::BTreeSet, fs};

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
fn every_kind_is_written_as_it_is_read() {
    for kind in kinds().values() {
        let written = kind.to_toml();
        assert_eq!(ledger::Kind::parse(&written).as_ref(), Ok(kind), "{written}");
        // A part that does not fit is still there in the sketch.
        let torn = ledger::Kind { opens_as: "nowhere \u{7f}\"".into(), ..kind.clone() };
        assert!(ledger::Kind::parse(&torn.to_toml()).is_err());
        assert_eq!(ledger::Kind::sketch(&torn.to_toml()), Ok(torn));
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
fn there_is_one_roles_file_and_no_role_stands_twice() {
    assert!(fs::read_to_string(data("roles.toml")).is_ok());
    let names: Vec<String> = roles().roles.into_iter().map(|role| role.name).collect();
    let distinct: BTreeSet<&String> = names.iter().collect();
    assert_eq!(distinct.len(), names.len(), "{names:?}");
}

#[test]
fn every_lamp_rule_reads_and_the_default_is_ours() {
    for (name, source) in files("lamps") {
        let set = RuleSet::parse(&source).unwrap_or_else(|error| panic!("data/lamps/{name}.toml: {error}"));
        assert_eq!(set.name, name, "a rule set stands in the file of its name");
        if name == LampRule::RULE_SET {
            assert_eq!(LampRule::of(&set), Some(LampRule::default()));
        }
    }
}

#[test]
fn a_measure_asks_for_the_kinds_of_evidence_that_can_be_attached() {
    let kinds = kinds();
    let choices = &kinds["measure"].field("evidence_kind").unwrap().choices;
    assert_eq!(choices.iter().map(|choice| choice.name.as_str()).collect::<Vec<_>>(), Evidence::KINDS);
}

#[test]
fn what_may_hold_anything_is_never_open() {
    use ledger::{field::FieldType, kind::Privacy};
    for kind in kinds().values() {
        for field in &kind.fields {
            let several_paragraphs = matches!(field.r#type, FieldType::LongText | FieldType::Document);
            assert!(!several_paragraphs || field.privacy != Privacy::Open, "{}.{}", kind.name, field.name);
        }
    }
    assert_eq!(kinds()["person"].field("mobile").unwrap().privacy, Privacy::Personal);
}

/// Rights of commands; every other right of a command is `move:<name>`.
const COMMANDS: [&str; 15] = [
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
    "request_extension",
    "decide_extension",
    "record_check",
    "adopt_plan",
    "answer_rung",
];
/// Rights that pages ask for.
const PAGES: [&str; 8] = [
    "import",
    "define_ledger",
    "object_to_score",
    "publish",
    "audit",
    "manage_people",
    "remind",
    "record_visit",
];

#[test]
fn every_right_is_a_command_a_move_or_a_page() {
    let kinds = kinds();
    let readers: BTreeSet<&String> = kinds.values().flat_map(|kind| &kind.readers).collect();
    let moves: BTreeSet<String> =
        kinds.values().flat_map(|kind| &kind.moves).map(|m| format!("move:{}", m.name)).collect();
    for role in roles().roles {
        for right in &role.may {
            let known = COMMANDS.contains(&right.as_str())
                || PAGES.contains(&right.as_str())
                || right.starts_with("rung:")
                || readers.contains(right);
            let family =
                right.strip_suffix('*').is_some_and(|head| moves.iter().any(|one| one.starts_with(head)));
            assert!(known || family || moves.contains(right), "{} may {right}", role.name);
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
            assert!(roles.roles.iter().any(|role| role.holds(&right)), "nobody may {right}");
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

/// What may run below a matter is counted by these kinds alone, so none may be left out.
#[test]
fn the_kinds_below_one_are_those_that_can_stand_there() {
    let mut all = ledger::Kinds::default();
    kinds().into_values().for_each(|kind| all.insert(kind));
    let below = |name: &str| all.below(name).iter().map(|kind| kind.name.clone()).collect::<BTreeSet<_>>();
    assert!(
        below("campaign").is_superset(&below("item")),
        "what stands below an item stands below its campaign"
    );
    for name in ["group", "item", "measure", "slip", "meeting", "decision"] {
        assert!(below("campaign").contains(name), "{name}");
    }
    assert!(below("item").contains("measure") && !below("item").contains("slip"));
    assert!(below("decision").is_empty(), "{:?}", below("decision"));
}
