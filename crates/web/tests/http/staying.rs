//! The page of what stays fixed: three classes, re-checks, rebounds, samples; and the same for programs.

use crate::site::Site;
use axum::http::StatusCode;
use ledger::{
    Command, FieldValue, MatterId,
    command::{Assign, Change, TakeMove},
};
use serde_json::json;

/// A campaign with two items written off, whose re-checks are three days late; gives it and them.
fn campaign(site: &Site) -> (MatterId, Vec<MatterId>) {
    let campaign = site.open("campaign", "联动巡察整改", None);
    let unit = site.open("unit", "园林局", None);
    for title in ["停车<收费>", "裸土未覆盖"] {
        let item = site.open("item", title, Some(campaign));
        let set = [("class".to_owned(), Some(FieldValue::Text("immediate".into())))].into();
        site.act(Some(item), Command::EditFields { set });
        site.act(Some(item), Command::Assign(Assign { unit: Change::Set(unit), ..Assign::default() }));
        for (name, rating) in [("report_done", Some("done")), ("accept", Some("done")), ("write_off", None)] {
            let rating = rating.map(str::to_owned);
            site.act(Some(item), Command::Move(TakeMove { rating, ..TakeMove::named(name) }));
        }
    }
    let rows = site.get("/api/v1/matters?kind=recheck&sort=due").json();
    let ids = rows["rows"].as_array().unwrap().iter().map(|row| row["id"].to_string().parse().unwrap());
    let ids: Vec<MatterId> = ids.collect();
    for id in &ids {
        let due = Some("2026-11-20".parse().unwrap());
        site.act(Some(*id), Command::SetDueDate { due, reason: "提前复查".into() });
    }
    (campaign, ids)
}

#[test]
fn lists_tell_what_is_next_and_what_came_back() {
    let site = Site::signed_in();
    assert!(site.get("/staying-fixed").body.contains("还没有整改工作"));
    let (campaign, rechecks) = campaign(&site);
    assert_eq!(site.get("/staying-fixed").header("location"), format!("/staying-fixed/{campaign}"));
    let here = format!("/staying-fixed/{campaign}");
    let page = site.get(&here).body;
    assert!(
        page.contains("2/2") && page.contains("停车&#60;收费&#62;") && page.contains("超期3天"),
        "{page}"
    );
    let list = site.get(&format!("{here}?list=rechecks")).body;
    assert!(list.contains("已销号") && list.contains(&format!("/matters/{}\"", rechecks[0])), "{list}");
    let fail = TakeMove { reason: "网破了".into(), ..TakeMove::named("fail") };
    site.act(Some(rechecks[1]), Command::Move(fail));
    let back = site.get(&format!("{here}?list=rebounds")).body;
    assert!(
        back.contains("反弹1次") && back.contains("销号〔2026〕2号") && back.contains("<q>网破了</q>"),
        "{back}"
    );
    let english = site.get(&format!("{here}?list=rebounds&lang=en")).body;
    assert!(english.contains("came back once") && english.contains("A re-check found it back"));
    for odd in ["list=wishes", "list=rechecks&state=maybe", "after=x", "page=2"] {
        assert_eq!(site.get(&format!("{here}?{odd}")).status, StatusCode::BAD_REQUEST, "{odd}");
    }
    assert_eq!(site.get("/staying-fixed/999").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_sample_is_drawn_on_the_page_and_explained() {
    let site = Site::signed_in();
    let (campaign, rechecks) = campaign(&site);
    let here = format!("/staying-fixed/{campaign}");
    let page = site.get(&format!("{here}?list=samples"));
    assert!(page.body.contains("docs/draw.md") && page.body.contains("2026年11月"), "{}", page.body);
    let seed = page.hidden("seed");
    let wrong =
        site.post(&format!("{here}/samples"), &[("seed", &seed), ("month", "2027-01"), ("share", "50")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = [("seed", seed.as_str()), ("month", "2026-11"), ("share", "50")];
    let drawn = site.post(&format!("{here}/samples"), &form);
    assert_eq!(drawn.header("location"), format!("{here}?list=samples&done=sample"));
    let told = site.get(&format!("{here}?list=samples&done=sample")).body;
    assert!(told.contains("已抽取。") && told.contains("重算一致") && told.contains("抽中1/2"), "{told}");
    let samples = site.get(&format!("/api/v1{here}/samples")).json();
    assert_eq!((&samples[0]["share"], &samples[0]["reproduced"]), (&json!(50), &json!(true)));
    assert_eq!(samples[0]["candidates"].as_array().unwrap().len(), rechecks.len());
    let reader = site.as_other("ye", "supervisor").get(&format!("{here}?list=samples")).body;
    assert!(!reader.contains("name=\"share\"") && reader.contains("重算一致"));
}

#[test]
fn programs_read_the_same_lists() {
    let site = Site::signed_in();
    let (campaign, rechecks) = campaign(&site);
    let here = format!("/api/v1/staying-fixed/{campaign}");
    let counts = site.get(&here).json();
    assert_eq!((&counts["completed"], &counts["rechecks"]["overdue"]), (&json!(2), &json!(2)));
    let work = site.get(&format!("{here}/work?list=completed")).json();
    assert_eq!(
        (&work["items"][0]["next"]["row"]["id"], &work["items"][0]["next"]["late"]),
        (&json!(rechecks[0]), &json!(true))
    );
    assert_eq!(site.get(&format!("{here}/rechecks?state=overdue")).json()["matching"], json!(2));
    assert_eq!(site.get(&format!("{here}/rebounds")).json(), json!([]));
    let drawn = site.post_json(&format!("{here}/samples"), json!({ "month": "2026-11", "share": 100 }));
    assert_eq!(drawn.status, StatusCode::OK, "{}", drawn.body);
}
