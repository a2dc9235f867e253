//! Forms of a matter's page: done once, refused politely, nothing typed is lost.

use crate::site::Site;
use axum::http::StatusCode;
use ledger::{Command, MatterId};

fn history(site: &Site, matter: MatterId) -> Vec<&'static str> {
    site.app.history(matter, None, 200).unwrap().iter().map(|entry| entry.event.type_name()).collect()
}

#[test]
fn no_change_is_one_click_and_a_second_press_changes_nothing() {
    let site = Site::signed_in();
    let measure = site.measure();
    let page = site.get(&format!("/matters/{measure}"));
    let (seed, seen) = (page.hidden("seed"), page.hidden("seen"));
    let form = [("seed", seed.as_str()), ("seen", seen.as_str()), ("no_change", "yes")];
    for _ in 0..2 {
        let done = site.post(&format!("/matters/{measure}/reports"), &form);
        assert_eq!(done.header("location"), format!("/matters/{measure}?done=no-change"), "{}", done.body);
    }
    assert_eq!(history(&site, measure), ["progress_reported", "opened"]);
    let page = site.get(&format!("/matters/{measure}?done=no-change"));
    assert!(page.body.contains("已报告：无变化。") && page.body.contains("报告：无变化"), "{}", page.body);
}

#[test]
fn a_report_carries_percent_figures_and_a_file() {
    let site = Site::signed_in();
    let measure = site.measure();
    let form = [
        ("seed", "s"),
        ("seen", "1"),
        ("text", "已核对15个项目。\r\n其余下周完成。"),
        ("percent", "60"),
        ("figure.name.0", "核对项目"),
        ("figure.value.0", "15"),
        ("figure.unit.0", "个"),
        ("figure.name.1", "走访企业"),
        ("figure.value.1", ""),
        ("kind", "photo"),
    ];
    let path = format!("/matters/{measure}/reports");
    let done = site.post_file(&path, &form, "现场.txt", b"photo bytes");
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(history(&site, measure), ["progress_reported", "evidence_attached", "opened"]);
    let page = site.app.matter(None, measure, None).unwrap();
    assert_eq!((page.matter.percent, page.matter.figures.len()), (Some(60), 1));
    let hash = &page.matter.evidence[0].hash;
    let file = site.get(&format!("/matters/{measure}/evidence/{hash}"));
    assert_eq!(file.body, "photo bytes");
    assert!(file.header("content-disposition").starts_with("attachment; filename*=UTF-8''%E7%8E%B0"));
    assert!(file.header("content-security-policy").contains("sandbox"));
    let html = site.get(&format!("/matters/{measure}")).body;
    assert!(html.contains("已核对15个项目。\n其余下周完成。") && html.contains("60%"));
    let other = site.open("campaign", "别的", None);
    assert_eq!(site.get(&format!("/matters/{other}/evidence/{hash}")).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_stale_form_is_refused_with_what_was_typed() {
    let site = Site::signed_in();
    let measure = site.measure();
    site.act(Some(measure), Command::Comment { text: "一条新留言".into() });
    let form =
        [("seed", "s"), ("seen", "1"), ("text", "我的长篇报告"), ("percent", "40"), ("problems", "缺资金")];
    let refused = site.post(&format!("/matters/{measure}/reports"), &form);
    assert_eq!(refused.status, StatusCode::CONFLICT);
    for kept in ["我的长篇报告</textarea>", "缺资金</textarea>", "value=\"40\"", "已有新的变动", "一条新留言"]
    {
        assert!(refused.body.contains(kept), "{kept} is missing");
    }
    // The page that came back carries the new version, so sending it again is enough.
    let again =
        [("seed", "s"), ("seen", &refused.hidden("seen")), ("text", "我的长篇报告"), ("percent", "40")];
    assert_eq!(site.post(&format!("/matters/{measure}/reports"), &again).status, StatusCode::SEE_OTHER);
}

#[test]
fn responsibility_date_fields_words_and_links_are_kept() {
    let site = Site::signed_in();
    let measure = site.measure();
    let unit = site.open("unit", "投资促进局", None);
    let path = |what: &str| format!("/matters/{measure}/{what}");
    let unit_text = unit.to_string();
    let sent = [
        (path("responsibility"), vec![("unit", unit_text.as_str()), ("helpers", unit_text.as_str())]),
        (path("due-date"), vec![("due", "2026-12-18"), ("reason", "方案确定")]),
        (path("fields"), vec![("f.standard", "全部项目有核对记录"), ("f.evidence_kind", "check_record")]),
        (path("comments"), vec![("text", "请本周完成")]),
        (path("links"), vec![("to", "https://bihuan.example/matters/2?x#y"), ("relation", "same_kind")]),
        (path("corrections"), vec![("number", "一是"), ("title", "逐个核对"), ("reason", "与原文一致")]),
        (path("moves/start"), vec![("reason", "")]),
    ];
    for (path, form) in sent {
        let done = site.post(&path, &[form.as_slice(), &[("seed", "s")]].concat());
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{path}: {}", done.body);
    }
    let matter = site.app.matter(None, measure, None).unwrap().matter;
    assert_eq!((matter.unit, matter.helpers.as_slice()), (Some(unit), &[unit][..]));
    assert_eq!(matter.due.unwrap().to_string(), "2026-12-18");
    assert_eq!(
        (matter.title.as_str(), matter.state.as_str(), matter.links.len()),
        ("逐个核对", "in_progress", 1)
    );
    assert_eq!(matter.fields.len(), 2);
    let html = site.get(&path("")[..path("").len() - 1]).body;
    assert!(
        html.contains("12月18日")
            && html.contains("核查记录")
            && html.contains("确定完成时限为2026年12月18日"),
        "{html}"
    );
}

#[test]
fn what_is_not_possible_is_shown_with_its_reason_and_refused() {
    let site = Site::signed_in();
    let measure = site.measure();
    let page = site.get(&format!("/matters/{measure}"));
    assert!(page.body.contains("<button disabled"), "{}", page.body);
    let refused = site.post(&format!("/matters/{measure}/moves/report_done"), &[("seed", "s")]);
    assert!(refused.status.is_client_error() && refused.body.contains("role=\"alert\""), "{}", refused.body);
    let reader = site.as_other("auditor", "auditor");
    let html = reader.get(&format!("/matters/{measure}")).body;
    assert!(!html.contains("name=\"no_change\""));
    let denied = reader.post(&format!("/matters/{measure}/comments"), &[("seed", "s"), ("text", "x")]);
    assert_eq!(denied.status, StatusCode::FORBIDDEN);
}

#[test]
fn values_that_cannot_be_read_come_back_with_the_form() {
    let site = Site::signed_in();
    let measure = site.measure();
    for (path, form) in [
        ("reports", vec![("text", "保留我"), ("percent", "300")]),
        ("reports", vec![("text", "保留我"), ("figure.name.0", "户"), ("figure.value.0", "1,000")]),
        ("due-date", vec![("reason", "保留我"), ("due", "2026-02-30")]),
        ("links", vec![("note", "保留我"), ("to", "abc"), ("relation", "same_kind")]),
    ] {
        let form = [form.as_slice(), &[("seed", "s"), ("seen", "1")]].concat();
        let refused = site.post(&format!("/matters/{measure}/{path}"), &form);
        assert!(refused.status.is_client_error(), "{path}");
        assert!(refused.body.contains("保留我") && refused.body.contains("role=\"alert\""), "{path}");
    }
    assert_eq!(history(&site, measure), ["opened"]);
}

#[test]
fn bodies_have_bounds() {
    let site = Site::signed_in();
    let measure = site.measure();
    let long = "长".repeat(500_000);
    let refused = site.post(&format!("/matters/{measure}/comments"), &[("text", &long)]);
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(refused.body.contains("超过了上限"), "{}", refused.body);
    let long = "长".repeat(30_000);
    let refused = site.post(&format!("/matters/{measure}/comments"), &[("text", &long)]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("最多20000字") || refused.body.contains("20,000"), "the bound is not told");
}

#[test]
fn a_campaign_and_what_lies_below_are_opened_by_hand() {
    let site = Site::signed_in();
    let opened = site.post("/matters", &[("seed", "s"), ("kind", "campaign"), ("title", "专项整治")]);
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let campaign = opened.header("location").split(['/', '?']).nth(2).unwrap().to_owned();
    let page = site.get(&format!("/matters/{campaign}"));
    assert!(page.body.contains("value=\"item\""), "{}", page.body);
    let form = [
        ("seed", "s"),
        ("kind", "item"),
        ("parent", campaign.as_str()),
        ("number", "1."),
        ("title", "第一个问题"),
    ];
    let item = site.post("/matters", &form);
    assert_eq!(item.status, StatusCode::SEE_OTHER, "{}", item.body);
    assert!(site.get(&format!("/matters/{campaign}")).body.contains("第一个问题"));
    let wrong = [("seed", "s"), ("kind", "campaign"), ("parent", campaign.as_str()), ("title", "放错地方")];
    let refused = site.post("/matters", &wrong);
    assert!(refused.status.is_client_error() && refused.body.contains("放错地方"), "{}", refused.body);
}

#[test]
fn roles_are_granted_and_taken_back_on_the_page_of_a_person() {
    let site = Site::signed_in();
    let unit = site.open("unit", "投资促进局", None).to_string();
    let person = site.open("person", "温以宁", None);
    let path = format!("/matters/{person}");
    let grant = [("seed", "s"), ("role", "handler"), ("unit", unit.as_str()), ("until", "2026-12-31")];
    let granted = site.post(&format!("{path}/roles"), &grant);
    assert_eq!(granted.status, StatusCode::SEE_OTHER, "{}", granted.body);
    let page = site.get(&path).body;
    assert!(page.contains("投资促进局") && page.contains("2026年12月31日"), "{page}");
    let taken =
        site.post(&format!("{path}/roles/removal"), &[("seed", "s"), ("role", "handler"), ("unit", &unit)]);
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    assert!(site.app.matter(None, person, None).unwrap().matter.grants.is_empty());
}

#[test]
fn an_extension_is_asked_for_decided_by_somebody_else_and_told() {
    let site = Site::signed_in();
    let measure = site.measure();
    let today = site.app.clock().today();
    let due = today.saturating_add(jiff::Span::new().days(10));
    site.act(Some(measure), Command::SetDueDate { due: Some(due), reason: String::new() });
    let page = site.get(&format!("/matters/{measure}"));
    let path = format!("/matters/{measure}/extension-requests");
    assert!(page.body.contains(&path), "{}", page.body);
    let to = due.saturating_add(jiff::Span::new().days(20)).to_string();
    let asked = |to: &str| {
        let seen = site.app.matter(None, measure, None).unwrap().matter.version.to_string();
        let form = [
            ("seed", "s"),
            ("seen", seen.as_str()),
            ("to", to),
            ("reason", "雨季停工"),
            ("progress", "完成两处"),
        ];
        site.post(&path, &form)
    };
    let refused = asked(&due.to_string());
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert!(refused.body.contains("雨季停工"), "what was typed is kept");
    assert_eq!(asked(&to).status, StatusCode::SEE_OTHER);
    assert_eq!(site.app.matter(None, measure, None).unwrap().matter.due, Some(due), "not yet decided");
    let head = site.as_other("zhou", "head");
    let page = head.get(&format!("/matters/{measure}"));
    let (seed, seen) = (page.hidden("seed"), page.hidden("seen"));
    let form = [("seed", seed.as_str()), ("seen", seen.as_str()), ("approve", "yes"), ("reason", "")];
    let done = head.post(&format!("/matters/{measure}/extension-decisions"), &form);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let matter = site.app.matter(None, measure, None).unwrap().matter;
    assert_eq!(matter.due.map(|due| due.to_string()), Some(to));
    let html = site.get(&format!("/matters/{measure}")).body;
    assert!(html.contains("已批准") && html.contains("申请把时限由"), "{html}");
}

#[test]
fn a_plan_is_adopted_when_nothing_is_missing_and_says_what_moved_since() {
    let site = Site::signed_in();
    let measure = site.measure();
    let campaign = site.app.matter(None, measure, None).unwrap().above[0].id;
    let adopt = || {
        let seen = site.app.matter(None, campaign, None).unwrap().matter.version.to_string();
        let form = [("seed", "s"), ("seen", seen.as_str()), ("reason", "党工委会议审定")];
        site.post(&format!("/matters/{campaign}/plan"), &form)
    };
    let refused = adopt();
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert!(refused.body.contains("方案不完整"), "{}", refused.body);
    assert_eq!(site.app.matter(None, campaign, None).unwrap().matter.course.baseline, None);
}

#[test]
fn a_late_measure_proposes_a_rung_that_is_taken_and_answered_on_its_page() {
    let site = Site::signed_in();
    let measure = site.measure();
    let due = site.app.clock().today().saturating_add(jiff::Span::new().days(3));
    site.act(Some(measure), Command::SetDueDate { due: Some(due), reason: String::new() });
    site.on(&format!("{}T02:00:00Z", due.saturating_add(jiff::Span::new().days(4))));
    let page = site.get(&format!("/matters/{measure}"));
    assert!(page.body.contains("建议:提醒,由整改办协调员签发"), "{}", page.body);
    let (seed, seen) = (page.hidden("seed"), page.hidden("seen"));
    let form = [("seed", seed.as_str()), ("seen", seen.as_str()), ("rung", "reminder_slip"), ("reason", "")];
    let refused = site.post(&format!("/matters/{measure}/rungs"), &form);
    assert!(refused.body.contains("越过了较轻的一级"), "{}", refused.body);
    let form = [("seed", seed.as_str()), ("seen", seen.as_str()), ("rung", "remind"), ("reason", "")];
    let done = site.post(&format!("/matters/{measure}/rungs"), &form);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = site.get(&format!("/matters/{measure}"));
    assert!(
        page.body.contains("采取督办措施：提醒") || page.body.contains("采取督办措施:提醒"),
        "{}",
        page.body
    );
    let (seed, seen) = (page.hidden("seed"), page.hidden("seen"));
    let form = [("seed", seed.as_str()), ("seen", seen.as_str()), ("rung", "remind"), ("text", "周五前完成")];
    let done = site.post(&format!("/matters/{measure}/rungs/answers"), &form);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(history(&site, measure)[..2], ["rung_answered", "rung_taken"]);
}

#[test]
fn every_form_says_that_it_was_done() {
    let site = Site::signed_in();
    let measure = site.measure();
    let told = |done: &str| site.get(&format!("/matters/{measure}?done={done}")).body;
    for done in ["extension", "decision", "check", "plan", "rung", "report"] {
        assert!(told(done).contains("class=\"notice good\""), "{done}");
    }
    assert!(!told("nonsense").contains("class=\"notice good\""));
}
