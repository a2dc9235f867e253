//! Node plans: paths and schemas.

use super::{
    list_of,
    paths::{AS_OF, Operation, add, date, integer, text},
    schema,
    schemas::{id, list, object, or_null},
};
use serde_json::{Map, Value, json};

pub(super) fn paths(paths: &mut Map<String, Value>) {
    let below = |operation: Operation| operation.path("plan", "Id of the node plan", integer());
    let then = |operation: Operation| operation.query("as_of", AS_OF, date());
    let plans =
        then(Operation::get("node_plans", "Node plans, each with its own counts", schema("NodePlans")));
    add(paths, "/api/v1/nodes", "get", plans);
    let month = json!({ "type": "integer", "minimum": 1, "maximum": 12 });
    let months = Operation::get("node_months", "Nodes by month and unit", schema("NodeMonths"));
    let months = then(below(months).query("month", "The month whose nodes are listed", month));
    add(paths, "/api/v1/nodes/{plan}", "get", months);
    let open = below(Operation::get("open_node", "Opens a node whole", schema("Outcome")));
    add(paths, "/api/v1/nodes/{plan}", "post", open.json("OpenNode"));
    let bars = below(Operation::get(
        "node_bars",
        "Nodes with start, date, weight and what they wait for",
        schema("NodeBars"),
    ));
    add(
        paths,
        "/api/v1/nodes/{plan}/bars",
        "get",
        then(bars.query("after", "`next` of the page before", text())),
    );
    let late = below(Operation::get("late_nodes", "Late nodes and what holds them", schema("LateNodes")));
    add(paths, "/api/v1/nodes/{plan}/late", "get", then(late));
    let scores = below(Operation::get(
        "node_scores",
        "What is done of what key works and nodes weigh",
        schema("NodeScores"),
    ));
    add(paths, "/api/v1/nodes/{plan}/scores", "get", then(scores));
    let notices = below(Operation::get("late_notices", "Notices of late nodes", list_of("NoticeLine")));
    add(paths, "/api/v1/nodes/{plan}/notices", "get", then(notices));
    let draft = below(Operation::get("draft_late_notice", "Drafts the notice of a month", schema("Outcome")));
    add(paths, "/api/v1/nodes/{plan}/notices", "post", draft.json("DraftNotice"));
    let notice = below(Operation::get("late_notice", "A notice of late nodes", schema("Notice")));
    let notice = notice.path("id", "Id of the notice", integer());
    add(paths, "/api/v1/nodes/{plan}/notices/{id}", "get", notice);
    let next = below(Operation::get("next_year", "What may go on into the next year", schema("NextYear")));
    add(paths, "/api/v1/nodes/{plan}/next-year", "get", next);
    let rolled = below(Operation::get("roll_over", "Opens nodes of the next year", schema("Outcome")));
    add(paths, "/api/v1/nodes/{plan}/next-year", "post", rolled.json("RollOver"));
}

pub(super) fn schemas() -> Value {
    let rate = || object(&[("n", id()), ("d", id())]);
    let flag = || json!({ "type": "boolean" });
    let twelve = |of: Value| json!({ "type": "array", "items": of, "minItems": 12, "maxItems": 12 });
    let points = || object(&[("n", text()), ("d", text())]);
    let named = || or_null(schema("Named"));
    let row = || ("row", schema("Row"));
    let plan = || ("plan", schema("NodePlan"));
    let day = || or_null(date());
    json!({
        "NodePlan": object(&[
            ("plan", schema("Named")), ("year", json!({ "type": "integer" })), ("scope", text()), ("campaign", named()),
            ("key_works", id()), ("done", rate()), ("late", id()), ("due_this_month", id()),
        ]),
        "NodePlans": object(&[("today", date()), ("plans", list_of("NodePlan")), ("more", flag())]),
        "NodeMonths": object(&[
            plan(), ("units", list(object(&[("unit", named()), ("months", twelve(rate())), ("late", twelve(id()))]))),
            ("elsewhere", id()), ("of_month", list_of("Row")), ("of_month_all", id()), ("more", flag()),
        ]),
        "NodeBars": object(&[
            plan(), ("next", or_null(text())),
            ("bars", list(object(&[
                row(), ("key_work", named()), ("starts", day()), ("weight", text()), ("after", list(id())), ("late", flag()),
                ("elsewhere", list(object(&[row(), ("earlier", flag())]))),
            ]))),
        ]),
        "NodeScores": object(&[
            plan(), ("score", points()), ("more", flag()),
            ("works", list(object(&[
                ("work", named()), ("done", rate()), ("points", points()), ("unweighted", id()), ("score", points()),
            ]))),
        ]),
        "LateNodes": object(&[
            plan(), ("more", flag()),
            ("nodes", list(object(&[
                row(), ("key_work", named()), ("days", json!({ "type": "integer" })), ("weight", text()), ("reason", text()),
                ("first", day()), ("held_by", list_of("Row")),
            ]))),
        ]),
        "NoticeLine": object(&[("period", text()), row()]),
        "Notice": object(&[row(), ("plan", schema("Named")), ("period", text()), ("body", text())]),
        "DraftNotice": object(&[("id?", text()), ("month", json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$" })), ("language?", text())]),
        "NextYear": object(&[
            plan(), ("campaign", named()), ("year", json!({ "type": "integer" })), ("targets", list_of("Named")), ("title", text()),
            ("carried", list(object(&[("from", schema("Row")), ("due", date())]))), ("left", id()), ("gone_on", id()), ("may_accept", flag()),
        ]),
        "OpenNode": object(&[
            ("id?", text()),
            ("node", object(&[
                ("key_work?", or_null(id())), ("number?", text()), ("title", text()), ("standard?", text()), ("weight?", text()),
                ("starts?", day()), ("due?", day()), ("unit?", or_null(id())), ("person?", or_null(id())), ("after?", or_null(id())),
            ])),
        ]),
        "RollOver": object(&[
            ("id?", text()), ("target?", id()), ("year?", json!({ "type": "integer" })), ("title?", text()),
            ("nodes", list(object(&[("from", id()), ("title", text()), ("due", date())]))),
        ]),
    })
}
