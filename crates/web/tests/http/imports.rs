//! An import from upload to ledger.

use crate::site::Site;
use axum::http::StatusCode;

const BULLETIN: &str = "云川高新区关于巡察整改进展情况的通报\n\n一、项目建设方面\n(一)开工率不高问题\n1.关于签约项目开工慢的问题。\
一是逐个核对32个签约项目,形成清单。二是建立周调度制度,已协调开工11个。\n2.关于土地闲置的问题。一是清查闲置土地5宗。\
二是收回2宗,计86亩。\n二、作风建设方面\n(一)服务企业不主动问题\n3.关于走访企业少的问题。一是走访企业120家。\n";

#[test]
fn a_file_is_read_corrected_and_accepted() {
    let site = Site::signed_in();
    let read = site.post_file("/imports", &[], "通报.txt", BULLETIN.as_bytes());
    assert_eq!(read.status, StatusCode::SEE_OTHER, "{}", read.body);
    let draft = read.header("location").to_owned();
    assert!(draft.starts_with("/imports/"));
    let page = site.get(&draft);
    assert!(page.body.contains("项目建设方面") && page.body.contains("data-passage"), "{}", page.body);
    // The source is shown whole: its passages joined are its text.
    assert!(page.body.contains("逐个核对32个签约项目"));
    let node = page.body.split("data-node=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let chosen = site.get(&format!("{draft}?node={node}"));
    assert!(chosen.body.contains("value=\"rename\"") && chosen.body.contains("value=\"merge\""));
    let seen = chosen.hidden("seen");
    let corrections = format!("{draft}/corrections");
    let rename = [
        ("do", "rename"),
        ("node", node.as_str()),
        ("seen", seen.as_str()),
        ("number", "一、"),
        ("title", "项目方面"),
    ];
    assert_eq!(site.post(&corrections, &rename).status, StatusCode::SEE_OTHER);
    let stale = site.post(&corrections, &rename);
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.body.contains("role=\"alert\""));
    let page = site.get(&draft);
    assert!(page.body.contains("项目方面"));
    let accept = [("seen", page.hidden("seen")), ("seed", page.hidden("seed"))];
    let accept: Vec<(&str, &str)> = accept.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let done = site.post(&format!("{draft}/acceptance"), &accept);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let matter = done.header("location").to_owned();
    assert!(matter.ends_with("?done=import"));
    assert!(site.get(&matter).body.contains("项目方面"));
    let overview = site.get("/");
    assert!(overview.body.contains("class=\"bar\"") && overview.body.contains("<svg"), "{}", overview.body);
    // The same file again leads to what it became.
    let again = site.post_file("/imports", &[], "通报.txt", BULLETIN.as_bytes());
    assert!(again.header("location").starts_with("/matters/"), "{}", again.body);
}

#[test]
fn a_text_can_be_pasted_instead() {
    let site = Site::signed_in();
    let read = site.post("/imports", &[("text", BULLETIN)]);
    assert_eq!(read.status, StatusCode::SEE_OTHER, "{}", read.body);
    assert!(site.get(read.header("location")).body.contains("项目建设方面"));
    assert_eq!(site.post("/imports", &[("text", "  \n ")]).status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn a_file_that_is_no_text_is_told_and_others_may_not_import() {
    let site = Site::signed_in();
    let refused = site.post_file("/imports", &[], "picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("role=\"alert\""), "{}", refused.body);
    let empty = site.post("/imports", &[]);
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let reader = site.as_other("auditor", "auditor");
    let denied = reader.post_file("/imports", &[], "通报.txt", BULLETIN.as_bytes());
    assert_eq!(denied.status, StatusCode::FORBIDDEN);
    assert!(!reader.get("/").body.contains("href=\"/imports\""));
}
