//! Schemas of the description.

mod imports;
mod official;

use super::{list_of, schema};
use app::query::answer::Relation;
use ledger::{
    Evidence, Lamp, Link, StateClass,
    course::RATINGS,
    lamp::{Colour, Lack, Measure},
};
use serde_json::{Value, json};

/// An object whose parts are all there, unless their name ends in `?`.
pub(super) fn object(parts: &[(&str, Value)]) -> Value {
    let mut properties = serde_json::Map::new();
    let mut required = vec![];
    for (name, of) in parts {
        let plain = name.trim_end_matches('?');
        if plain == *name {
            required.push(plain);
        }
        properties.insert(plain.to_owned(), of.clone());
    }
    json!({ "type": "object", "properties": properties, "required": required })
}

pub(super) fn text() -> Value {
    json!({ "type": "string" })
}

pub(super) fn id() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

pub(super) fn flag() -> Value {
    json!({ "type": "boolean" })
}

pub(super) fn date() -> Value {
    json!({ "type": "string", "format": "date" })
}

pub(super) fn time() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

pub(super) fn hash() -> Value {
    json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" })
}

fn percent() -> Value {
    json!({ "type": "integer", "minimum": 0, "maximum": 100 })
}

pub(super) fn list(of: Value) -> Value {
    json!({ "type": "array", "items": of })
}

pub(super) fn map(of: Value) -> Value {
    json!({ "type": "object", "additionalProperties": of })
}

pub(super) fn or_null(of: Value) -> Value {
    json!({ "anyOf": [of, { "type": "null" }] })
}

pub(super) fn names(names: &[&str]) -> Value {
    json!({ "type": "string", "enum": names })
}

/// Every schema.
pub(super) fn schemas() -> Value {
    let mut all = serde_json::Map::new();
    for part in [
        words(),
        rows(),
        changes(),
        official::schemas(),
        similar(),
        super::ledgers::schemas(),
        super::comparisons::schemas(),
        super::scores::schemas(),
        super::own_ledgers::schemas(),
        matters(),
        commands(),
        history(),
        imports::schemas(),
        registers(),
        super::cadence::schemas(),
        super::plans::schemas(),
        super::nodes::schemas(),
        super::staying::schemas(),
    ] {
        if let Value::Object(part) = part {
            all.extend(part);
        }
    }
    Value::Object(all)
}

fn words() -> Value {
    json!({
        "StateClass": names(&StateClass::ALL.map(StateClass::name)),
        "Lamp": names(&Lamp::ALL.map(Lamp::name)),
        "Failure": object(&[("code", text()), ("message", text()), ("args", map(text()))]),
        "Named": object(&[("id", id()), ("number?", text()), ("title", text())]),
        "FieldValue": { "description": "Text, choice, decimal or date as text; a flag; an id; several texts",
            "oneOf": [text(), flag(), id(), list(text())] },
        "Figure": object(&[("name", text()), ("value", json!({ "type": "string", "description": "Exact decimal" })),
            ("unit?", text()), ("qualifier?", names(&["about", "over", "under", "nearly"]))]),
        "TreeHead": object(&[("size", id()), ("root", hash())]),
        "Outcome": object(&[("matter", id()), ("version", id()), ("first", id()), ("end", id())]),
    })
}

fn rows() -> Value {
    let counts = json!({ "type": "array", "items": id(), "minItems": 6, "maxItems": 6 });
    let named = || or_null(schema("Named"));
    json!({
        "Row": object(&[
            ("id", id()), ("version", id()), ("kind", text()), ("number", text()), ("title", text()), ("depth", id()),
            ("parent", or_null(id())), ("state", text()), ("class", schema("StateClass")), ("lamp", or_null(schema("Lamp"))),
            ("unit", named()), ("person", named()), ("leader", named()), ("due", or_null(date())),
            ("percent", or_null(percent())), ("reported_at", or_null(time())), ("changed_at", time()),
        ]),
        "Listing": object(&[("rows", list_of("Row")), ("next", or_null(text())), ("total", or_null(id()))]),
        "Owed": object(&[
            ("row", schema("Row")), ("may_report", flag()),
            ("step", json!({ "description": "`report`, `decide_extension`, `{\"move\": name}`, or null while others have to act",
                "oneOf": [names(&["report", "decide_extension"]), object(&[("move", text())]), { "type": "null" }] })),
        ]),
        "Work": object(&[("owed", list_of("Owed")), ("more", flag())]),
        "Counts": object(&[
            ("standings", json!({ "type": "array", "items": id(), "minItems": 5, "maxItems": 5 })),
            ("total", id()), ("classes", counts.clone()), ("lamps", counts), ("lacks_unit", id()), ("lacks_due", id()),
        ]),
        "CountsOver": object(&[("over", schema("Named")), ("counts", schema("Counts"))]),
        "Overview": object(&[
            ("today", date()), ("campaigns", list_of("Named")), ("campaign", named()), ("items", schema("Counts")),
            ("measures", schema("Counts")), ("by_aspect", list_of("CountsOver")), ("by_unit", list_of("CountsOver")),
            ("latest", list_of("Entry")), ("calendar_missing", or_null(json!({ "type": "integer" }))),
        ]),
        "Message": object(&[
            ("id", text()), ("at", time()), ("cause", text()), ("urgent", flag()), ("text", text()), ("why", text()),
            ("matter", schema("Named")), ("path", text()), ("seq", or_null(id())), ("by", or_null(schema("Named"))),
        ]),
        "Inbox": object(&[("messages", list_of("Message")), ("next", or_null(text()))]),
        "Reading": object(&[("messages?", list(text())), ("newest?", or_null(text()))]),
        "Fault": object(&[("type", text()), ("status?", id()), ("code?", json!({ "type": "integer" }))]),
        "ChannelState": object(&[
            ("name", text()), ("is_configured", flag()), ("waiting", id()), ("letters", id()), ("since", or_null(time())),
            ("fault", or_null(schema("Fault"))), ("given_up", id()),
        ]),
        "Delivery": object(&[("channels", list_of("ChannelState"))]),
        "UnreadLeft": object(&[("unread", id())]),
        "Piece": object(&[("text", text()), ("marked", flag())]),
        "Hit": object(&[
            ("row", schema("Row")), ("above", list_of("Named")), ("title", list_of("Piece")), ("snippet", list_of("Piece")),
            ("said_at", or_null(time())),
        ]),
        "Hits": object(&[("words", list(text())), ("hits", list_of("Hit")), ("more", flag())]),
    })
}

fn similar() -> Value {
    let relation = || names(&Relation::ALL.map(Relation::name));
    let one = || {
        vec![
            ("row", schema("Row")),
            ("campaign", or_null(schema("Named"))),
            ("opened_at", time()),
            ("title", list_of("Piece")),
            ("finding", list_of("Piece")),
        ]
    };
    let alike = [one(), vec![("relation", relation()), ("percent", percent()), ("linked", flag())]].concat();
    json!({
        "Alike": object(&alike),
        "Similar": object(&[("of", id()), ("alike", list_of("Alike"))]),
        "Group": object(&[("relations", list(relation())), ("units", id()), ("percent", percent()), ("members", list(object(&one())))]),
        "Groups": object(&[("looked_at", id()), ("groups", list_of("Group")), ("next", or_null(text()))]),
    })
}

fn changes() -> Value {
    let shift = |of: Value| or_null(object(&[("from", or_null(of.clone())), ("to", or_null(of))]));
    let named = || shift(schema("Named"));
    json!({
        "StateAndClass": object(&[("state", text()), ("class", schema("StateClass"))]),
        "Change": object(&[
            ("row", schema("Row")), ("campaign", or_null(schema("Named"))), ("state", shift(schema("StateAndClass"))),
            ("due", shift(date())), ("unit", named()), ("person", named()), ("leader", named()),
            ("percent", shift(percent())), ("reports", id()), ("returns", id()), ("opened", flag()), ("ended", flag()),
        ]),
        "ClassShift": object(&[("class", schema("StateClass")), ("from", id()), ("to", id())]),
        "Changes": object(&[
            ("from", date()), ("to", date()), ("moved", id()), ("opened", id()), ("ended", id()), ("reported", id()),
            ("returned", id()), ("put_off", id()), ("classes", list_of("ClassShift")), ("rows", list_of("Change")),
            ("more", flag()),
        ]),
    })
}

fn matters() -> Value {
    let colour = || names(&Colour::ALL.map(Colour::name));
    json!({
        "Evidence": object(&[
            ("hash", hash()), ("size", id()), ("media", text()), ("name", text()), ("title", text()),
            ("kind", names(&Evidence::KINDS)), ("produced?", date()), ("seq?", id()),
        ]),
        "Link": object(&[("to", id()), ("relation", names(&Link::RELATIONS)), ("note?", text())]),
        "Grant": object(&[("role", text()), ("unit", or_null(id())), ("until?", date())]),
        "Matter": object(&[
            ("id", id()), ("kind", text()), ("kind_version", id()), ("version", id()), ("number", text()), ("title", text()),
            ("parent", or_null(id())), ("above", list(id())), ("position", text()), ("state", text()),
            ("class", schema("StateClass")), ("unit", or_null(id())), ("person", or_null(id())), ("leader", or_null(id())),
            ("helpers", list(id())), ("due", or_null(date())), ("percent", or_null(percent())),
            ("last_report", or_null(object(&[("at", time()), ("by", or_null(id())), ("seq", id()), ("no_change", flag())]))),
            ("reports", id()), ("returns", id()), ("fields", map(schema("FieldValue"))), ("figures", list_of("Figure")),
            ("evidence", list_of("Evidence")), ("links", list_of("Link")),
            ("origin", or_null(object(&[("source", hash()), ("span", json!({ "type": "array", "items": id(), "minItems": 2, "maxItems": 2 }))]))),
            ("grants", list_of("Grant")), ("deputies?", list_of("Deputy")), ("course?", schema("Course")), ("opened_at", time()), ("changed_at", time()), ("changed_seq", id()),
        ]),
        "Course": object(&[
            ("baseline?", object(&[("round", id()), ("seq", id()), ("on", date()), ("title", text()),
                ("unit", or_null(id())), ("person", or_null(id())), ("leader", or_null(id())), ("due", or_null(date())),
                ("standard?", schema("FieldValue"))])),
            ("extensions?", list(object(&[("from", date()), ("to", date()), ("by", or_null(id())), ("on", date()),
                ("seq", id()), ("approved?", flag()), ("decided_by?", id())]))),
            ("checks?", list(object(&[("on", date()), ("by", list(id())), ("met", flag()), ("seq", id())]))),
            ("filings?", list(object(&[("series", text()), ("year", id()), ("n", id()), ("number", text()), ("on", date())]))),
            ("rungs?", list(object(&[("rung", text()), ("on", date()), ("by", or_null(id())), ("slip?", id()),
                ("reply_by?", date()), ("answered?", date()), ("withdrawn?", flag()), ("seq", id())]))),
            ("own_rating?", names(&RATINGS)), ("rating?", names(&RATINGS)), ("wait_until?", date()), ("moved_by?", id()),
            ("returned?", id()), ("reopened?", id()), ("rebounds?", id()),
        ]),
        "LampEdge": object(&[("at", json!({ "type": "integer" })), ("included", flag())]),
        "LampBand": object(&[("colour", colour()), ("from", or_null(schema("LampEdge"))), ("to", or_null(schema("LampEdge")))]),
        "LampStep": { "type": "object", "required": ["step"], "description": "A fact used or derived; the other parts belong to the step",
            "properties": { "step": names(&["today", "due", "start", "late", "left", "elapsed", "nodes", "planned", "reported",
                "nothing_reported", "begun", "not_begun", "since", "month", "ignored", "judged"]) } },
        "LampReading": object(&[
            ("measure", names(&Measure::ALL.map(Measure::name))), ("steps", list_of("LampStep")),
            ("outcome", names(&["hit", "silent", "lacks", "no_calendar"])),
            ("value?", json!({ "type": "string", "description": "To two decimals; exact where it met the band" })),
            ("band?", schema("LampBand")), ("fact?", names(&Lack::ALL.map(Lack::name))), ("year?", json!({ "type": "integer" })),
        ]),
        "LampExplained": object(&[
            ("rule", text()), ("version", id()), ("label", object(&[("zh", text()), ("en", text())])), ("source?", text()),
            ("colour", or_null(colour())), ("readings", list_of("LampReading")),
        ]),
        "Proposal": object(&[
            ("rung", text()), ("reasons", list(object(&[("why", names(&["lamp", "late", "unanswered", "returns", "reds_in_a_row"]))]))),
            ("signs", text()), ("reply_by", or_null(date())), ("slip", or_null(text())), ("version", id()),
        ]),
        "Possible": object(&[("right", text()), ("refusal", or_null(schema("Failure")))]),
        "Gathered": object(&[("kind", text()), ("relation", text()), ("all", id()), ("ended", id())]),
        "MatterAnswer": object(&[
            ("matter", schema("Matter")), ("row", schema("Row")), ("lamps", list_of("LampExplained")), ("above", list_of("Named")), ("children", list_of("Row")),
            ("names", list_of("Named")),
            ("linked_from", list(object(&[("from", schema("Named")), ("relation", text()), ("note", text())]))),
            ("gathered", list_of("Gathered")),
            ("acts_for", list(object(&[("person", schema("Named")), ("from", date()), ("until", date())]))),
            ("possible", list_of("Possible")), ("proposal", or_null(schema("Proposal"))),
            ("source", or_null(object(&[("title", text()), ("import", id()), ("text", text())]))),
        ]),
        "Kept": object(&[("hash", hash()), ("size", id())]),
    })
}

/// A command: its name under `do`, and its parts.
fn command(name: &str, parts: &[(&str, Value)]) -> Value {
    let mut all = vec![("do", json!({ "const": name }))];
    all.extend(parts.iter().map(|(name, of)| (*name, of.clone())));
    object(&all)
}

fn commands() -> Value {
    let change = || or_null(id());
    let command_id = json!({ "type": "string", "pattern": "^[0-9a-f]{32}$|^[0-9a-f-]{36}$",
        "description": "The sender's id: a retry with the same id is answered with the first outcome" });
    json!({
        "Command": { "description": "Discriminated by `do`", "oneOf": [
            command("open", &[("kind", text()), ("number?", text()), ("title", text()), ("parent?", change()),
                ("fields?", map(schema("FieldValue"))), ("figures?", list_of("Figure"))]),
            command("edit_fields", &[("set", map(or_null(schema("FieldValue"))))]),
            command("assign", &[("unit?", change()), ("person?", change()), ("leader?", change()), ("helpers?", list(id()))]),
            command("set_due_date", &[("due", or_null(date())), ("reason?", text())]),
            command("report_progress", &[("no_change?", flag()), ("percent?", percent()), ("text?", text()),
                ("problems?", text()), ("help?", text()), ("figures?", list_of("Figure")), ("evidence?", list(hash()))]),
            command("comment", &[("text", text())]),
            command("link", &[("to", id()), ("relation", names(&Link::RELATIONS)), ("note?", text())]),
            command("unlink", &[("to", id()), ("relation", names(&Link::RELATIONS))]),
            command("attach_evidence", &[("evidence", schema("Evidence"))]),
            command("move", &[("name", text()), ("code?", text()), ("reason?", text()), ("rating?", names(&RATINGS)),
                ("due?", date())]),
            command("request_extension", &[("to", date()), ("reason", text()), ("progress", text())]),
            command("decide_extension", &[("approve", flag()), ("reason?", text())]),
            command("record_check", &[("on", date()), ("by", list(id())), ("met", flag()), ("text", text()),
                ("evidence?", list(hash()))]),
            command("adopt_plan", &[("reason", text())]),
            command("take_rung", &[("rung", text()), ("slip?", or_null(id())), ("reason?", text())]),
            command("answer_rung", &[("rung", text()), ("text", text())]),
            command("withdraw_rung", &[("rung", text()), ("reason", text())]),
            command("correct", &[("number?", text()), ("title?", text()), ("reason", text())]),
            command("grant_role", &[("role", text()), ("unit", or_null(id())), ("until?", date())]),
            command("revoke_role", &[("role", text()), ("unit", or_null(id()))]),
            command("name_deputy", &[("deputy", id()), ("from", date()), ("until", date())]),
            command("withdraw_deputy", &[("deputy", id())]),
        ] },
        "Step": { "allOf": [
            object(&[("matter?", or_null(id())),
                ("seen?", or_null(json!({ "type": "integer", "description": "Version the sender saw; a newer one is a refusal" })))]),
            schema("Command"),
        ] },
        "Commands": object(&[("id?", command_id), ("steps", json!({ "type": "array", "items": schema("Step"),
            "minItems": 1, "maxItems": ledger::limit::STEPS }))]),
    })
}

fn history() -> Value {
    let proof_path = || list(hash());
    json!({
        "Event": { "type": "object", "required": ["type"], "properties": { "type": names(&[
            "kind_defined", "rate_defined", "opened", "fields_edited", "assigned", "due_date_set", "progress_reported", "commented", "linked",
            "unlinked", "evidence_attached", "moved", "extension_requested", "extension_decided", "check_recorded",
            "plan_adopted", "baseline_frozen", "rung_taken", "rung_answered", "rung_withdrawn", "corrected", "role_granted",
            "role_revoked", "deputy_named", "deputy_withdrawn", "erased",
        ]) }, "description": "What happened; the other parts are those of the command that caused it" },
        "Entry": object(&[
            ("seq", id()), ("at", time()), ("actor", or_null(schema("Named"))), ("acting_for?", schema("Named")),
            ("matter", schema("Named")), ("kind", text()),
            ("version", id()), ("event", schema("Event")), ("names", list_of("Named")), ("leaf", hash()),
        ]),
        "EventProof": object(&[
            ("seq", id()), ("leaf", hash()), ("head", schema("TreeHead")),
            ("proof", object(&[("index", id()), ("size", id()), ("path", proof_path())])),
        ]),
        "GrowthProof": object(&[
            ("head", schema("TreeHead")), ("proof", object(&[("old_size", id()), ("new_size", id()), ("path", proof_path())])),
        ]),
    })
}

fn registers() -> Value {
    let in_hand = || object(&[("open", id()), ("red", id())]);
    let part = || names(&app::handover::Part::ALL.map(app::handover::Part::name));
    json!({
        "Clock": object(&[("now", time()), ("today", date()), ("rehearsal", flag())]),
        "ClockSetting": object(&[("to", json!({ "type": "string", "description": "Date and time in Asia/Shanghai, such as 2026-01-05T09:00" }))]),
        "Me": object(&[("person", id()), ("name", text()), ("unit", or_null(id()))]),
        "Kind": { "type": "object", "description": "A kind's definition: fields, states, moves, guards",
            "required": ["name", "version"], "properties": { "name": text(), "version": id() } },
        "Unit": object(&[("id", id()), ("name", text()), ("short", text()), ("parent", or_null(id())), ("active", flag())]),
        "Person": object(&[("id", id()), ("name", text()), ("unit", or_null(id())), ("post", text()), ("active", flag())]),
        "NewPerson": object(&[
            ("login", text()), ("password", text()), ("name", text()), ("unit?", or_null(id())), ("post?", text()),
            ("mobile?", text()), ("grants?", list_of("Grant")),
        ]),
        "Added": object(&[("person", id())]),
        "Register": object(&[
            ("kinds", list(text())), ("more", flag()),
            ("entries", list(object(&[
                ("row", schema("Row")), ("sort", or_null(text())), ("person", or_null(schema("Named"))),
                ("unit", or_null(schema("Named"))), ("document", text()), ("on", or_null(date())), ("ground", text()),
                ("about", list_of("Named")),
            ]))),
        ]),
        "Record": object(&[
            ("id?", text()), ("kind", text()), ("title", text()), ("fields", map(schema("FieldValue"))),
            ("about?", or_null(id())),
        ]),
        "Holders": object(&[("right", text()), ("people", list_of("Named")), ("count", id())]),
        "UnitNode": object(&[
            ("named", schema("Named")), ("full", text()), ("parent", or_null(id())), ("depth", id()), ("active", flag()),
            ("own", in_hand()), ("with_below", in_hand()),
            ("people", list(json!({ "type": "array", "description": "Name and post", "minItems": 2, "maxItems": 2,
                "items": {} }))),
        ]),
        "InHand": object(&[
            ("subject", schema("Named")), ("kind", text()), ("version", id()), ("more", flag()), ("drafts", id()),
            ("shares", list(object(&[
                ("part", part()), ("unit", or_null(schema("Named"))), ("rows", list_of("Row")),
                ("proposals", list_of("Named")),
            ]))),
            ("grants", list_of("Grant")), ("deputies", list_of("Deputy")), ("acts_for", list_of("Named")),
        ]),
        "HandOver": object(&[
            ("id?", text()), ("with_roles?", flag()), ("then?", or_null(names(&["leave", "dissolve"]))),
            ("reason?", text()), ("mark?", or_null(hash())),
            ("successors?", list(object(&[("part", part()), ("unit", or_null(id())), ("to", id())]))),
        ]),
        "Deputy": object(&[("person", id()), ("from", date()), ("until", date())]),
        "SavedView": object(&[
            ("id", text()), ("name", text()), ("query", text()), ("owner", id()), ("unit", or_null(id())),
        ]),
        "NewView": object(&[("name", text()), ("query", text()), ("shared?", flag())]),
        "BulkEdit": object(&[
            ("id?", text()), ("matters", list(id())), ("command", schema("Command")), ("carry_out?", flag()),
        ]),
        "BulkRow": object(&[
            ("row", schema("Row")), ("event", or_null(json!({ "type": "object" }))),
            ("refusal", or_null(object(&[("code", text()), ("message", text())]))),
        ]),
        "Opening": object(&[("at", time()), ("person", schema("Named")), ("matter", or_null(schema("Named")))]),
    })
}
