//! The register of slips, rungs confirmed in two clicks, coverage of visits, the office's morning on the overview.

use crate::site::Site;
use axum::http::StatusCode;
use ledger::{
    Command, MatterId,
    command::{Assign, Change},
};
use serde_json::json;

/// A campaign with a measure of a unit that is three working days late.
fn late(site: &Site) -> (MatterId, MatterId, MatterId) {
    let measure = site.measure();
    let campaign = site.app.matter(None, measure, None).unwrap().matter.above[0];
    let unit = site.open("unit", "园林局", None);
    site.act(Some(measure), Command::Assign(Assign { unit: Change::Set(unit), ..Assign::default() }));
    let due = Some("2026-11-18".parse().unwrap());
    site.act(Some(measure), Command::SetDueDate { due, reason: "定期限".into() });
    (campaign, measure, unit)
}

#[test]
fn a_slip_goes_out_in_two_clicks_and_stands_in_the_register() {
    let site = Site::signed_in();
    assert!(site.get("/rungs").body.contains("目前没有需要推一步的事项"));
    assert!(site.get("/slips").body.contains("没有符合条件的文书"));
    let (campaign, measure, unit) = late(&site);
    let overview = site.get("/").body;
    assert!(overview.contains(&format!("action=\"/rungs/{measure}\"")), "{overview}");
    assert!(overview.contains("今日督办") && overview.contains("确认提醒"), "{overview}");
    let page = site.get("/rungs");
    let (seed, seen) = (page.hidden("seed"), page.hidden("seen"));
    let form = [("seed", seed.as_str()), ("seen", &seen), ("rung", "remind"), ("back", "overview")];
    let sent = site.post(&format!("/rungs/{measure}"), &form);
    assert_eq!(
        (sent.status, sent.header("location")),
        (StatusCode::SEE_OTHER, "/?done=rung"),
        "{}",
        sent.body
    );
    // A second press of the same button does nothing twice, one from an old page is told so.
    assert_eq!(site.post(&format!("/rungs/{measure}"), &form).status, StatusCode::SEE_OTHER);
    let stale = [("seed", "other"), ("seen", seen.as_str()), ("rung", "remind")];
    assert_eq!(site.post(&format!("/rungs/{measure}"), &stale).status, StatusCode::CONFLICT);
    site.on("2026-11-26T01:00:00Z");
    let of = campaign.to_string();
    let stale = [stale[0], stale[1], stale[2], ("reason", "先说明<情况>"), ("campaign", of.as_str())];
    let refused = site.post(&format!("/rungs/{measure}"), &stale);
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
    assert!(
        refused.body.contains("value=\"先说明&#60;情况&#62;\""),
        "what was typed is not lost: {}",
        refused.body
    );
    assert!(refused.body.contains(&format!("name=\"campaign\" value=\"{campaign}\"")), "{}", refused.body);
    let page = site.get("/rungs");
    assert!(page.body.contains("确认提示单") && page.body.contains("将发出文书：提示单"), "{}", page.body);
    let seed = page.hidden("seed");
    site.post(&format!("/rungs/{measure}"), &[("seed", seed.as_str()), ("rung", "reminder_slip")]);
    let register = site.get("/slips").body;
    for part in ["巡改办提示〔2026〕1号", "提示单", "园林局", "已发出,待签收", "— (0/0)"]
    {
        assert!(register.contains(part), "{part}: {register}");
    }
    assert!(
        site.get(&format!("/slips?unit={unit}&standing=unsigned&type=remind")).body.contains("〔2026〕1号")
    );
    let narrowed = site.get(&format!("/slips?campaign={campaign}&unit={unit}&standing=unsigned")).body;
    let all = format!("href=\"/slips?campaign={campaign}&#38;unit={unit}&#38;standing=unsigned\"");
    assert!(narrowed.contains(&all), "what narrows the register stays: {narrowed}");
    assert!(narrowed.contains(&format!("name=\"campaign\" value=\"{campaign}\"")), "{narrowed}");
    assert!(!site.get("/slips?standing=closed").body.contains("〔2026〕1号"));
    assert_eq!(site.get("/slips?standing=lost").status, StatusCode::BAD_REQUEST);
    site.on("2026-12-04T01:00:00Z");
    assert!(site.get("/slips?late=yes").body.contains("逾期"));
    let asked = site.get("/api/v1/slips").json();
    assert_eq!((&asked["late"], &asked["rows"][0]["in_time"]), (&json!(1), &json!(false)));
    assert_eq!(site.get("/api/v1/rungs").json()["rows"][0]["proposal"]["rung"], "talk");
    let office = site.get("/").body;
    assert!(office.contains("巡改办提示〔2026〕1号"), "{office}");
}

#[test]
fn coverage_is_counted_from_visits_recorded_here() {
    let site = Site::signed_in();
    let (campaign, _, unit) = late(&site);
    let page = site.get("/coverage");
    assert!(page.body.contains("0.00% (0/1)") && page.body.contains("本期未走访"), "{}", page.body);
    let (seed, of, to) = (page.hidden("seed"), campaign.to_string(), unit.to_string());
    let with = |on: &'static str| {
        vec![
            ("seed", seed.clone()),
            ("campaign", of.clone()),
            ("period", "2026-11".to_owned()),
            ("on", on.to_owned()),
            ("unit", to.clone()),
            ("group", "第二督查组".to_owned()),
            ("manner", "announced".to_owned()),
            ("found", "台账<不全>".to_owned()),
        ]
    };
    let post = |form: Vec<(&'static str, String)>| {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        site.post("/visits", &form)
    };
    let refused = post(with("2026-11-30"));
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.body.contains(">台账&#60;不全&#62;</textarea>"), "what was typed is not lost");
    let done = post(with("2026-11-20"));
    assert_eq!(done.header("location"), format!("/coverage?campaign={campaign}&period=2026-11&done=visit"));
    let page = site.get("/coverage?period=2026-11").body;
    assert!(
        page.contains("100.00% (1/1)") && page.contains("台账&#60;不全&#62;") && page.contains("明查"),
        "{page}"
    );
    assert!(site.get("/coverage?period=2026-10").body.contains("从未走访"));
    assert_eq!(site.get("/coverage?period=2026").status, StatusCode::BAD_REQUEST);
    assert_eq!(site.get("/api/v1/coverage?period=2026-11").json()["visited"], json!({ "n": 1, "d": 1 }));
    let visit = json!({ "campaign": campaign, "visit": { "on": "2026-11-21", "unit": unit } });
    assert_eq!(site.post_json("/api/v1/visits", visit.clone()).status, StatusCode::CREATED);
    let auditor = site.as_other("cui", "auditor");
    assert!(!auditor.get("/coverage").body.contains("action=\"/visits\""));
    assert_eq!(auditor.post_json("/api/v1/visits", visit).status, StatusCode::FORBIDDEN);
}
