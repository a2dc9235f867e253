//! Lists compared in the browser: uploaded, decided, settled, done again; the same as JSON.

use crate::site::{Answer, Site};
use axum::{
    body::Body,
    http::{StatusCode, header},
};
use serde_json::json;

const PROJECTS: &str = "项目名称,总投资（万元）\n东湖路雨污分流改造工程,560\n澄芯封装测试项目,12000\n";
const FUNDS: &str = "项目名称,总投资（万元）\n东湖路雨污分流改造一期工程,560\n东湖路雨污分流改造二期工程,560\n澄芯封装测试项目,12500\n";

fn upload(site: &Site, title: &str, files: &[(&str, &str, &str)]) -> Answer {
    let mut body = format!("--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n{title}\r\n");
    for (input, name, text) in files {
        body += &format!(
            "--b\r\nContent-Disposition: form-data; name=\"{input}\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n{text}\r\n"
        );
    }
    body += "--b--\r\n";
    let request = site
        .request("POST", "/comparisons")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(Body::from(body))
        .unwrap();
    site.send(request)
}

#[test]
fn lists_are_compared_decided_about_and_settled() {
    let site = Site::signed_in();
    let unit = site.open("unit", "发展改革局", None).to_string();
    let files = [("file1", "项目清单.csv", PROJECTS), ("file2", "资金清单.csv", FUNDS)];
    let made = upload(&site, "项目与资金", &files);
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let path = made.header("location").to_owned();
    assert_eq!(upload(&site, "项目与资金", &files).header("location"), path, "a second press makes no other");
    let page = site.get(&path).body;
    assert!(page.contains("12000 ≠ 12500") && page.contains("需要人工判定"), "{page}");
    assert!(site.get(&format!("{path}?lang=en")).body.contains("To be decided"));
    let api = format!("/api/v1{path}");
    let told = site.get(&api).json();
    assert_eq!(told["waiting"], 2, "{told}");
    let early = site.post(&format!("{path}/settlement"), &[("unit", &unit)]);
    assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.body);
    let judged =
        site.post(&format!("{path}/judgements"), &[("left", "0-0"), ("right", "1-0"), ("same", "yes")]);
    assert_eq!(judged.status, StatusCode::SEE_OTHER, "{}", judged.body);
    let other = json!({ "left": { "list": 0, "row": 0 }, "right": { "list": 1, "row": 1 }, "same": true });
    assert_eq!(
        site.post_json(&format!("{api}/judgements"), other).status,
        StatusCode::CONFLICT,
        "once a row"
    );
    let settled = site.post(&format!("{path}/settlement"), &[("unit", &unit)]);
    assert_eq!(settled.status, StatusCode::SEE_OTHER, "{}", settled.body);
    let rows = site.get("/api/v1/ledgers/mismatch").json();
    assert_eq!(rows["rows"].as_array().unwrap().len(), 2, "{rows}");
    assert!(site.get("/comparisons").body.contains("已转差异事项 2 项"));
    assert!(site.post(&format!("{path}/repetition"), &[]).body.contains("逐字节一致"));
    assert_eq!(site.get(&format!("{api}/repetition")).json()["same"], true);
}

#[test]
fn what_cannot_be_compared_is_told_and_lists_are_for_those_who_act_on_them() {
    let site = Site::signed_in();
    let one = upload(&site, "一份", &[("file1", "甲.csv", PROJECTS)]);
    assert_eq!(one.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(one.body.contains("收到 1 份清单") && one.body.contains("value=\"一份\""), "{}", one.body);
    let secret = json!({ "title": "x", "lists": [{ "ledger": "accountability" }, { "name": "甲", "text": PROJECTS }] });
    assert!(site.post_json("/api/v1/comparisons", secret).status.is_client_error());
    let reader = site.as_other("bai", "member");
    assert_eq!(reader.get("/comparisons").status, StatusCode::FORBIDDEN);
    assert_eq!(reader.get("/api/v1/comparisons").status, StatusCode::FORBIDDEN);
}
