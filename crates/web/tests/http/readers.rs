//! What only some may know of: every route is asked by somebody who may not, and none says anything.

use crate::site::{Answer, Site};
use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use ledger::{
    Command, Evidence, FieldValue, MatterId, Seq,
    command::{Open, ReportProgress},
};
use std::collections::BTreeMap;

/// Words that stand nowhere else.
const SECRETS: [&str; 5] = ["密谈戊寅", "隐由壬申", "私语庚辰", "暗卷癸酉", "绝密附件"];

/// Parts of them that nobody searches for here, so that a page that tells the search again does not hold them.
const TELLING: [&str; 5] = ["戊寅", "壬申", "庚辰", "癸酉", "绝密附件"];

struct Secret {
    talk: MatterId,
    hash: String,
    seqs: Vec<u64>,
    measure: MatterId,
    campaign: MatterId,
    plan: MatterId,
    notice: MatterId,
    bulletin: String,
}

/// A talk about a measure, with everything that could give it away.
fn secret(site: &Site) -> Secret {
    let measure = site.measure();
    let first = site.app.tree_head().unwrap().size;
    let fields = BTreeMap::from([
        ("ground".to_owned(), FieldValue::Text(SECRETS[1].into())),
        ("document".to_owned(), FieldValue::Text(SECRETS[3].into())),
        ("on".to_owned(), FieldValue::Text("2026-11-20".into())),
    ]);
    let open = Open { kind: "talk".into(), title: SECRETS[0].into(), fields, ..Open::default() };
    let talk = site.act(None, Command::Open(open));
    site.act(Some(talk), Command::Comment { text: SECRETS[2].into() });
    let (relation, note) = ("about".to_owned(), String::new());
    site.act(Some(talk), Command::Link { to: measure, relation, note });
    let hash = site.app.keep_file("绝密附件的内容".as_bytes()).unwrap();
    let evidence = Evidence {
        hash: hash.clone(),
        size: 21,
        media: "text/plain".into(),
        name: "a.txt".into(),
        title: SECRETS[4].into(),
        kind: "minutes".into(),
        produced: None,
        seq: Seq(0),
    };
    site.act(Some(talk), Command::AttachEvidence { evidence });
    let seqs = (first..site.app.tree_head().unwrap().size).collect();
    // Something everybody sees, so that pages have something to show.
    let report =
        ReportProgress { percent: Some(40), text: "现场已核对".into(), ..ReportProgress::default() };
    site.act(Some(measure), Command::ReportProgress(report));
    let campaign = site.app.matter(None, measure, None).unwrap().matter.above[0];
    let open = Open {
        kind: "node_plan".into(),
        title: "节点计划".into(),
        parent: Some(campaign),
        fields: BTreeMap::from([("year".to_owned(), FieldValue::Text("2026".into()))]),
        ..Open::default()
    };
    let plan = site.act(None, Command::Open(open));
    let drafted = site.post(&format!("/nodes/{plan}/notices"), &[("seed", "s"), ("month", "2026-11")]);
    let notice = last_part(drafted.header("location")).parse().unwrap();
    let compiled = site.post("/bulletins", &[("campaign", &campaign.to_string())]);
    let bulletin = last_part(compiled.header("location"));
    Secret { talk, hash, seqs, measure, campaign, plan, notice, bulletin }
}

fn last_part(address: &str) -> String {
    let path = address.split('?').next().unwrap();
    path.rsplit('/').next().unwrap().to_owned()
}

/// Every route of pages and API.
fn routes() -> Vec<String> {
    let sources = [include_str!("../../src/router.rs"), include_str!("../../src/api/mod.rs")];
    let routes = sources.iter().flat_map(|source| source.split(".route(").skip(1));
    routes.map(|rest| rest.split('"').nth(1).unwrap().to_owned()).collect()
}

/// What stands in a route for each placeholder: what is secret, and what is there beside it, so that pages are really shown.
fn choices(route: &str, placeholder: &str, secret: &Secret) -> Vec<String> {
    let is_below = |path: &str| route.trim_start_matches("/api/v1").starts_with(path);
    let talk = secret.talk.to_string();
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    match placeholder {
        "id" if is_below("/nodes") => vec![talk, secret.notice.to_string()],
        // What it is about is there for everybody, and says nothing of it.
        "id" => vec![talk, secret.measure.to_string()],
        "campaign" => vec![talk, secret.campaign.to_string()],
        "plan" => vec![talk, secret.plan.to_string()],
        "hash" => vec![secret.hash.clone()],
        "seq" => secret.seqs.iter().map(u64::to_string).collect(),
        "kind" => owned(&["talk", "institution"]),
        "key" if is_below("/periods") => owned(&["2026-11", "2026-W48"]),
        "key" if is_below("/bulletins") => vec![secret.bulletin.clone()],
        "name" if is_below("/documents") => owned(&["ledger", "progress_report", "bulletin"]),
        "name" if is_below("/rates") => owned(&["fixed", "on_time_closure"]),
        "name" => owned(&["hold"]),
        "format" => owned(&["html", "txt"]),
        "figure" => owned(&["measures"]),
        // What only its sender has: nothing to find there.
        "key" | "secret" | "file" | "objection" => owned(&["0"]),
        other => panic!("{route}: nothing stands for {{{other}}}"),
    }
}

/// Every address of a route.
fn filled(route: &str, secret: &Secret) -> Vec<String> {
    let Some((before, rest)) = route.split_once('{') else { return vec![route.to_owned()] };
    let (placeholder, after) = rest.split_once('}').unwrap();
    let whole = |choice: &String| format!("{before}{choice}{after}");
    choices(route, placeholder, secret).iter().map(whole).flat_map(|path| filled(&path, secret)).collect()
}

/// Parameters with which lists, searches and looks at other days are asked.
const QUESTIONS: [&str; 14] = [
    "/matters?kind=talk",
    "/matters?sort=changed&text=%E5%AF%86%E8%B0%88",
    "/matters?sort=changed&kind=",
    "/matters?sort=due&as_of=2026-11-23",
    "/api/v1/matters?sort=changed",
    "/api/v1/matters?kind=talk",
    "/search?q=%E5%AF%86%E8%B0%88",
    "/search?q=%E7%A7%81%E8%AF%AD",
    "/api/v1/search?q=%E9%9A%90%E7%94%B1",
    "/api/v1/log/entries?limit=500",
    "/api/v1/changes?from=2026-11-01&to=2026-11-23",
    "/changes?from=2026-11-01&to=2026-11-23",
    "/api/v1/work.ics",
    "/?lang=en",
];

/// What an answer gives away.
fn leaks(answer: &Answer, path: &str, talk: MatterId) -> Vec<String> {
    let mut leaks = vec![];
    for word in TELLING.iter().filter(|word| answer.body.contains(**word)) {
        leaks.push(format!("{path} says {word}"));
    }
    let body = answer.body.replace(&format!("name=\"under\" value=\"{talk}\""), "");
    if body.contains(&format!("/matters/{talk}\"")) {
        leaks.push(format!("{path} leads to it"));
    }
    if let Ok(json) = serde_json::from_str::<serde_json::Value>(&answer.body)
        && holds_id(&json, talk.0)
    {
        leaks.push(format!("{path} names its id"));
    }
    leaks
}

fn says_nothing(answer: &Answer, path: &str, talk: MatterId) {
    assert_eq!(leaks(answer, path, talk), Vec::<String>::new(), "{}", answer.body);
}

/// Whether an id of a matter stands anywhere in an answer.
fn holds_id(json: &serde_json::Value, id: u64) -> bool {
    match json {
        serde_json::Value::Object(parts) => parts.iter().any(|(name, value)| {
            let is_id = matches!(name.as_str(), "id" | "matter" | "to" | "from" | "parent" | "about");
            is_id && value.as_u64() == Some(id) || holds_id(value, id)
        }),
        serde_json::Value::Array(items) => items.iter().any(|item| holds_id(item, id)),
        _ => false,
    }
}

#[test]
fn no_route_says_anything_to_who_may_not_know() {
    let site = Site::signed_in();
    let secret = secret(&site);
    let outsider = site.as_other("jing", "supervisor");
    let nobody = MatterId(999_999);
    let (mut shown, mut leaked) = (0, vec![]);
    for route in routes().iter().filter(|route| !route.contains("/static/")) {
        for path in filled(route, &secret) {
            // A document says of what it speaks.
            let of = if route.contains("/documents/") {
                format!("?of={}", secret.campaign)
            } else {
                String::new()
            };
            let answer = outsider.get(&format!("{path}{of}"));
            leaked.extend(leaks(&answer, &path, secret.talk));
            shown += usize::from(answer.status == StatusCode::OK);
            let of_matter = route.contains("/matters/{id}")
                && path.split('/').any(|part| part == secret.talk.to_string())
                && answer.status != StatusCode::METHOD_NOT_ALLOWED;
            if of_matter || route.contains("{seq}") {
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            }
        }
        // Acting on it is answered as on a matter that is not there.
        let post = |id: MatterId| {
            let path = &filled(&route.replace("{id}", &id.to_string()), &secret)[0];
            let request = outsider
                .request(Method::POST.as_str(), path)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(
                    "text=x&reason=x&title=x&to=1&due=2026-12-01&percent=1&role=head&relation=about",
                ));
            let answer = outsider.send(request.unwrap());
            (answer.status, answer.body.replace(|c: char| c.is_ascii_digit(), ""))
        };
        if route.contains("/matters/{id}") {
            let ((status, body), (wanted, like)) = (post(secret.talk), post(nobody));
            assert_eq!(status, wanted, "{route}");
            assert_eq!(body, like, "{route}");
        }
    }
    assert_eq!(leaked, Vec::<String>::new());
    assert!(shown > 80, "only {shown} answers showed anything");
    for question in QUESTIONS {
        says_nothing(&outsider.get(question), question, secret.talk);
    }
    let steps = |id: MatterId| {
        let step = serde_json::json!({ "steps": [{ "matter": id, "do": "comment", "text": "x" }] });
        outsider.post_json("/api/v1/commands", step)
    };
    assert_eq!(steps(secret.talk).status, StatusCode::NOT_FOUND);
    let counted = outsider.get(&format!("/api/v1/matters/{}", secret.measure));
    assert_eq!(counted.json()["linked_from"], serde_json::json!([]));
}

#[test]
fn who_may_know_finds_it_everywhere_and_it_is_noted() {
    let site = Site::signed_in();
    let secret = secret(&site);
    let head = site.as_other("he", "head");
    for path in [
        format!("/matters/{}", secret.talk),
        format!("/matters/{}", secret.measure),
        "/accountability".into(),
        "/search?q=%E5%AF%86%E8%B0%88".into(),
        "/activity".into(),
        format!("/log/{}", secret.seqs[0]),
        "/api/v1/accountability?kind=talk".into(),
    ] {
        let answer = head.get(&path);
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(answer.body.contains(TELLING[0]), "{path}: {}", answer.body);
    }
    assert_eq!(
        head.get(&format!("/matters/{}/evidence/{}", secret.talk, secret.hash)).status,
        StatusCode::OK
    );
    // The auditor sees who opened it, proves its entries, and reads none of them.
    let auditor = site.as_other("shen2", "auditor");
    let openings = auditor.get("/accountability/openings");
    assert!(openings.body.contains(">he<") && openings.body.contains(&format!("#{}", secret.talk)));
    says_nothing(&openings, "/accountability/openings", secret.talk);
    let entry = auditor.get(&format!("/log/{}", secret.seqs[1]));
    assert_eq!(entry.status, StatusCode::OK);
    says_nothing(&entry, "/log", secret.talk);
    let proof = auditor.get(&format!("/api/v1/log/entries/{}/proof", secret.seqs[1])).json();
    assert!(entry.body.contains(proof["leaf"].as_str().unwrap()));
    assert_eq!(auditor.get("/accountability").status, StatusCode::FORBIDDEN);
    assert_eq!(site.as_other("ren", "member").get("/accountability/openings").status, StatusCode::FORBIDDEN);
    let openings = head.get("/api/v1/accountability/openings").json();
    assert_eq!(openings.as_array().unwrap().len(), 2, "{openings}");
}

#[test]
fn a_record_is_entered_about_a_matter() {
    let site = Site::signed_in();
    let secret = secret(&site);
    let about = secret.measure.to_string();
    let leads = format!("href=\"/accountability?new=talk&amp;about={about}\"");
    assert!(site.get(&format!("/matters/{about}")).body.contains(&leads), "the matter leads to it");
    let outsider = site.as_other("jing", "supervisor").get(&format!("/matters/{about}"));
    assert!(!outsider.body.contains("/accountability?new="), "only for who may know");
    let form = site.get(&format!("/accountability?new=accountability&about={about}"));
    assert_eq!(form.status, StatusCode::OK);
    let seed = form.hidden("seed");
    let fields = [
        ("seed", seed.as_str()),
        ("kind", "accountability"),
        ("about", &about),
        ("title", "对苗圃租金一事的处理"),
        ("f.form", "admonish"),
        ("f.decided_by", "区纪检监察工委"),
        ("f.document", "纪工委〔2026〕9号"),
        ("f.on", "2026-11-19"),
        ("f.ground", "长期不报进度"),
    ];
    let entered = site.post("/accountability", &fields);
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.body);
    let listed = site.get("/accountability?kind=accountability&from=2026-11-01");
    assert!(listed.body.contains("纪工委〔2026〕9号") && listed.body.contains(&format!("/matters/{about}")));
    let without: Vec<_> = fields.iter().copied().filter(|(name, _)| *name != "f.document").collect();
    let refused = site.post("/accountability", &without);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("长期不报进度"), "what was typed is kept");
    // Nothing that everybody sees may point at it.
    let link = [("seed", "s"), ("relation", "about"), ("to", &secret.talk.to_string()), ("note", "")];
    let pointed = site.post(&format!("/matters/{about}/links?lang=en"), &link);
    assert_eq!(pointed.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", pointed.body);
}
