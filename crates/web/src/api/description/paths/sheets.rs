//! Paths of sheets that come back.

use super::{Operation, add, bytes, schema, text};
use serde_json::{Map, Value, json};

/// Adds them.
pub(super) fn add_to(paths: &mut Map<String, Value>) {
    let upload = Operation::new(
        "upload_sheet",
        "Reads a sheet to be held against the ledger",
        "201",
        schema("SheetKey"),
    )
    .query("name", "Name of the file", text())
    .query("kind", "Kind of its rows, where they have no ids", text())
    .body("application/octet-stream", bytes());
    add(paths, "/api/v1/sheets", "post", upload);
    let key = |operation: Operation| operation.path("key", "Key of the upload", text());
    let preview = || schema("SheetPreview");
    let one = Operation::get("sheet", "What a sheet would change, cell by cell", preview());
    add(paths, "/api/v1/sheets/{key}", "get", key(one));
    let columns =
        Operation::get("read_columns", "Says what the columns are; remembered for the same head", preview());
    add(paths, "/api/v1/sheets/{key}/columns", "post", key(columns.json("SheetReading")));
    let accept = Operation::get(
        "accept_sheet",
        "Takes every difference over that was seen, all or none; 202 with the run where it is done in batches",
        json!({ "anyOf": [schema("Outcome"), schema("SheetRun")] }),
    );
    add(paths, "/api/v1/sheets/{key}/acceptance", "post", key(accept.json("SheetAcceptance")));
    let run = Operation::get(
        "sheet_run",
        "How far a sheet that is taken over in batches has come",
        schema("SheetRun"),
    );
    add(paths, "/api/v1/sheets/{key}/run", "get", key(run));
}
