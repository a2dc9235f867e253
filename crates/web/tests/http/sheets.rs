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
    let up = site.post_file("/sheets", &[("kind", "")], "事项.xlsx", &saved(&site));
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

#[test]
fn every_list_leads_to_its_sheet_and_back() {
    let site = Site::signed_in();
    site.measure();
    let campaign = site.app.places().unwrap()[0].id;
    for (page, sheet, kind) in [
        ("/ledgers/petition".to_owned(), "/matters/sheet?kind=petition".to_owned(), "petition"),
        ("/slips".to_owned(), "/matters/sheet?kind=slip".to_owned(), "slip"),
        (format!("/plans/{campaign}"), format!("/matters/sheet?kind=measure&#38;under={campaign}"), ""),
    ] {
        let shown = site.get(&page).body;
        assert!(shown.contains(&format!("href=\"{sheet}\"")), "{page} {shown}");
        let form = if kind.is_empty() { "/sheets".to_owned() } else { format!("/sheets?kind={kind}") };
        assert!(shown.contains(&format!("href=\"{form}\"")), "{page}");
        let file = site.get(&sheet.replace("&#38;", "&"));
        assert_eq!(file.status, StatusCode::OK);
        assert!(file.header("content-type").contains("spreadsheetml"), "{}", file.header("content-type"));
    }
    assert!(site.get("/sheets?kind=petition").body.contains("name=\"kind\" value=\"petition\""));
}
