//! Paths of official documents.

use super::{AS_OF, Operation, add, bytes, date, integer, list_of, one_of, schema, text};
use app::document::Format;
use serde_json::{Map, Value, json};

/// Adds them.
pub(super) fn add_to(paths: &mut Map<String, Value>) {
    let all = Operation::get("document_templates", "Templates of the house", list_of("DocumentTemplate"));
    add(paths, "/api/v1/documents", "get", all);
    let of = |operation: Operation| {
        let mut operation = operation
            .path("name", "Name of the template", text())
            .query("of", "The matter it speaks of", integer())
            .query("as_of", AS_OF, date());
        operation.value["parameters"][1]["required"] = json!(true);
        operation
    };
    let one = of(Operation::get("document", "A filled template with its figures", schema("FilledDocument")));
    add(paths, "/api/v1/documents/{name}", "get", one);
    let formats = one_of(&Format::ALL.map(Format::extension));
    let mut file = of(Operation::get("document_file", "A filled template as a file", bytes()));
    file.value["responses"]["200"]["content"] = json!({ "*/*": { "schema": bytes() } });
    let file = file.path("format", "Format", formats);
    add(paths, "/api/v1/documents/{name}/files/{format}", "get", file);
    let behind = of(Operation::get("document_figure", "The matters behind a figure", list_of("Row")));
    let behind = behind.path("figure", "Name of the figure", text());
    add(paths, "/api/v1/documents/{name}/figures/{figure}", "get", behind);
}
