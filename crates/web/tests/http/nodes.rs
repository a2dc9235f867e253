//! Pages of node plans, the notice from its draft to its freezing, the next year, and the same for programs.

use crate::site::Site;
use axum::http::StatusCode;
use ledger::{
    Command, FieldValue, MatterId,
    command::{Assign, Change, Open},
};
use serde_json::json;

/// A plan of two nodes, one late; the other waits for it.
fn plan(site: &Site) -> (MatterId, MatterId, MatterId) {
    let fields = [("year".to_owned(), FieldValue::Text("2026".into()))].into();
    let open =
        Open { kind: "node_plan".into(), title: "2026年节点计划".into(), fields, ..Open::default() };
    let plan = site.act(None, Command::Open(open));
    let unit = site.open("unit", "建管局", None);
    let node = |title: &str, due: &str| {
        let id = site.open("node", title, Some(plan));
        site.act(Some(id), Command::Assign(Assign { unit: Change::Set(unit), ..Assign::default() }));
        let due = Some(due.parse().unwrap());
        site.act(Some(id), Command::SetDueDate { due, reason: String::new() });
        id
    };
    let late = node("管网<贯通>", "2026-10-15");
    let held = node("道路通车", "2026-11-30");
    let link = Command::Link { to: late, relation: "depends_on".into(), note: String::new() };
    site.act(Some(held), link);
    (plan, late, held)
}

#[test]
fn plans_stand_side_by_side_and_each_shows_its_parts() {
    let site = Site::signed_in();
    assert!(site.get("/nodes").body.contains("还没有节点计划"));
    let (plan, late, held) = plan(&site);
    let all = site.get("/nodes").body;
    assert!(all.contains("0/2") && all.contains("从不相加"), "{all}");
    let here = format!("/nodes/{plan}");
    let months = site.get(&here).body;
    assert!(
        months.contains("2026年11月到期的节点") && months.contains(&format!("/matters/{held}\"")),
        "{months}"
    );
    assert!(site.get(&format!("{here}?month=10")).body.contains("超期1"));
    let gantt = site.get(&format!("{here}?view=gantt")).body;
    assert!(gantt.contains("<svg class=\"gantt-chart\"") && gantt.contains("管网&lt;贯通&gt;"), "{gantt}");
    assert!(gantt.contains("class=\"lead holds\"") && gantt.contains("class=\"today\""));
    assert!(
        gantt.find("gantt-table") < gantt.find("<svg class=\"gantt-chart\""),
        "a phone shows the table first"
    );
    let scores = site.get(&format!("{here}?view=scores")).body;
    assert!(scores.contains("<b>0/2</b>") && scores.contains("其中2个节点没有写权重"), "{scores}");
    let told = site.get(&format!("/api/v1/nodes/{plan}/scores")).json();
    assert_eq!(told["score"], json!({ "n": "0", "d": "2" }));
    let list = site.get(&format!("{here}?view=late")).body;
    assert!(list.contains(&format!("/matters/{late}\"")) && list.contains("未说明"), "{list}");
    assert_eq!(site.get(&format!("{here}?view=pie")).status, StatusCode::BAD_REQUEST);
    assert_eq!(site.get("/nodes/1").status, StatusCode::NOT_FOUND);
    let english = site.get(&format!("{here}?view=gantt&lang=en")).body;
    assert!(english.contains("Oct") && english.contains("Waits for one not done"));
}

#[test]
fn a_plan_its_key_works_and_nodes_are_opened_on_its_pages() {
    let site = Site::signed_in();
    let seed = site.get("/nodes").hidden("seed");
    let wrong = site.post("/nodes", &[("seed", &seed), ("title", " "), ("year", "2026")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let opened = site.post("/nodes", &[("seed", &seed), ("title", "重点项目"), ("year", "2026")]);
    let here = opened.header("location").split('?').next().unwrap().to_owned();
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let seed = site.get(&format!("{here}?view=gantt")).hidden("seed");
    let work =
        site.post(&format!("{here}/key-works"), &[("seed", &seed), ("title", "二期厂房"), ("weight", "40")]);
    assert_eq!(work.status, StatusCode::SEE_OTHER, "{}", work.body);
    let works = site.get("/api/v1/matters?kind=key_work").json();
    let work = works["rows"][0]["id"].to_string();
    assert_eq!(site.get(&format!("/api/v1/matters/{work}")).json()["matter"]["fields"]["weight"], "40");
    let unit = site.open("unit", "建管局", None).to_string();
    let node = |due| {
        let form = [
            ("seed", seed.as_str()),
            ("title", "封顶"),
            ("key_work", &work),
            ("unit", &unit),
            ("weight", "3"),
            ("starts", "2026-09-01"),
            ("due", due),
            ("standard", "验收合格"),
        ];
        site.post(&format!("{here}/nodes"), &form)
    };
    let refused = node("never");
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.body.contains("value=\"封顶\""), "nothing typed is lost");
    let taken = node("2026-12-20");
    assert_eq!(taken.header("location"), format!("{here}?view=gantt&done=open"), "{}", taken.body);
    node("2026-12-20");
    let bars = site.get(&format!("/api/v1{here}/bars")).json();
    assert_eq!(bars["bars"].as_array().unwrap().len(), 1, "sent twice, it stands once");
    let bar = &bars["bars"][0];
    assert_eq!(
        (&bar["key_work"]["title"], &bar["weight"], &bar["starts"]),
        (&json!("二期厂房"), &json!("3"), &json!("2026-09-01"))
    );
    assert_eq!((&bar["row"]["due"], &bar["row"]["unit"]["title"]), (&json!("2026-12-20"), &json!("建管局")));
    // All of it or nothing: what it would wait for is not there.
    let body = json!({ "node": { "title": "装修", "after": 999_999 } });
    assert!(site.post_json(&format!("/api/v1{here}"), body).status.is_client_error());
    assert_eq!(site.get(&format!("/api/v1{here}/bars")).json()["bars"].as_array().unwrap().len(), 1);
    let body = json!({ "node": { "title": "装修", "key_work": 1 } });
    assert!(
        site.post_json(&format!("/api/v1{here}"), body).status.is_client_error(),
        "not below another matter"
    );
}

#[test]
fn a_notice_is_drafted_edited_and_frozen() {
    let site = Site::signed_in();
    let (plan, ..) = plan(&site);
    let here = format!("/nodes/{plan}");
    let seed = site.get(&format!("{here}?view=notices")).hidden("seed");
    let drafted = site.post(&format!("{here}/notices"), &[("seed", &seed), ("month", "2026-11")]);
    let place = drafted.header("location").split('?').next().unwrap().to_owned();
    assert_eq!(drafted.status, StatusCode::SEE_OTHER, "{}", drafted.body);
    let page = site.get(&place);
    assert!(page.body.contains("<td>管网&#60;贯通&#62;</td>"), "rows stand as a table: {}", page.body);
    let early = site.post(&format!("{here}/notices"), &[("seed", "x"), ("month", "2026-10")]);
    assert_eq!(early.status, StatusCode::NOT_FOUND);
    assert!(early.body.contains("截至2026-10-31"), "the plan was not there: {}", early.body);
    let twice = site.post(&format!("{here}/notices"), &[("seed", "x"), ("month", "2026-11")]);
    assert_eq!(twice.status, StatusCode::CONFLICT);
    let (seed, seen) = (page.hidden("seed"), page.hidden("seen"));
    let form = [
        ("seed", seed.as_str()),
        ("seen", &seen),
        ("body", "改过的正文\n| 单位 | 节点 |\n| 建管局 | 管网 |"),
        ("do", "freeze"),
    ];
    assert_eq!(site.post(&place, &form).status, StatusCode::SEE_OTHER);
    let frozen = site.get(&place).body;
    assert!(
        frozen.contains("改过的正文") && frozen.contains("已定稿") && !frozen.contains("<textarea"),
        "{frozen}"
    );
    let again = site.post(&place, &[("seed", "y"), ("body", "再改"), ("do", "save")]);
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(site.get(&place).body.contains("改过的正文"));
    assert_eq!(site.post(&place, &[("do", "burn")]).status, StatusCode::BAD_REQUEST);
    let reader = site.as_other("ye", "supervisor");
    assert!(!reader.get(&format!("{here}?view=notices")).body.contains("name=\"month\""));
}

#[test]
fn the_next_year_is_proposed_edited_and_accepted() {
    let site = Site::signed_in();
    let (plan, late, held) = plan(&site);
    let here = format!("/nodes/{plan}");
    let page = site.get(&format!("{here}?view=next-year"));
    assert!(
        page.body.contains("2027年节点计划") && page.body.contains("value=\"2027-03-31\""),
        "{}",
        page.body
    );
    let seed = page.hidden("seed");
    let (title, due) = (format!("title.{late}"), format!("due.{late}"));
    let (one, other) = (late.to_string(), held.to_string());
    let form = |day| {
        [
            ("seed", seed.as_str()),
            ("year", "2027"),
            ("target", ""),
            ("title", "2027年节点计划"),
            ("from", &one),
            (&title, "管网收尾"),
            (&due, day),
        ]
    };
    let wrong = site.post(&format!("{here}/next-year"), &form("2026-12-31"));
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"管网收尾\""), "nothing typed is lost");
    assert!(!wrong.body.contains(&format!("value=\"{other}\" aria-label=\"滚入：道路通车\" checked")));
    let taken = site.post(&format!("{here}/next-year"), &form("2027-02-28"));
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    let target = taken.header("location").split('?').next().unwrap().to_owned();
    let bars = site.get(&format!("/api/v1{target}/bars")).json();
    assert_eq!(bars["bars"][0]["row"]["title"], json!("管网收尾"));
    let next = site.get(&format!("/api/v1{here}/next-year")).json();
    assert_eq!((&next["gone_on"], &next["carried"][0]["from"]["id"]), (&json!(1), &json!(held)));
    let body = json!({ "year": 2027, "target": null, "title": "x", "nodes": [{ "from": held, "title": "通车", "due": "2027-05-31" }] });
    assert_eq!(site.post_json(&format!("/api/v1{here}/next-year"), body).status, StatusCode::OK);
}

#[test]
fn programs_read_and_draft_the_same() {
    let site = Site::signed_in();
    let (plan, late, held) = plan(&site);
    let here = format!("/api/v1/nodes/{plan}");
    let all = site.get("/api/v1/nodes").json();
    assert_eq!((&all["plans"][0]["done"], &all["plans"][0]["late"]), (&json!({ "n": 0, "d": 2 }), &json!(1)));
    assert_eq!(site.get(&format!("{here}?month=11")).json()["of_month"][0]["id"], json!(held));
    let found = site.get(&format!("{here}/late")).json();
    assert_eq!((&found["nodes"][0]["row"]["id"], &found["nodes"][0]["days"]), (&json!(late), &json!(39)));
    let drafted = site.post_json(&format!("{here}/notices"), json!({ "month": "2026-11", "language": "en" }));
    assert_eq!(drafted.status, StatusCode::OK, "{}", drafted.body);
    let id = drafted.json()["matter"].clone();
    let notice = site.get(&format!("{here}/notices/{id}")).json();
    assert!(notice["body"].as_str().unwrap().contains("| Unit | Node |"), "{notice}");
    assert_eq!(site.get(&format!("{here}/notices")).json()[0]["period"], json!("2026-11"));
    assert_eq!(site.get(&format!("{here}?month=13")).status, StatusCode::BAD_REQUEST);
}
