//! Slips from the number to the close, what the ladder proposes, visits and what they cover.

use crate::house::{Town, everywhere};
use app::{
    AppError,
    language::Language,
    query::{answer::SlipStanding, slips::SlipsQuery},
    visit::Visit,
};
use jiff::civil::{Date, date};
use ledger::{
    Command, FieldValue, MatterId, Rate, Refusal,
    command::{Assign, Change, Open, TakeMove},
};

fn take(name: &str) -> Command {
    Command::Move(TakeMove {
        reason: "情况说明".into(),
        due: Some(date(2026, 7, 20)),
        ..TakeMove::named(name)
    })
}

/// A slip of this type to the bureau, to be answered until the day.
fn issued(town: &Town, kind: &str, due: Date) -> MatterId {
    let open = Open {
        kind: "slip".into(),
        title: "租金催收缓慢".into(),
        parent: Some(town.campaign),
        fields: [("type".to_owned(), FieldValue::Text(kind.into()))].into(),
        ..Open::default()
    };
    let step = app::Step { matter: None, seen: None, command: Command::Open(open) };
    let id = town.app.execute(Some(town.coordinator), town.id(), step).unwrap().matter;
    let to = Assign { unit: Change::Set(town.bureau), ..Assign::default() };
    let about = Command::Link { to: town.measure, relation: "about".into(), note: String::new() };
    let limit = Command::SetDueDate { due: Some(due), reason: String::new() };
    for command in [Command::Assign(to), limit, about, take("issue")] {
        town.act(town.coordinator, id, command);
    }
    id
}

#[test]
fn the_register_tells_each_slips_way_and_how_many_were_answered_in_time() {
    everywhere(|town| {
        let all = |query: SlipsQuery| town.app.slips(&query).unwrap();
        assert!(all(SlipsQuery::default()).rows.is_empty());
        let in_time = issued(town, "remind", date(2026, 6, 5));
        let late = issued(town, "remind", date(2026, 6, 5));
        let silent = issued(town, "supervise", date(2026, 6, 5));
        let running = issued(town, "supervise", date(2026, 6, 30));
        let gone = issued(town, "assign", date(2026, 6, 5));
        town.act(town.coordinator, gone, take("withdraw"));
        town.morning_of(date(2026, 6, 3));
        for step in ["sign_for", "reply"] {
            town.act(town.handler, in_time, take(step));
        }
        town.act(town.coordinator, in_time, take("close"));
        town.act(town.handler, late, take("sign_for"));
        town.morning_of(date(2026, 6, 9));
        town.act(town.handler, late, take("reply"));
        // Sent back, it gets a new date; the first answer counts.
        town.act(town.coordinator, late, take("send_back"));
        let register = all(SlipsQuery::default());
        let of = |id| register.rows.iter().find(|slip| slip.row.id == id).unwrap();
        let stands = |id| (of(id).standing, of(id).in_time);
        assert_eq!(stands(in_time), (SlipStanding::Closed, Some(true)));
        assert_eq!(stands(late), (SlipStanding::Unanswered, Some(false)));
        assert_eq!(stands(silent), (SlipStanding::Unsigned, Some(false)));
        assert_eq!(stands(running), (SlipStanding::Unsigned, None));
        assert_eq!(stands(gone), (SlipStanding::Withdrawn, None));
        let one = of(in_time);
        assert_eq!(one.row.number, "巡改办提示〔2026〕1号");
        assert_eq!(
            (one.issued, one.signed, one.replied, one.closed),
            (Some(date(2026, 6, 1)), Some(date(2026, 6, 3)), Some(date(2026, 6, 3)), Some(date(2026, 6, 3)))
        );
        assert_eq!(one.about[0].id, town.measure);
        assert_eq!((register.waiting, register.late), (3, 1));
        let counts: Vec<_> =
            register.counts.iter().map(|one| (one.r#type.as_str(), one.issued, one.in_time)).collect();
        assert_eq!(counts, [("remind", 2, Rate::of(1, 2)), ("supervise", 2, Rate::of(0, 1))]);
        let few = all(SlipsQuery { late: true, ..SlipsQuery::default() });
        assert_eq!(few.rows.iter().map(|slip| slip.row.id).collect::<Vec<_>>(), [silent]);
        assert_eq!(few.counts, register.counts, "counts are of all");
        let supervised =
            SlipsQuery { r#type: Some("supervise".into()), unit: Some(town.bureau), ..SlipsQuery::default() };
        assert_eq!(all(supervised).rows.len(), 2);
        let closed = SlipsQuery { standing: Some(SlipStanding::Closed), ..SlipsQuery::default() };
        assert_eq!(all(closed).rows.len(), 1);
        assert!(all(SlipsQuery { unit: Some(town.office), ..SlipsQuery::default() }).rows.is_empty());
    });
}

#[test]
fn what_the_ladder_proposes_is_one_list_and_who_may_sign_is_told() {
    everywhere(|town| {
        let proposed = |person| town.app.proposals(Some(person), Some(town.campaign)).unwrap().rows;
        assert!(proposed(town.coordinator).is_empty());
        town.morning_of(date(2026, 7, 2));
        let rows = proposed(town.coordinator);
        assert_eq!((rows.len(), rows[0].row.id, rows[0].may), (1, town.measure, true));
        assert_eq!(rows[0].proposal.rung, "remind");
        assert!(!proposed(town.handler)[0].may);
        let rung = |name: &str| Command::TakeRung { rung: name.into(), slip: None, reason: String::new() };
        town.act(town.coordinator, town.measure, rung("remind"));
        assert!(proposed(town.coordinator).is_empty(), "its answer is waited for");
        town.morning_of(date(2026, 7, 7));
        assert_eq!(proposed(town.coordinator)[0].proposal.rung, "reminder_slip");
        let office = town.app.office(Some(town.coordinator), town.campaign).unwrap();
        assert_eq!((office.proposed, office.late, office.weeks.len()), (1, 0, 2));
        assert_eq!(office.weeks[0].missing[0].0.as_ref().unwrap().title, "园林局");
        town.act(town.coordinator, town.measure, rung("reminder_slip"));
        assert_eq!(town.app.slips(&SlipsQuery::default()).unwrap().waiting, 1);
        town.morning_of(date(2026, 7, 20));
        let office = town.app.office(Some(town.coordinator), town.campaign).unwrap();
        assert_eq!((office.waiting, office.late, office.slips.len()), (1, 1, 1));
    });
}

#[test]
fn coverage_counts_the_units_that_owe_and_were_visited() {
    everywhere(|town| {
        let group = town.person("su", "苏晚晴", town.office, "supervisor");
        let month = "2026-06".parse().unwrap();
        let covered = |key: &str| town.app.coverage(None, key.parse().unwrap()).unwrap();
        assert_eq!(covered("2026-06").visited, Rate::of(0, 1));
        let visit = |on: Date, unit| Visit {
            on: Some(on),
            unit: Some(unit),
            group: "第一督查组".into(),
            manner: "unannounced".into(),
            found: "苗圃仍在出租".into(),
        };
        let record =
            |actor, visit| town.app.record_visit(Some(actor), town.id(), Language::Zh, town.campaign, visit);
        let refused = record(town.handler, visit(date(2026, 6, 1), town.bureau));
        assert!(matches!(refused, Err(AppError::Refused(Refusal::NotAllowed { .. }))), "{refused:?}");
        let future = record(group, visit(date(2026, 6, 2), town.bureau));
        assert!(matches!(future, Err(AppError::FutureDay { .. })), "{future:?}");
        assert!(record(group, Visit { on: Some(date(2026, 6, 1)), ..Visit::default() }).is_err());
        let odd = Visit { manner: "by_night".into(), ..visit(date(2026, 6, 1), town.bureau) };
        assert!(matches!(record(group, odd), Err(AppError::Refused(Refusal::WrongValue { .. }))));
        let id = record(group, visit(date(2026, 6, 1), town.bureau)).unwrap();
        record(group, visit(date(2026, 6, 1), town.office)).unwrap();
        let june = town.app.coverage(Some(town.campaign), month).unwrap();
        assert_eq!(june.visited, Rate::of(1, 1), "who owes nothing is no part of the whole");
        let bureau = june.units.iter().find(|one| one.unit.id == town.bureau).unwrap();
        assert_eq!((bureau.measures, bureau.visits[0].id, bureau.last), (1, id, None));
        assert_eq!(bureau.visits[0].found, "苗圃仍在出租");
        assert_eq!(june.units.len(), 2, "who was visited is shown all the same");
        // The title is of the visit, the entry of who recorded it.
        let entry = &town.app.history(id, None, 1).unwrap()[0];
        assert_eq!(entry.actor.as_ref().unwrap().id, group);
        town.morning_of(date(2026, 7, 1));
        let july = covered("2026-07");
        assert_eq!((july.visited, july.units[0].last), (Rate::of(0, 1), Some(date(2026, 6, 1))));
        assert_eq!(covered("2026-06-x1").visited, Rate::of(1, 1));
        assert_eq!(covered("2026-06-x2").visited, Rate::of(0, 1));
    });
}
