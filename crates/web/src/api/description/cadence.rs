//! Periods, collations and meetings in the description.

use super::{
    list_of,
    paths::{Operation, add, integer, one_of, text as words},
    schema,
    schemas::{date, flag, id, list, names, object, or_null, text, time},
};
use app::query::answer::SlipStanding;
use ledger::cadence::Cadence;
use serde_json::{Map, Value, json};

/// Paths.
pub(super) fn paths(paths: &mut Map<String, Value>) {
    let campaign = |operation: Operation| {
        operation.query(
            "campaign",
            "Id of the campaign; the newest with something owed when left out",
            integer(),
        )
    };
    let key = |operation: Operation| operation.path("key", "`2026-W47`, `2026-11-x2` or `2026-11`", words());
    let all = campaign(Operation::get(
        "periods",
        "Periods of a campaign, with how many have reported",
        schema("Periods"),
    ))
    .query("cadence", "Only this cadence, more of it", one_of(&Cadence::ALL.map(Cadence::name)))
    .query("before", "Only periods of its cadence before this one", words());
    add(paths, "/api/v1/periods", "get", all);
    let one = Operation::get("period", "Who has reported on a period and who has not", schema("PeriodPage"));
    add(paths, "/api/v1/periods/{key}", "get", key(campaign(one)));
    let remind = Operation::get(
        "remind",
        "Reminds everybody who has not reported, once a period",
        schema("ToldPeople"),
    );
    add(paths, "/api/v1/periods/{key}/reminders", "post", key(remind).json("OfCampaign"));
    let collate = Operation::new(
        "collate",
        "Drafts the collation of a period, or gives the one there is",
        "201",
        schema("Made"),
    );
    add(paths, "/api/v1/periods/{key}/collations", "post", key(collate).json("OfCampaign"));
    let meet = Operation::new(
        "hold_meeting",
        "Enters a meeting with its decisions, which become tasks",
        "201",
        schema("Made"),
    );
    add(paths, "/api/v1/periods/{key}/meetings", "post", key(meet).json("HeldMeeting"));
    let slips = Operation::get(
        "slips",
        "The register of slips, with how many were answered in time",
        schema("Slips"),
    )
    .query("campaign", "Only below this campaign", integer())
    .query("type", "Only this type", words())
    .query("unit", "Only to this unit", integer())
    .query("standing", "Only those that stand so", one_of(&SlipStanding::ALL.map(SlipStanding::name)))
    .query("late", "Anything: only those not answered in time", words());
    add(paths, "/api/v1/slips", "get", slips);
    let rungs =
        Operation::get("rungs", "What the ladder proposes, and whether you may sign it", schema("Proposals"))
            .query("campaign", "Only below this campaign", integer());
    add(paths, "/api/v1/rungs", "get", rungs);
    let coverage =
        campaign(Operation::get("coverage", "Which units were visited in a period", schema("Coverage")))
            .query(
                "period",
                "`2026-W47`, `2026-11-x2` or `2026-11`; the month that runs when left out",
                words(),
            );
    add(paths, "/api/v1/coverage", "get", coverage);
    let visit =
        Operation::new("record_visit", "Records a visit of a supervision group", "201", schema("Made"));
    add(paths, "/api/v1/visits", "post", visit.json("HeldVisit"));
    let collation = Operation::get(
        "collation",
        "A collation with what it stands on, and what came after",
        schema("Collation"),
    );
    add(paths, "/api/v1/collations/{id}", "get", collation.path("id", "Id of the collation", integer()));
}

/// Schemas.
pub(super) fn schemas() -> Value {
    let period = || json!({ "type": "string", "description": "`2026-W47`, `2026-11-x2` or `2026-11`" });
    let rate = || object(&[("n", id()), ("d", id())]);
    let named = || or_null(schema("Named"));
    json!({
        "ReportDue": { "description": "`is`: on (with `on`, the `named` day and whether that is a `holiday`), never, no_calendar (with `year`)",
            "type": "object", "properties": { "is": names(&["on", "never", "no_calendar"]), "on": date(), "named": date(),
                "holiday": flag(), "year": { "type": "integer" } }, "required": ["is"] },
        "Report": object(&[
            ("no_change", flag()), ("percent?", json!({ "type": "integer", "minimum": 0, "maximum": 100 })), ("text?", text()),
            ("problems?", text()), ("help?", text()), ("figures?", list_of("Figure")), ("evidence?", list(text())),
        ]),
        "Heard": object(&[("seq", id()), ("at", time()), ("by", named()), ("report", schema("Report"))]),
        "RollLine": object(&[
            ("row", schema("Row")), ("said", names(&["reported", "no_change", "nothing"])), ("reports", list_of("Heard")),
        ]),
        "ItemPart": object(&[("item", named()), ("lines", list_of("RollLine"))]),
        "UnitPart": object(&[("unit", named()), ("reported", rate()), ("no_change", id()), ("items", list_of("ItemPart"))]),
        "Roll": object(&[("reported", rate()), ("no_change", id()), ("units", list_of("UnitPart")), ("more", flag())]),
        "CollationRef": object(&[("id", id()), ("state", text()), ("class", schema("StateClass"))]),
        "PeriodLine": object(&[
            ("period", period()), ("from", date()), ("to", date()), ("due", schema("ReportDue")), ("reported", rate()),
            ("more", flag()), ("collations", list_of("CollationRef")),
        ]),
        "CadenceLines": object(&[
            ("cadence", names(&Cadence::ALL.map(Cadence::name))), ("lines", list_of("PeriodLine")), ("older", or_null(period())),
        ]),
        "Periods": object(&[
            ("today", date()), ("campaigns", list_of("Named")), ("campaign", named()), ("cadences", list_of("CadenceLines")),
        ]),
        "Reminded": object(&[("at", time()), ("by", named()), ("people", id())]),
        "MeetingLine": object(&[
            ("id", id()), ("title", text()), ("type", text()), ("on", or_null(date())), ("decisions", list_of("Row")),
            ("gathered", list_of("Gathered")),
        ]),
        "PeriodPage": object(&[
            ("today", date()), ("campaign", schema("Named")), ("period", period()), ("from", date()), ("to", date()),
            ("due", schema("ReportDue")), ("runs", flag()), ("roll", schema("Roll")), ("reminded", or_null(schema("Reminded"))),
            ("collations", list_of("CollationRef")), ("meetings", list_of("MeetingLine")), ("decisions", list_of("Row")),
        ]),
        "CameAfter": object(&[("measure", schema("Named")), ("heard", schema("Heard"))]),
        "Collation": object(&[
            ("id", id()), ("version", id()), ("title", text()), ("state", text()), ("class", schema("StateClass")),
            ("campaign", named()), ("period", or_null(period())), ("due", or_null(schema("ReportDue"))), ("place", id()),
            ("body", text()), ("frozen_at", or_null(time())), ("frozen_by", named()), ("roll", schema("Roll")),
            ("later", list_of("CameAfter")), ("later_more", flag()),
        ]),
        "SlipRow": object(&[
            ("row", schema("Row")), ("type", text()), ("standing", names(&SlipStanding::ALL.map(SlipStanding::name))),
            ("about", list_of("Named")), ("issued", or_null(date())), ("signed", or_null(date())), ("replied", or_null(date())),
            ("closed", or_null(date())), ("in_time", or_null(flag())),
        ]),
        "SlipCount": object(&[("year", json!({ "type": "integer" })), ("type", text()), ("issued", id()), ("in_time", rate())]),
        "Slips": object(&[
            ("rows", list_of("SlipRow")), ("counts", list_of("SlipCount")), ("waiting", id()), ("late", id()), ("more", flag()),
        ]),
        "Proposed": object(&[("row", schema("Row")), ("proposal", schema("Proposal")), ("may", flag())]),
        "Proposals": object(&[("rows", list_of("Proposed")), ("more", flag())]),
        "VisitLine": object(&[("id", id()), ("on", date()), ("group", text()), ("manner", text()), ("found", text())]),
        "CoveredUnit": object(&[
            ("unit", schema("Named")), ("measures", id()), ("visits", list_of("VisitLine")), ("last", or_null(date())),
        ]),
        "Coverage": object(&[
            ("today", date()), ("campaigns", list_of("Named")), ("campaign", named()), ("period", period()), ("visited", rate()),
            ("units", list_of("CoveredUnit")), ("more", flag()),
        ]),
        "NewVisit": object(&[("on", date()), ("unit", id()), ("group?", text()), ("manner?", text()), ("found?", text())]),
        "HeldVisit": object(&[("id?", text()), ("campaign", id()), ("visit", schema("NewVisit"))]),
        "OfCampaign": object(&[("campaign", id())]),
        "ToldPeople": object(&[("people", id())]),
        "Made": object(&[("matter", id())]),
        "NewDecision": object(&[
            ("title", text()), ("unit?", or_null(id())), ("person?", or_null(id())), ("due?", or_null(date())),
        ]),
        "NewMeeting": object(&[
            ("title", text()), ("type", text()), ("on", date()), ("chair?", or_null(id())), ("attendees?", list(text())),
            ("minutes?", text()), ("decisions?", list_of("NewDecision")),
        ]),
        "HeldMeeting": object(&[("id?", text()), ("campaign", id()), ("meeting", schema("NewMeeting"))]),
    })
}
