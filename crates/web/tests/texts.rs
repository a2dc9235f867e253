//! Every text exists in both languages with the same variables, is used somewhere, and nothing asks for one that is
//! not there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use app::language::{Language, sources};
use ledger::{
    Evidence, Lamp, Link, StateClass,
    lamp::{Colour, Lack, Measure},
};
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

/// Families of texts whose names come from closed lists of the code.
fn families() -> Vec<String> {
    let mut ids = vec![];
    let mut family =
        |name: &str, members: &[&str]| ids.extend(members.iter().map(|one| format!("{name}-{one}")));
    family("lamp", &Lamp::ALL.map(Lamp::name));
    family("colour", &Colour::ALL.map(Colour::name));
    family("measure", &Measure::ALL.map(Measure::name));
    family("lamp-lacks", &Lack::ALL.map(Lack::name));
    family("class", &StateClass::ALL.map(StateClass::name));
    family("evidence", &Evidence::KINDS);
    family("relation", &Link::RELATIONS);
    family("standing", &ledger::Standing::ALL.map(ledger::Standing::name));
    family("qualifier", &["about", "over", "under", "nearly"]);
    family("severity", &["note", "warning", "error"]);
    family("sort", &web::pages::matters::filter::SORTS);
    family(
        "nav",
        &[
            "overview",
            "bulletins",
            "work",
            "matters",
            "plans",
            "nodes",
            "staying",
            "ledgers",
            "rates",
            "draws",
            "comparisons",
            "scores",
            "search",
            "messages",
            "imports",
            "activity",
            "units",
            "people",
            "accountability",
            "log",
            "account",
            "sections",
        ],
    );
    family("nav-group", &["work", "supervision", "ledgers", "documents", "office"]);
    family("compare-reason", &app::comparison::Code::ALL.map(app::comparison::Code::name));
    family("scores-state", &["drafted", "announced", "frozen", "dropped"]);
    family("scores-objection-state", &["filed", "upheld", "declined"]);
    family("comparisons-role", &app::comparison::Role::ALL.map(app::comparison::Role::name));
    family(
        "error-compare",
        &[
            "lists",
            "too-large",
            "nothing-in-common",
            "no-column",
            "restricted",
            "waiting",
            "no-pair",
            "taken",
            "settled",
        ],
    );
    family("error-draw", &app::draw::CannotDraw::CODES);
    family("draws-stage", &["announced", "drawn", "tasks"]);
    family("draws-why", &["unit_drawn", "own_unit", "stands_aside", "enough_in_hand"]);
    family("lacks", &["unit", "due"]);
    family("nodes", &web::pages::nodes::view::View::ALL.map(web::pages::nodes::view::View::name));
    family("staying", &web::pages::staying::view::List::ALL.map(web::pages::staying::view::List::name));
    family("staying-what", &["completed", "basically", "long-term"]);
    family("staying-nothing", &["completed", "basically", "long-term"]);
    family("recheck", &app::query::staying::RecheckState::ALL.map(app::query::staying::RecheckState::name));
    family("turn", &["written_off", "failed", "back"]);
    family("plans", &["problems", "tasks", "responsibilities", "changes", "reviews"]);
    family("by-mail", &app::messages::ByMail::ALL.map(app::messages::ByMail::name));
    family("duty", &["lamps", "forget", "reports", "grants"]);
    family(
        "right",
        &[
            "open",
            "edit_fields",
            "assign",
            "set_due_date",
            "report_progress",
            "comment",
            "link",
            "attach_evidence",
            "move",
            "correct",
            "grant_role",
            "request_extension",
            "decide_extension",
            "record_check",
            "adopt_plan",
            "answer_rung",
            "rung",
            "import",
            "define_ledger",
            "remind",
            "record_visit",
            "audit",
            "manage_people",
            "read",
            "sign_in",
            "publish",
        ],
    );
    family(
        "done",
        &[
            "report",
            "no-change",
            "comment",
            "assign",
            "due",
            "fields",
            "evidence",
            "link",
            "unlink",
            "correct",
            "move",
            "import",
            "person",
            "unit",
            "password",
            "messages",
            "open",
            "grant",
            "revoke",
            "sheet",
            "bulletin-compiled",
            "bulletin-kept",
            "bulletin-renewed",
            "bulletin-withheld",
            "bulletin-consented",
            "bulletin-refused",
            "bulletin-published",
            "bulletin-discarded",
            "view",
            "view-gone",
            "deputy",
            "deputy-gone",
            "handover",
            "extension",
            "decision",
            "check",
            "plan",
            "sample",
            "rung",
            "reminded",
            "meeting",
            "collation",
            "frozen",
            "visit",
        ],
    );
    family("cadence", &["week", "ten_days", "month", "week-now", "ten_days-now", "month-now"]);
    family(
        "slip-standing",
        &app::query::answer::SlipStanding::ALL.map(app::query::answer::SlipStanding::name),
    );
    family("period-said", &["reported", "no-change", "nothing"]);
    family(
        "refusal",
        &[
            "no-such-matter",
            "no-such-reference",
            "no-such-kind",
            "stale",
            "not-allowed",
            "not-for-kind",
            "wrong-place",
            "too-deep",
            "missing",
            "too-long",
            "too-many",
            "wrong-value",
            "no-such-field",
            "no-such-move",
            "wrong-state",
            "guard-has-unit",
            "guard-has-person",
            "guard-has-due-date",
            "guard-actor-is-not-owner",
            "guard-progress-is-complete",
            "guard-evidence-is-attached",
            "guard-children-are-ended",
            "guard-signed-by-another",
            "guard-checked-on-site",
            "guard-checked-by-two",
            "guard-wait-is-over",
            "guard-evidence-is-in-period",
            "guard-predecessors-are-ended",
            "guard-nothing-in-hand",
            "guard-quorum-is-present",
            "guard-two-thirds-are-present",
            "guard-vote-is-carried",
            "guard-head-spoke-last",
            "guard-interested-have-left",
            "guard-amount-is-recomputed",
            "guard-amount-is-within-cap",
            "guard-amount-is-covered",
            "guard-amount-is-paid",
            "guard-no-duplicate-is-known",
            "ended",
            "nothing-to-do",
            "already-there",
            "date-moved",
            "date-passed",
            "promised",
            "pending",
            "own-request",
            "own-check",
            "incomplete",
            "circle",
            "unreviewed",
            "no-calendar",
            "skips-rung",
            "points-at-restricted",
        ],
    );
    family(
        "error",
        &[
            "disk-full",
            "in-use",
            "too-new",
            "damaged",
            "store",
            "too-large",
            "not-found",
            "bad-parameter",
            "stale-draft",
            "draw-stands",
            "row",
            "draw-overtaken",
            "login-taken",
            "wrong-password",
            "weak-password",
            "mail-domain",
            "link-used",
            "kind-changed",
            "io",
            "no-font",
            "no-table",
            "wrong-cells",
            "edited-passage",
            "changed-since",
            "no-consent",
            "too-many-numbers",
            "template",
            "future-day",
            "not-yet",
            "days-reversed",
            "too-much-moved",
            "not-a-rehearsal",
            "clock-out-of-reach",
        ],
    );
    family("figures", &["xlsx", "csv"]);
    let parts = app::sheets::Part::ALL.map(|part| part.name());
    family("sheet-part", &parts.each_ref().map(String::as_str));
    family("cell", &app::sheets::Wrong::ALL.map(app::sheets::Wrong::name));
    family("ground", &app::publication::GROUNDS);
    family("format", &app::document::Format::ALL.map(app::document::Format::extension));
    family("write", &["too-long", "too-many-pages", "too-many-rows", "font-unusable", "workbook"]);
    family(
        "read",
        &[
            "input-too-large",
            "unpacked-too-large",
            "ratio-too-high",
            "too-many-entries",
            "nested-too-deep",
            "too-many-lines",
            "too-many-rows",
            "too-many-columns",
            "too-many-cells",
            "not-text",
            "encrypted",
            "document-type-declared",
            "entity-unknown",
            "damaged",
            "part-missing",
        ],
    );
    ids.extend(app::finding::ids());
    ids
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
