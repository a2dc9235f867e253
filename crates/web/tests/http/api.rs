//! The interface for programs, and its description.

use crate::site::Site;
use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use serde_json::json;

#[test]
fn commands_are_carried_out_once_and_refusals_have_codes() {
    let site = Site::signed_in();
    let measure = site.measure();
    let asked = json!({
        "id": "018f9c3e-7b6a-7cc1-9d2e-0123456789ab",
        "steps": [
            { "matter": measure, "seen": 1, "do": "report_progress", "percent": 30, "text": "进行中" },
            { "matter": measure, "do": "comment", "text": "请补充照片" },
        ]
    });
    let first = site.post_json("/api/v1/commands", asked.clone());
    assert_eq!(first.status, StatusCode::OK, "{}", first.body);
    let retry = site.post_json("/api/v1/commands", asked);
    assert_eq!(first.json(), retry.json());
    assert_eq!(site.app.history(measure, None, 10).unwrap().len(), 3);
    let stale = json!({ "steps": [{ "matter": measure, "seen": 1, "do": "comment", "text": "x" }] });
    let refused = site.post_json("/api/v1/commands?lang=en", stale);
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!((&refused.json()["code"], &refused.json()["args"]["now"]), (&json!("stale"), &json!("3")));
    assert!(refused.json()["message"].as_str().unwrap().contains("changed"));
}

#[test]
fn what_cannot_be_read_is_told() {
    let site = Site::signed_in();
    for (path, body) in [
        ("/api/v1/commands", json!({ "steps": [{ "do": "fly" }] })),
        ("/api/v1/commands", json!({ "steps": [] })),
        ("/api/v1/commands", json!({ "stepz": [] })),
    ] {
        let answer = site.post_json(path, body);
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.body);
        assert!(answer.json()["message"].as_str().unwrap().len() > 10);
    }
    for path in [
        "/api/v1/matters?lamp=purple",
        "/api/v1/matters?colour=red",
        "/api/v1/search?q=",
        "/api/v1/matters/x",
    ] {
        assert_eq!(site.get(path).status, StatusCode::BAD_REQUEST, "{path}");
    }
    let nowhere = site.get("/api/v1/nowhere");
    assert_eq!((nowhere.status, nowhere.json()["code"].as_str().unwrap()), (StatusCode::NOT_FOUND, "page"));
}

#[test]
fn reads_answer_what_pages_show() {
    let site = Site::signed_in();
    let measure = site.measure();
    let list = site.get("/api/v1/matters?kind=measure").json();
    assert_eq!(list["rows"][0]["id"], json!(measure));
    let one = site.get(&format!("/api/v1/matters/{measure}")).json();
    assert_eq!(one["matter"]["version"], 1);
    let possible = one["possible"].as_array().unwrap();
    assert!(possible.iter().any(|one| one["right"] == "report_progress" && one["refusal"].is_null()));
    assert_eq!(site.get(&format!("/api/v1/matters/{measure}/history")).json()[0]["event"]["type"], "opened");
    assert_eq!(
        site.get("/api/v1/search?q=%E7%8E%B0%E5%9C%BA").json()["hits"][0]["row"]["id"],
        json!(measure)
    );
    assert_eq!(site.get("/api/v1/overview").json()["measures"]["total"], 1);
    let head = site.get("/api/v1/log/head").json();
    let size = head["size"].as_u64().unwrap();
    let proof = site.get(&format!("/api/v1/log/entries/{}/proof", size - 1)).json();
    assert_eq!((&proof["head"]["root"], &proof["proof"]["size"]), (&head["root"], &json!(size)));
    let growth = site.get("/api/v1/log/growth?from=3").json();
    assert_eq!(growth["proof"]["old_size"], 3);
}

#[test]
fn evidence_goes_in_and_out() {
    let site = Site::signed_in();
    let measure = site.measure();
    let request = site.request("POST", "/api/v1/evidence").body(Body::from("scan")).unwrap();
    let kept = site.send(request);
    assert_eq!(kept.status, StatusCode::CREATED);
    let (hash, size) = (kept.json()["hash"].clone(), kept.json()["size"].clone());
    let evidence = json!({ "hash": hash, "size": size, "media": "application/pdf", "name": "a.pdf", "title": "扫描件",
        "kind": "document" });
    let steps = json!({ "steps": [{ "matter": measure, "do": "attach_evidence", "evidence": evidence }] });
    assert_eq!(site.post_json("/api/v1/commands", steps).status, StatusCode::OK);
    let file = site.get(&format!("/api/v1/matters/{measure}/evidence/{}", hash.as_str().unwrap()));
    assert_eq!((file.body.as_str(), file.header("content-type")), ("scan", "application/pdf"));
}

#[test]
fn the_description_is_the_stored_one() {
    insta::assert_json_snapshot!("openapi", web::api::description::document());
}

/// Every operation that is described answers, and no reference leads nowhere.
#[test]
fn what_is_described_is_there() {
    let site = Site::signed_in();
    let description = site.get("/api/v1/openapi.json").json();
    let text = description.to_string();
    for reference in text.split("#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(description["components"]["schemas"][name].is_object(), "no schema {name}");
    }
    let paths = description["paths"].as_object().unwrap();
    let mut operations = 0;
    for (path, methods) in paths {
        let real =
            path.replace("{id}", "1").replace("{seq}", "0").replace("{key}", "0").replace("{hash}", "0");
        for method in methods.as_object().unwrap().keys() {
            operations += 1;
            let method: Method = method.to_uppercase().parse().unwrap();
            let request = site.request(method.as_str(), &real).body(Body::empty()).unwrap();
            let answer = site.send(request);
            let routed = answer.status != StatusCode::METHOD_NOT_ALLOWED && answer.json_code() != "page";
            assert!(routed, "{method} {path}: {}", answer.body);
        }
    }
    // Every route of the interface stands in the description.
    let routes = include_str!("../../src/api/mod.rs");
    let declared: Vec<&str> =
        routes.split(".route(\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let undescribed: Vec<_> = declared.iter().filter(|path| !paths.contains_key(**path)).collect();
    assert!(undescribed.is_empty(), "{undescribed:?}");
    assert!(operations >= declared.len());
}

impl crate::site::Answer {
    fn json_code(&self) -> String {
        let value: serde_json::Value = serde_json::from_str(&self.body).unwrap_or_default();
        value["code"].as_str().unwrap_or_default().to_owned()
    }
}

#[test]
fn the_clock_is_told_and_only_a_rehearsals_is_set() {
    let site = Site::signed_in();
    assert_eq!(site.get("/api/v1/clock").json()["today"], "2026-11-23");
    let refused = site.post_json("/api/v1/clock", json!({ "to": "2026-12-01T09:00" }));
    assert_eq!(
        (refused.status, refused.json()["code"].as_str().unwrap()),
        (StatusCode::CONFLICT, "not-a-rehearsal")
    );
    let site = Site::rehearsal("2026-11-23");
    let set = site.post_json("/api/v1/clock", json!({ "to": "2026-12-01T09:00" }));
    assert_eq!(
        set.json(),
        json!({ "now": "2026-12-01T01:00:00Z", "today": "2026-12-01", "rehearsal": true })
    );
    let page = site.get("/");
    assert!(page.body.contains("action=\"/clock\""), "the strip that sets the clock");
    site.post("/clock", &[("to", "2026-12-02")]);
    assert_eq!(site.app.clock().today(), jiff::civil::date(2026, 12, 2));
}
