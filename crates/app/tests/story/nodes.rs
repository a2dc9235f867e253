//! Node plans: each by itself, what is late and what holds it, the frozen notice, the way into the next year.

use crate::house::{Town, everywhere};
use app::{
    AppError, Step,
    language::Language,
    nodes::rollover::{CarriedNode, Target},
};
use jiff::civil::{Date, date};
use ledger::{
    Change, Command, FieldValue, MatterId, Rate, Refusal,
    command::{Assign, Open, TakeMove},
};

fn opened(
    town: &Town,
    kind: &str,
    title: &str,
    parent: Option<MatterId>,
    fields: &[(&str, &str)],
) -> MatterId {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), FieldValue::Text((*value).into())));
    let open =
        Open { kind: kind.into(), title: title.into(), parent, fields: fields.collect(), ..Open::default() };
    let step = Step { matter: None, seen: None, command: Command::Open(open) };
    town.app.execute(Some(town.coordinator), town.id(), step).unwrap().matter
}

fn node(town: &Town, title: &str, above: MatterId, due: Date) -> MatterId {
    let id = opened(town, "node", title, Some(above), &[("standard", "验收合格"), ("weight", "2")]);
    let assign =
        Assign { unit: Change::Set(town.bureau), person: Change::Set(town.handler), ..Assign::default() };
    town.act(town.coordinator, id, Command::Assign(assign));
    town.act(town.coordinator, id, Command::SetDueDate { due: Some(due), reason: String::new() });
    id
}

struct Plan {
    id: MatterId,
    first: MatterId,
    second: MatterId,
    third: MatterId,
}

/// A plan with three nodes; the second waits for the first.
fn plan(town: &Town) -> Plan {
    let id = opened(town, "node_plan", "2026年苗圃节点计划", None, &[("year", "2026")]);
    let work = opened(town, "key_work", "租约规范", Some(id), &[]);
    let first = node(town, "完成租约普查", work, date(2026, 6, 15));
    let second = node(town, "补签全部租约", work, date(2026, 7, 10));
    let third = node(town, "系统上线", id, date(2026, 11, 30));
    let link = Command::Link { to: first, relation: "depends_on".into(), note: String::new() };
    town.act(town.coordinator, second, link);
    Plan { id, first, second, third }
}

fn done(town: &Town, node: MatterId) {
    for (by, name) in [(town.handler, "report_done"), (town.coordinator, "confirm")] {
        town.act(by, node, Command::Move(TakeMove::named(name)));
    }
}

#[test]
fn each_plan_is_counted_by_itself_and_month_by_month() {
    everywhere(|town| {
        let one = plan(town);
        let other = opened(town, "node_plan", "2026年重点项目", None, &[("year", "2026")]);
        node(town, "开工", other, date(2026, 6, 30));
        let plans = town.app.node_plans(None).unwrap().plans;
        let counts: Vec<_> =
            plans.iter().map(|plan| (plan.plan.id, plan.done, plan.due_this_month)).collect();
        assert_eq!(counts, [(one.id, Rate::of(0, 3), 1), (other, Rate::of(0, 1), 1)]);
        town.morning_of(date(2026, 7, 20));
        let late = town.app.late_nodes(one.id, None).unwrap();
        let held: Vec<_> = late
            .nodes
            .iter()
            .map(|node| (node.row.id, node.days, node.held_by.iter().map(|one| one.id).collect::<Vec<_>>()))
            .collect();
        assert_eq!(held, [(one.first, 35, vec![]), (one.second, 10, vec![one.first])]);
        assert_eq!((late.plan.late, late.nodes[0].weight.as_str()), (2, "2"));
        assert_eq!(late.nodes[0].key_work.as_ref().unwrap().title, "租约规范");
        done(town, one.first);
        let months = town.app.node_months(one.id, Some(7), None).unwrap();
        let bureau = &months.units[0];
        assert_eq!(bureau.unit.as_ref().unwrap().id, town.bureau);
        assert_eq!((bureau.months[5], bureau.months[6], bureau.late[6]), (Rate::of(1, 1), Rate::of(0, 1), 1));
        assert_eq!(months.of_month.iter().map(|row| row.id).collect::<Vec<_>>(), [one.second]);
        let cancel = TakeMove { reason: "并入".into(), ..TakeMove::named("cancel") };
        town.act(town.coordinator, one.third, Command::Move(cancel));
        let now = town.app.node_months(one.id, None, None).unwrap();
        assert_eq!((now.plan.done, now.plan.late), (Rate::of(1, 2), 1), "what is cancelled counts nowhere");
        let then = town.app.node_months(one.id, None, Some(date(2026, 7, 19))).unwrap();
        assert_eq!(then.plan.done, Rate::of(0, 3));
        let bars = town.app.node_bars(one.id, None, None).unwrap();
        assert_eq!(
            (bars.bars.len(), bars.bars[1].after.clone(), bars.bars[1].late),
            (3, vec![one.first], true)
        );
        assert!(matches!(town.app.late_nodes(town.campaign, None), Err(AppError::NotFound(_))));
    });
}

#[test]
fn the_score_of_a_plan_is_what_is_done_of_what_it_weighs() {
    everywhere(|town| {
        let one = plan(town);
        let score = |as_of| town.app.node_scores(one.id, as_of).unwrap();
        let points = |points: &app::query::answer::Points| (points.n.to_string(), points.d.to_string());
        let owned = |n: &str, d: &str| (n.to_owned(), d.to_owned());
        // Three nodes that weigh 2 each; nothing is done.
        assert_eq!(points(&score(None).score), owned("0", "6"));
        done(town, one.first);
        town.morning_of(date(2026, 7, 20));
        let without = score(None);
        assert_eq!(points(&without.score), owned("2", "6"));
        let titles: Vec<_> =
            without.works.iter().map(|one| one.work.as_ref().map(|work| work.title.as_str())).collect();
        assert_eq!(titles, [Some("租约规范"), None], "nodes below no key work come last");
        // The key work weighs 10: half of its nodes' weight is done.
        let work = without.works[0].work.as_ref().unwrap().id;
        let weigh = |value: &str| {
            let set = [("weight".to_owned(), Some(FieldValue::Text(value.into())))];
            town.act(town.coordinator, work, Command::EditFields { set: set.into() });
        };
        weigh("10");
        assert_eq!(points(&score(None).score), owned("5", "12"));
        assert_eq!((score(None).works[0].done, score(None).works[0].unweighted), (Rate::of(1, 2), 0));
        // A third node without a weight weighs 1: 2 of 5 are done, and a third is never rounded up.
        let bare = opened(town, "node", "验收", Some(work), &[("standard", "通过验收")]);
        assert_eq!((points(&score(None).score), score(None).works[0].unweighted), (owned("4", "12"), 1));
        weigh("1");
        assert_eq!(points(&score(None).works[0].score), owned("0.4", "1"));
        let cancel = TakeMove { reason: "并入".into(), ..TakeMove::named("cancel") };
        town.act(town.coordinator, bare, Command::Move(cancel));
        assert_eq!(
            points(&score(None).works[0].score),
            owned("0.5", "1"),
            "what is cancelled weighs nothing"
        );
        assert_eq!(points(&score(Some(date(2026, 6, 1))).score), owned("2", "6"));
    });
}

#[test]
fn what_a_node_waits_for_is_told_across_pages() {
    everywhere(|town| {
        let id = opened(town, "node_plan", "2026年管网节点计划", None, &[("year", "2026")]);
        let first = node(town, "完成普查", id, date(2026, 6, 15));
        for n in 0..100 {
            opened(town, "node", &format!("第{n}段"), Some(id), &[("standard", "通水")]);
        }
        let last = node(town, "全线贯通", id, date(2026, 12, 20));
        let link = Command::Link { to: first, relation: "depends_on".into(), note: String::new() };
        town.act(town.coordinator, last, link);
        let page = town.app.node_bars(id, None, None).unwrap();
        assert!(page.bars.iter().all(|bar| bar.elsewhere.is_empty()));
        let next = town.app.node_bars(id, page.next.as_deref(), None).unwrap();
        let waits = &next.bars.last().unwrap().elsewhere;
        assert_eq!((waits.len(), waits[0].row.id, waits[0].earlier), (1, first, true));
    });
}

#[test]
fn a_frozen_notice_never_changes_whatever_becomes_of_the_nodes() {
    everywhere(|town| {
        let plan = plan(town);
        town.morning_of(date(2026, 7, 3));
        let reason = [("late_reason".to_owned(), Some(FieldValue::Text("两户失联 | 已公告".into())))];
        town.act(town.coordinator, plan.first, Command::EditFields { set: reason.into() });
        let id = town.id();
        let draft =
            |id| town.app.draft_late_notice(Some(town.coordinator), id, plan.id, "2026-06", Language::Zh);
        let notice = draft(id).unwrap().matter;
        assert_eq!(draft(id).unwrap().matter, notice, "sent again, it is the same");
        match draft(town.id()) {
            Err(AppError::Refused(Refusal::AlreadyThere(there))) => assert_eq!(there, notice),
            other => panic!("{other:?}"),
        }
        let told = town.app.late_notice(plan.id, notice).unwrap();
        assert!(
            told.body.contains("共有节点3个") && told.body.contains("有1个节点未按期完成"),
            "{}",
            told.body
        );
        // As it stood when June ended: the reason was given later.
        assert!(told.body.contains("| 完成租约普查 | 乔望山 | 2026年6月15日 | 16 |"), "{}", told.body);
        assert!(!told.body.contains("补签"), "what is due in July is not late in June");
        let edit = [("body".to_owned(), Some(FieldValue::Text(format!("{}\n请速办。", told.body))))];
        town.act(town.coordinator, notice, Command::EditFields { set: edit.into() });
        town.act(town.coordinator, notice, Command::Move(TakeMove::named("freeze")));
        let frozen = town.app.late_notice(plan.id, notice).unwrap();
        done(town, plan.first);
        town.morning_of(date(2026, 8, 3));
        assert_eq!(town.app.late_notice(plan.id, notice).unwrap(), frozen);
        let again = [("body".to_owned(), Some(FieldValue::Text("改".into())))];
        let refused = town.try_act(town.coordinator, notice, Command::EditFields { set: again.into() });
        assert!(matches!(refused, Err(AppError::Refused(Refusal::Ended))));
        // A month that has not ended is told as of now, with the reason of those late in it.
        let set = [("late_reason".to_owned(), Some(FieldValue::Text("两户失联 | 已公告".into())))];
        town.act(town.coordinator, plan.second, Command::EditFields { set: set.into() });
        let now = |month: &str| {
            town.app.draft_late_notice(Some(town.coordinator), town.id(), plan.id, month, Language::Zh)
        };
        let august = now("2026-08").unwrap().matter;
        let body = town.app.late_notice(plan.id, august).unwrap().body;
        assert!(body.contains("| 24 | 两户失联 / 已公告 |"), "{body}");
        assert!(matches!(now("2026-09"), Err(AppError::FutureDay { .. })));
        assert!(matches!(now("August"), Err(AppError::BadParameter("month"))));
        let refused =
            town.app.draft_late_notice(Some(town.handler), town.id(), plan.id, "2026-07", Language::Zh);
        assert!(matches!(refused, Err(AppError::Refused(Refusal::NotAllowed { .. }))));
        let periods: Vec<_> =
            town.app.late_notices(plan.id, None).unwrap().into_iter().map(|line| line.period).collect();
        assert_eq!(periods, ["2026-08", "2026-06"]);
    });
}

#[test]
fn a_notice_counts_every_late_node_and_cuts_between_rows() {
    everywhere(|town| {
        let id = opened(town, "node_plan", "2026年绿化节点计划", None, &[("year", "2026")]);
        // More than a page shows, with reasons that together are longer than a notice may be.
        let reason = "等待苗木到场。".repeat(250);
        for n in 0..205 {
            let fields = [("standard", "验收合格"), ("late_reason", reason.as_str())];
            let node = opened(town, "node", &format!("第{n}号地块"), Some(id), &fields);
            let due = Command::SetDueDate { due: Some(date(2026, 6, 15)), reason: String::new() };
            town.act(town.coordinator, node, due);
        }
        town.morning_of(date(2026, 7, 3));
        let notice =
            town.app.draft_late_notice(Some(town.coordinator), town.id(), id, "2026-06", Language::Zh);
        let body = town.app.late_notice(id, notice.unwrap().matter).unwrap().body;
        assert!(body.contains("有205个节点未按期完成"), "{}", body.chars().take(200).collect::<String>());
        let rows = body.lines().filter(|line| line.contains("号地块"));
        assert!(rows.clone().all(|row| row.ends_with('|')), "a row is whole or not there");
        let rows = rows.count();
        assert!((50..205).contains(&rows), "{rows}");
        assert!(body.contains(&format!("另有{}个未按期完成的节点", 205 - rows)));
        assert!(body.ends_with("超期天数计算至2026年7月1日。"));
    });
}

#[test]
fn of_many_plans_the_newest_are_shown_and_more_is_said() {
    everywhere(|town| {
        for n in 0..50 {
            opened(town, "node_plan", &format!("第{n}号计划"), None, &[("year", "2025")]);
        }
        assert!(!town.app.node_plans(None).unwrap().more);
        let last = opened(town, "node_plan", "新计划", None, &[("year", "2026")]);
        let plans = town.app.node_plans(None).unwrap();
        assert!(plans.more && plans.plans.len() == 50);
        assert_eq!(plans.plans[0].plan.id, last);
    });
}

#[test]
fn what_goes_on_for_years_becomes_nodes_of_the_next_one() {
    everywhere(|town| {
        let plan = plan(town);
        let item = town.app.matter(None, town.measure, None).unwrap().matter.parent.unwrap();
        let set = [
            ("class".to_owned(), Some(FieldValue::Text("long_term".into()))),
            ("closing_test".to_owned(), Some(FieldValue::Text("运行满一年".into()))),
        ];
        town.act(town.coordinator, item, Command::EditFields { set: set.into() });
        done(town, plan.first);
        let next = town.app.next_year(Some(town.coordinator), plan.id).unwrap();
        let proposed: Vec<_> = next.carried.iter().map(|one| (one.from.id, one.due)).collect();
        assert_eq!(
            proposed,
            [(plan.second, date(2027, 3, 31)), (plan.third, date(2027, 3, 31)), (item, date(2027, 12, 31))],
            "what is done stays behind"
        );
        assert_eq!((next.year, next.title.as_str(), next.targets.len()), (2027, "2027年苗圃节点计划", 0));
        let target = || Target::New { year: 2027, title: next.title.clone() };
        let carried = |from, title: &str, due| CarriedNode { from, title: title.into(), due };
        let roll = |nodes| town.app.roll_over(Some(town.coordinator), town.id(), plan.id, target(), nodes);
        let wrong = roll(vec![carried(item, "长期盯办", date(2026, 12, 31))]);
        assert!(matches!(wrong, Err(AppError::Refused(Refusal::WrongValue { .. }))), "a date of that year");
        assert!(matches!(roll(vec![]), Err(AppError::Refused(Refusal::NothingToDo))));
        let foreign = roll(vec![carried(town.campaign, "不行", date(2027, 1, 1))]);
        assert!(matches!(foreign, Err(AppError::Refused(Refusal::NoSuchReference { .. }))));
        assert_eq!(town.app.node_plans(None).unwrap().plans.len(), 1, "nothing of a refused one stays");
        let nodes = vec![
            carried(plan.second, "补签剩余租约", date(2027, 2, 28)),
            carried(item, "租约年度复查", date(2027, 12, 31)),
        ];
        let target = roll(nodes).unwrap().matter;
        let plans = town.app.node_plans(None).unwrap().plans;
        assert_eq!(
            plans.iter().map(|plan| (plan.plan.id, plan.done.d)).collect::<Vec<_>>(),
            [(target, 2), (plan.id, 3)]
        );
        let bars = town.app.node_bars(target, None, None).unwrap().bars;
        let first = town.app.matter(None, bars[0].row.id, None).unwrap().matter;
        assert_eq!((first.title.as_str(), first.due), ("补签剩余租约", Some(date(2027, 2, 28))));
        assert_eq!((first.unit, first.person), (Some(town.bureau), Some(town.handler)));
        assert_eq!((first.links[0].to, first.links[0].relation.as_str()), (plan.second, "follows_from"));
        let yearly = town.app.matter(None, bars[1].row.id, None).unwrap().matter;
        assert_eq!(yearly.fields.get("standard"), Some(&FieldValue::Text("运行满一年".into())));
        // What has gone on is not proposed again.
        let next = town.app.next_year(Some(town.coordinator), plan.id).unwrap();
        assert_eq!(next.carried.iter().map(|one| one.from.id).collect::<Vec<_>>(), [plan.third]);
        assert_eq!((next.gone_on, next.targets[0].id), (2, target));
        let denied = town.app.roll_over(
            Some(town.handler),
            town.id(),
            plan.id,
            Target::Plan(target),
            vec![carried(plan.third, "系统上线", date(2027, 6, 30))],
        );
        assert!(matches!(denied, Err(AppError::Refused(Refusal::NotAllowed { .. }))));
    });
}
