//! Score sheets in the description.

use super::{
    list_of,
    paths::{Operation, add, integer},
    schema,
    schemas::{date, hash, id, list, object, or_null, text, time},
};
use serde_json::{Map, Value, json};

/// Paths.
pub(super) fn paths(paths: &mut Map<String, Value>) {
    add(
        paths,
        "/api/v1/scores",
        "get",
        Operation::get("scores", "Score sheets, the newest first", list_of("ScoreLine")),
    );
    let new = Operation::new("open_score", "Opens a score sheet of a period", "201", schema("ScoreOpened"));
    add(paths, "/api/v1/scores", "post", new.json("NewScore"));
    let of = |operation: Operation| operation.path("id", "Matter of the sheet", integer());
    let one =
        of(Operation::get("score", "Units ranked by results, each point with its event", schema("Score")))
            .query("unit", "With the points of this unit", integer());
    add(paths, "/api/v1/scores/{id}", "get", one);
    let freeze =
        of(Operation::get("freeze_score", "Freezes the ranking; it never changes again", schema("Score")));
    add(paths, "/api/v1/scores/{id}/freezing", "post", freeze.json("Freezing"));
}

/// Schemas.
pub(super) fn schemas() -> Value {
    let decimal = || json!({ "type": "string", "description": "Exact decimal" });
    let command = || or_null(json!({ "type": "string", "description": "32 hexadecimal digits" }));
    let label = || object(&[("zh", text()), ("en", text())]);
    let period = || json!({ "type": "string", "description": "2026-10, 2026-Q3 or 2026" });
    json!({
        "ScoreLine": object(&[("matter", schema("Named")), ("state", text()), ("at", time())]),
        "NewScore": object(&[("id?", command()), ("rules", text()), ("period", period())]),
        "ScoreOpened": object(&[("score", id())]),
        "Freezing": object(&[("id?", command()), ("seen?", or_null(id()))]),
        "ScoreRules": object(&[
            ("name", text()), ("version", id()), ("label", label()), ("definition", label()), ("base", decimal()),
            ("rules", list(object(&[
                ("name", text()), ("label", label()), ("fact", json!({ "type": "object" })), ("each", decimal()),
                ("most?", decimal()),
            ]))),
        ]),
        "UnitScore": object(&[
            ("unit", schema("Named")), ("rank", or_null(id())),
            ("rules", list(object(&[("n", decimal()), ("d", or_null(decimal())), ("points", decimal())]))),
            ("corrected", decimal()), ("total", decimal()),
        ]),
        "Score": object(&[
            ("matter", schema("Named")), ("version", id()), ("state", text()), ("rules", schema("ScoreRules")), ("span", period()),
            ("day", date()), ("units", list_of("UnitScore")),
            ("points", list(object(&[("rule", id()), ("unit", id()), ("matter", schema("Named")), ("on", date()), ("seq", id())]))),
            ("objections", list(object(&[
                ("matter", id()), ("version", id()), ("unit", schema("Named")), ("text", text()), ("state", text()),
                ("correction", or_null(decimal())),
            ]))),
            ("outcome", or_null(hash())),
        ]),
    })
}
