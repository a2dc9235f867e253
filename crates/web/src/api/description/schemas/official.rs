//! Schemas of documents, bulletins and sheets.

use super::{date, flag, hash, id, list, map, names, object, or_null, text, time};
use serde_json::{Value, json};

/// All of them.
pub(super) fn schemas() -> Value {
    let (mut all, parts) = (documents(), [bulletins(), sheets()]);
    if let Some(map) = all.as_object_mut() {
        for part in parts {
            map.extend(part.as_object().cloned().unwrap_or_default());
        }
    }
    all
}

fn documents() -> Value {
    json!({
        "DocumentTemplate": object(&[
            ("name", text()), ("label", object(&[("zh", text()), ("en", text())])), ("on", list(text())),
            ("figures", list(text())),
        ]),
        "FilledDocument": object(&[("title", text()), ("text", text()), ("figures", map(text()))]),
    })
}

fn bulletins() -> Value {
    let frame = || object(&[("issuers", list(text())), ("date", text())]);
    let published = || or_null(object(&[("at", time()), ("by", id()), ("hash", hash()), ("frame", frame())]));
    let grounds = || names(&app::publication::GROUNDS);
    let moved = object(&[("name", text()), ("then", text()), ("now", text())]);
    let withheld = object(&[
        ("matter", id()),
        ("title", text()),
        ("ground", grounds()),
        ("by", or_null(id())),
        ("at", time()),
        ("taken", list(json!({ "type": "array", "prefixItems": [id(), list(text())] }))),
        ("consent", or_null(object(&[("by", id()), ("acting_for?", id()), ("at", time())]))),
    ]);
    let row = object(&[("matter", id()), ("title", text()), ("says", text())]);
    let found = object(&[
        ("code", text()),
        ("severity", names(&["note", "warning", "error"])),
        ("message", text()),
        ("spans", list(list(id()))),
        ("rows?", list(row)),
    ]);
    json!({
        "BulletinListed": object(&[
            ("key", text()), ("campaign", id()), ("title", text()), ("as_of", date()), ("version", id()),
            ("published", published()),
        ]),
        "BulletinCompiling": object(&[("campaign", id())]),
        "BulletinKey": object(&[("key", text())]),
        "Bulletin": object(&[
            ("key", text()), ("campaign", id()), ("title", text()), ("as_of", date()), ("version", id()),
            ("text", text()), ("figures", map(text())), ("moved", list(moved)), ("withheld", list(withheld)),
            ("published", published()), ("findings", list(found)),
        ]),
        "BulletinWording": object(&[("seen", id()), ("title", text()), ("text", text())]),
        "BulletinSeen": object(&[("seen", id())]),
        "BulletinWithholding": object(&[("seen", id()), ("item", id()), ("ground", grounds())]),
        "BulletinDeciding": object(&[("seen", id()), ("item", id()), ("consents", flag())]),
    })
}

fn sheets() -> Value {
    // One of the common parts, or `field:` and the name of an own field of the kind.
    let part = || {
        let common = app::sheets::Part::ALL.map(|part| part.name());
        json!({ "type": "string", "pattern": format!("^({}|field:.+)$", common.join("|")) })
    };
    let wrong = json!({ "type": "string", "enum": app::sheets::Wrong::ALL.map(app::sheets::Wrong::code) });
    let upload = object(&[
        ("key", text()),
        ("hash", hash()),
        ("name", text()),
        ("head_row", id()),
        ("head", list(text())),
        ("parts", list(or_null(part()))),
        ("kind", or_null(text())),
        ("under", or_null(id())),
        ("by", or_null(id())),
    ]);
    let difference = object(&[
        ("cell", text()),
        ("matter", id()),
        ("title", text()),
        ("part", part()),
        ("from", text()),
        ("to", text()),
    ]);
    let error = object(&[("cell", text()), ("wrong", wrong), ("value", text()), ("refusal?", text())]);
    let fresh = object(&[("cell", text()), ("number", text()), ("title", text())]);
    json!({
        "SheetKey": object(&[("key", text())]),
        "SheetAcceptance": object(&[("id?", text()), ("mark", hash())]),
        "SheetReading": object(&[("parts", list(or_null(part()))), ("kind?", or_null(text())), ("under?", or_null(id()))]),
        "SheetRun": object(&[
            ("key", text()), ("name", text()), ("total", id()), ("done", id()), ("finished", flag()),
            ("refused", list(object(&[("cell", text()), ("code", text()), ("args", or_null(list(list(text()))))]))),
        ]),
        "SheetPreview": object(&[
            ("upload", upload), ("matched", id()), ("differences", list(difference)), ("errors", list(error)),
            ("fresh", list(fresh)), ("mark", hash()),
        ]),
    })
}
