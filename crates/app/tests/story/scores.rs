//! Score sheets: points from the log, objections and corrections, a ranking that never changes.

use crate::house::{Town, done, everywhere};
use app::{
    AppError,
    scores::{ScorePage, UnitScore},
};
use jiff::civil::date;
use ledger::{
    Command, FieldValue, MatterId, Refusal,
    command::{Assign, Change, TakeMove},
};

fn sheet(town: &Town, period: &str) -> MatterId {
    let opened =
        town.app.open_score(Some(town.coordinator), town.id(), "rectification", period.parse().unwrap());
    opened.unwrap()
}

fn page(town: &Town, sheet: MatterId) -> ScorePage {
    town.app.score_sheet(sheet, Some(town.bureau)).unwrap()
}

fn bureau(town: &Town, page: &ScorePage) -> UnitScore {
    page.units.iter().find(|unit| unit.unit.id == town.bureau).unwrap().clone()
}

fn take(name: &str) -> Command {
    Command::Move(TakeMove { reason: "经复核".into(), ..TakeMove::named(name) })
}

/// Another measure of the bureau with its date.
fn measure(town: &Town, title: &str, due: jiff::civil::Date) -> MatterId {
    let item = town.app.matter(None, town.measure, None).unwrap().matter.parent;
    let id = town.open(Some(town.coordinator), "measure", title, item);
    let to =
        Assign { unit: Change::Set(town.bureau), person: Change::Set(town.handler), ..Assign::default() };
    town.act(town.coordinator, id, Command::Assign(to));
    town.act(town.coordinator, id, Command::SetDueDate { due: Some(due), reason: String::new() });
    id
}

#[test]
fn points_lead_to_the_log_and_the_ranking_is_frozen() {
    everywhere(|town| {
        let ahead = "2026-Q3".parse().unwrap();
        let early = town.app.open_score(Some(town.coordinator), town.id(), "rectification", ahead);
        assert!(matches!(early, Err(AppError::FutureDay { .. })), "{early:?}");
        // One measure is reported done by its date, the other one of June is not.
        let in_time = measure(town, "修订租约范本", date(2026, 6, 20));
        town.act(town.handler, in_time, take("start"));
        for command in done() {
            town.act(town.handler, in_time, command);
        }
        let rated = TakeMove { rating: Some("done".into()), ..TakeMove::named("report_done") };
        town.act(town.handler, in_time, Command::Move(rated));
        let id = sheet(town, "2026-06");
        assert!(page(town, id).points.is_empty(), "no date is over yet");
        town.morning_of(date(2026, 7, 1));
        let now = page(town, id);
        assert_eq!(now.day, date(2026, 6, 30));
        let own = bureau(town, &now);
        assert_eq!((own.rules[0].n.to_string().as_str(), own.total.to_string().as_str()), ("1", "98"));
        assert_eq!((own.rank, now.points.len()), (Some(1), 1));
        let point = &now.points[0];
        assert_eq!((point.matter.id, point.on), (town.measure, date(2026, 6, 30)));
        let entry = town.app.view().unwrap().events(point.seq, 1).unwrap().pop().unwrap();
        assert_eq!(entry.header.matter, town.measure, "the event that set the date");
        // What is done in July does not change June.
        for command in done() {
            town.act(town.handler, town.measure, command);
        }
        let rated = TakeMove { rating: Some("done".into()), ..TakeMove::named("report_done") };
        town.act(town.handler, town.measure, take("start"));
        town.act(town.handler, town.measure, Command::Move(rated));
        assert_eq!(bureau(town, &page(town, id)).total.to_string(), "98");

        let object =
            || town.app.object_to_score(Some(town.coordinator), town.id(), id, town.bureau, "因汛情顺延");
        assert!(object().is_err(), "nothing is announced yet");
        town.act(town.coordinator, id, take("office_announce"));
        let objection = object().unwrap();
        let head = town.person("gao", "高远岫", town.office, "head");
        let freeze = || town.app.freeze_score(Some(head), town.id(), id, None);
        let waits = freeze().unwrap_err();
        assert!(matches!(&waits, AppError::Refused(Refusal::GuardFails { .. })), "{waits:?}");
        let fields = [("correction".to_owned(), FieldValue::Text("1.5".into()))].into();
        let uphold = TakeMove { reason: "属实".into(), fields, ..TakeMove::named("decide_uphold") };
        let own = town.try_act(town.coordinator, objection, Command::Move(uphold.clone()));
        assert!(own.is_err(), "the head decides");
        town.act(head, objection, Command::Move(uphold));
        let corrected = bureau(town, &page(town, id));
        assert_eq!(
            (corrected.corrected.to_string(), corrected.total.to_string()),
            ("1.5".into(), "99.5".into())
        );
        freeze().unwrap();
        let frozen = page(town, id);
        assert_eq!((frozen.state.as_str(), frozen.outcome.is_some()), ("frozen", true));
        // A unit gets another name and the measure comes back: the frozen ranking stays.
        let stays = |page: &ScorePage| (page.units.clone(), page.points.clone(), page.objections.clone());
        let title = Some("园林绿化局".into());
        let named = Command::Correct { number: None, title, reason: "更名".into() };
        town.app
            .execute(None, town.id(), app::Step { matter: Some(town.bureau), seen: None, command: named })
            .unwrap();
        assert_eq!(stays(&page(town, id)), stays(&frozen));
        assert!(freeze().is_err());
    });
}

#[test]
fn a_period_that_runs_is_not_frozen_and_persons_are_never_ranked() {
    everywhere(|town| {
        let id = sheet(town, "2026");
        town.act(town.coordinator, id, take("office_announce"));
        let early = town.app.freeze_score(None, town.id(), id, None);
        assert!(matches!(early, Err(AppError::FutureDay { .. })), "{early:?}");
        let told = serde_json::to_string(&page(town, id)).unwrap();
        assert!(!told.contains("乔望山") && told.contains("园林局"));
    });
}

#[test]
fn whoever_was_late_stays_late_with_another_date() {
    everywhere(|town| {
        let late = measure(town, "清退占用", date(2026, 6, 5));
        let kept = measure(town, "补签合同", date(2026, 6, 20));
        let report = |id| {
            town.act(town.handler, id, take("start"));
            for command in done() {
                town.act(town.handler, id, command);
            }
            let rated = TakeMove { rating: Some("done".into()), ..TakeMove::named("report_done") };
            town.act(town.handler, id, Command::Move(rated));
        };
        let back = |id| {
            let code = Some("r3".to_owned());
            let reason = "证据不足".to_owned();
            let way = TakeMove { reason, code, due: Some(date(2026, 7, 30)), ..TakeMove::named("return") };
            town.act(town.acceptor, id, Command::Move(way));
        };
        town.morning_of(date(2026, 6, 8));
        report(late);
        back(late);
        report(kept);
        back(kept);
        let id = sheet(town, "2026-06");
        let points = page(town, id).points;
        let told: Vec<_> =
            points.iter().filter(|point| point.rule == 0).map(|point| point.matter.id).collect();
        assert_eq!(told, [late], "{points:?}");
        assert_eq!(points[0].on, date(2026, 6, 5));
    });
}

#[test]
fn a_unit_objects_for_itself_and_for_no_other() {
    everywhere(|town| {
        let id = sheet(town, "2026-05");
        town.act(town.coordinator, id, take("office_announce"));
        let chief = town.person("chief", "沈立群", town.bureau, "unit_head");
        let object = |who, unit| town.app.object_to_score(Some(who), town.id(), id, unit, "汛期停工未剔除");
        assert!(town.app.may_object_for(Some(chief), town.bureau).unwrap());
        object(chief, town.bureau).unwrap();
        assert!(!town.app.may_object_for(Some(chief), town.office).unwrap());
        assert!(matches!(object(chief, town.office), Err(AppError::Refused(Refusal::NotAllowed { .. }))));
        assert!(object(town.handler, town.bureau).is_err(), "the head of the unit speaks for it");
        let filed = &page(town, id).objections;
        assert_eq!((filed.len(), filed[0].unit.id), (1, town.bureau));
        // A dissolved unit keeps what it had; one without anything does not stand among the others.
        let listed = |unit| page(town, id).units.iter().any(|one| one.unit.id == unit);
        assert!(listed(town.bureau));
    });
}
