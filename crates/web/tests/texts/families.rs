//! Texts whose ids are built from data.

use ledger::{
    Evidence, Lamp, Link, StateClass,
    guard::Guard,
    lamp::{Colour, Lack, Measure},
};

/// Families of texts whose names come from closed lists of the code.
pub(crate) fn families() -> Vec<String> {
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
    family("guard", &Guard::ALL.map(Guard::name));
    family("taker", &app::own_ledgers::TAKERS);
    family("asks-reason", &["optional", "required", "coded"]);
    family("privacy", &["open", "free", "personal"]);
    family("time-unit", &["wd", "d", "mo"]);
    family(
        "field-type",
        &["text", "long_text", "date", "decimal", "flag", "choice", "unit", "person", "many"],
    );
    family("own-part", &["field", "state", "move", "limit", "return_code", "series", "follow_up"]);
    family(
        "own-mistake",
        &[
            "syntax",
            "name",
            "choices",
            "codes",
            "no-guard",
            "twice",
            "no-state",
            "no-way-out",
            "no-move",
            "no-field",
            "guard-field",
            "limit",
            "taken",
            "version",
            "no-ledger",
            "shelf",
            "of-the-house",
            "nobody",
            "no-calendar",
            "money",
        ],
    );
    family("standing", &ledger::Standing::ALL.map(ledger::Standing::name));
    family("qualifier", &["about", "over", "under", "nearly"]);
    family("listed", &app::import::ListCode::ALL.map(app::import::ListCode::as_str));
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
    family("error-take-over", &["not-live", "no-field", "no-title", "twice", "known", "again"]);
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
            "guard-four-fifths-are-present",
            "guard-all-are-done",
            "guard-score-is-the-mean",
            "guard-score-reaches-threshold",
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
            "only-through",
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
            "rate-changed",
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
            "too-many-merged",
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
