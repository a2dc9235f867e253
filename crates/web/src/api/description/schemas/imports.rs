//! Schemas of imports: drafts, what their tables list, corrections.

use super::{command, date, flag, hash, id, list, names, object, or_null, text};
use crate::api::description::{list_of, schema};
use app::import::ListCode;
use serde_json::{Value, json};

pub(super) fn schemas() -> Value {
    let span = || json!({ "type": "array", "items": id(), "minItems": 2, "maxItems": 2 });
    let role = || names(&["group", "item", "measure"]);
    let part = || or_null(json!({ "type": "string", "description": "What the column of a table is" }));
    let said = || object(&[("part", part()), ("name", text()), ("span", span())]);
    let seen =
        || ("seen", json!({ "type": "integer", "description": "Version of the draft the sender saw" }));
    json!({
        "Waiting": object(&[("key", hash()), ("title", text()), ("version", id())]),
        "Proposed": { "oneOf": [
            object(&[("draft", hash()), ("resumed", flag())]), object(&[("imported", id())]),
        ] },
        "DraftNode": object(&[
            ("key", id()), ("role", role()), ("level", id()), ("number", text()), ("title", text()), ("span", span()),
            ("body", span()), ("more?", list(span())), ("cells?", list(said())), ("dropped", flag()),
        ]),
        "ListedNode": object(&[("node", id()), ("cells", list(object(&[
            ("part", part()), ("name", text()), ("text", text()), ("named", list_of("Named")),
            ("due", or_null(date())), ("kept", flag()),
        ])))]),
        "Draft": object(&[
            ("version", id()), ("title", text()), ("nodes", list_of("DraftNode")), ("corrections", id()),
            ("list_remarks?", list(object(&[("code", names(&ListCode::ALL.map(ListCode::as_str))), ("span", span())]))),
            ("file", object(&[("name", text()), ("hash", hash()), ("size", id()), ("format", text()), ("charset", text()),
                ("text_hash", hash()), ("notes", list(text()))])),
            ("bulletin", json!({ "type": "object", "description": "What was read: nodes, measures, documents, quantities, \
                dates, diagnostics, with byte spans in the text" })),
        ]),
        "DraftAnswer": object(&[
            ("draft", schema("Draft")), ("text", text()), ("listed", list_of("ListedNode")),
        ]),
        "Correction": { "description": "Discriminated by `do`", "oneOf": [
            command("retype", &[seen(), ("node", id()), ("role", role()), ("level?", id())]),
            command("rename", &[seen(), ("node", id()), ("number", text()), ("title", text())]),
            command("merge", &[seen(), ("node", id())]),
            command("split", &[seen(), ("node", id()), ("at", id())]),
            command("drop", &[seen(), ("node", id())]),
            command("restore", &[seen(), ("node", id())]),
            command("retitle", &[seen(), ("title", text())]),
        ] },
        "Version": object(&[("version", id())]),
        "Acceptance": object(&[seen(), ("id?", text())]),
    })
}
