//! What waits for the reader: on the page, as one report for many, and for programs.

use crate::site::Site;
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use ledger::{
    Command, MatterId,
    command::{Assign, Change, TakeMove},
};
use serde_json::json;

/// Two measures of the one who is signed in, one due in a week, one begun and late, and one of nobody.
fn mine(site: &Site) -> (MatterId, MatterId, MatterId) {
    let first = site.measure();
    let item = site.app.matter(None, first, None).unwrap().matter.parent;
    let second = site.open("measure", "约谈长期未开工企业", item);
    let other = site.open("measure", "清理闲置地块", item);
    let directory = site.app.directory().unwrap();
    let me = directory.people.iter().find(|person| person.named.title == "沈知微").unwrap().named.id;
    for id in [first, second] {
        site.act(Some(id), Command::Assign(Assign { person: Change::Set(me), ..Assign::default() }));
    }
    for (id, due) in [(first, "2026-11-30"), (second, "2026-10-12"), (other, "2026-11-02")] {
        let due = Some(due.parse().unwrap());
        site.act(Some(id), Command::SetDueDate { due, reason: "定期限".into() });
    }
    site.act(Some(second), Command::Move(TakeMove::named("start")));
    (first, second, other)
}

fn reports(site: &Site, id: MatterId) -> u32 {
    site.app.matter(None, id, None).unwrap().matter.reports.try_into().unwrap()
}

#[test]
fn the_page_shows_what_is_owed_late_first_with_the_next_step() {
    let site = Site::signed_in();
    assert!(site.get("/my-work").body.contains("目前没有等您处理的事项"));
    let (first, second, other) = mine(&site);
    let page = site.get("/my-work").body;
    let place = |id: MatterId| page.find(&format!("value=\"{id}\" aria-label"));
    assert!(place(second).unwrap() < place(first).unwrap(), "{page}");
    assert_eq!(place(other), None);
    assert!(
        page.contains(&format!("<a class=\"button\" href=\"/matters/{second}#report\">报告进展</a>")),
        "{page}"
    );
    assert!(page.contains(&format!("<a class=\"button\" href=\"/matters/{first}#ways\">启动</a>")), "{page}");
    assert!(page.contains("lamp-red") && page.contains("从未报告"), "{page}");
    let english = site.get("/my-work?lang=en").body;
    assert!(english.contains("My work") && english.contains("Next step"));
    assert!(site.get("/").body.contains("href=\"/my-work\""));
}

#[test]
fn no_change_is_reported_for_those_chosen_and_for_no_other() {
    let site = Site::signed_in();
    let (first, second, other) = mine(&site);
    let seed = site.get("/my-work").hidden("seed");
    let none = site.post("/my-work/reports", &[("seed", &seed)]);
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("还没有选择事项"));
    let (a, b) = (first.to_string(), second.to_string());
    let form = [("seed", seed.as_str()), ("matter", &a), ("matter", &b), ("matter", &a)];
    let sent = site.post("/my-work/reports", &form);
    assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, "/my-work?reported=2"));
    assert_eq!((reports(&site, first), reports(&site, second), reports(&site, other)), (1, 1, 0));
    site.post("/my-work/reports", &form);
    assert_eq!(reports(&site, first), 1, "sent twice, it counts once");
    let told = site.get("/my-work?reported=2").body;
    assert!(told.contains("已为 2 项事项报告无变化"), "{told}");
    assert!(!site.get("/my-work?reported=100000").body.contains("报告无变化。</"));
    // All or none.
    let seed = site.get("/my-work").hidden("seed");
    let refused = site.post("/my-work/reports", &[("seed", &seed), ("matter", &a), ("matter", "999999")]);
    assert!(refused.status.is_client_error());
    assert_eq!(reports(&site, first), 1);
    assert_eq!(site.post("/my-work/reports", &[("matter", "x")]).status, StatusCode::BAD_REQUEST);
}

#[test]
fn a_calendar_program_signs_in_with_a_token_and_gets_the_dates() {
    use base64ct::{Base64, Encoding};
    let site = Site::signed_in();
    let (first, second, _) = mine(&site);
    let made = site.post("/account/tokens", &[("name", "日历")]);
    let shown = made.body;
    let token = shown.split("<p class=\"hash\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
    let sign =
        |password: &str| format!("Basic {}", Base64::encode_string(format!("any:{password}").as_bytes()));
    let ask = |path: &str, sign: &str| {
        site.send(Request::get(path).header("authorization", sign).body(Body::empty()).unwrap())
    };
    let feed = ask("/api/v1/work.ics", &sign(token.trim()));
    assert_eq!((feed.status, feed.header("content-type")), (StatusCode::OK, "text/calendar; charset=utf-8"));
    for id in [first, second] {
        assert!(feed.body.contains(&format!("UID:matter-{id}@bihuan")), "{}", feed.body);
    }
    let empty = ask("/api/v1/work.ics?unit=999999", &sign(token.trim()));
    assert!(empty.body.contains("BEGIN:VCALENDAR") && !empty.body.contains("VEVENT"));
    assert_eq!(ask("/api/v1/work.ics", &sign("wrong")).status, StatusCode::UNAUTHORIZED);
    assert_eq!(ask("/api/v1/work.ics", "Basic !!").status, StatusCode::UNAUTHORIZED);
}

#[test]
fn programs_ask_for_what_waits() {
    let site = Site::signed_in();
    let (first, second, _) = mine(&site);
    let work = site.get("/api/v1/work").json();
    let ids: Vec<&serde_json::Value> =
        work["owed"].as_array().unwrap().iter().map(|one| &one["row"]["id"]).collect();
    assert_eq!(ids, [&json!(second), &json!(first)]);
    assert_eq!((&work["owed"][0]["step"], &work["more"]), (&json!("report"), &json!(false)));
    assert_eq!(work["owed"][1]["step"], json!({ "move": "start" }));
    assert_eq!(
        site.as_other("ye", "supervisor").get("/api/v1/work").json(),
        json!({ "owed": [], "more": false })
    );
}
