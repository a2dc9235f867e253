//! From the plan to the acceptance, by the pages alone: the coordinator plans and adopts, the handler asks for more time
//! and reports with a file, the leader grants it, one acceptor returns and another accepts.

use crate::{
    client::{Client, PASSWORD},
    page::{Page, Screen, browser},
    program::Desk,
};
use serde_json::{Value, json};

/// Who and what the walk needs, made before it begins.
struct Ground {
    desk: Desk,
    admin: Client,
    unit: u64,
}

impl Ground {
    fn do_one(&self, step: &Value) -> u64 {
        let answer = self.admin.post_json("/api/v1/commands", &json!({ "steps": [step] })).unwrap();
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()["matter"].as_u64().unwrap()
    }

    fn open(&self, kind: &str, title: &str, parent: Option<u64>) -> u64 {
        self.do_one(&json!({ "do": "open", "kind": kind, "title": title, "parent": parent }))
    }

    fn person(&self, login: &str, name: &str, role: &str, unit: u64) {
        let over = (role == "handler").then_some(unit);
        let body = json!({ "login": login, "password": PASSWORD, "name": name, "unit": unit,
            "grants": [{ "role": role, "unit": over, "until": null }] });
        let answer = self.admin.post_json("/api/v1/people", &body).unwrap();
        assert_eq!(answer.status, 201, "{}", answer.body);
    }
}

#[test]
fn a_measure_goes_from_the_plan_to_its_acceptance_on_a_desk_and_on_a_phone() {
    let Some(browser) = browser() else { return };
    let desk = Desk::new();
    let service = desk.serve("serve");
    let mut ground = Ground { desk, admin: Client::set_up(&service), unit: 0 };
    let office = ground.open("unit", "整改办", None);
    ground.unit = ground.open("unit", "青禾街道", None);
    ground.person("chief", "程知秋", "coordinator", office);
    ground.person("doer", "杜清和", "handler", ground.unit);
    ground.person("lead", "林望舒", "leader", office);
    ground.person("first", "方竹青", "acceptor", office);
    ground.person("second", "苏晚照", "acceptor", office);
    for screen in [Screen::Desk, Screen::Phone] {
        let page = |login: &str| Page::signed_in(&browser, &service.url, screen, login);
        walk(&ground, screen, &page);
    }
}

fn walk(ground: &Ground, screen: Screen, page: &dyn Fn(&str) -> Page) {
    let campaign = ground.open("campaign", &format!("巡察整改 {screen:?}"), None);
    let coordinator = page("chief");
    let measure = plan(&coordinator, campaign);
    let on_measure = format!("/matters/{measure}");

    let handler = page("doer");
    handler.go("/my-work");
    assert!(handler.text().contains("逐户核对租约"), "what is due stands in the handler's own work");
    handler.go(&on_measure);
    handler.send("/moves/start", &[]);
    let asked = [("to", "2027-03-31"), ("reason", "雨季停工"), ("progress", "已核对一半")];
    handler.send("/extension-requests", &asked);

    let leader = page("lead");
    leader.go(&on_measure);
    leader.press("form[action$='/extension-decisions'] button[value=yes]");
    assert!(leader.text().contains("2027"), "the new date: {}", leader.text());

    report(ground, &handler, &on_measure, "租约核对表.txt");
    let first = page("first");
    first.go(&on_measure);
    first.send("/moves/return", &[("code", "r3"), ("reason", "缺少签字页"), ("due", "2027-04-15")]);

    report(ground, &handler, &on_measure, "签字页.txt");
    let second = page("second");
    second.go(&on_measure);
    let text = second.text();
    assert!(
        text.contains("租约核对表.txt") && text.contains("签字页.txt"),
        "the evidence lies there: {text}"
    );
    second.send("/moves/accept", &[]);
    coordinator.go(&on_measure);
    coordinator.send("/moves/write_off", &[]);
    let told = ground.admin.get(&format!("/api/v1/matters/{measure}")).unwrap().json();
    let matter = &told["matter"];
    assert_eq!((matter["state"].as_str(), matter["returns"].as_u64()), (Some("written_off"), Some(1)));
}

/// Opens an item and a measure below the campaign, gives them all that a plan needs, and adopts it; gives the measure.
fn plan(coordinator: &Page, campaign: u64) -> u64 {
    coordinator.go(&format!("/matters/{campaign}"));
    coordinator.send("/matters", &[("kind", "item"), ("title", "园区租金长期拖欠")]);
    let item = coordinator.matter();
    coordinator.choose("#a-unit", "青禾街道");
    coordinator.choose("#a-leader", "林望舒");
    coordinator.send("/responsibility", &[]);
    coordinator.send("/due-date", &[("due", "2027-06-30")]);
    coordinator.send("/fields", &[("f.class", "dated"), ("f.risk", "low"), ("f.goal", "欠租清零")]);
    coordinator.send("/matters", &[("kind", "measure"), ("title", "逐户核对租约")]);
    let measure = coordinator.matter();
    assert_ne!(item, measure);
    coordinator.choose("#a-unit", "青禾街道");
    coordinator.choose("#a-person", "杜清和");
    coordinator.choose("#a-leader", "林望舒");
    coordinator.send("/responsibility", &[]);
    coordinator.send("/due-date", &[("due", "2027-02-26")]);
    coordinator.send("/fields", &[("f.standard", "台账齐全，逐户签字")]);
    coordinator.go(&format!("/matters/{campaign}"));
    coordinator.send("/plan", &[("reason", "党工委会议审定")]);
    measure
}

/// Reports all done with a file, and hands it in.
fn report(ground: &Ground, handler: &Page, on_measure: &str, name: &str) {
    let file = ground.desk.file(name, name.as_bytes());
    handler.go(on_measure);
    handler.fill("#r-text", "全部核对完毕");
    handler.fill("#r-percent", "100");
    handler.unfold("#r-file");
    handler.attach("#r-file", &file);
    handler.press("#report form.fields button.primary");
    handler.go(on_measure);
    handler.send("/moves/report_done", &[]);
}
