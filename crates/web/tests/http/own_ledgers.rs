//! A ledger of one's own in the browser: written, told what is wrong, tried, live at once on every page.

use crate::site::Site;
use axum::http::StatusCode;
use serde_json::json;

#[test]
fn a_ledger_is_written_tried_and_live() {
    let site = Site::signed_in();
    assert!(site.get("/ledgers").body.contains("href=\"/own-ledgers\""));
    let begun = site.post("/own-ledgers", &[]);
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    let path = begun.header("location").to_owned();
    let api = format!("/api/v1{path}");
    let told = site.get(&api).json();
    let (source, seen) = (told["source"].as_str().unwrap(), told["seen"].as_str().unwrap());
    let wrong = source.replace("\"own_ledger\"", "\"petition\"");
    assert_eq!(site.post(&path, &[("seen", seen), ("source", &wrong)]).status, StatusCode::SEE_OTHER);
    let page = site.get(&path).body;
    assert!(page.contains("第 1 行") && !page.contains("/definition\""), "{page}");
    assert_eq!(site.post(&format!("{path}/definition"), &[]).status, StatusCode::UNPROCESSABLE_ENTITY);
    let seen = site.get(&api).json()["seen"].as_str().unwrap().to_owned();
    let right = source.replace("\"own_ledger\"", "\"safety_check\"").replace("自建台账", "安全检查");
    let kept = site.post_json(&api, json!({ "source": right, "seen": seen }));
    assert_eq!(kept.json()["mistake"], serde_json::Value::Null, "{}", kept.body);
    let tried = site.post(&format!("{path}/trial"), &[("rows", "标题,类别\n东门,甲类\n西门,丁类")]).body;
    assert!(tried.contains("办理中") && tried.contains("class=\"missing\""), "{tried}");
    assert_eq!(site.post(&format!("{path}/definition"), &[]).status, StatusCode::SEE_OTHER);
    assert!(site.get("/ledgers").body.contains("安全检查"), "at once, without a restart");
    assert!(site.get("/ledgers/safety_check?lang=en").status == StatusCode::OK);
    let form = site.get("/ledgers/safety_check");
    let seed = form.hidden("seed");
    let sent = [("seed", seed.as_str()), ("title", "东门配电房"), ("f.category", "a")];
    assert_eq!(site.post("/ledgers/safety_check", &sent).status, StatusCode::SEE_OTHER);
    assert_eq!(site.get("/api/v1/own-ledgers").json()[0]["live"], 1);
    let reader = site.as_other("bai", "head");
    assert_eq!(reader.get("/own-ledgers").status, StatusCode::FORBIDDEN);
}
