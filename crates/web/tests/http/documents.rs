//! Documents: shown, saved in every format, figures that open to their rows; for people and for programs.

use crate::site::Site;
use axum::http::StatusCode;

#[test]
fn a_document_is_shown_saved_and_its_figures_open() {
    let site = Site::signed_in();
    let measure = site.measure();
    let campaign = site.app.matter(None, measure, None).unwrap().matter.above[0];
    let list = site.get(&format!("/matters?under={campaign}"));
    assert!(list.body.contains(&format!("/documents/ledger?of={campaign}")), "the list offers its documents");
    let page = site.get(&format!("/matters/{measure}"));
    assert!(page.body.contains(&format!("/documents/check_record?of={measure}")));

    let shown = site.get(&format!("/documents/ledger?of={campaign}&lang=zh"));
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    assert!(!shown.body.contains('⟨') && shown.body.contains("class=\"official\""));
    // What people write is text in a document too.
    assert!(!shown.body.contains("<未开工>") && shown.body.contains("&lt;未开工&gt;"));
    let english = site.get(&format!("/documents/ledger?of={campaign}&lang=en"));
    assert!(english.body.contains("Made from the ledger"));

    for format in ["docx", "html", "md", "txt", "xlsx"] {
        let file = site.get(&format!("/documents/ledger/files/{format}?of={campaign}"));
        assert_eq!(file.status, StatusCode::OK, "{format}");
        assert!(file.header("content-disposition").starts_with("attachment; filename*=UTF-8''"));
        assert!(file.header("content-security-policy").contains("sandbox"));
        let api = site.get(&format!("/api/v1/documents/ledger/files/{format}?of={campaign}"));
        assert_eq!((api.status, &api.body), (StatusCode::OK, &file.body));
    }
    let behind = site.get(&format!("/documents/ledger/figures/measures?of={campaign}"));
    assert!(behind.body.contains(&format!("/matters/{measure}")), "{}", behind.body);
}

#[test]
fn programs_get_text_figures_and_rows_and_mistakes_are_told() {
    let site = Site::signed_in();
    let measure = site.measure();
    let campaign = site.app.matter(None, measure, None).unwrap().matter.above[0];
    let all = site.get("/api/v1/documents").json();
    assert!(all.as_array().unwrap().iter().any(|one| one["name"] == "bulletin"));
    let one = site.get(&format!("/api/v1/documents/ledger?of={campaign}")).json();
    assert_eq!(one["figures"]["measures"], "1");
    assert!(one["text"].as_str().unwrap().contains("整改台账"));
    let rows = site.get(&format!("/api/v1/documents/ledger/figures/measures?of={campaign}")).json();
    assert_eq!(rows[0]["id"], serde_json::json!(measure));
    for (path, status) in [
        ("/api/v1/documents/ledger".to_owned(), StatusCode::BAD_REQUEST),
        (format!("/api/v1/documents/nothing?of={campaign}"), StatusCode::NOT_FOUND),
        (format!("/api/v1/documents/ledger?of={measure}"), StatusCode::NOT_FOUND),
        (format!("/api/v1/documents/ledger/files/doc?of={campaign}"), StatusCode::BAD_REQUEST),
        (format!("/api/v1/documents/ledger?of={campaign}&as_of=2999-01-01"), StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(site.get(&path).status, status, "{path}");
    }
}
