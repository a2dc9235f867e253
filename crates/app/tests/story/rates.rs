//! Rates: counters that are caught up give what counting anew gives, and a new version leaves the years before as they were.

use crate::house::{Town, everywhere};
use app::{House, query::rates::RateQuery};
use jiff::civil::date;
use ledger::{
    Command, FieldValue, MatterId,
    command::{Assign, Change, Open, TakeMove},
};

fn request(town: &Town, title: &str) -> MatterId {
    let text = |value: &str| FieldValue::Text(value.into());
    let fields = [("category", text("land")), ("received_on", text("2026-06-01"))];
    let open = Open {
        kind: "enterprise_request".into(),
        title: title.into(),
        fields: fields.map(|(name, value)| (name.to_owned(), value)).into(),
        ..Open::default()
    };
    let step = app::Step { matter: None, seen: None, command: Command::Open(open) };
    let id = town.app.execute(Some(town.coordinator), town.id(), step).unwrap().matter;
    assign(town, id, town.bureau);
    id
}

fn assign(town: &Town, id: MatterId, unit: MatterId) {
    town.act(town.coordinator, id, Command::Assign(Assign { unit: Change::Set(unit), ..Assign::default() }));
}

fn take(town: &Town, id: MatterId, name: &str, fields: &[(&str, &str)]) {
    let text = |value: &str| FieldValue::Text(value.into());
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), text(value))).collect();
    let taken = TakeMove { fields, reason: "已办".into(), ..TakeMove::named(name) };
    town.app
        .execute(None, town.id(), app::Step { matter: Some(id), seen: None, command: Command::Move(taken) })
        .unwrap();
}

/// What is caught up is what somebody counts who begins now.
fn same_as_anew(town: &Town) {
    let anew = town.with_house(House::load(None).unwrap());
    let (kept, counted) = (town.app.rates(None).unwrap(), anew.rates(None).unwrap());
    assert_eq!(kept, counted);
    for line in kept.rates {
        let (name, query) = (&line.indicator.name, RateQuery::default());
        let (kept, counted) = (town.app.rate(name, &query).unwrap(), anew.rate(name, &query).unwrap());
        assert_eq!(kept, counted);
        assert_eq!(kept.total, kept.rows.len() as u64, "{name}: every row of a number is found");
    }
}

#[test]
fn counters_follow_every_event_and_every_day() {
    everywhere(|town| {
        let share = |name: &str| {
            let share = town.app.rate(name, &RateQuery::default()).unwrap().line.share;
            (share.n.to_string(), share.d.to_string())
        };
        let of = |n: &str, d: &str| (n.to_owned(), d.to_owned());
        assert_eq!(share("on_time_closure"), of("0", "0"), "nothing to count");
        let [first, second] = ["临时增容", "公寓申请"].map(|title| request(town, title));
        same_as_anew(town);
        for id in [first, second] {
            take(town, id, "office_dispatch", &[]);
            take(town, id, "step_respond", &[("responded_on", "2026-06-01")]);
        }
        same_as_anew(town);
        take(town, first, "step_answer", &[]);
        assert_eq!(share("on_time_closure"), of("1", "1"));
        same_as_anew(town);
        // No event: the day alone makes the other one late, in the month it was due.
        town.morning_of(date(2026, 7, 1));
        assert_eq!(share("on_time_closure"), of("1", "2"));
        same_as_anew(town);
        // Another unit takes over, and both numbers move.
        assign(town, second, town.office);
        let page = town.app.rate("on_time_closure", &RateQuery::default()).unwrap();
        let units: Vec<_> = page.units.iter().map(|one| (one.unit.id, one.share.d.to_string())).collect();
        assert!(units.contains(&(town.office, "1".into())) && units.contains(&(town.bureau, "1".into())));
        take(town, second, "step_answer", &[]);
        assert_eq!(share("on_time_closure"), of("1", "2"), "answered late");
        let of_month = |name: &str, month| {
            let query = RateQuery { month: Some(month), ..RateQuery::default() };
            town.app.rate(name, &query).unwrap().total
        };
        let of_months = |name| (of_month(name, 6), of_month(name, 7));
        assert_eq!(of_months("on_time_closure"), (2, 0), "it stays late in the month it was due");
        assert_eq!(of_months("rated"), (1, 1), "nobody could rate it before it was answered");
        let both = RateQuery { month: Some(6), last: Some(7), ..RateQuery::default() };
        assert_eq!(town.app.rate("on_time_closure", &both).unwrap().rows.len(), 2);
        same_as_anew(town);
    });
}

#[test]
fn a_new_version_leaves_the_time_before_as_it_was() {
    everywhere(|town| {
        let id = request(town, "临时增容");
        take(town, id, "office_dispatch", &[]);
        take(town, id, "step_respond", &[("responded_on", "2026-06-01")]);
        let source = "rate = \"on_time_closure\"\nversion = 2\nsince = \"2026-07-01\"\n\
            label = { zh = \"率\", en = \"Rate\" }\ndefinition = { zh = \"甲\", en = \"a\" }\n\
            treatment = { zh = \"无\", en = \"none\" }\n[[over]]\nkind = \"enterprise_request\"\n\
            on = \"step:step_answer\"\ncounts = []\nmet = [{ came_back = true }]\n";
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("rates")).unwrap();
        std::fs::write(folder.path().join("rates/on_time_closure_2.toml"), source).unwrap();
        let house = || House::load(Some(folder.path())).unwrap();
        let of = |app: &app::App, version: Option<u32>| {
            let page = app.rate("on_time_closure", &RateQuery { version, ..RateQuery::default() }).unwrap();
            (page.line.indicator.version, page.line.share.n.to_string(), page.line.share.d.to_string())
        };
        take(town, id, "step_answer", &[]);
        let two = town.with_house(house());
        assert_eq!(of(&two, None), (2, "0".into(), "0".into()));
        assert_eq!(of(&two, Some(1)), (1, "1".into(), "1".into()), "June is counted as it was");
        let versions: Vec<u32> = two
            .rates(None)
            .unwrap()
            .rates
            .iter()
            .filter(|line| line.indicator.name == "on_time_closure")
            .map(|line| line.indicator.version)
            .collect();
        assert_eq!(versions, [1, 2]);
        // In July the second version counts, and only it.
        town.morning_of(date(2026, 7, 2));
        let late = request(town, "消防咨询");
        take(town, late, "office_dispatch", &[]);
        take(town, late, "step_respond", &[("responded_on", "2026-07-02")]);
        take(town, late, "step_answer", &[]);
        let two = town.with_house(house());
        assert_eq!(of(&two, Some(1)), (1, "1".into(), "1".into()));
        assert_eq!(of(&two, Some(2)), (2, "0".into(), "1".into()));
        std::fs::write(folder.path().join("rates/again.toml"), source).unwrap();
        let told = House::load(Some(folder.path())).unwrap_err().to_string();
        assert!(told.contains("on_time_closure") && told.contains("version 2"), "{told}");
    });
}

#[test]
fn a_definition_that_was_used_is_not_changed_in_its_place() {
    everywhere(|town| {
        let house = || House::load(None).unwrap();
        let defined = || {
            let view = town.app.view().unwrap();
            let events = view.history(MatterId::SPACE, None, 1_000).unwrap();
            events.iter().filter(|entry| entry.event().unwrap().type_name() == "rate_defined").count()
        };
        let all = house().indicators.len();
        assert_eq!(defined(), all);
        town.with_house(house());
        assert_eq!(defined(), all, "known already");
        let at = house().indicators.iter().position(|one| one.name == "on_time_closure").unwrap();
        let mut changed = house();
        changed.indicators[at].over[0].met.clear();
        let refused = town.try_house(changed).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(refused.contains("version 1"), "{refused}");
        // As another version, from a day on, it is.
        let mut next = house();
        let mut second = next.indicators[at].clone();
        second.over[0].met.clear();
        (second.version, second.since) = (2, Some(date(2027, 1, 1)));
        next.indicators[at].until = second.since;
        next.indicators.insert(at + 1, second);
        town.with_house(next);
        assert_eq!(defined(), all + 1);
    });
}
