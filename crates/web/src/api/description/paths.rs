//! Paths of the description.

mod bulletins;
mod documents;
mod sheets;

use super::{list_of, schema};
use app::query::changes::Preset;
use serde_json::{Map, Value, json};

/// What `as_of` means everywhere.
pub(super) const AS_OF: &str = "Everything as it stood at the end of this past day";

/// One operation.
pub(super) struct Operation {
    pub(super) value: Value,
}

impl Operation {
    pub(super) fn new(id: &str, summary: &str, status: &str, answer: Value) -> Operation {
        Operation {
            value: json!({
                "operationId": id,
                "summary": summary,
                "responses": {
                    status: { "description": "Done", "content": { "application/json": { "schema": answer } } },
                    "default": { "description": "Not done", "content": { "application/json": { "schema": schema("Failure") } } }
                }
            }),
        }
    }

    pub(super) fn get(id: &str, summary: &str, answer: Value) -> Operation {
        Operation::new(id, summary, "200", answer)
    }

    fn parameter(mut self, place: &str, name: &str, about: &str, of: Value) -> Operation {
        let required = place == "path";
        let one =
            json!({ "in": place, "name": name, "required": required, "description": about, "schema": of });
        if let Some(map) = self.value.as_object_mut()
            && let Some(list) = map.entry("parameters").or_insert_with(|| json!([])).as_array_mut()
        {
            list.push(one);
        }
        self
    }

    pub(super) fn path(self, name: &str, about: &str, of: Value) -> Operation {
        self.parameter("path", name, about, of)
    }

    pub(super) fn query(self, name: &str, about: &str, of: Value) -> Operation {
        self.parameter("query", name, about, of)
    }

    pub(super) fn body(mut self, media: &str, of: Value) -> Operation {
        self.value["requestBody"] = json!({ "required": true, "content": { media: { "schema": of } } });
        self
    }

    pub(super) fn json(self, name: &str) -> Operation {
        self.body("application/json", schema(name))
    }
}

pub(super) fn integer() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

pub(super) fn text() -> Value {
    json!({ "type": "string" })
}

fn bytes() -> Value {
    json!({ "type": "string", "format": "binary" })
}

pub(super) fn date() -> Value {
    json!({ "type": "string", "format": "date" })
}

pub(super) fn one_of(names: &[&str]) -> Value {
    json!({ "type": "string", "enum": names })
}

pub(super) fn add(paths: &mut Map<String, Value>, path: &str, method: &str, operation: Operation) {
    let entry = paths.entry(path.to_owned()).or_insert_with(|| json!({}));
    entry[method] = operation.value;
}

/// Every path.
pub(super) fn paths() -> Value {
    let mut paths = Map::new();
    registers(&mut paths);
    accountability(&mut paths);
    in_bulk(&mut paths);
    matters(&mut paths);
    imports(&mut paths);
    documents::add_to(&mut paths);
    sheets::add_to(&mut paths);
    bulletins::add_to(&mut paths);
    log(&mut paths);
    super::cadence::paths(&mut paths);
    super::plans::paths(&mut paths);
    super::nodes::paths(&mut paths);
    super::staying::paths(&mut paths);
    Value::Object(paths)
}

fn registers(paths: &mut Map<String, Value>) {
    let mut description = Operation::get("describe", "This description", json!({ "type": "object" }));
    description.value["security"] = json!([]);
    add(paths, "/api/v1/openapi.json", "get", description);
    add(paths, "/api/v1/me", "get", Operation::get("me", "Who is signed in", schema("Me")));
    add(paths, "/api/v1/clock", "get", Operation::get("clock", "What the clock shows", schema("Clock")));
    let setting = Operation::new(
        "set_clock",
        "Sets the clock of a rehearsal forward; the days on the way bring what they bring",
        "200",
        schema("Clock"),
    );
    add(paths, "/api/v1/clock", "post", setting.json("ClockSetting"));
    add(paths, "/api/v1/kinds", "get", Operation::get("kinds", "Kinds of matters in force", list_of("Kind")));
    add(paths, "/api/v1/units", "get", Operation::get("units", "The register of units", list_of("Unit")));
    add(
        paths,
        "/api/v1/people",
        "get",
        Operation::get("people", "The register of people", list_of("Person")),
    );
    let new = Operation::new("add_person", "Adds a person with an account and roles", "201", schema("Added"));
    add(paths, "/api/v1/people", "post", new.json("NewPerson"));
    let messages = Operation::get("messages", "What you are told, newest first", schema("Inbox"))
        .query("read", "Those already read instead", json!({ "type": "boolean", "default": false }))
        .query("after", "`next` of the page before", text())
        .query("limit", "Messages", json!({ "type": "integer", "minimum": 1, "maximum": 200, "default": 50 }))
        .query("lang", "Language of the texts", one_of(&["zh", "en"]));
    add(paths, "/api/v1/messages", "get", messages);
    let delivery = Operation::get("delivery", "How messages leave the product", schema("Delivery"));
    add(paths, "/api/v1/messages/delivery", "get", delivery);
    let read = Operation::get("mark_read", "Marks messages as read", schema("UnreadLeft"));
    add(paths, "/api/v1/messages/read", "post", read.json("Reading"));
}

fn accountability(paths: &mut Map<String, Value>) {
    let register = Operation::get(
        "accountability",
        "The register of accountability, for who holds `read:accountability`; that it was opened is noted",
        schema("Register"),
    )
    .query("kind", "Only this kind", text())
    .query("unit", "Only this unit and those below it", integer())
    .query("person", "Only this person", integer())
    .query("from", "Only on or after this day", date())
    .query("to", "Only on or before this day", date());
    add(paths, "/api/v1/accountability", "get", register);
    let enter =
        Operation::new("enter_record", "Enters a record of it, about a matter", "201", schema("Outcome"));
    add(paths, "/api/v1/accountability", "post", enter.json("Record"));
    let openings = Operation::get(
        "openings",
        "Who opened the register or one of its records, for auditors and its readers, the last day first",
        list_of("Opening"),
    );
    add(paths, "/api/v1/accountability/openings", "get", openings);
}

fn in_bulk(paths: &mut Map<String, Value>) {
    let id = |operation: Operation| operation.path("id", "Id of a person or unit", integer());
    let rights = Operation::get("rights", "Who may do what on a matter, by name", list_of("Holders"));
    add(paths, "/api/v1/matters/{id}/rights", "get", rights.path("id", "Id of the matter", integer()));
    let tree = Operation::get(
        "unit_tree",
        "Units with what each has open and red, and its people",
        list_of("UnitNode"),
    );
    add(paths, "/api/v1/units/tree", "get", tree);
    let hand = Operation::get(
        "in_hand",
        "Everything that a person or unit has in hand, with successors proposed",
        schema("InHand"),
    );
    add(paths, "/api/v1/matters/{id}/handover", "get", id(hand));
    let over = Operation::get("hand_over", "Hands it over, whole or not at all", schema("Outcome"));
    add(paths, "/api/v1/matters/{id}/handover", "post", id(over).json("HandOver"));
    let views =
        Operation::get("views", "Your saved views and those shared with your unit", list_of("SavedView"));
    add(paths, "/api/v1/views", "get", views);
    let save = Operation::new(
        "save_view",
        "Saves a list's filter and order under a name; one of the same name is replaced",
        "201",
        schema("SavedView"),
    );
    add(paths, "/api/v1/views", "post", save.json("NewView"));
    let mut forget = Operation::new("forget_view", "Takes a view of yours away", "204", json!({}));
    forget = forget.path("id", "Id of the view", text());
    forget.value["responses"]["204"] = json!({ "description": "Done" });
    add(paths, "/api/v1/views/{id}", "delete", forget);
    let bulk = Operation::get(
        "bulk_edit",
        "What a command would do on each of up to 200 matters; with `carry_out` it does it, each as a command of its own",
        list_of("BulkRow"),
    );
    add(paths, "/api/v1/bulk-edits", "post", bulk.json("BulkEdit"));
}

fn matters(paths: &mut Map<String, Value>) {
    let overview = Operation::get("overview", "Counts of a campaign", schema("Overview"));
    let overview = overview.query("campaign", "Id of the campaign; the newest when left out", integer());
    let overview = overview.query("as_of", AS_OF, date());
    add(paths, "/api/v1/overview", "get", overview);
    let list = Operation::get("list", "One page of a list", schema("Listing"))
        .query("kind", "Only this kind", text())
        .query("under", "Only what lies below this matter", integer())
        .query("unit", "Only this responsible unit", integer())
        .query("below", "With what the units below it are responsible for", one_of(&["1"]))
        .query("person", "Only this responsible person", integer())
        .query("class", "Only this class of states", schema("StateClass"))
        .query("lamp", "Only this lamp", schema("Lamp"))
        .query("lacks", "Only what lacks this and has not ended", one_of(&["unit", "due"]))
        .query("due_until", "Only due on or before this day", date())
        .query(
            "text",
            "Words in number, title or text, set apart by blanks",
            json!({ "type": "string", "maxLength": 200 }),
        )
        .query("sort", "Order", one_of(&["outline", "due", "changed"]))
        .query("size", "Rows", json!({ "type": "integer", "minimum": 1, "maximum": 500, "default": 100 }))
        .query("after", "`next` of the page before", text())
        .query("as_of", AS_OF, date());
    add(paths, "/api/v1/matters", "get", list);
    super::ledgers::paths(paths);
    super::comparisons::paths(paths);
    super::scores::paths(paths);
    super::own_ledgers::paths(paths);
    let changes = Operation::get("changes", "What moved between two days, by net effect", schema("Changes"))
        .query(
            "period",
            "A time by name; `from` and `to` win over it",
            one_of(&Preset::ALL.map(Preset::name)),
        )
        .query("from", "First day", date())
        .query("to", "Last day", date())
        .query("under", "Only what lies below this matter", integer())
        .query("unit", "Only what this unit was or became responsible for", integer());
    add(paths, "/api/v1/changes", "get", changes);
    let work =
        Operation::get("work", "What waits for you, each with the one thing to do next", schema("Work"));
    add(paths, "/api/v1/work", "get", work);
    let about = "Due dates of what waits for you as iCalendar; calendar programs send any name with an access token as password";
    let mut dates =
        Operation::get("work_calendar", about, text()).query("unit", "Dates of this unit instead", integer());
    dates.value["responses"]["200"]["content"] = json!({ "text/calendar": { "schema": text() } });
    add(paths, "/api/v1/work.ics", "get", dates);
    let id = |operation: Operation| operation.path("id", "Id of the matter", integer());
    let one = Operation::get("matter", "A matter with what stands around it", schema("MatterAnswer")).query(
        "as_of",
        AS_OF,
        date(),
    );
    add(paths, "/api/v1/matters/{id}", "get", id(one));
    let history = id(Operation::get("history", "History of a matter, newest first", list_of("Entry")))
        .query("before", "Only versions below", integer())
        .query(
            "limit",
            "Entries",
            json!({ "type": "integer", "minimum": 1, "maximum": 200, "default": 200 }),
        );
    add(paths, "/api/v1/matters/{id}/history", "get", history);
    let similar = id(Operation::get("similar", "Items that read like one", schema("Similar")));
    add(paths, "/api/v1/matters/{id}/similar", "get", similar);
    let groups = Operation::get("similar_groups", "Items that read alike, in groups", schema("Groups"))
        .query("under", "Only items below this matter", integer())
        .query("unit", "Only items of this unit", integer())
        .query("after", "`next` of the page before", text());
    add(paths, "/api/v1/similar", "get", groups);
    let mut file = id(Operation::get("download_evidence", "A file attached to a matter", bytes())).path(
        "hash",
        "SHA-256 of the file, lower-case hexadecimal",
        text(),
    );
    file.value["responses"]["200"]["content"] = json!({ "*/*": { "schema": bytes() } });
    add(paths, "/api/v1/matters/{id}/evidence/{hash}", "get", file);
    let keep = Operation::new(
        "keep_evidence",
        "Keeps a file, to be attached with `attach_evidence`",
        "201",
        schema("Kept"),
    );
    add(paths, "/api/v1/evidence", "post", keep.body("application/octet-stream", bytes()));
    let commands = Operation::get("carry_out", "Carries out steps together or not at all", schema("Outcome"));
    add(paths, "/api/v1/commands", "post", commands.json("Commands"));
    let search = Operation::get("search", "Full-text search", schema("Hits"));
    let mut search = search.query(
        "q",
        "Words, set apart by blanks",
        json!({ "type": "string", "minLength": 1, "maxLength": 100 }),
    );
    search.value["parameters"][0]["required"] = json!(true);
    let pages = json!({ "type": "integer", "minimum": 0, "maximum": app::query::search::PAGES - 1 });
    let search = search.query("page", "Which page of the hits; 0 when it is left out", pages);
    add(paths, "/api/v1/search", "get", search);
}

fn imports(paths: &mut Map<String, Value>) {
    let key = |operation: Operation| operation.path("key", "Key of the draft: SHA-256 of the file", text());
    add(paths, "/api/v1/imports", "get", Operation::get("drafts", "Drafts that wait", list_of("Waiting")));
    let propose = Operation::new("propose", "Reads a file into a draft", "201", schema("Proposed"))
        .query("name", "Name of the file; its ending helps to tell the format", text())
        .body("application/octet-stream", bytes());
    add(paths, "/api/v1/imports", "post", propose);
    let draft = Operation::get("draft", "A draft with the text its spans lie in", schema("DraftAnswer"));
    add(paths, "/api/v1/imports/{key}", "get", key(draft));
    let mut discard = key(Operation::new("discard", "Throws a draft away", "204", json!({})));
    discard.value["responses"]["204"] = json!({ "description": "Done" });
    add(paths, "/api/v1/imports/{key}", "delete", discard);
    let correct = Operation::get("correct", "Corrects a draft", schema("Version"));
    add(paths, "/api/v1/imports/{key}/corrections", "post", key(correct).json("Correction"));
    let accept = Operation::get("accept", "Takes a draft into the ledger", schema("Outcome"));
    add(paths, "/api/v1/imports/{key}/acceptance", "post", key(accept).json("Acceptance"));
}

fn log(paths: &mut Map<String, Value>) {
    add(paths, "/api/v1/log/head", "get", Operation::get("head", "Where the log stands", schema("TreeHead")));
    let entries = Operation::get("entries", "The log, newest first", list_of("Entry"))
        .query("before", "Only places below", integer())
        .query(
            "limit",
            "Entries",
            json!({ "type": "integer", "minimum": 1, "maximum": 500, "default": 100 }),
        );
    add(paths, "/api/v1/log/entries", "get", entries);
    let proof = Operation::get("prove_entry", "That an entry is in the log (RFC 6962)", schema("EventProof"));
    add(paths, "/api/v1/log/entries/{seq}/proof", "get", proof.path("seq", "Place in the log", integer()));
    let growth = Operation::get(
        "prove_growth",
        "That an earlier log is the beginning of this one",
        schema("GrowthProof"),
    );
    let mut growth = growth.query("from", "Size of the earlier log", integer());
    growth.value["parameters"][0]["required"] = json!(true);
    add(paths, "/api/v1/log/growth", "get", growth);
}
