//! Looking back: the same pages on a day that is over.

use crate::site::Site;
use axum::http::StatusCode;
use ledger::{Command, command::ReportProgress};

/// The site's clock stands on 2026-11-23; a measure that was reported on three days later.
fn site_with_a_past() -> (Site, ledger::MatterId) {
    let site = Site::signed_in();
    let measure = site.measure();
    site.on("2026-11-26T01:00:00Z");
    let report =
        ReportProgress { percent: Some(40), text: "核对过半".into(), ..ReportProgress::default() };
    site.act(Some(measure), Command::ReportProgress(report));
    (site, measure)
}

#[test]
fn a_past_day_is_shown_with_a_banner_and_without_anything_to_press() {
    let (site, measure) = site_with_a_past();
    let now = site.get(&format!("/matters/{measure}"));
    assert!(
        now.body.contains("核对过半")
            && now.body.contains("<textarea")
            && now.body.contains("method=\"post\" action=\"/matters/")
    );
    for (lang, banner) in [("zh", "截至2026年11月24日 周二"), ("en", "As of Tue 24 Nov 2026")] {
        let past = site.get(&format!("/matters/{measure}?as_of=2026-11-24&lang={lang}"));
        assert_eq!(past.status, StatusCode::OK);
        assert!(past.body.contains(banner) && !past.body.contains('⟨'), "{}", past.body);
        assert!(!past.body.contains("核对过半") && !past.body.contains("<textarea"));
        assert!(!past.body.contains("method=\"post\" action=\"/matters/"));
        assert!(past.body.contains(&format!("href=\"/matters/{measure}\"")), "the way back");
    }
}

#[test]
fn links_keep_the_day() {
    let (site, measure) = site_with_a_past();
    let list = site.get("/matters?kind=measure&as_of=2026-11-24");
    assert!(list.body.contains(&format!("href=\"/matters/{measure}?as_of=2026-11-24\"")), "{}", list.body);
    assert!(list.body.contains("lamp=undated&#38;as_of=2026-11-24"), "{}", list.body);
    assert!(list.body.contains("href=\"/matters?kind=measure\""), "back to today with the same filter");
    assert!(
        list.body.contains("<input type=\"hidden\" name=\"kind\" value=\"measure\">"),
        "another day with it"
    );
    let overview = site.get("/?as_of=2026-11-24");
    assert!(overview.body.contains("2026年11月24日 周二") && overview.body.contains("as_of=2026-11-24"));
    assert!(overview.body.contains("href=\"/search\""), "what does not travel leads to now");
    let row = site.get("/matters?kind=measure").body;
    assert!(!row.contains("as_of=2026"), "and today stays plain");
}

#[test]
fn sections_keep_the_day_and_what_is_decided_now_is_not_offered_on_it() {
    let site = Site::signed_in();
    let measure = site.measure();
    let campaign = site.app.matter(None, measure, None).unwrap().matter.above[0];
    let open = ledger::command::Open {
        kind: "node_plan".into(),
        title: "节点计划".into(),
        fields: [("year".to_owned(), ledger::FieldValue::Text("2026".into()))].into(),
        ..Default::default()
    };
    let plan = site.act(None, Command::Open(open));
    site.on("2026-11-26T02:00:00Z");
    let day = "as_of=2026-11-24";
    let overview = site.get(&format!("/?{day}"));
    for href in ["/plans", "/nodes", "/staying-fixed", "/sections"] {
        assert!(overview.body.contains(&format!("href=\"{href}?{day}\"")), "{href}: {}", overview.body);
    }
    for page in ["plans", "staying-fixed"] {
        let led = site.get(&format!("/{page}?{day}"));
        assert_eq!(led.header("location"), format!("/{page}/{campaign}?{day}"));
    }
    assert!(
        site.get(&format!("/matters/{plan}?{day}")).body.contains(&format!("href=\"/nodes/{plan}?{day}\""))
    );
    let shown = site.get(&format!("/nodes/{plan}?view=notices&{day}"));
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    assert!(!shown.body.contains("view=next-year"));
    let draft = [("seed", "s"), ("month", "2026-11")];
    assert_eq!(site.post(&format!("/nodes/{plan}/notices"), &draft).status, StatusCode::SEE_OTHER);
    let listed = |query: &str| site.get(&format!("/api/v1/nodes/{plan}/notices{query}")).json();
    assert_eq!(listed("").as_array().unwrap().len(), 1);
    assert_eq!(listed(&format!("?{day}")), serde_json::json!([]), "as it stood");
    let next = site.get(&format!("/nodes/{plan}?view=next-year&{day}"));
    assert_eq!(next.status, StatusCode::BAD_REQUEST, "what goes on is decided now");
}

#[test]
fn a_day_that_is_none_or_has_not_come_is_told() {
    let (site, measure) = site_with_a_past();
    let future = site.get("/matters?as_of=2026-11-27");
    assert_eq!(future.status, StatusCode::BAD_REQUEST);
    assert!(future.body.contains("2026-11-27还没有到（今天是2026-11-26）"), "{}", future.body);
    for path in
        ["/", "/matters", "/api/v1/overview", "/api/v1/matters", &format!("/api/v1/matters/{measure}")]
    {
        let odd = site.get(&format!("{path}?as_of=yesterday"));
        assert_eq!(odd.status, StatusCode::BAD_REQUEST, "{path}");
        assert_eq!(site.get(&format!("{path}?as_of=2027-01-01")).status, StatusCode::BAD_REQUEST, "{path}");
        assert_eq!(
            site.get(&format!("{path}?as_of=2026-11-26")).status,
            StatusCode::OK,
            "{path}: today is now"
        );
    }
    let early = site.get(&format!("/matters/{measure}?as_of=2026-11-22"));
    assert_eq!(early.status, StatusCode::NOT_FOUND);
    assert!(early.body.contains("还没有立项"), "{}", early.body);
}

#[test]
fn the_interface_for_programs_travels_alike() {
    let (site, measure) = site_with_a_past();
    let row =
        |query: &str| site.get(&format!("/api/v1/matters?kind=measure{query}")).json()["rows"][0].clone();
    assert_eq!(row("")["percent"], 40);
    assert!(row("&as_of=2026-11-24")["percent"].is_null());
    let then = site.get(&format!("/api/v1/matters/{measure}?as_of=2026-11-24")).json();
    assert!(then["matter"]["percent"].is_null() && then["possible"] == serde_json::json!([]), "{then}");
    assert_eq!(site.get("/api/v1/overview?as_of=2026-11-24").json()["today"], "2026-11-24");
}

#[test]
fn what_moved_is_shown_and_told_to_programs() {
    let (site, measure) = site_with_a_past();
    let page = site.get("/changes?from=2026-11-24&to=2026-11-26");
    assert!(page.body.contains(&format!("href=\"/matters/{measure}#history\"")), "{}", page.body);
    assert!(page.body.contains("— → <span>40%</span>") || page.body.contains("40%"), "{}", page.body);
    assert!(page.body.contains("class=\"shift\""));
    let past = site.get("/changes?from=2026-11-23&to=2026-11-24&lang=en");
    assert!(
        past.body.contains(&format!("href=\"/matters/{measure}?as_of=2026-11-24#history\"")),
        "{}",
        past.body
    );
    assert!(site.get("/changes?from=2026-11-01&to=2026-11-02").body.contains("这段时间没有变化"));
    let json = site.get("/api/v1/changes?from=2026-11-24&to=2026-11-26").json();
    assert_eq!(
        (&json["moved"], &json["rows"][0]["percent"]["to"], &json["rows"][0]["reports"]),
        (&1.into(), &40.into(), &1.into())
    );
    for odd in ["from=2026-11-26&to=2026-11-24", "from=x", "period=ever", "to=2026-12-31", "what=1"] {
        for path in ["/changes", "/api/v1/changes"] {
            assert_eq!(site.get(&format!("{path}?{odd}")).status, StatusCode::BAD_REQUEST, "{path} {odd}");
        }
    }
}
