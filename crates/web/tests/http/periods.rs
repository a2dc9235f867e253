//! Periods: who has reported, a reminder, a collation from draft to print, the wall, a meeting in one form.

use crate::site::Site;
use axum::http::StatusCode;
use ledger::{
    Command, FieldValue, MatterId,
    command::{Assign, Change, Open, ReportProgress, TakeMove},
};
use serde_json::json;

/// A campaign with two measures of the one who is signed in, one of them reported on; gives campaign and measures.
fn reported(site: &Site) -> (MatterId, MatterId, MatterId) {
    let first = site.measure();
    let page = site.app.matter(None, first, None).unwrap();
    let (campaign, item) = (page.matter.above[0], page.matter.parent);
    let second = site.open("measure", "约谈长期未开工企业", item);
    let directory = site.app.directory().unwrap();
    let me = directory.people.iter().find(|person| person.named.title == "沈知微").unwrap().named.id;
    for id in [first, second] {
        site.act(Some(id), Command::Assign(Assign { person: Change::Set(me), ..Assign::default() }));
        let due = Some("2026-11-30".parse().unwrap());
        site.act(Some(id), Command::SetDueDate { due, reason: "定期限".into() });
    }
    let report = ReportProgress {
        percent: Some(35),
        text: "走访了<三>家".into(),
        help: "请国土部门派人".into(),
        ..ReportProgress::default()
    };
    site.act(Some(first), Command::ReportProgress(report));
    (campaign, first, second)
}

#[test]
fn periods_say_who_has_reported_and_who_has_not() {
    let site = Site::signed_in();
    assert!(site.get("/periods").body.contains("还没有可汇总的整改工作"));
    let (campaign, _, second) = reported(&site);
    let all = site.get("/periods").body;
    for part in ["周报告", "旬调度", "月督查", "1/2", "href=\"/periods/2026-W48?campaign="] {
        assert!(all.contains(part), "{part}: {all}");
    }
    let one = site.get("/periods/2026-W48").body;
    for part in
        ["走访了&#60;三&#62;家", "请国土部门派人", "未报", "报送截止2026年11月26日 周四", "提醒未报的人"]
    {
        assert!(one.contains(part), "{part}: {one}");
    }
    assert!(one.contains(&format!("href=\"/matters/{second}\"")));
    let english = site.get("/periods/2026-11?lang=en").body;
    assert!(english.contains("Report due Mon 30 Nov 2026") && english.contains("Not reported"), "{english}");
    for (path, status) in [
        ("/periods/2026-W60", StatusCode::NOT_FOUND),
        ("/periods/2026-12", StatusCode::BAD_REQUEST),
        ("/periods/2026-11?campaign=99999", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(site.get(path).status, status, "{path}");
    }
    let asked = site.get(&format!("/api/v1/periods/2026-W48?campaign={campaign}")).json();
    assert_eq!(asked["roll"]["reported"], json!({ "n": 1, "d": 2 }));
    assert_eq!(
        asked["due"],
        json!({ "is": "on", "on": "2026-11-26", "named": "2026-11-26", "holiday": false })
    );
    assert_eq!(site.get("/api/v1/periods").json()["cadences"][0]["lines"][0]["period"], "2026-W48");
    assert_eq!(site.get("/api/v1/periods/2026-13").status, StatusCode::BAD_REQUEST);
}

#[test]
fn a_reminder_goes_out_once() {
    let site = Site::signed_in();
    let (campaign, ..) = reported(&site);
    let page = site.get("/periods/2026-W48");
    let (seed, of) = (page.hidden("seed"), campaign.to_string());
    let form = [("seed", seed.as_str()), ("campaign", &of)];
    let sent = site.post("/periods/2026-W48/reminders", &form);
    assert_eq!(sent.header("location"), format!("/periods/2026-W48?campaign={campaign}&done=reminded"));
    let after = site.get("/periods/2026-W48?done=reminded").body;
    assert!(after.contains("已提醒未报的人。") && after.contains("由沈知微提醒过1人"), "{after}");
    assert!(!after.contains("/periods/2026-W48/reminders"), "there is no button any more");
    let again = site.post("/periods/2026-W48/reminders", &[("seed", "x"), ("campaign", &of)]);
    assert_eq!(again.status, StatusCode::CONFLICT);
    let told = site.get("/messages").body;
    assert!(told.contains("您还有1项措施没有报告进展，2026年11月26日前报送"), "{told}");
    let other = site.as_other("ye", "supervisor");
    assert!(!other.get("/periods/2026-11-x3").body.contains("/reminders"));
    let refused = other.post_json("/api/v1/periods/2026-11-x3/reminders", json!({ "campaign": campaign }));
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let sent = site.post_json("/api/v1/periods/2026-11-x3/reminders", json!({ "campaign": campaign }));
    assert_eq!(sent.json(), json!({ "people": 1 }));
}

#[test]
fn a_collation_is_drafted_edited_frozen_and_read_as_a_document() {
    let site = Site::signed_in();
    let (campaign, first, _) = reported(&site);
    let of = campaign.to_string();
    let drafted = site.post("/periods/2026-W48/collations", &[("campaign", &of)]);
    let place = drafted.header("location").to_owned();
    assert!(place.starts_with("/collations/"), "{} {}", drafted.status, drafted.body);
    let page = site.get(&place);
    for part in
        ["<article class=\"document\">", "周报告：2026年第48周", "走访了&#60;三&#62;家", "编辑正文", "<h2>"]
    {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }
    let (seed, seen) = (page.hidden("seed"), page.hidden("seen"));
    let body = "# 总体\n本周推进<平稳>。";
    let form = [("seed", seed.as_str()), ("seen", &seen), ("body", body)];
    let saved = site.post(&format!("{place}/text"), &form);
    assert_eq!(saved.header("location"), format!("{place}?done=collation"), "{}", saved.body);
    let stale = site.post(&format!("{place}/text"), &[("seen", seen.as_str()), ("body", "晚了一步")]);
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.body.contains(">晚了一步</textarea>"), "what was typed is not lost");
    let page = site.get(&place);
    assert!(page.body.contains("<h2>总体</h2>") && page.body.contains("<p>本周推进&#60;平稳&#62;。</p>"));
    let seen = page.hidden("seen");
    let frozen = site.post(&format!("{place}/freezing"), &[("seed", "f"), ("seen", &seen)]);
    assert_eq!(frozen.header("location"), format!("{place}?done=frozen"));
    let report = ReportProgress { text: "补报一条".into(), ..ReportProgress::default() };
    site.act(Some(first), Command::ReportProgress(report));
    let page = site.get(&place).body;
    assert!(page.contains("由沈知微定稿") && !page.contains("/text\""), "{page}");
    assert!(page.contains("之后报来的") && page.contains("补报一条"));
    let refused = site.post(&format!("{place}/text"), &[("seen", "9"), ("body", "改写")]);
    assert!(refused.status.is_client_error());
    let asked = site.get(&format!("/api/v1{place}")).json();
    assert_eq!(
        (&asked["class"], &asked["later"][0]["heard"]["report"]["text"]),
        (&json!("closed"), &json!("补报一条"))
    );
    assert!(site.get("/periods").body.contains("已定稿"));
}

#[test]
fn the_wall_shows_one_unit_or_topic_at_a_time_and_turns_by_links() {
    let site = Site::signed_in();
    reported(&site);
    let cover = site.get("/periods/2026-W48/wall").body;
    assert!(cover.contains("class=\"wall\"") && cover.contains("1<small>/2</small>"), "{cover}");
    assert!(!cover.contains("rel=\"prev\"") && cover.contains("data-key=\"ArrowRight\""));
    let mut path = "/periods/2026-W48/wall".to_owned();
    let mut titles = vec![];
    loop {
        let page = site.get(&path).body;
        titles.push(page.split("<h1>").nth(1).unwrap().split("</h1>").next().unwrap().to_owned());
        let Some(next) = page.split("<a href=\"").skip(1).find(|link| link.contains("rel=\"next\"")) else {
            break;
        };
        path = next.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
        assert!(titles.len() < 20);
    }
    assert_eq!(titles, ["联动巡察整改", "未明确责任单位", "需要协调的问题", "未报送"]);
    assert!(site.get("/periods/2026-W48/wall?screen=999").body.contains("4/4"));
}

#[test]
fn a_meeting_and_its_decisions_are_entered_in_one_form() {
    let site = Site::signed_in();
    let (campaign, ..) = reported(&site);
    let directory = site.app.directory().unwrap();
    let me = directory.people[0].named.id.to_string();
    let of = campaign.to_string();
    let form = |title: &'static str| {
        vec![
            ("seed", "m"),
            ("campaign", of.as_str()),
            ("title", title),
            ("type", "week"),
            ("on", "2026-11-23"),
            ("minutes", "听取<各单位>汇报"),
            ("decision.title.0", "三日内交齐台账"),
            ("decision.person.0", me.as_str()),
            ("decision.due.0", "2026-11-26"),
            ("decision.title.1", ""),
        ]
    };
    let refused = site.post("/periods/2026-W48/meetings", &form(""));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains(">听取&#60;各单位&#62;汇报</textarea>")
            && refused.body.contains("value=\"三日内交齐台账\"")
    );
    let held = site.post("/periods/2026-W48/meetings", &form("第九次周例会"));
    assert_eq!(held.status, StatusCode::SEE_OTHER, "{}", held.body);
    let page = site.get("/periods/2026-W48").body;
    assert!(page.contains("第九次周例会") && page.contains("三日内交齐台账"));
    assert!(site.get("/my-work").body.contains("三日内交齐台账"));
    let asked = json!({ "campaign": campaign, "meeting": { "title": "碰头会", "type": "other", "on": "2026-11-23" } });
    assert_eq!(site.post_json("/api/v1/periods/2026-W48/meetings", asked).status, StatusCode::CREATED);
    assert_eq!(site.get("/api/v1/periods/2026-W48").json()["meetings"].as_array().unwrap().len(), 2);
}

#[test]
fn the_topics_of_a_meeting_are_counted_on_its_page_and_its_period() {
    let site = Site::signed_in();
    let (campaign, ..) = reported(&site);
    let asked = json!({ "campaign": campaign, "meeting": { "title": "第九次主任办公会", "type": "board", "on": "2026-11-23" } });
    assert_eq!(site.post_json("/api/v1/periods/2026-W48/meetings", asked).status, StatusCode::CREATED);
    let line = |what: &str| site.get("/api/v1/periods/2026-W48").json()["meetings"][0][what].clone();
    let meeting = MatterId(line("id").as_u64().unwrap());
    assert_eq!(line("gathered"), json!([]));
    for (title, ended) in [("年度出资", true), ("合同变更", false), ("用房调剂", false)] {
        let topic = Command::Open(Open {
            kind: "collective_decision".into(),
            title: title.into(),
            fields: [("topic".to_owned(), FieldValue::Text("funds".into()))].into(),
            ..Open::default()
        });
        let topic = site.act(None, topic);
        let relation = "follows_from".to_owned();
        site.act(Some(topic), Command::Link { to: meeting, relation, note: String::new() });
        if ended {
            let taken = TakeMove { reason: "撤回".into(), ..TakeMove::named("withdraw") };
            site.act(Some(topic), Command::Move(taken));
        }
    }
    let counted =
        json!([{ "kind": "collective_decision", "relation": "follows_from", "all": 3, "ended": 1 }]);
    assert_eq!(line("gathered"), counted);
    assert_eq!(site.get(&format!("/api/v1/matters/{meeting}")).json()["gathered"], counted);
    for page in [format!("/matters/{meeting}"), "/periods/2026-W48".to_owned()] {
        let page = site.get(&page).body;
        assert!(page.contains("三重一大事项") && page.contains("3项，已办结1项"), "{page}");
    }
}
