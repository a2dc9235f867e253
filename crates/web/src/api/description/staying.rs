//! What stays fixed: paths and schemas.

use super::{
    list_of,
    paths::{AS_OF, Operation, add, date, integer, one_of, text},
    schema,
    schemas::{id, list, names, object, or_null},
};
use crate::pages::staying::view::List;
use app::query::staying::RecheckState;
use ledger::Standing;
use serde_json::{Map, Value, json};

pub(super) fn paths(paths: &mut Map<String, Value>) {
    let of = |operation: Operation| {
        operation.path("campaign", "Id of the campaign", integer()).query("as_of", AS_OF, date())
    };
    let counts =
        of(Operation::get("staying_fixed", "Classes, re-checks, rebounds counted", schema("StayingFixed")));
    add(paths, "/api/v1/staying-fixed/{campaign}", "get", counts);
    let after = |operation: Operation| operation.query("after", "`next` of the page before", integer());
    let work = of(Operation::get(
        "standing_work",
        "Items of a class with the next thing to do",
        schema("StandingWork"),
    ));
    let classes = [List::Completed, List::Basically, List::LongTerm].map(List::name);
    let work = after(work).query("list", "Which class; completed when left out", one_of(&classes));
    add(paths, "/api/v1/staying-fixed/{campaign}/work", "get", work);
    let rechecks = of(Operation::get("rechecks", "Re-checks", schema("Rechecks")));
    let states = RecheckState::ALL.map(RecheckState::name);
    let rechecks =
        after(rechecks).query("state", "What has become of them; due when left out", one_of(&states));
    add(paths, "/api/v1/staying-fixed/{campaign}/rechecks", "get", rechecks);
    let rebounds = of(Operation::get("rebounds", "Items that came back, with their way", list_of("Rebound")));
    add(paths, "/api/v1/staying-fixed/{campaign}/rebounds", "get", rebounds);
    let samples = of(Operation::get("samples", "Samples of re-checks", list_of("Sample")));
    add(paths, "/api/v1/staying-fixed/{campaign}/samples", "get", samples);
    let draw =
        Operation::get("draw_sample", "Draws a sample of the re-checks due in a month", schema("Outcome"));
    let draw = draw.path("campaign", "Id of the campaign", integer());
    add(paths, "/api/v1/staying-fixed/{campaign}/samples", "post", draw.json("DrawSample"));
}

pub(super) fn schemas() -> Value {
    let row = || ("row", schema("Row"));
    let flag = || json!({ "type": "boolean" });
    let share = || json!({ "type": "integer", "minimum": 1, "maximum": 100 });
    let counts = ["overdue", "due", "later", "passed", "failed", "left_out"].map(|name| (name, id()));
    json!({
        "StayingFixed": object(&[
            ("campaign", schema("Named")), ("today", date()), ("items", id()), ("completed", id()), ("basically", id()),
            ("long_term", id()), ("rechecks", object(&counts)), ("rechecks_more", flag()), ("rebounds", id()), ("may_draw", flag()),
        ]),
        "StandingWork": object(&[
            ("standing", names(&Standing::ALL.map(Standing::name))), ("matching", id()), ("next", or_null(id())),
            ("items", list(object(&[
                row(), ("filed", text()), ("next", or_null(object(&[row(), ("late", flag())]))),
                ("looked_again", id()),
            ]))),
        ]),
        "Rechecks": object(&[
            ("matching", id()), ("next", or_null(id())),
            ("rechecks", list(object(&[
                row(), ("of", or_null(schema("Row"))), ("months", or_null(json!({ "type": "integer" }))), ("found", text()),
                ("reason", text()),
            ]))),
        ]),
        "Rebound": object(&[
            row(), ("times", id()),
            ("lineage", list(object(&[
                ("at", json!({ "type": "string", "format": "date-time" })), ("what", names(&["written_off", "failed", "back"])),
                ("text", text()), ("by", or_null(schema("Named"))), ("recheck", or_null(schema("Named"))),
            ]))),
        ]),
        "Sample": object(&[
            row(), ("period", text()), ("share", share()), ("seed", text()), ("size", id()), ("reproduced", flag()),
            ("candidates", list(object(&[row(), ("drawn", flag())]))),
        ]),
        "DrawSample": object(&[("id?", text()), ("month", text()), ("share", share())]),
    })
}
