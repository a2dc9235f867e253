//! Many at once, saved views, hand-over, units: as pages without JavaScript, and as the API.

use crate::site::Site;
use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use ledger::{
    Command, MatterId,
    command::{Assign, Change},
};
use serde_json::json;

/// A measure and two more beside it.
fn measures(site: &Site) -> Vec<MatterId> {
    let first = site.measure();
    let item = site.app.matter(None, first, None).unwrap().matter.parent;
    vec![first, site.open("measure", "补签合同", item), site.open("measure", "清点台账", item)]
}

#[test]
fn rows_are_chosen_looked_at_and_changed() {
    let site = Site::signed_in();
    let ids = measures(&site);
    let list = site.get("/matters?choose=1&kind=measure");
    assert!(list.body.contains(&format!("form=\"bulk\" name=\"m\" value=\"{}\"", ids[0])), "{}", list.body);
    assert!(!site.get("/matters?kind=measure").body.contains("form=\"bulk\""));
    let (a, b) = (ids[0].to_string(), ids[1].to_string());
    let choose = site.post("/bulk-edits", &[("q", "kind=measure"), ("m", &a), ("m", &b)]);
    assert!(choose.body.contains("name=\"what\"") && choose.body.contains(&format!("value=\"{a}:1\"")));
    let none = site.post("/bulk-edits", &[("q", "kind=measure")]);
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    // What is refused stays as it was filled in.
    let wrong = [("q", "kind=measure"), ("m", &a), ("what", "due"), ("due", "soon"), ("reason", "统一改期")];
    let refused = site.post("/bulk-edits", &wrong);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    for kept in ["value=\"due\" checked", "value=\"soon\"", "统一改期", &format!("value=\"{a}:1\"")] {
        assert!(refused.body.contains(kept), "{kept}: {}", refused.body);
    }
    // One of them has ended: it is told why it stays.
    let cancel =
        ledger::command::TakeMove { reason: "合并".into(), ..ledger::command::TakeMove::named("cancel") };
    site.act(Some(ids[1]), Command::Move(cancel));
    let look = [("q", "kind=measure"), ("m", &a), ("m", &b), ("what", "due"), ("due", "2026-12-18")];
    let looked = site.post("/bulk-edits?lang=en", &look);
    assert!(looked.body.contains("1 of 2 rows can be changed"), "{}", looked.body);
    assert!(looked.body.contains("has ended"), "{}", looked.body);
    assert_eq!(site.app.row(ids[0]).unwrap().due, None);
    let seed = looked.hidden("seed");
    let seen = format!("{a}:1");
    let go = [("seed", seed.as_str()), ("go", "1"), ("m", &seen), ("what", "due"), ("due", "2026-12-18")];
    let done = site.post("/bulk-edits?lang=en", &go);
    assert!(done.body.contains("1 changed, 0 refused"), "{}", done.body);
    assert_eq!(site.app.row(ids[0]).unwrap().due.map(|due| due.to_string()).as_deref(), Some("2026-12-18"));
    let again = site.post("/bulk-edits", &go);
    assert_eq!((again.status, site.app.row(ids[0]).unwrap().version), (StatusCode::OK, 2));
    // All that match.
    let all = site.post("/bulk-edits", &[("q", "kind=measure"), ("all", "1")]);
    assert!(ids.iter().all(|id| all.body.contains(&format!("/matters/{id}\""))));
}

#[test]
fn the_api_looks_before_it_changes() {
    let site = Site::signed_in();
    let ids = measures(&site);
    let asked = |carry_out: bool| json!({ "matters": ids, "command": { "do": "set_due_date", "due": "2026-12-18" }, "carry_out": carry_out });
    let looked = site.post_json("/api/v1/bulk-edits", asked(false)).json();
    assert_eq!(looked[2]["event"]["due"], "2026-12-18");
    assert_eq!(site.app.row(ids[2]).unwrap().due, None);
    site.post_json("/api/v1/bulk-edits", asked(true));
    assert!(ids.iter().all(|id| site.app.row(*id).unwrap().due.is_some()));
    let again = site.post_json("/api/v1/bulk-edits", asked(true)).json();
    assert_eq!(again[0]["refusal"]["code"], "nothing-to-do");
}

#[test]
fn a_view_is_saved_from_the_list_and_opened_by_its_address() {
    let site = Site::signed_in();
    site.measure();
    let saved =
        site.post("/views", &[("q", "lamp=red&sort=due&after=x&as_of=2026-11-01"), ("name", "红灯优先")]);
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_eq!(saved.header("location"), "/matters?lamp=red&sort=due&done=view");
    let list = site.get("/matters?lamp=red&sort=due");
    assert!(list.body.contains("红灯优先") && list.body.contains("/removal"));
    let views = site.get("/api/v1/views").json();
    let id = views[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(site.get(&format!("/views/{id}")).header("location"), "/matters?lamp=red&sort=due");
    let other = site.as_other("jing", "supervisor");
    assert_eq!(other.get(&format!("/views/{id}")).status, StatusCode::NOT_FOUND);
    let request = site.request(Method::DELETE.as_str(), &format!("/api/v1/views/{id}")).body(Body::empty());
    assert_eq!(site.send(request.unwrap()).status, StatusCode::NO_CONTENT);
    assert_eq!(site.get("/api/v1/views").json(), json!([]));
}

#[test]
fn a_person_hands_over_and_names_a_deputy_on_their_page() {
    let site = Site::signed_in();
    let measure = site.measure();
    let unit = site.open("unit", "园林局", None);
    let [from, to] = ["甲某", "乙某"].map(|name| {
        let id = site.open("person", name, None);
        site.act(Some(id), Command::Assign(Assign { unit: Change::Set(unit), ..Assign::default() }));
        id
    });
    let assign = Assign { unit: Change::Set(unit), person: Change::Set(from), ..Assign::default() };
    site.act(Some(measure), Command::Assign(assign));
    let page = site.get(&format!("/matters/{from}"));
    assert!(page.body.contains(&format!("/matters/{from}/handover")));
    let path = format!("/matters/{from}/handover");
    let hand = site.get(&path);
    let name = format!("to.person.{unit}");
    assert!(
        hand.body.contains(&name) && hand.body.contains(&format!("/matters/{measure}\"")),
        "{}",
        hand.body
    );
    let to = to.to_string();
    // A name that a browser never sends is read like any other.
    let odd = site.post(&path, &[(format!("to.person.00{unit}").as_str(), to.as_str())]);
    assert_eq!(odd.status, StatusCode::OK, "{}", odd.body);
    let fields = [(name.as_str(), to.as_str()), ("then", "leave")];
    let look = site.post(&path, &fields);
    assert_eq!(look.status, StatusCode::OK);
    assert!(look.body.contains("乙某") && look.body.contains("name=\"go\""));
    assert_eq!(site.app.row(measure).unwrap().person.unwrap().id, from, "looking changes nothing");
    let seed = look.hidden("seed");
    let mark = look.hidden("mark");
    let unseen = [("seed", seed.as_str()), ("go", "1"), fields[0], fields[1]];
    assert_eq!(site.post(&path, &unseen).status, StatusCode::CONFLICT, "looked at nothing");
    let go = [("seed", seed.as_str()), ("go", "1"), ("mark", mark.as_str()), fields[0], fields[1]];
    let done = site.post(&path, &go);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(site.app.row(measure).unwrap().person.unwrap().id.to_string(), to);
    // A deputy, named on the page and shown on both.
    let shen = site.get("/api/v1/me").json()["person"].as_u64().unwrap();
    let days = [("seed", "s"), ("deputy", to.as_str()), ("from", "2026-11-23"), ("until", "2026-12-04")];
    let named = site.post(&format!("/matters/{shen}/deputies"), &days);
    assert_eq!(named.status, StatusCode::SEE_OTHER, "{}", named.body);
    let own = site.get(&format!("/matters/{shen}?lang=en"));
    assert!(own.body.contains("乙某") && own.body.contains("Withdraw"), "{}", own.body);
    assert!(site.get(&format!("/matters/{to}?lang=en")).body.contains("Acts for 沈知微"));
    let gone = site.post(&format!("/matters/{shen}/deputies/removal"), &[("seed", "t"), ("deputy", &to)]);
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
}

#[test]
fn units_show_what_they_have_in_hand_and_a_matter_who_may_do_what() {
    let site = Site::signed_in();
    let measure = site.measure();
    let above = site.open("unit", "管委会", None);
    let below = site.open("unit", "园林局", Some(above));
    site.act(Some(measure), Command::Assign(Assign { unit: Change::Set(below), ..Assign::default() }));
    let page = site.get("/units");
    assert!(page.body.contains(&format!("/matters?unit={below}&amp;class=open")), "{}", page.body);
    // What a sum with the units below counts stands behind it.
    let behind = format!("/matters?unit={above}&amp;below=1&amp;class=open");
    assert!(page.body.contains(&behind), "{}", page.body);
    let row = format!("/matters/{measure}\"");
    let list = site.get(&format!("/matters?unit={above}&below=1&class=open")).body;
    assert!(list.contains(&row) && list.contains("含下级单位"), "{list}");
    assert!(!site.get(&format!("/matters?unit={above}&class=open")).body.contains(&row));
    let tree = site.get("/api/v1/units/tree").json();
    assert_eq!((&tree[0]["own"]["open"], &tree[0]["with_below"]["open"]), (&json!(0), &json!(1)));
    let rights = site.get(&format!("/matters/{measure}/rights?lang=en"));
    assert!(rights.body.contains("沈知微"), "{}", rights.body);
    let held = site.get(&format!("/api/v1/matters/{measure}/rights")).json();
    assert!(held.as_array().unwrap().iter().any(|one| one["right"] == "assign" && one["count"] == 1));
}
