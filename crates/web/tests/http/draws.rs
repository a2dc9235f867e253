//! Double-random draws in the browser: announced, drawn, drawn again with a reason, made into tasks, replayed.

use crate::site::{Answer, Site};
use axum::{
    body::Body,
    http::{StatusCode, header},
};

/// A form with two files.
fn announce(site: &Site, form: &[(&str, &str)], objects: &str, inspectors: &str) -> Answer {
    let mut body = String::new();
    for (name, value) in form {
        body += &format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    for (name, text) in [("objects", objects), ("inspectors", inspectors)] {
        body += &format!(
            "--b\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{name}.csv\"\r\nContent-Type: text/csv\r\n\r\n{text}\r\n"
        );
    }
    body += "--b--\r\n";
    let request = site
        .request("POST", "/draws")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(Body::from(body))
        .unwrap();
    site.send(request)
}

fn objects() -> String {
    let row = |at: usize| format!("项目{at:02},{},,单位{}\n", ["高", "低"][at % 2], at / 2);
    format!("标识,分类,分层,单位\n{}", (0..40).map(row).collect::<String>())
}

const INSPECTORS: &str = "证号,单位,资格,回避\nA1,单位1,1,\nA2,,1,单位3;单位4\nA3,,1,\nA4,,0,\nA5,,1,\n";
const FORM: [(&str, &str); 4] =
    [("title", "三季度招投标抽查"), ("ratios", "高 20%\n低=5"), ("count", "2"), ("unit_once", "yes")];

#[test]
fn a_draw_is_announced_drawn_made_into_tasks_and_can_be_replayed() {
    let site = Site::signed_in();
    let announced = announce(&site, &FORM, &objects(), INSPECTORS);
    assert_eq!(announced.status, StatusCode::SEE_OTHER, "{}", announced.body);
    let path = announced.header("location").to_owned();
    let page = site.get(&path).body;
    assert!(page.contains("种子承诺") && page.contains("高 20.00%") && !page.contains("抽中 "), "{page}");
    let api = path.replace("/draws", "/api/v1/draws");
    let told = site.get(&api).json();
    assert_eq!((told["objects"].as_u64(), told["drawn"].is_null()), (Some(40), true));
    assert!(!told.to_string().contains("secret\":\""), "the secret is not shown before");
    assert_eq!(site.get(&format!("{api}/record")).status, StatusCode::NOT_FOUND);

    assert_eq!(site.post(&format!("{path}/drawing"), &[]).status, StatusCode::SEE_OTHER);
    let first = site.get(&api).json();
    assert_eq!(first["outcome"]["drawn"].as_array().unwrap().len(), 5, "4 of 20 and 1 of 20");
    assert_eq!(site.post(&format!("{path}/drawing"), &[]).status, StatusCode::CONFLICT, "it stands");

    // Drawn again only with a reason, and both stay visible.
    assert_eq!(
        site.post(&format!("{path}/discarding"), &[("reason", " ")]).status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    site.post(&format!("{path}/discarding"), &[("reason", "两户已注销")]);
    site.post(&format!("{path}/drawing"), &[]);
    let second = site.get(&api).json();
    assert_ne!(first["outcome"], second["outcome"]);
    assert_eq!(second["discarded"][0]["reason"], "两户已注销");
    assert!(site.get(&path).body.contains("两户已注销"));
    let record: app::draw::Record = serde_json::from_str(&site.get(&format!("{path}/record")).body).unwrap();
    assert!(record.replay().unwrap().1.is_empty());

    let unit = site.open("unit", "公共资源监管科", None).to_string();
    let tasks = || site.get("/api/v1/ledgers/inspection_task").json()["rows"].as_array().unwrap().len();
    let nobody = site.post(&format!("{path}/tasks"), &[("unit", "999999")]);
    assert!(nobody.status.is_client_error());
    assert_eq!(tasks(), 0, "a task is opened with its unit, or none is");
    let opened = site.post(&format!("{path}/tasks"), &[("unit", &unit)]);
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    assert_eq!(tasks(), 5);
    assert_eq!(site.post(&format!("{path}/tasks"), &[("unit", &unit)]).status, StatusCode::SEE_OTHER);
    assert_eq!(tasks(), 5, "a second press opens nothing");
    let other = site.post(&format!("{path}/tasks"), &[("unit", &unit), ("seed", "another form")]);
    assert_eq!((other.status, tasks()), (StatusCode::CONFLICT, 5));
    assert_eq!(site.post(&format!("{path}/discarding"), &[("reason", "再抽")]).status, StatusCode::CONFLICT);

    // The next draw of the year leaves out the units of this one.
    let next =
        announce(&site, &FORM, &objects(), INSPECTORS).header("location").replace("/draws", "/api/v1/draws");
    let before = site.get(&next).json()["rules"]["drawn_before"].as_array().unwrap().len();
    assert_eq!(before, 10, "five objects and their units");
}

#[test]
fn a_unit_is_drawn_once_a_year_though_both_draws_were_announced_before_either() {
    let site = Site::signed_in();
    let announced = |objects: &str| announce(&site, &FORM, objects, INSPECTORS).header("location").to_owned();
    let [first, second] = [announced(&objects()), announced(&objects())];
    let elsewhere = announced(&objects().replace("项目", "工地").replace("单位", "社区"));
    assert_eq!(site.post(&format!("{first}/drawing"), &[]).status, StatusCode::SEE_OTHER);
    let refused = site.post(&format!("{second}/drawing"), &[]);
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("本年另一次抽取已抽中"), "{}", refused.body);
    assert_eq!(site.post(&format!("{elsewhere}/drawing"), &[]).status, StatusCode::SEE_OTHER);
    // Announced anew it leaves them out.
    let anew = announced(&objects());
    assert_eq!(site.post(&format!("{anew}/drawing"), &[]).status, StatusCode::SEE_OTHER);
}

#[test]
fn what_cannot_be_drawn_is_told_and_what_was_typed_stays() {
    let site = Site::signed_in();
    let twice = format!("{}项目01,高,,\n", objects());
    let refused = announce(&site, &FORM, &twice, INSPECTORS);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("“项目01”重复") && refused.body.contains("三季度招投标抽查"),
        "{}",
        refused.body
    );
    let refused = announce(&site, &[("title", "x"), ("ratios", "高 20")], &objects(), INSPECTORS);
    assert!(refused.body.contains("没有抽取比例"), "{}", refused.body);
    assert!(!refused.body.contains(" checked"), "a box that was not ticked is not ticked again");
    assert_eq!(site.get("/draws").body.matches(" checked").count(), 1, "at first one is");
    let refused = announce(&site, &[("title", "x"), ("ratios", "高")], &objects(), INSPECTORS);
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let reader = site.as_other("bai", "member");
    assert_eq!(announce(&reader, &FORM, &objects(), INSPECTORS).status, StatusCode::FORBIDDEN);
    assert!(!reader.get("/draws").body.contains("name=\"ratios\""));
}
