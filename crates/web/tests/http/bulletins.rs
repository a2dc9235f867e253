//! Bulletins: compiled, edited, withheld, published; for people and for programs.

use crate::site::Site;
use axum::http::StatusCode;
use serde_json::json;

#[test]
fn a_bulletin_is_compiled_edited_and_published_by_another() {
    let site = Site::signed_in();
    let measure = site.measure();
    let campaign = site.app.matter(None, measure, None).unwrap().matter.above[0];
    assert!(site.get("/bulletins").body.contains("还没有通报"));
    let made = site.post("/bulletins", &[("campaign", &campaign.to_string())]);
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let path = made.header("location").split('?').next().unwrap().to_owned();
    for lang in ["zh", "en"] {
        let page = site.get(&format!("{path}?lang={lang}"));
        assert!(page.status == StatusCode::OK && !page.body.contains('⟨'), "{}", page.body);
        assert!(page.body.contains("{measures}") && page.body.contains("name=\"text\""));
    }
    let wrong = site.post(&path, &[("seen", "1"), ("title", "通报"), ("text", "好\n{nothing}")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("{nothing}") && wrong.body.contains("第2行"), "what was typed is not lost");
    let kept = site.post(&path, &[("seen", "1"), ("title", "通报"), ("text", "措施{measures}项，<b>。")]);
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let page = site.get(&path);
    assert!(page.body.contains("&lt;b&gt;") && !page.body.contains("，<b>。"));
    assert!(site.get(&format!("{path}/comparison?from=1")).body.contains("<ins>"));
    assert_eq!(site.get(&format!("{path}/files/docx")).status, StatusCode::OK);

    let key = path.rsplit('/').next().unwrap();
    let head = site.as_other("gu", "head");
    let api = format!("/api/v1/bulletins/{key}");
    assert_eq!(head.get(&api).json()["text"], json!("措施{measures}项，<b>。"));
    let stale = head.post_json(&format!("{api}/publication"), json!({ "seen": 1 }));
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let out = head.post_json(&format!("{api}/publication"), json!({ "seen": 2 }));
    assert_eq!(out.status, StatusCode::OK, "{}", out.body);
    assert_eq!(out.json()["published"]["hash"].as_str().unwrap().len(), 64);
    assert!(site.get(&path).body.contains("批准发布"));
    assert_eq!(site.get("/api/v1/bulletins").json()[0]["key"], json!(key));
}

#[test]
fn a_list_is_saved_as_a_sheet() {
    let site = Site::signed_in();
    site.measure();
    assert!(site.get("/matters").body.contains("/matters/sheet"));
    let file = site.get("/matters/sheet?kind=measure");
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.header("content-type").contains("spreadsheetml"));
}

#[test]
fn somebody_else_consents_on_the_page_to_what_is_withheld() {
    let site = Site::signed_in();
    let item = site.app.row(site.measure()).unwrap().parent.unwrap().to_string();
    let campaign = site.app.places().unwrap()[0].id.to_string();
    let made = site.post("/bulletins", &[("campaign", &campaign)]);
    let path = made.header("location").split('?').next().unwrap().to_owned();
    let asked = [("seen", "1"), ("item", item.as_str()), ("ground", "personal")];
    let done = site.post(&format!("{path}/withholdings"), &asked);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(!site.get(&path).body.contains("/consents"), "not who asked");
    let head = site.as_other("gu", "head");
    assert!(head.get(&format!("{path}?lang=en")).body.contains("Waits for consent"));
    let early = head.post_json(&format!("/api/v1{path}/publication"), json!({ "seen": 2 }));
    assert_eq!(early.json()["error"]["code"].as_str().or(early.json()["code"].as_str()), Some("no-consent"));
    let yes = [("seen", "2"), ("item", item.as_str()), ("answer", "yes")];
    let yes = head.post(&format!("{path}/consents"), &yes);
    assert_eq!(yes.status, StatusCode::SEE_OTHER, "{}", yes.body);
    let out = head.post_json(&format!("/api/v1{path}/publication"), json!({ "seen": 3 }));
    assert_eq!(out.status, StatusCode::OK, "{}", out.body);
}
