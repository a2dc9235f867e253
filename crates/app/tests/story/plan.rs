//! The plan: what is missing in it, who reviews it, and what has moved since it was adopted.

use crate::house::{Town, everywhere};
use app::{
    AppError,
    filling::Filling,
    query::{
        answer::Plan,
        plan::{PlanList, PlanQuery},
    },
};
use jiff::civil::date;
use ledger::{
    Change, Command, FieldValue, MatterId, Rate, Refusal,
    command::{Assign, TakeMove},
    decide::Lack,
};
use std::collections::BTreeMap;

fn look(town: &Town, query: PlanQuery) -> Plan {
    let query = PlanQuery { limit: if query.limit == 0 { 50 } else { query.limit }, ..query };
    town.app.plan(Some(town.coordinator), town.campaign, &query).unwrap()
}

fn list(list: PlanList) -> PlanQuery {
    PlanQuery { list, ..PlanQuery::default() }
}

fn set(town: &Town, item: MatterId, fields: &[(&str, &str)]) {
    let text = |value: &str| Some(FieldValue::Text(value.into()));
    let set: BTreeMap<_, _> = fields.iter().map(|(name, value)| ((*name).to_owned(), text(value))).collect();
    town.act(town.coordinator, item, Command::EditFields { set });
}

/// The item, complete but for what `completed` gives it; and its leader.
fn item(town: &Town) -> (MatterId, MatterId) {
    let item = town.app.matter(None, town.measure, None).unwrap().matter.parent.unwrap();
    (item, town.person("fang", "方远舟", town.office, "leader"))
}

fn completed(town: &Town, item: MatterId, leader: MatterId) {
    let assign = Assign { unit: Change::Set(town.bureau), leader: Change::Set(leader), ..Assign::default() };
    town.act(town.coordinator, item, Command::Assign(assign));
    let due = Some(date(2026, 7, 31));
    town.act(town.coordinator, item, Command::SetDueDate { due, reason: String::new() });
    set(town, item, &[("class", "dated"), ("risk", "low"), ("sponsorship", "head")]);
}

fn adopt(town: &Town) -> Result<app::Outcome, AppError> {
    let adopt = Command::AdoptPlan { reason: "党工委会议审定".into() };
    town.try_act(town.coordinator, town.campaign, adopt)
}

#[test]
fn gaps_are_filled_several_at_once_and_one_refusal_holds_up_no_other() {
    everywhere(|town| {
        let (item, leader) = item(town);
        let bare = town.open(Some(town.coordinator), "measure", "补签租约", Some(item));
        let version = |id| town.app.row(id).unwrap().version;
        let rows = [
            Filling {
                matter: item,
                seen: Some(version(item)),
                unit: Some(town.bureau),
                leader: Some(leader),
                due: Some(date(2026, 7, 31)),
                class: Some("dated".into()),
                risk: Some("no such risk".into()),
                ..Filling::default()
            },
            Filling {
                matter: bare,
                seen: Some(version(bare)),
                unit: Some(town.bureau),
                person: Some(town.handler),
                due: Some(date(2026, 7, 15)),
                standard: Some("租约全部补签".into()),
                ..Filling::default()
            },
        ];
        let id = town.id();
        let fill = |id, rows: &[Filling]| town.app.fill_gaps(Some(town.coordinator), id, town.campaign, rows);
        let refused = fill(id, &rows).unwrap();
        assert!(
            matches!(refused[..], [(matter, Refusal::WrongValue { .. })] if matter == item),
            "{refused:?}"
        );
        let plan = look(town, list(PlanList::Responsibilities));
        assert_eq!(
            (plan.items, plan.tasks),
            (Rate::of(0, 1), Rate::of(2, 2)),
            "none of a refused row is kept"
        );
        assert!(plan.may_fill);
        let again = [Filling { risk: Some("low".into()), ..rows[0].clone() }, rows[1].clone()];
        // What was filled is answered as before, what was refused is tried anew.
        assert_eq!(fill(id, &again).unwrap(), []);
        let plan = look(town, list(PlanList::Responsibilities));
        assert_eq!((plan.items, plan.lacks), (Rate::of(1, 1), vec![]));
        let seen = version(bare);
        fill(id, &again).unwrap();
        assert_eq!(version(bare), seen, "a retry does nothing twice");
        let stale = [Filling { due: Some(date(2026, 8, 1)), ..rows[1].clone() }];
        let refused = fill(town.id(), &stale).unwrap();
        assert!(matches!(refused[..], [(_, Refusal::Stale { .. })]), "{refused:?}");
        let elsewhere = [Filling { matter: town.campaign, ..Filling::default() }];
        assert!(matches!(fill(town.id(), &elsewhere), Err(AppError::Refused(Refusal::NoSuchMatter(_)))));
        let many = vec![rows[1].clone(); app::filling::ROWS + 1];
        assert!(matches!(fill(town.id(), &many), Err(AppError::Refused(Refusal::TooMany { .. }))));
        let reader = town.person("du", "杜若", town.office, "auditor");
        let seen = town.app.plan(Some(reader), town.campaign, &list(PlanList::Tasks)).unwrap();
        assert!(!seen.may_fill);
    });
}

#[test]
fn what_is_missing_stands_beside_each_row_and_is_counted() {
    everywhere(|town| {
        let (item, leader) = item(town);
        let bare = town.open(Some(town.coordinator), "measure", "补签租约", Some(item));
        let plan = look(town, list(PlanList::Responsibilities));
        assert_eq!((plan.items, plan.tasks), (Rate::of(0, 1), Rate::of(1, 2)));
        let lacks: Vec<_> = plan.rows.iter().map(|row| row.lacks.clone()).collect();
        assert_eq!(lacks[0], [Lack::Unit, Lack::Leader, Lack::Due, Lack::Class, Lack::Risk]);
        assert_eq!(lacks[1], []);
        assert_eq!(lacks[2], [Lack::Unit, Lack::Person, Lack::Due]);
        let due = plan.lacks.iter().find(|found| found.lack == Lack::Due).unwrap();
        assert_eq!(due.count, 2);
        // What is kept is brought up to date by what happens.
        completed(town, item, leader);
        let plan = look(town, list(PlanList::Responsibilities));
        assert_eq!((plan.items, plan.tasks), (Rate::of(1, 1), Rate::of(1, 2)));
        let query = PlanQuery { lacks: Some(Some(Lack::Person)), ..list(PlanList::Tasks) };
        let plan = look(town, query);
        assert_eq!((plan.matching, plan.rows[0].row.id), (1, bare));
        assert_eq!(plan.rows[0].item.as_ref().unwrap().id, item);
        assert_eq!(plan.rows[0].class, "dated", "a measure is of the class of its item");
        // A past day is as it was.
        town.morning_of(date(2026, 6, 10));
        let past = PlanQuery { as_of: Some(date(2026, 6, 1)), ..list(PlanList::Tasks) };
        town.act(
            town.coordinator,
            bare,
            Command::Move(TakeMove { reason: "并入".into(), ..TakeMove::named("cancel") }),
        );
        assert_eq!(look(town, list(PlanList::Tasks)).tasks, Rate::of(1, 1));
        let past = look(town, past);
        assert_eq!((past.tasks, past.may_adopt), (Rate::of(1, 2), false));
    });
}

#[test]
fn the_lists_are_narrowed_by_what_stands_on_the_item_and_go_by_pages() {
    everywhere(|town| {
        let (first, leader) = item(town);
        completed(town, first, leader);
        set(town, first, &[("special_campaign", "租金追缴")]);
        let second = town.open(Some(town.coordinator), "item", "会议偏多", Some(town.campaign));
        set(town, second, &[("class", "long_term")]);
        let below = town.open(Some(town.coordinator), "measure", "压减会议", Some(second));
        let ids = |query: PlanQuery| look(town, query).rows.iter().map(|row| row.row.id).collect::<Vec<_>>();
        assert_eq!(ids(list(PlanList::Problems)), [first, second]);
        assert_eq!(ids(list(PlanList::Tasks)), [town.measure, below]);
        let class = Some("long_term".to_owned());
        assert_eq!(ids(PlanQuery { class, ..list(PlanList::Responsibilities) }), [second, below]);
        let special = Some("租金追缴".to_owned());
        assert_eq!(ids(PlanQuery { special, ..list(PlanList::Tasks) }), [town.measure]);
        assert_eq!(
            ids(PlanQuery { leader: Some(leader), ..list(PlanList::Responsibilities) }),
            [first, town.measure],
            "what stands below an item is answered for by its leader"
        );
        assert_eq!(ids(PlanQuery { key: true, ..list(PlanList::Problems) }), []);
        let all = look(town, list(PlanList::Problems));
        assert_eq!(all.classes, [("immediate".into(), 0), ("dated".into(), 1), ("long_term".into(), 1)]);
        assert_eq!((all.sponsors[0].leader.id, all.sponsors[0].items.clone()), (leader, vec![1, 0, 0, 0]));
        assert_eq!((all.specials[0].name.as_str(), all.specials[0].done), ("租金追缴", Rate::of(0, 1)));
        let page = look(town, PlanQuery { limit: 3, ..list(PlanList::Responsibilities) });
        assert_eq!((page.matching, page.next), (4, Some(second)));
        let rest = look(town, PlanQuery { limit: 3, after: page.next, ..list(PlanList::Responsibilities) });
        assert_eq!((rest.rows[0].row.id, rest.next), (below, None));
        let none = town.app.plan(None, town.measure, &PlanQuery::default());
        assert!(matches!(none, Err(AppError::NotFound("campaign"))));
    });
}

#[test]
fn the_plan_waits_for_its_reviewers() {
    everywhere(|town| {
        let (item, leader) = item(town);
        completed(town, item, leader);
        let comment = town.open(Some(town.coordinator), "review", "完成标准要能核对", Some(item));
        assert_eq!(
            (look(town, list(PlanList::Tasks)).reviews_open, look(town, list(PlanList::Tasks)).reviews),
            (1, 1)
        );
        match adopt(town) {
            Err(AppError::Refused(Refusal::Unreviewed { comments: 1 })) => {}
            other => panic!("{other:?}"),
        }
        let decline = |reason: &str| {
            let taken = TakeMove { reason: reason.into(), ..TakeMove::named("decline") };
            town.try_act(town.coordinator, comment, Command::Move(taken))
        };
        assert!(decline(" ").is_err(), "not without a reason");
        decline("标准已写明数量").unwrap();
        let told = town.app.reviews(town.campaign, None, None).unwrap();
        assert_eq!(told.reviews[0].reason, "标准已写明数量");
        assert_eq!(told.reviews[0].about.id, item);
        adopt(town).unwrap();
        assert_eq!(look(town, list(PlanList::Tasks)).adopted.map(|adopted| adopted.round), Some(1));
    });
}

#[test]
fn what_moved_since_the_adoption_is_told_against_it() {
    everywhere(|town| {
        let (item, leader) = item(town);
        completed(town, item, leader);
        let doomed = town.open(Some(town.coordinator), "measure", "补签租约", Some(item));
        let office = Assign {
            unit: Change::Set(town.office),
            person: Change::Set(town.coordinator),
            ..Assign::default()
        };
        town.act(town.coordinator, doomed, Command::Assign(office));
        let due = Some(date(2026, 7, 1));
        town.act(town.coordinator, doomed, Command::SetDueDate { due, reason: String::new() });
        let before = look(town, list(PlanList::Changes));
        assert_eq!((before.matching, before.added), (0, 0), "nothing is late for what was never adopted");
        // What had ended before the adoption was not frozen, and did not come after it.
        let gone = town.open(Some(town.coordinator), "item", "早已办结", Some(town.campaign));
        let head = town.person("ji", "季北辰", town.office, "head");
        let end = TakeMove { reason: "不再需要".into(), ..TakeMove::named("close_undone") };
        town.act(head, gone, Command::Move(end));
        adopt(town).unwrap();
        assert_eq!(look(town, list(PlanList::Changes)).matching, 0);
        let request = Command::RequestExtension {
            to: date(2026, 8, 31),
            reason: "雨季".into(),
            progress: "过半".into(),
        };
        town.act(town.handler, town.measure, request);
        let grant = Command::DecideExtension { approve: true, reason: String::new() };
        town.act(head, town.measure, grant);
        let cancel = TakeMove { reason: "并入上一条".into(), ..TakeMove::named("cancel") };
        town.act(town.coordinator, doomed, Command::Move(cancel));
        let late = town.open(Some(town.coordinator), "measure", "清理转租", Some(item));
        let plan = look(town, list(PlanList::Changes));
        assert_eq!((plan.changed, plan.added, plan.cancelled), (1, 1, 1));
        let drift: Vec<_> = plan.rows.iter().map(|row| (row.row.id, row.drift.clone())).collect();
        assert_eq!(drift.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [town.measure, doomed, late]);
        let moved = drift[0].1.due.clone().unwrap();
        assert_eq!((moved.from, moved.to), (Some(date(2026, 6, 30)), Some(date(2026, 8, 31))));
        assert!(drift[1].1.cancelled && drift[2].1.added && !drift[2].1.cancelled);
    });
}
