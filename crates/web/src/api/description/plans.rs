//! The plan and its review comments: paths and schemas.

use super::{
    list_of,
    paths::{AS_OF, Operation, add, date, integer, one_of, text},
    schema,
    schemas::{id, list, names, object, or_null},
};
use app::query::plan::{PAGE_MAX, PlanList};
use ledger::decide::Lack;
use serde_json::{Map, Value, json};

pub(super) fn paths(paths: &mut Map<String, Value>) {
    let campaign = |operation: Operation| operation.path("campaign", "Id of the campaign", integer());
    let mut lacks = vec!["any"];
    lacks.extend(Lack::ALL.map(Lack::name));
    let plan =
        campaign(Operation::get("plan", "One page of a plan, and what is counted over it", schema("Plan")))
            .query("list", "Which list; problems when left out", one_of(&PlanList::ALL.map(PlanList::name)))
            .query("lacks", "Only what lacks this", one_of(&lacks))
            .query("class", "Only this class, by name", text())
            .query("sponsorship", "Only this class of sponsorship, by name", text())
            .query("special", "Only this special campaign", text())
            .query("key", "Only key items and what stands below them", one_of(&["yes"]))
            .query("leader", "Only what this leader answers for", integer())
            .query(
                "size",
                "Rows",
                json!({ "type": "integer", "minimum": 1, "maximum": PAGE_MAX, "default": 100 }),
            )
            .query("after", "`next` of the page before", integer())
            .query("as_of", AS_OF, date());
    add(paths, "/api/v1/plans/{campaign}", "get", plan);
    let fill = campaign(Operation::get(
        "fill_gaps",
        "Fills in what rows of a plan lack; answers with those that were refused",
        list_of("Unfilled"),
    ));
    add(paths, "/api/v1/plans/{campaign}/fillings", "post", fill.json("Fillings"));
    let reviews = campaign(Operation::get("plan_reviews", "Review comments on a plan", schema("Reviews")))
        .query("after", "`next` of the page before", text())
        .query("as_of", AS_OF, date());
    add(paths, "/api/v1/plans/{campaign}/reviews", "get", reviews);
}

pub(super) fn schemas() -> Value {
    let rate = || object(&[("n", id()), ("d", id())]);
    let lack = || names(&Lack::ALL.map(Lack::name));
    let flag = || json!({ "type": "boolean" });
    let shift = |of: Value| or_null(object(&[("from", of.clone()), ("to", of)]));
    let named = || shift(or_null(schema("Named")));
    json!({
        "PlanRow": object(&[
            ("row", schema("Row")), ("item", or_null(schema("Named"))), ("text", text()), ("aim", text()),
            ("evidence_kind", text()), ("class", text()), ("risk", text()), ("key", flag()), ("sponsorship", text()),
            ("special", text()), ("helpers", list_of("Named")), ("lacks", list(lack())),
            ("drift", object(&[
                ("added", flag()), ("cancelled", flag()), ("title", shift(text())), ("due", shift(or_null(date()))),
                ("unit", named()), ("person", named()), ("leader", named()), ("standard", shift(text())),
            ])),
        ]),
        "Plan": object(&[
            ("campaign", schema("Named")), ("version", id()), ("adopted", or_null(object(&[("round", id()), ("on", date())]))),
            ("items", rate()), ("tasks", rate()), ("lacks", list(object(&[("lack", lack()), ("count", id())]))),
            ("reviews_open", id()), ("reviews", id()), ("changed", id()), ("added", id()), ("cancelled", id()),
            ("classes", list(json!({ "type": "array", "prefixItems": [text(), id()], "minItems": 2, "maxItems": 2 }))),
            ("key", id()), ("sponsors", list(object(&[("leader", schema("Named")), ("items", list(id()))]))),
            ("specials", list(object(&[("name", text()), ("done", rate())]))), ("matching", id()),
            ("rows", list_of("PlanRow")), ("next", or_null(id())), ("may_adopt", flag()), ("may_fill", flag()), ("may_review", flag()),
        ]),
        "Fillings": object(&[
            ("id?", text()),
            ("rows", list(object(&[
                ("matter", id()), ("seen?", id()), ("standard?", text()), ("unit?", id()), ("person?", id()),
                ("leader?", id()), ("due?", date()), ("class?", text()), ("risk?", text()),
            ]))),
        ]),
        "Unfilled": object(&[("matter", id()), ("refusal", object(&[("code", text()), ("message", text())]))]),
        "Reviews": object(&[
            ("reviews", list(object(&[
                ("row", schema("Row")), ("from", text()), ("text", text()), ("about", schema("Named")), ("reason", text()),
            ]))),
            ("next", or_null(text())),
        ]),
    })
}
