//! The register of accountability: who may know of it, and what opens in it by itself.

use crate::house::everywhere;
use app::{AppError, accountability::AccountabilityQuery, query::list::ListQuery};
use jiff::civil::date;
use ledger::{
    Command, FieldValue, MatterId, Refusal,
    command::{Assign, Change, Open},
};
use std::collections::BTreeMap;

fn is_hidden(found: &Result<impl Sized, AppError>) -> bool {
    matches!(found, Err(AppError::Refused(Refusal::NoSuchMatter(_))))
}

#[test]
fn a_talk_of_the_ladder_opens_its_record_and_the_matter_says_nothing_of_it() {
    everywhere(|town| {
        let leader = town.person("wen", "温其玉", town.office, "leader");
        let head = town.person("he", "何守正", town.office, "head");
        let assign = Assign { leader: Change::Set(leader), ..Assign::default() };
        town.act(town.coordinator, town.measure, Command::Assign(assign));
        town.morning_of(date(2026, 7, 20));
        let reason = "逾期已久,先前提醒没有回音".to_owned();
        let take = Command::TakeRung { rung: "talk".into(), slip: None, reason: reason.clone() };
        town.act(leader, town.measure, take);
        let seen = town.app.seen_by(head).unwrap();
        let register = seen.accountability(&AccountabilityQuery::default()).unwrap();
        let [entry] = register.entries.as_slice() else { panic!("{register:?}") };
        assert_eq!((entry.row.kind.as_str(), entry.ground.as_str()), ("talk", reason.as_str()));
        assert_eq!(entry.unit.as_ref().map(|unit| unit.id), Some(town.bureau));
        assert_eq!(entry.person.as_ref().map(|person| person.id), Some(town.handler));
        assert_eq!(entry.about.iter().map(|one| one.id).collect::<Vec<_>>(), [town.measure]);
        let links = |app: &app::App| app.matter(None, town.measure, None).unwrap().linked_from;
        let from = |app: &app::App| links(app).into_iter().any(|(named, ..)| named.id == entry.row.id);
        assert!(from(&seen));
        for other in [town.handler, leader, town.acceptor] {
            let theirs = town.app.seen_by(other).unwrap();
            assert!(!from(&theirs) && is_hidden(&theirs.matter(Some(other), entry.row.id, None)));
            assert!(matches!(
                theirs.accountability(&AccountabilityQuery::default()),
                Err(AppError::Refused(Refusal::NotAllowed { .. }))
            ));
            let comment = Command::Comment { text: "看看".into() };
            assert!(is_hidden(&town.try_act(other, entry.row.id, comment)));
            assert!(theirs.kinds().unwrap().latest("talk").is_none());
        }
        // Who filters by the unit above finds what its units are concerned with.
        let of = |unit: MatterId| {
            let query = AccountabilityQuery { unit: Some(unit), ..AccountabilityQuery::default() };
            seen.accountability(&query).unwrap().entries.len()
        };
        assert_eq!((of(town.bureau), of(town.office)), (1, 0));
        // It was opened by the head alone, once that day.
        seen.matter(Some(head), entry.row.id, None).unwrap();
        let who: Vec<_> = seen
            .openings()
            .unwrap()
            .into_iter()
            .map(|one| (one.person.id, one.matter.map(|m| m.id)))
            .collect();
        assert_eq!(who, [(head, None), (head, Some(entry.row.id))]);
    });
}

#[test]
fn rights_of_the_moment_decide_also_for_a_past_day_and_for_what_is_named() {
    everywhere(|town| {
        let head = town.person("he", "何守正", town.office, "head");
        let ground = [("ground".to_owned(), FieldValue::Text("不报进度".into()))];
        let open = Open {
            kind: "talk".into(),
            title: "谈一谈".into(),
            fields: BTreeMap::from(ground),
            ..Open::default()
        };
        let id = town.id();
        // The head may know of it, and may not enter it; who may open anything else may not when they may not know.
        assert!(matches!(
            town.app.enter_record(Some(head), id, open.clone(), None),
            Err(AppError::Refused(Refusal::NotAllowed { .. }))
        ));
        let talk =
            town.app.enter_record(Some(town.coordinator), id, open, Some(town.measure)).unwrap().matter;
        town.morning_of(date(2026, 6, 3));
        let as_of = Some(date(2026, 6, 2));
        let past = |person: MatterId| {
            let seen = town.app.seen_by(person).unwrap();
            let query = ListQuery { as_of, limit: 100, ..ListQuery::default() };
            seen.list(&query).unwrap().rows.iter().any(|row| row.id == talk)
        };
        assert!(past(head) && !past(town.handler));
        let revoke = Command::RevokeRole { role: "head".into(), unit: None };
        let step = app::Step { matter: Some(head), seen: None, command: revoke };
        town.app.execute(None, town.id(), step).unwrap();
        assert!(!past(head));
        // What everybody sees cannot point at it, whoever links.
        let link = |to| Command::Link { to, relation: "about".into(), note: String::new() };
        assert!(matches!(
            town.try_act(town.coordinator, town.measure, link(talk)),
            Err(AppError::Refused(Refusal::PointsAtRestricted { .. }))
        ));
        assert!(matches!(
            town.try_act(town.handler, town.measure, link(talk)),
            Err(AppError::Refused(Refusal::NoSuchReference { .. }))
        ));
    });
}
