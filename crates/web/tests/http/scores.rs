//! Score sheets in the browser: computed, announced, objected to, frozen; the same as JSON.

use crate::site::Site;
use axum::http::StatusCode;
use ledger::{
    Command,
    command::{Assign, Change},
};

#[test]
fn a_sheet_is_announced_objected_to_and_frozen() {
    let site = Site::signed_in();
    let measure = site.measure();
    let unit = site.open("unit", "园林局", None);
    site.act(Some(measure), Command::Assign(Assign { unit: Change::Set(unit), ..Assign::default() }));
    let due = Some("2026-11-25".parse().unwrap());
    site.act(Some(measure), Command::SetDueDate { due, reason: String::new() });
    let wrong = site.post("/scores", &[("rules", "rectification"), ("period", "11/2026")]);
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let opened = site.post("/scores", &[("rules", "rectification"), ("period", "2026-11")]);
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let path = opened.header("location").to_owned();
    site.on("2026-12-02T01:00:00Z");
    let site = site.as_other("lu", "coordinator");
    let page = site.get(&format!("{path}?unit={unit}")).body;
    assert!(
        page.contains("逐个现场核对") && page.contains("href=\"/log/"),
        "each point leads to the log: {page}"
    );
    assert!(page.contains("<b>98</b>"), "{page}");
    let told = site.get(&format!("/api/v1{path}?unit={unit}")).json();
    assert_eq!(
        (told["units"][0]["total"].as_str(), told["points"].as_array().unwrap().len()),
        (Some("98"), 1)
    );
    assert_eq!(site.post(&format!("{path}/announcement"), &[]).status, StatusCode::SEE_OTHER);
    let objection = [("unit", unit.to_string()), ("text", "汛情顺延".to_owned())];
    let objection = objection.each_ref().map(|(name, value)| (*name, value.as_str()));
    assert_eq!(site.post(&format!("{path}/objections"), &objection).status, StatusCode::SEE_OTHER);
    let head = site.as_other("gao", "head");
    let page = head.get(&path).body;
    assert!(page.contains("汛情顺延") && page.contains("name=\"correction\""), "{page}");
    assert_eq!(head.post(&format!("{path}/freezing"), &[]).status, StatusCode::UNPROCESSABLE_ENTITY);
    let id = head.get(&format!("/api/v1{path}")).json()["objections"][0]["matter"].to_string();
    let decide = format!("{path}/objections/{id}");
    let without = head.post(&decide, &[("decision", "uphold"), ("reason", "属实")]);
    assert!(without.status.is_client_error());
    let upheld = head.post(&decide, &[("decision", "uphold"), ("reason", "属实"), ("correction", "2")]);
    assert_eq!(upheld.status, StatusCode::SEE_OTHER, "{}", upheld.body);
    assert_eq!(head.post(&format!("{path}/freezing"), &[]).status, StatusCode::SEE_OTHER);
    let frozen = site.get(&format!("/api/v1{path}")).json();
    assert_eq!(
        (frozen["state"].as_str(), frozen["units"][0]["total"].as_str()),
        (Some("frozen"), Some("100"))
    );
    assert!(site.get(&format!("{path}?lang=en")).body.contains("Hash of the frozen ranking"));
}
