//! Sheets that come back, for people and for programs.

use crate::site::Site;
use axum::http::StatusCode;

fn saved(site: &Site) -> Vec<u8> {
    let query = app::query::list::ListQuery::default();
    site.app.list_workbook(&query, app::language::Language::Zh).unwrap().bytes
}

#[test]
fn a_sheet_is_uploaded_looked_at_and_read_otherwise() {
    let site = Site::signed_in();
    site.measure();
    assert!(site.get("/matters").body.contains("href=\"/sheets\""));
    assert!(site.get("/sheets?lang=en").body.contains("Import Excel"));
    let up = site.post_file("/sheets", &[], "事项.xlsx", &saved(&site));
    assert_eq!(up.status, StatusCode::SEE_OTHER, "{}", up.body);
    let path = up.header("location").to_owned();
    for lang in ["zh", "en"] {
        let page = site.get(&format!("{path}?lang={lang}"));
        assert!(page.status == StatusCode::OK && !page.body.contains('⟨'), "{}", page.body);
    }
    let nothing = site.post(&format!("{path}/acceptance"), &[("seed", "x")]);
    assert!(nothing.status.is_client_error(), "{}", nothing.status);
    let bad = site.post_file("/sheets", &[], "a.xlsx", b"no sheet");
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    let api = format!("/api/v1{path}");
    let preview = site.get(&api).json();
    assert_eq!(preview["differences"], serde_json::json!([]));
    assert!(preview["matched"].as_u64().unwrap() > 1);
    let parts: Vec<serde_json::Value> = preview["upload"]["parts"].as_array().unwrap().clone();
    let read =
        site.post_json(&format!("{api}/columns"), serde_json::json!({ "parts": parts, "under": null }));
    assert_eq!(read.status, StatusCode::OK, "{}", read.body);
}
