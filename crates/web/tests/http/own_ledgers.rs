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

#[test]
fn a_ledger_is_defined_in_a_form() {
    let site = Site::signed_in();
    let begun = site.post("/own-ledgers", &[]);
    let path = begun.header("location").to_owned();
    let page = site.get(&path).body;
    for name in ["ledger.zh", "field.0.choices", "state.1.class", "move.0.from", "limit.0.after_unit"] {
        assert!(page.contains(&format!("name=\"{name}\"")), "{name}");
    }
    let seen = |site: &Site| site.get(&format!("/api/v1{path}")).json()["seen"].as_str().unwrap().to_owned();
    let rows = [
        ("ledger.name", "site_check"),
        ("ledger.zh", "工地检查"),
        ("ledger.shelf", "oversight"),
        ("ledger.opens_as", "s1"),
        ("ledger.longest", ""),
        ("field.0.row", "1"),
        ("field.0.zh", "检查日期"),
        ("field.0.en", "Checked on"),
        ("field.0.type", "date"),
        ("field.0.privacy", "open"),
        ("field.0.shown", "1"),
        ("state.0.row", "1"),
        ("state.0.name", "s1"),
        ("state.0.zh", "待查"),
        ("state.0.class", "open"),
        ("state.1.row", "1"),
        ("state.1.name", "s2"),
        ("state.1.zh", "已查"),
        ("state.1.class", "closed"),
        ("move.0.row", "1"),
        ("move.0.name", "gate_1"),
        ("move.0.zh", "查毕"),
        ("move.0.taker", "gate"),
        ("move.0.from", "s1"),
        ("move.0.to", "s2"),
        ("move.0.reason", "optional"),
        ("move.0.guards", "actor_is_not_owner"),
        ("limit.0.row", "1"),
        ("limit.0.on", "open"),
        ("limit.0.after", "5"),
        ("limit.0.after_unit", "wd"),
    ];
    let send = |changed: &[(&'static str, &'static str)]| {
        let now = seen(&site);
        let mut sent = vec![("seen", now.as_str())];
        sent.extend(rows.iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name)));
        sent.extend(changed);
        site.post(&format!("{path}/form"), &sent)
    };
    assert_eq!(send(&[("state.1.class", "open")]).status, StatusCode::SEE_OTHER);
    let stuck = site.get(&path).body;
    assert!(stuck.contains("从状态“待查”走不到结束状态"), "{stuck}");
    assert!(site.get(&format!("{path}?lang=en")).body.contains("no end can be reached"));
    assert_eq!(send(&[("field.0.type", "cabbage")]).status, StatusCode::BAD_REQUEST);
    // The button moves its row up.
    assert_eq!(send(&[("up", "state.1")]).status, StatusCode::SEE_OTHER);
    let told = site.get(&format!("/api/v1{path}")).json();
    assert_eq!(told["kind"]["states"][0]["name"], "s2", "{told}");
    assert_eq!(send(&[]).status, StatusCode::SEE_OTHER);
    let told = site.get(&format!("/api/v1{path}")).json();
    assert_eq!(told["mistake"], serde_json::Value::Null, "{told}");
    assert_eq!(told["kind"]["limits"][0]["after"], "5wd");
    assert_eq!(site.post(&format!("{path}/definition"), &[]).status, StatusCode::SEE_OTHER);
    assert!(site.get("/ledgers/site_check").body.contains("检查日期"));
}
