//! The page of a plan: its lists, its adoption, its review comments, and the same for programs.

use crate::site::Site;
use axum::http::StatusCode;
use ledger::{
    Command, FieldValue, MatterId,
    command::{Assign, Change},
};
use serde_json::json;

/// A campaign with one item and one measure; complete but for the item's risk.
fn plan(site: &Site) -> (MatterId, MatterId, MatterId) {
    let measure = site.measure();
    let page = site.app.matter(None, measure, None).unwrap();
    let (campaign, item) = (page.matter.above[0], page.matter.parent.unwrap());
    let directory = site.app.directory().unwrap();
    let me = directory.people[0].named.id;
    let unit = site.open("unit", "园林局", None);
    let all = Assign {
        unit: Change::Set(unit),
        person: Change::Set(me),
        leader: Change::Set(me),
        ..Assign::default()
    };
    for (id, field, value) in [(item, "class", "dated"), (measure, "standard", "台账<齐全>")] {
        let set = [(field.to_owned(), Some(FieldValue::Text(value.into())))].into();
        site.act(Some(id), Command::EditFields { set });
        site.act(Some(id), Command::Assign(all.clone()));
        let due = Some("2026-12-30".parse().unwrap());
        site.act(Some(id), Command::SetDueDate { due, reason: String::new() });
    }
    (campaign, item, measure)
}

#[test]
fn the_three_lists_show_what_is_missing_and_lead_on() {
    let site = Site::signed_in();
    assert!(site.get("/plans").body.contains("还没有整改工作"));
    let (campaign, item, measure) = plan(&site);
    assert_eq!(site.get("/plans").header("location"), format!("/plans/{campaign}"));
    let here = format!("/plans/{campaign}");
    let problems = site.get(&here).body;
    assert!(
        problems.contains("缺 风险") && problems.contains("<span class=\"value\">0/1</span>"),
        "{problems}"
    );
    assert!(problems.contains("aria-describedby=\"adopt-why\""), "the button says why it cannot be pressed");
    let tasks = site.get(&format!("{here}?list=tasks")).body;
    assert!(tasks.contains("台账&#60;齐全&#62;") && tasks.contains("齐全</span>"), "{tasks}");
    let narrowed = site.get(&format!("{here}?list=responsibilities&lacks=risk")).body;
    assert!(
        narrowed.contains(&format!("/matters/{item}\""))
            && !narrowed.contains(&format!("/matters/{measure}\""))
    );
    assert_eq!(site.get(&format!("{here}?lacks=money")).status, StatusCode::BAD_REQUEST);
    assert_eq!(site.get("/plans/999").status, StatusCode::NOT_FOUND);
    let english = site.get(&format!("{here}?lang=en")).body;
    assert!(english.contains("Responsibilities") && english.contains("missing: Risk"), "{english}");
    assert!(site.get(&format!("/matters/{campaign}")).body.contains(&format!("href=\"{here}\"")));
    let reader = site.as_other("ye", "supervisor").get(&here).body;
    assert!(!reader.contains("/adoption") && reader.contains("由整改办协调员或领导小组组长审定"));
}

#[test]
fn the_plan_is_reviewed_and_adopted_from_its_page() {
    let site = Site::signed_in();
    let (campaign, item, _) = plan(&site);
    let here = format!("/plans/{campaign}");
    let set = [("risk".to_owned(), Some(FieldValue::Text("low".into())))].into();
    site.act(Some(item), Command::EditFields { set });
    let seed = site.get(&format!("{here}?list=reviews")).hidden("seed");
    let about = item.to_string();
    let form = [("seed", seed.as_str()), ("from", "市委巡察办"), ("text", "标准要能核对"), ("about", &about)];
    let sent = site.post(&format!("{here}/reviews"), &form);
    assert_eq!(sent.header("location"), format!("{here}?list=reviews&done=open"));
    site.post(&format!("{here}/reviews"), &form);
    let page = site.get(&format!("{here}?list=reviews"));
    assert_eq!(page.body.matches("市委巡察办").count(), 1, "sent twice, it stands once");
    // Adopting goes on only when it is decided.
    let adopt =
        |seed: &str| site.post(&format!("{here}/adoption"), &[("seed", seed), ("reason", "会议审定")]);
    assert!(!site.get(&here).body.contains("/adoption"), "no form for what cannot be done yet");
    let early = adopt("early");
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.body.contains("审核意见没有处理"), "{}", early.body);
    let review = site.app.reviews(campaign, None, None).unwrap().reviews[0].row.clone();
    let (seed, seen, to) =
        (page.hidden("seed"), review.version.to_string(), format!("{here}/reviews/{}", review.id));
    let decline = [("seed", seed.as_str()), ("seen", &seen), ("decision", "decline"), ("reason", "")];
    let refused = site.post(&to, &decline);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("请填写“理由”"), "{}", refused.body);
    let taken = site.post(&to, &[("seed", seed.as_str()), ("seen", &seen), ("decision", "adopt")]);
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    assert_eq!(adopt(&site.get(&here).hidden("seed")).header("location"), format!("{here}?done=plan"));
    let told = site.get(&format!("{here}?done=plan")).body;
    assert!(told.contains("第1版") && told.contains("方案已审定"), "{told}");
    assert_eq!(site.post(&to, &[("decision", "maybe")]).status, StatusCode::BAD_REQUEST);
}

#[test]
fn programs_read_the_same_plan() {
    let site = Site::signed_in();
    let (campaign, item, measure) = plan(&site);
    let plan = site.get(&format!("/api/v1/plans/{campaign}?list=responsibilities")).json();
    assert_eq!(
        (&plan["rows"][0]["row"]["id"], &plan["rows"][1]["row"]["id"]),
        (&json!(item), &json!(measure))
    );
    assert_eq!((&plan["rows"][0]["lacks"], &plan["tasks"]), (&json!(["risk"]), &json!({ "n": 1, "d": 1 })));
    assert_eq!((&plan["may_adopt"], &plan["adopted"]), (&json!(true), &json!(null)));
    let reviews = site.get(&format!("/api/v1/plans/{campaign}/reviews")).json();
    assert_eq!(reviews, json!({ "reviews": [], "next": null }));
    assert_eq!(site.get(&format!("/api/v1/plans/{campaign}?list=reviews")).status, StatusCode::BAD_REQUEST);
}

#[test]
fn gaps_are_filled_in_beside_their_rows() {
    let site = Site::signed_in();
    let (campaign, item, measure) = plan(&site);
    let bare = site.open("measure", "补签租约", Some(item));
    let here = format!("/plans/{campaign}");
    assert!(site.get(&format!("{here}?list=tasks")).body.contains("list=tasks&#38;fill=yes"));
    let page = site.get(&format!("{here}?list=tasks&fill=yes"));
    assert!(page.body.contains(&format!("name=\"standard.{bare}\"")), "{}", page.body);
    assert!(!page.body.contains(&format!("name=\"standard.{measure}\"")), "what lacks nothing is not asked");
    let (seed, seen) = (page.hidden("seed"), page.hidden(&format!("seen.{bare}")));
    let names = ["seen", "standard", "due"].map(|part| format!("{part}.{bare}"));
    let post = |due: &str, seen: &str| {
        let form = [
            ("seed", seed.as_str()),
            ("q", "list=tasks&fill=yes"),
            (&names[0], seen),
            (&names[1], "租约<补签>"),
            (&names[2], due),
        ];
        site.post(&format!("{here}/fillings"), &form)
    };
    let refused = post("2026-12-31", "7");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("租约&#60;补签&#62;</textarea>"),
        "what was typed is not lost: {}",
        refused.body
    );
    assert!(refused.body.contains("class=\"missing\" role=\"alert\""), "the row says why");
    assert_eq!(post("soon", &seen).status, StatusCode::BAD_REQUEST);
    let done = post("2026-12-31", &seen);
    assert_eq!(done.header("location"), format!("{here}?list=tasks&lacks=any&fill=yes&done=fields"));
    assert_eq!(site.app.row(bare).unwrap().due.map(|due| due.to_string()).as_deref(), Some("2026-12-31"));
    // The same for programs.
    let unit = site.open("unit", "建设局", None);
    let rows =
        json!({ "rows": [{ "matter": bare, "unit": unit }, { "matter": item, "risk": "none of these" }] });
    let refused = site.post_json(&format!("/api/v1/plans/{campaign}/fillings"), rows).json();
    assert_eq!(
        (&refused[0]["matter"], &refused[0]["refusal"]["code"]),
        (&json!(item), &json!("wrong-value"))
    );
    assert_eq!(site.app.row(bare).unwrap().unit.unwrap().id, unit);
    let reader = site.as_other("cui", "auditor");
    assert!(!reader.get(&format!("{here}?list=tasks&fill=yes")).body.contains("/fillings"));
    let past = site.get(&format!("{here}?list=tasks&fill=yes&as_of=2026-11-22"));
    assert!(!past.body.contains("/fillings"), "nothing is filled in on a past day");
}
