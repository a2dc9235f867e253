//! Ledgers, rates and draws in the description.

use super::{
    list_of,
    paths::{AS_OF, Operation, add, date as day, integer, one_of, text as words},
    schema,
    schemas::{date, flag, hash, id, list, map, names, object, or_null, text, time},
};
use serde_json::{Map, Value, json};

/// Paths.
pub(super) fn paths(paths: &mut Map<String, Value>) {
    add(
        paths,
        "/api/v1/draws",
        "get",
        Operation::get("draws", "Double-random draws, the newest first", list_of("Draw")),
    );
    let draw = Operation::get("draw", "A draw with its outcome", schema("Draw")).path(
        "key",
        "Names the draw",
        words(),
    );
    add(paths, "/api/v1/draws/{key}", "get", draw);
    let record = Operation::get(
        "draw_record",
        "The record of a draw, as it is published and replayed",
        json!({ "type": "object" }),
    )
    .path("key", "Names the draw", words());
    add(paths, "/api/v1/draws/{key}/record", "get", record);
    let year = json!({ "type": "integer", "minimum": 2000, "maximum": 2100 });
    let rates = Operation::get(
        "rates",
        "Rates of a year, each with its definition, numerator and denominator",
        schema("Rates"),
    );
    add(paths, "/api/v1/rates", "get", rates.query("year", "The year; this one when left out", year.clone()));
    let rate =
        Operation::get("rate", "One rate by month and unit, with the rows behind it", schema("RatePage"))
            .path("name", "Name of the rate", words())
            .query("year", "The year; this one when left out", year)
            .query("month", "Only this month", json!({ "type": "integer", "minimum": 1, "maximum": 12 }))
            .query(
                "last",
                "With `month`: the last of several months",
                json!({ "type": "integer", "minimum": 1, "maximum": 12 }),
            )
            .query("unit", "Only rows of this unit", integer())
            .query("met", "Only rows of the numerator, or only the others", one_of(&["yes", "no"]))
            .query("version", "This version; the last one that holds in the year when left out", integer())
            .query("after", "Rows after this place, as `next` names it", words());
    add(paths, "/api/v1/rates/{name}", "get", rate);
    let figures = Operation::get(
        "figures",
        "Figures reported on a matter and what stands below it, as series over time",
        schema("Figures"),
    );
    add(paths, "/api/v1/matters/{id}/figures", "get", figures.path("id", "Id of the matter", integer()));
    let ledgers = Operation::get(
        "ledgers",
        "The ledgers around the rectification, counted on their shelves and by unit",
        schema("Ledgers"),
    );
    add(paths, "/api/v1/ledgers", "get", ledgers.query("as_of", AS_OF, day()));
    let ledger = Operation::get(
        "ledger",
        "One page of a ledger, with the values of its columns",
        schema("LedgerPage"),
    )
    .path("kind", "Name of its kind", words())
    .query("unit", "Only this responsible unit", integer())
    .query("class", "Only this class of states", schema("StateClass"))
    .query("lamp", "Only this lamp", schema("Lamp"))
    .query(
        "text",
        "Words in number, title or text, set apart by blanks",
        json!({ "type": "string", "maxLength": 200 }),
    )
    .query("sort", "Order", one_of(&["outline", "due", "changed"]))
    .query("size", "Rows", json!({ "type": "integer", "minimum": 1, "maximum": 500, "default": 100 }))
    .query("after", "`next` of the page before", words())
    .query("as_of", AS_OF, day());
    add(paths, "/api/v1/ledgers/{kind}", "get", ledger);
}

/// Schemas.
pub(super) fn schemas() -> Value {
    let past = || object(&[("file", hash()), ("outcome", hash()), ("at", time()), ("reason", text())]);
    let passed = || list(object(&[("id", text()), ("why", text())]));
    let decimal = || json!({ "type": "string", "description": "Exact decimal" });
    let label = || object(&[("zh", text()), ("en", text())]);
    json!({
        "LedgerCounts": object(&[("kind", text()), ("counts", schema("Counts"))]),
        "ShelfCounts": object(&[("shelf", text()), ("ledgers", list_of("LedgerCounts"))]),
        "UnitLedger": object(&[("kind", text()), ("running", id()), ("red", id()), ("yellow", id())]),
        "UnitCounts": object(&[("unit", schema("Named")), ("ledgers", list_of("UnitLedger"))]),
        "Ledgers": object(&[("today", date()), ("shelves", list_of("ShelfCounts")), ("units", list_of("UnitCounts"))]),
        "LedgerRow": object(&[("row", schema("Row")), ("fields", map(schema("FieldValue")))]),
        "LedgerPage": object(&[
            ("kind", text()), ("counts", schema("Counts")), ("rows", list_of("LedgerRow")), ("next", or_null(text())),
            ("total", or_null(id())), ("names", list_of("Named")),
        ]),
        "DrawOutcome": object(&[
            ("seed", hash()),
            ("strata", list(object(&[("class", text()), ("group", text()), ("size", id()), ("before", id()), ("wanted", id()),
                ("drawn", id()), ("passed", passed())]))),
            ("drawn", list(object(&[("object", text()), ("inspectors", list(text())), ("passed", passed())]))),
        ]),
        "Draw": object(&[
            ("key", text()), ("title", text()), ("at", time()),
            ("commitment", object(&[("kind", names(&["secret", "public"])), ("hash?", hash()), ("source?", text())])),
            ("rules", json!({ "type": "object" })),
            ("frozen", object(&[("objects", hash()), ("inspectors", hash()), ("rules", hash())])),
            ("objects", id()), ("inspectors", id()), ("discarded", list(past())), ("drawn", or_null(past())),
            ("outcome", or_null(schema("DrawOutcome"))), ("tasks", list(id())),
        ]),
        "Share": object(&[("n", decimal()), ("d", decimal()), ("hundredths", or_null(id()))]),
        "Indicator": object(&[
            ("name", text()), ("version", id()), ("label", label()), ("definition", label()), ("treatment", label()),
            ("since", or_null(date())), ("until?", date()), ("over", list(json!({ "type": "object" }))),
        ]),
        "RateLine": object(&[("indicator", schema("Indicator")), ("share", schema("Share")), ("months", list_of("Share"))]),
        "Figures": object(&[("under", schema("Named")), ("series", list_of("FigureSeries")), ("more", flag())]),
        "FigureSeries": object(&[
            ("matter", schema("Named")), ("name", text()), ("unit", text()), ("points", list_of("FigurePoint")),
        ]),
        "FigurePoint": object(&[
            ("on", date()), ("value", text()), ("qualifier?", names(&["about", "over", "under", "nearly"])),
            ("by", or_null(schema("Named"))), ("seq", id()),
            ("published?", list(object(&[("key", text()), ("title", text()), ("on", date())]))),
        ]),
        "Rates": object(&[("year", id()), ("rates", list_of("RateLine"))]),
        "UnitShare": object(&[("unit", schema("Named")), ("share", schema("Share"))]),
        "RateRow": object(&[("row", schema("Row")), ("on", or_null(date())), ("met", flag())]),
        "YearShare": object(&[("year", id()), ("share", schema("Share"))]),
        "RatePage": object(&[
            ("year", id()), ("line", schema("RateLine")), ("years", list_of("YearShare")), ("units", list_of("UnitShare")), ("rows", list_of("RateRow")),
            ("next", or_null(text())), ("total", id()),
        ]),
    })
}
