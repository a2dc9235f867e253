//! Sign-in, first set-up, limits on attempts, requests from other sites.

use crate::site::{PASSWORD, Site};
use axum::{body::Body, http::StatusCode};

#[test]
fn the_first_person_is_set_up_by_a_link_that_works_once() {
    let site = Site::fresh();
    let page = site.get("/sign-in");
    assert!(page.body.contains("一次性链接"), "{}", page.body);
    let link = format!("/set-up/{}", site.app.set_up_link().unwrap().unwrap());
    assert_eq!(site.get(&link).status, StatusCode::OK);
    let form = [("name", "沈知微"), ("login", "shen"), ("password", "short")];
    let weak = site.post(&link, &form);
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(weak.body.contains("沈知微") && !weak.body.contains("short"), "{}", weak.body);
    let form = [("name", "沈知微"), ("login", "shen"), ("password", PASSWORD)];
    let done = site.post(&link, &form);
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/"));
    let cookie = done.header("set-cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && !cookie.contains("Secure"),
        "{cookie}"
    );
    assert_eq!(site.get(&link).status, StatusCode::GONE);
    assert_eq!(site.post(&link, &form).status, StatusCode::GONE);
}

#[test]
fn pages_lead_to_sign_in_and_back() {
    let site = Site::fresh();
    let away = site.get("/matters?lamp=red");
    assert_eq!(away.status, StatusCode::SEE_OTHER);
    assert_eq!(away.header("location"), "/sign-in?next=%2Fmatters%3Flamp%3Dred");
    let api = site.get("/api/v1/matters");
    assert_eq!(api.status, StatusCode::UNAUTHORIZED);
    assert_eq!(api.json()["code"], "sign-in");
}

#[test]
fn a_wrong_password_is_told_and_too_many_wait() {
    let site = Site::signed_in();
    let good = [("login", "Shen"), ("password", PASSWORD), ("next", "/matters?lamp=red")];
    let signed = site.post("/sign-in", &good);
    assert_eq!((signed.status, signed.header("location")), (StatusCode::SEE_OTHER, "/matters?lamp=red"));
    for attempt in 0..7 {
        let wrong = site.post("/sign-in?lang=en", &[("login", "shen"), ("password", "nonsense")]);
        assert_eq!(wrong.status, StatusCode::UNAUTHORIZED, "attempt {attempt}");
        assert!(wrong.body.contains("Login name or password are wrong"));
        assert!(wrong.body.contains("value=\"shen\"") && !wrong.body.contains("nonsense"));
    }
    let waits = site.post("/sign-in", &good);
    assert_eq!(waits.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(!waits.header("retry-after").is_empty());
}

#[test]
fn a_form_of_another_site_is_not_carried_out() {
    let site = Site::signed_in();
    let measure = site.measure();
    let before = site.app.tree_head().unwrap().size;
    let request = site
        .request("POST", &format!("/matters/{measure}/comments"))
        .header("host", "bihuan.example")
        .header("origin", "https://evil.example")
        .header("sec-fetch-site", "cross-site")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("text=hello"))
        .unwrap();
    let answer = site.send(request);
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.body.contains("别的网站"), "{}", answer.body);
    assert_eq!(site.app.tree_head().unwrap().size, before);
}

#[test]
fn signing_out_ends_the_session() {
    let site = Site::signed_in();
    assert_eq!(site.get("/").status, StatusCode::OK);
    let out = site.post("/sign-out", &[]);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(site.get("/").status, StatusCode::SEE_OTHER);
}

#[test]
fn a_token_is_shown_once_and_can_be_revoked() {
    let site = Site::signed_in();
    let made = site.post("/account/tokens", &[("name", "weekly")]);
    assert_eq!(made.status, StatusCode::CREATED);
    let secret = made.body.split("<p class=\"hash\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(!site.get("/account").body.contains(&secret));
    let me = |secret: String| {
        axum::http::Request::get("/api/v1/me")
            .header("authorization", format!("Bearer {secret}"))
            .body(Body::empty())
            .unwrap()
    };
    let answer = site.send(me(secret.clone()));
    assert_eq!(answer.json()["name"], "沈知微");
    let person = answer.json()["person"].as_u64().unwrap();
    let id = site.app.tokens(ledger::MatterId(person)).unwrap()[0].id.clone();
    site.post(&format!("/account/tokens/{id}/revocation"), &[]);
    assert_eq!(site.send(me(secret)).status, StatusCode::UNAUTHORIZED);
}
