//! Pages: empty and filled, both languages, headers, failures.

use crate::site::Site;
use axum::http::StatusCode;
use ledger::Command;
use serde_json::json;

const PAGES: [&str; 12] = [
    "/",
    "/changes",
    "/similar",
    "/matters",
    "/search",
    "/imports",
    "/messages",
    "/activity",
    "/units",
    "/people",
    "/log",
    "/account",
];

#[test]
fn every_page_answers_empty_and_filled_in_both_languages_without_a_missing_text() {
    let site = Site::signed_in();
    for filled in [false, true] {
        if filled {
            site.measure();
        }
        for page in PAGES {
            for (lang, tag) in [("zh", "<html lang=\"zh-Hans\">"), ("en", "<html lang=\"en\">")] {
                let answer = site.get(&format!("{page}?lang={lang}"));
                assert_eq!(answer.status, StatusCode::OK, "{page}: {}", answer.body);
                assert!(answer.body.contains(tag) && !answer.body.contains('⟨'), "{page} {lang}");
            }
        }
    }
}

#[test]
fn what_people_write_is_never_read_as_html() {
    let site = Site::signed_in();
    let measure = site.measure();
    for page in ["/matters", "/activity", &format!("/matters/{measure}"), "/search?q=未开工"] {
        let answer = site.get(page);
        assert!(!answer.body.contains("<未开工>"), "{page}");
    }
    let search = site.get("/search?q=%22%3E%3Cscript%3E");
    assert_eq!(search.status, StatusCode::OK);
    assert!(!search.body.contains("\"><script>"));
}

#[test]
fn the_list_is_an_outline_that_filters() {
    let site = Site::signed_in();
    let measure = site.measure();
    let all = site.get("/matters");
    assert!(all.body.contains("项目落地方面") && all.body.contains("depth-2 item"), "{}", all.body);
    let measures = site.get("/matters?kind=measure&lamp=undated");
    assert!(
        measures.body.contains(&format!("/matters/{measure}")) && !measures.body.contains("depth-2 item")
    );
    let none = site.get("/matters?kind=measure&lamp=red");
    assert!(none.body.contains("没有符合条件的事项"));
    let odd = site.get("/matters?lamp=purple&size=9999");
    assert!(odd.body.contains("lamp, size"), "{}", odd.body);
    let broken = site.get("/matters?after=nonsense");
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
}

#[test]
fn a_search_marks_what_it_found() {
    let site = Site::signed_in();
    site.measure();
    let found = site.get("/search?q=%E7%8E%B0%E5%9C%BA%E6%A0%B8%E5%AF%B9");
    assert!(found.body.contains("<mark>现场核对</mark>"), "{}", found.body);
    let nothing = site.get("/search?q=zzzz");
    assert!(nothing.body.contains("没有找到"));
}

#[test]
fn failures_are_pages_that_say_what_to_do() {
    let site = Site::signed_in();
    for (path, status) in [
        ("/nowhere", StatusCode::NOT_FOUND),
        ("/matters/999999", StatusCode::NOT_FOUND),
        ("/matters/x", StatusCode::NOT_FOUND),
        ("/log/999999", StatusCode::NOT_FOUND),
        ("/imports/abc", StatusCode::NOT_FOUND),
        ("/set-up/wrong", StatusCode::GONE),
    ] {
        let answer = site.get(path);
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.body.contains("回到总览") && !answer.body.contains('⟨'), "{path}: {}", answer.body);
    }
    let method = site.post("/search", &[]);
    assert_eq!(method.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(method.body.contains("回到总览"));
}

#[test]
fn headers_forbid_scripts_of_others_and_frames() {
    let site = Site::signed_in();
    let page = site.get("/");
    let policy = page.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"), "{policy}");
    assert!(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(
        !page.body.contains("style=\"") && !page.body.contains("<script>") && !page.body.contains("onclick")
    );
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    let style = page.body.split("rel=\"stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let style = site.get(style);
    assert!(style.header("cache-control").contains("immutable"));
    assert!(style.header("content-type").starts_with("text/css"));
    assert_eq!(site.get("/static/bihuan.0000000000000000.css").status, StatusCode::NOT_FOUND);
}

#[test]
fn the_language_is_kept_and_taken_from_the_browser() {
    let site = Site::signed_in();
    let chosen = site.get("/?lang=en");
    assert!(chosen.header("set-cookie").starts_with("bihuan_language=en;"));
    let request = site.request("GET", "/").header("accept-language", "fr, en-GB;q=0.8, zh;q=0.1");
    let answer = site.send(request.body(axum::body::Body::empty()).unwrap());
    assert!(answer.body.contains("<html lang=\"en\">"));
}

#[test]
fn an_entry_of_the_log_shows_its_proof() {
    let site = Site::signed_in();
    site.measure();
    let entry = site.get("/log/3");
    let head = site.get("/log");
    let root = site.app.tree_head().unwrap().root.to_string();
    assert!(entry.body.contains(&root) && head.body.contains(&root));
}

#[test]
fn a_problem_shows_what_reads_alike_and_links_it() {
    let site = Site::signed_in();
    let campaign = site.open("campaign", "联动巡察整改", None);
    let [one, two] = ["区属企业<房产>租金长期拖欠", "街道房产租金长期拖欠"]
        .map(|title| site.open("item", title, Some(campaign)));
    let page = site.get(&format!("/matters/{one}"));
    assert!(page.body.contains("相似问题") && page.body.contains("租金长期拖欠</mark>"), "{}", page.body);
    let (seed, seen) = (page.hidden("seed"), page.hidden("seen"));
    let form =
        [("seed", seed.as_str()), ("seen", &seen), ("relation", "same_kind"), ("to", &two.to_string())];
    assert_eq!(site.post(&format!("/matters/{one}/links"), &form).status, StatusCode::SEE_OTHER);
    assert!(site.get(&format!("/matters/{one}")).body.contains("已关联"));
    let groups = site.get("/similar");
    assert!(
        groups.body.contains(&format!("/matters/{two}")) && !groups.body.contains("<房产>"),
        "{}",
        groups.body
    );
    assert_eq!(site.get(&format!("/api/v1/matters/{one}/similar")).json()["alike"][0]["row"]["id"], two.0);
    assert_eq!(site.get("/api/v1/similar").json()["groups"][0]["members"].as_array().unwrap().len(), 2);
    for odd in ["under=x", "after=nonsense", "what=1"] {
        assert_eq!(site.get(&format!("/similar?{odd}")).status, StatusCode::BAD_REQUEST, "{odd}");
    }
}

#[test]
fn a_lamp_says_why_in_both_languages_and_for_programs() {
    let site = Site::signed_in();
    let measure = site.measure();
    let due = Some(jiff::civil::date(2026, 11, 20));
    site.act(Some(measure), Command::SetDueDate { due, reason: String::new() });
    for (lang, parts) in [
        (
            "zh",
            ["时限（规则第1版）", "完成时限2026年11月20日 周五", "其后第1个工作日", "“&#62; 0, ≤ 5”", "黄灯"],
        ),
        (
            "en",
            [
                "Due date (rule version 1)",
                "Due Fri 20 Nov 2026",
                "working day 1 after it",
                "“&#62; 0, ≤ 5”",
                "Yellow",
            ],
        ),
    ] {
        let page = site.get(&format!("/matters/{measure}?lang={lang}"));
        for part in parts {
            assert!(page.body.contains(part), "{part} in {}", page.body);
        }
        assert!(!page.body.contains('⟨'), "{}", page.body);
    }
    let lamps = &site.get(&format!("/api/v1/matters/{measure}")).json()["lamps"];
    assert_eq!(
        (&lamps[0]["rule"], &lamps[0]["version"], &lamps[0]["colour"]),
        (&json!("default"), &json!(1), &json!("yellow"))
    );
    let reading = &lamps[0]["readings"][0];
    assert_eq!(
        (&reading["measure"], &reading["outcome"], &reading["value"]),
        (&json!("deadline"), &json!("hit"), &json!("1"))
    );
    assert_eq!(reading["steps"][0], json!({ "step": "due", "day": "2026-11-20" }));
    assert_eq!(lamps[1]["rule"], "progress");
}
