//! The ledgers around the rectification: on their shelves, as lists, opened and moved in the browser; their rates.

use crate::site::Site;
use axum::http::StatusCode;
use ledger::{
    Command, FieldValue, MatterId,
    command::{Assign, Change, Open, TakeMove},
};

fn text(value: &str) -> FieldValue {
    FieldValue::Text(value.to_owned())
}

/// A request of a firm with its unit; the clock stands on Monday 23 November 2026.
fn request(site: &Site, title: &str, unit: Option<MatterId>) -> MatterId {
    let fields = [("category", text("land")), ("received_on", text("2026-11-20"))];
    let id = site.act(
        None,
        Command::Open(Open {
            kind: "enterprise_request".into(),
            title: title.into(),
            fields: fields.map(|(name, value)| (name.to_owned(), value)).into(),
            ..Open::default()
        }),
    );
    if let Some(unit) = unit {
        site.act(Some(id), Command::Assign(Assign { unit: Change::Set(unit), ..Assign::default() }));
    }
    id
}

fn take(site: &Site, id: MatterId, name: &str, fields: &[(&str, FieldValue)]) {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    let reason = "已办".to_owned();
    site.act(Some(id), Command::Move(TakeMove { fields, reason, ..TakeMove::named(name) }));
}

#[test]
fn ledgers_stand_on_their_shelves_and_against_units() {
    let site = Site::signed_in();
    let unit = site.open("unit", "经济发展局", None);
    request(&site, "厂区临时增容", Some(unit));
    let page = site.get("/ledgers").body;
    assert!(
        page.contains("为企为民") && page.contains("企业诉求") && page.contains("三重一大事项"),
        "{page}"
    );
    let cell = format!("href=\"/ledgers/enterprise_request?unit={unit}&#38;sort=due\">1</a>");
    assert!(page.contains(&cell), "{page}");
    assert!(site.get("/ledgers?lang=en").body.contains("Firms and residents"));
    // A shelf heads its ledgers in the heat table; what holds nothing yet is named and takes no row.
    let heat = page.split("id=\"heat\"").nth(1).unwrap();
    assert_eq!(heat.matches("class=\"shelf-row\"").count(), 1, "{heat}");
    assert!(!heat.contains("三重一大事项") && page.contains("暂无记录"));
    let told = site.get("/api/v1/ledgers").json();
    assert_eq!(told["units"][0]["ledgers"][0]["running"], 1, "{told}");
    // A week later nobody has dispatched it.
    site.on("2026-11-30T01:00:00Z");
    let told = site.get("/api/v1/ledgers").json();
    assert_eq!(
        told["units"][0]["ledgers"][0]["red"].as_u64().unwrap()
            + told["units"][0]["ledgers"][0]["yellow"].as_u64().unwrap(),
        1
    );
}

#[test]
fn a_row_opens_with_its_fields_and_its_limit_and_moves_with_its_papers() {
    let site = Site::signed_in();
    let unit = site.open("unit", "投资促进局", None);
    let form = site.get("/ledgers/investment_project");
    assert!(form.body.contains("name=\"f.sector\"") && !form.body.contains("name=\"f.contract_no\""));
    let seed = form.hidden("seed");
    let unit = unit.to_string();
    let sent = [("seed", seed.as_str()), ("title", "澄芯封装项目"), ("unit", &unit), ("f.sector", "rockets")];
    let refused = site.post("/ledgers/investment_project", &sent);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("value=\"澄芯封装项目\""), "what was typed stays");
    let rows = || site.get("/api/v1/ledgers/investment_project").json()["rows"].as_array().unwrap().len();
    let sent = [("seed", seed.as_str()), ("title", "澄芯封装项目"), ("unit", "999999"), ("f.sector", "lead")];
    assert!(site.post("/ledgers/investment_project", &sent).status.is_client_error());
    assert_eq!(rows(), 0, "a row stands with who is responsible, or not at all");
    let sent = [("seed", seed.as_str()), ("title", "澄芯封装项目"), ("unit", &unit), ("f.sector", "lead")];
    let opened = site.post("/ledgers/investment_project", &sent);
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let again = site.post("/ledgers/investment_project", &sent);
    assert_eq!(opened.header("location"), again.header("location"), "a second press opens nothing");
    let id: MatterId =
        opened.header("location").trim_start_matches("/matters/").split('?').next().unwrap().parse().unwrap();
    let matter = site.app.matter(None, id, None).unwrap().matter;
    assert_eq!(matter.due.unwrap().to_string(), "2026-11-30");
    let list = site.get("/ledgers/investment_project").body;
    assert!(list.contains("澄芯封装项目") && list.contains("首位产业"), "{list}");

    let person = site.open("person", "温以宁", None);
    site.act(Some(id), Command::Assign(Assign { person: Change::Set(person), ..Assign::default() }));
    take(&site, id, "step_talk", &[]);
    take(&site, id, "step_diligence", &[("amount", text("12000"))]);
    // The gate's form asks for its paper; the one who is signed in is no acceptor and is told so.
    let acceptor = site.as_other("yan", "acceptor");
    let page = acceptor.get(&format!("/matters/{id}"));
    assert!(page.body.contains("name=\"f.diligence_report\""), "{}", page.body);
    let (seed, seen) = (page.hidden("seed"), page.hidden("seen"));
    let path = format!("/matters/{id}/moves/gate_diligence");
    let without = acceptor.post(&path, &[("seed", &seed), ("seen", &seen), ("f.diligence_report", "")]);
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let with =
        acceptor.post(&path, &[("seed", &seed), ("seen", &seen), ("f.diligence_report", "四项核查无风险")]);
    assert_eq!(with.status, StatusCode::SEE_OTHER, "{}", with.body);
    let matter = site.app.matter(None, id, None).unwrap().matter;
    assert_eq!((matter.state.as_str(), matter.course.steps.len()), ("joint_review", 3));
    assert_eq!(site.get("/ledgers/measure").status, StatusCode::NOT_FOUND);
}

#[test]
fn rates_show_what_they_divide_and_the_rows_behind() {
    let site = Site::signed_in();
    let unit = site.open("unit", "经济发展局", None);
    let empty = site.get("/rates").body;
    assert!(empty.contains("按期办结率") && empty.contains("0/0") && empty.contains("—"), "{empty}");
    let [in_time, late, open] =
        ["临时增容", "公寓申请", "消防咨询"].map(|title| request(&site, title, Some(unit)));
    let today = [("responded_on", text("2026-11-23"))];
    for id in [in_time, late, open] {
        take(&site, id, "office_dispatch", &[]);
        take(&site, id, "step_respond", &today);
    }
    take(&site, in_time, "step_answer", &[]);
    // Ten working days from the dispatch are over on 7 December.
    site.on("2026-12-08T01:00:00Z");
    take(&site, late, "step_answer", &[]);
    // The session of two weeks ago has ended.
    let site = site.as_other("bai", "coordinator");
    let told = site.get("/api/v1/rates/on_time_closure?year=2026").json();
    let share = &told["line"]["share"];
    assert_eq!(
        (share["n"].as_str(), share["d"].as_str()),
        (Some("1"), Some("3")),
        "late without an answer counts: {share}"
    );
    assert_eq!(share["hundredths"], 3333);
    assert_eq!(told["line"]["months"][10]["d"], "1");
    assert_eq!(told["units"][0]["share"]["d"], "3");
    let missed = site.get("/api/v1/rates/on_time_closure?year=2026&met=no&month=12").json();
    assert_eq!(missed["total"], 2, "{missed}");
    let narrowed = site.get("/rates/on_time_closure?year=2026&month=12&unit=1&met=no").body;
    assert!(
        narrowed.contains("year=2026&#38;version=1&#38;month=12&#38;unit=1&#38;met=yes#rows"),
        "{narrowed}"
    );
    let page = site.get("/rates/on_time_closure?year=2026&met=no").body;
    assert!(page.contains("33.33%") && page.contains("1/3") && page.contains("公寓申请"), "{page}");
    assert!(!page.contains("临时增容</a>"));
    assert_eq!(
        site.get("/api/v1/rates/on_time_closure?year=2025").json()["line"]["share"]["hundredths"],
        serde_json::Value::Null
    );
    assert_eq!(site.get("/rates/no_such_rate").status, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/rates?year=99999").status, StatusCode::BAD_REQUEST);
}
