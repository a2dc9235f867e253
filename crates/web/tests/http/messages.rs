//! What people are told: on the page, in the frame, through the interface for programs.

use crate::site::Site;
use axum::http::StatusCode;
use ledger::{
    Command, MatterId,
    command::{Assign, Change},
};
use serde_json::json;

/// The site of somebody who has been told of `count` comments on a measure of theirs, and the measure.
fn told(site: &Site, count: usize) -> (Site, MatterId) {
    let measure = site.measure();
    let other = site.as_other("ye", "supervisor");
    let directory = site.app.directory().unwrap();
    let person = directory.people.iter().find(|person| person.named.title == "ye").unwrap().named.id;
    let assign = Assign { person: Change::Set(person), ..Assign::default() };
    site.act(Some(measure), Command::Assign(assign));
    for _ in 0..count {
        site.act(Some(measure), Command::Comment { text: "内部讨论".into() });
    }
    (other, measure)
}

#[test]
fn the_page_tells_what_and_why_and_counts_in_the_frame() {
    let site = Site::signed_in();
    let (reader, measure) = told(&site, 1);
    let page = reader.get("/messages");
    assert_eq!(page.status, StatusCode::OK);
    for text in ["有新留言", "交由您负责", "通知您，因为您是责任人", "逐个现场核对&lt;未开工&gt;项目"]
    {
        let written = text.replace("&lt;", "&#60;").replace("&gt;", "&#62;");
        assert!(page.body.contains(text) || page.body.contains(&written), "{text}: {}", page.body);
    }
    assert!(!page.body.contains("内部讨论"), "what was said stands on the matter alone");
    assert!(reader.get("/").body.contains("<span class=\"unread\">2"), "counted on every page");
    // Opening one leads to the event it is about, and reads it.
    let id = page.hidden("message");
    let opened = reader.get(&format!("/messages/{id}"));
    let place = opened.header("location");
    assert!(opened.status.is_redirection() && place.starts_with(&format!("/matters/{measure}#e")), "{place}");
    assert!(reader.get("/").body.contains("<span class=\"unread\">1"));
    assert_eq!(reader.get("/messages/nothing").status, StatusCode::NOT_FOUND);
    // Nobody opens what others are told.
    assert_eq!(site.get(&format!("/messages/{id}")).status, StatusCode::NOT_FOUND);
}

#[test]
fn one_or_all_are_marked_as_read_without_script() {
    let site = Site::signed_in();
    let (reader, _) = told(&site, 3);
    let page = reader.get("/messages");
    let (one, newest) = (page.hidden("message"), page.hidden("newest"));
    let marked = reader.post("/messages/read", &[("message", &one)]);
    assert_eq!(marked.header("location"), "/messages");
    assert!(reader.get("/messages").body.contains("<span class=\"unread\">3"));
    reader.post("/messages/read", &[("newest", &newest)]);
    let page = reader.get("/messages?lang=en");
    assert!(page.body.contains("Nothing unread") && page.body.contains("a new comment"), "{}", page.body);
    assert!(!reader.get("/").body.contains("class=\"unread\""));
}

#[test]
fn programs_read_and_mark_messages() {
    let site = Site::signed_in();
    let (reader, measure) = told(&site, 2);
    let inbox = reader.get("/api/v1/messages?lang=en&limit=2").json();
    let newest = &inbox["messages"][0];
    assert_eq!(
        (&newest["cause"], &newest["text"], &newest["why"], &newest["matter"]["id"], &newest["urgent"]),
        (
            &json!("commented"),
            &json!("a new comment"),
            &json!("you are the responsible person"),
            &json!(measure),
            &json!(false)
        )
    );
    let rest = reader.get(&format!("/api/v1/messages?after={}", inbox["next"].as_str().unwrap())).json();
    assert_eq!((rest["messages"].as_array().unwrap().len(), &rest["next"]), (1, &json!(null)));
    let marked = reader.post_json("/api/v1/messages/read", json!({ "messages": [newest["id"]] }));
    assert_eq!(marked.json(), json!({ "unread": 2 }));
    let all = reader.post_json("/api/v1/messages/read", json!({ "newest": newest["id"] }));
    assert_eq!(all.json(), json!({ "unread": 0 }));
    assert_eq!(reader.get("/api/v1/messages?read=true").json()["messages"].as_array().unwrap().len(), 3);
    let many: Vec<String> = (0..201).map(|n| n.to_string()).collect();
    let refused = reader.post_json("/api/v1/messages/read", json!({ "messages": many }));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.json()["code"], "too-many");
}

const SETTINGS: &str = r#"
[smtp]
host = "127.0.0.1"
port = 1
security = "none"
from = "Bihuan <bihuan@zone.example>"
domains = ["zone.example"]
[[webhook]]
name = "整改办群"
format = "wecom"
url = "http://127.0.0.1:1/hook?key=geheim"
causes = ["commented"]
"#;

#[test]
fn everybody_chooses_on_the_account_page() {
    let site = Site::signed_in();
    assert!(site.get("/account").body.contains("管理员还没有配置邮件"));
    let site = Site::signed_in_with(SETTINGS);
    let page = site.get("/account?lang=en");
    assert!(
        page.body.contains("value=\"no\" checked"),
        "mail is not sent until somebody asks for it: {}",
        page.body
    );
    let wrong = [("mail", "shen@elsewhere.example"), ("by_mail", "daily")];
    let refused = site.post("/account/messages", &wrong);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("shen@elsewhere.example") && refused.body.contains("value=\"daily\" checked")
    );
    assert!(refused.body.contains("zone.example"), "what is allowed is told: {}", refused.body);
    assert_eq!(site.post("/account/messages", &[("by_mail", "hourly")]).status, StatusCode::BAD_REQUEST);
    let chosen = [("mail", "shen@zone.example"), ("by_mail", "daily")];
    let saved = site.post("/account/messages", &chosen);
    assert_eq!(saved.header("location"), "/account?done=messages", "{}", saved.body);
    let page = site.get("/account?done=messages");
    assert!(page.body.contains("shen@zone.example") && page.body.contains("消息通知的方式已保存"));
}

#[test]
fn the_administrator_sees_how_messages_leave() {
    let site = Site::signed_in_with(SETTINGS);
    let (reader, _) = told(&site, 2);
    site.app.deliver(&|| false).unwrap();
    let page = site.get("/messages");
    assert!(page.body.contains("整改办群") && page.body.contains("对外投递"), "{}", page.body);
    let state = site.get("/api/v1/messages/delivery").json();
    assert_eq!(state["channels"][1]["name"], "webhook/整改办群");
    assert_eq!((&state["channels"][1]["waiting"], &state["channels"][0]["waiting"]), (&json!(2), &json!(0)));
    assert!(!page.body.contains("geheim") && !state.to_string().contains("geheim"));
    assert!(!reader.get("/messages").body.contains("对外投递"));
    let refused = reader.get("/api/v1/messages/delivery");
    assert_eq!(
        (refused.status, refused.json()["code"].as_str()),
        (StatusCode::FORBIDDEN, Some("not-allowed"))
    );
}
