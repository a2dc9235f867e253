//! Comparisons in the description.

use super::{
    list_of,
    paths::{Operation, add, integer},
    schema,
    schemas::{flag, hash, id, list, names, object, or_null, text, time},
};
use app::comparison::Role;
use serde_json::{Map, Value, json};

/// Paths.
pub(super) fn paths(paths: &mut Map<String, Value>) {
    let all =
        Operation::get("comparisons", "Comparisons of lists, the newest first", list_of("ComparisonLine"));
    add(paths, "/api/v1/comparisons", "get", all);
    let new = Operation::new("compare_lists", "Compares two or three lists", "201", schema("ComparisonMade"));
    add(paths, "/api/v1/comparisons", "post", new.json("NewComparison"));
    let of = |operation: Operation| operation.path("id", "Matter of the comparison", integer());
    let one = |id: &str, about: &str| of(Operation::get(id, about, schema("Comparison")));
    add(paths, "/api/v1/comparisons/{id}", "get", one("comparison", "One, with what waits for a person"));
    let judge = one("judge_pair", "Says whether two rows are the same thing").json("Judgement");
    add(paths, "/api/v1/comparisons/{id}/judgements", "post", judge);
    let settle = one("settle_comparison", "Opens a matter for each mismatch and closes it").json("Settling");
    add(paths, "/api/v1/comparisons/{id}/settlement", "post", settle);
    let again = Operation::get(
        "repeat_comparison",
        "Compares again from the lists that were kept",
        schema("Repeated"),
    );
    add(paths, "/api/v1/comparisons/{id}/repetition", "get", of(again));
}

/// Schemas.
pub(super) fn schemas() -> Value {
    let place = || object(&[("list", id()), ("row", id())]);
    let row = || object(&[("place", place()), ("list", text()), ("number", id()), ("title", text())]);
    let points = || json!({ "type": "integer" });
    let command = || or_null(json!({ "type": "string", "description": "32 hexadecimal digits" }));
    json!({
        "ComparisonInput": object(&[("name", text()), ("ledger", flag()), ("rows", id()), ("hash", hash())]),
        "ComparisonLine": object(&[
            ("matter", schema("Named")), ("at", time()), ("inputs", list_of("ComparisonInput")), ("mismatches", or_null(id())),
        ]),
        "ComparedPair": object(&[
            ("left", row()), ("right", row()), ("score", points()),
            ("reasons", list(object(&[("code", text()), ("field", text()), ("points", points())]))),
            ("differs", list(object(&[("field", text()), ("left", text()), ("right", text())]))),
        ]),
        "Comparison": object(&[
            ("matter", schema("Named")), ("at", time()), ("inputs", list_of("ComparisonInput")),
            ("fields", list(object(&[("label", text()), ("role", names(&Role::ALL.map(Role::name)))]))), ("outcome", hash()),
            ("same", id()), ("waiting", id()), ("review", list_of("ComparedPair")), ("differing", id()),
            ("differences", list_of("ComparedPair")), ("incomplete", id()), ("alone", list(list(row()))),
            ("repeats", list(object(&[("list", text()), ("key", text()), ("rows", list(id()))]))),
            ("unreadable", list(object(&[("list", text()), ("row", id()), ("field", text())]))), ("decided", id()),
            ("settled", or_null(object(&[("file", hash()), ("mismatches", list(id()))]))),
        ]),
        "NewComparison": object(&[
            ("id?", command()), ("title", text()),
            ("lists", list(object(&[("name?", text()), ("text?", text()), ("ledger?", text())]))),
        ]),
        "ComparisonMade": object(&[("comparison", id())]),
        "Judgement": object(&[("left", place()), ("right", place()), ("same", flag())]),
        "Settling": object(&[("id?", command()), ("unit?", or_null(id()))]),
        "Repeated": object(&[("same", flag()), ("outcome", hash()), ("other_rules", flag())]),
    })
}
