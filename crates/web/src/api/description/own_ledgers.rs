//! Ledgers that an office defines itself, in the description.

use super::{
    list_of,
    paths::{Operation, add, text as words},
    schema,
    schemas::{date, hash, id, list, object, or_null, text, time},
};
use serde_json::{Map, Value, json};

/// Paths.
pub(super) fn paths(paths: &mut Map<String, Value>) {
    let all = Operation::get(
        "own_ledgers",
        "Definitions of own ledgers, the last changed first",
        list_of("OwnLedgerLine"),
    );
    add(paths, "/api/v1/own-ledgers", "get", all);
    let begin = Operation::new("begin_own_ledger", "Begins a definition", "201", schema("OwnLedgerKey"));
    add(paths, "/api/v1/own-ledgers", "post", begin.json("OwnLedgerSource"));
    let of = |operation: Operation| operation.path("key", "Names the definition", words());
    let one = |id: &str, about: &str| of(Operation::get(id, about, schema("OwnLedger")));
    add(paths, "/api/v1/own-ledgers/{key}", "get", one("own_ledger", "One, with the first mistake in it"));
    let keep = one("keep_own_ledger", "Keeps a definition, right or wrong").json("OwnLedgerSource");
    add(paths, "/api/v1/own-ledgers/{key}", "post", keep);
    let about = "Throws a definition away that never went live";
    let mut discard = of(Operation::new("discard_own_ledger", about, "204", json!({})));
    discard.value["responses"]["204"] = json!({ "description": "Done" });
    add(paths, "/api/v1/own-ledgers/{key}", "delete", discard);
    let trial =
        of(Operation::get("try_own_ledger", "Opens sample rows without logging them", list_of("TriedRow")));
    add(paths, "/api/v1/own-ledgers/{key}/trial", "post", trial.json("SampleRows"));
    let define = one("define_own_ledger", "Makes a definition live").json("SentOnce");
    add(paths, "/api/v1/own-ledgers/{key}/definition", "post", define);
    let rows = of(Operation::get("take_over_rows", "Takes the rows of a workbook over", schema("RowsTaken")))
        .query("id", "32 hexadecimal digits: a retry with the same takes nothing over again", words())
        .body("application/octet-stream", json!({ "type": "string", "format": "binary" }));
    add(paths, "/api/v1/own-ledgers/{key}/rows", "post", rows);
}

/// Schemas.
pub(super) fn schemas() -> Value {
    let label = || object(&[("zh", text()), ("en", text())]);
    let command = || or_null(json!({ "type": "string", "description": "32 hexadecimal digits" }));
    json!({
        "OwnLedgerLine": object(&[
            ("key", text()), ("kind", or_null(text())), ("label", or_null(label())), ("at", time()), ("live", or_null(id())),
        ]),
        "OwnLedgerSource": object(&[("source", text()), ("seen?", text())]),
        "OwnLedgerKey": object(&[("key", text())]),
        "OwnLedger": object(&[
            ("key", text()), ("source", text()), ("seen", hash()), ("kind", or_null(schema("Kind"))),
            ("mistake", or_null(object(&[("line", id()), ("part", or_null(list(text()))), ("rule", text()), ("subject", text()), ("problem", text()), ("allowed", text())]))), ("live", or_null(id())),
        ]),
        "SampleRows": object(&[("rows", text())]),
        "TriedRow": object(&[
            ("title", text()), ("state", or_null(text())), ("due", or_null(date())), ("refused", or_null(text())),
        ]),
        "SentOnce": object(&[("id?", command())]),
        "RowsTaken": object(&[("rows", id())]),
    })
}
