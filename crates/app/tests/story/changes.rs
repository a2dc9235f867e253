//! What moved between two days.

use crate::house::{Town, everywhere};
use app::{
    AppError,
    query::{
        answer::{Changes, Shift},
        changes::{ChangesQuery, Preset},
    },
};
use jiff::civil::{Date, date};
use ledger::{
    Change, Command, StateClass,
    command::{Assign, ReportProgress},
};

fn take(name: &str, code: Option<&str>) -> Command {
    Command::Move(ledger::command::TakeMove {
        code: code.map(str::to_owned),
        reason: "会议决定".into(),
        due: code.map(|_| date(2026, 12, 31)),
        ..ledger::command::TakeMove::named(name)
    })
}

fn report(percent: u8) -> Command {
    Command::ReportProgress(ReportProgress {
        percent: Some(percent),
        text: "逐户核对".into(),
        ..ReportProgress::default()
    })
}

fn june(town: &Town, from: i8, to: i8) -> Changes {
    let query = ChangesQuery {
        from: date(2026, 6, from),
        to: date(2026, 6, to),
        under: Some(town.campaign),
        unit: None,
    };
    town.app.changes(&query).unwrap()
}

fn of(changes: &Changes, class: StateClass) -> (u64, u64) {
    changes.classes.iter().find(|line| line.class == class).map(|line| (line.from, line.to)).unwrap()
}

/// The measure is begun, reported on twice, put off, and handed to another unit and back.
fn a_month(town: &Town) {
    town.morning_of(date(2026, 6, 11));
    town.act(town.handler, town.measure, take("start", None));
    town.act(town.handler, town.measure, report(30));
    let to = |unit| Command::Assign(Assign { unit: Change::Set(unit), ..Assign::default() });
    town.act(town.coordinator, town.measure, to(town.office));
    town.morning_of(date(2026, 6, 18));
    town.act(town.coordinator, town.measure, to(town.bureau));
    town.act(town.handler, town.measure, report(60));
    let due = Some(date(2026, 8, 31));
    let put_off = Command::SetDueDate { due, reason: "经批准延期".into() };
    town.act(town.coordinator, town.measure, put_off);
    town.morning_of(date(2026, 6, 25));
    town.act(town.coordinator, town.measure, Command::Comment { text: "请抓紧".into() });
    town.open(Some(town.coordinator), "item", "花木基地账目不清", Some(town.campaign));
    town.morning_of(date(2026, 7, 6));
}

#[test]
fn what_moved_is_told_by_net_effect() {
    everywhere(|town| {
        a_month(town);
        let ten_days = june(town, 11, 20);
        assert_eq!((ten_days.moved, ten_days.reported, ten_days.put_off, ten_days.opened), (1, 1, 1, 0));
        let one = &ten_days.rows[0];
        let states = one.state.as_ref().map(|Shift { from, to }| {
            (from.as_ref().map(|one| one.state.as_str()), to.as_ref().map(|one| one.state.as_str()))
        });
        assert_eq!(states, Some((Some("planned"), Some("in_progress"))));
        let due = Shift { from: Some(date(2026, 6, 30)), to: Some(date(2026, 8, 31)) };
        assert_eq!(
            (one.due.clone(), one.percent.clone()),
            (Some(due), Some(Shift { from: None, to: Some(60) }))
        );
        assert_eq!((one.reports, &one.unit), (2, &None), "there and back is no change");
        assert_eq!(one.campaign.as_ref().map(|campaign| campaign.id), Some(town.campaign));
        let first_week = june(town, 11, 14);
        assert_eq!(first_week.rows[0].unit.as_ref().unwrap().to.as_ref().unwrap().id, town.office);
        assert_eq!(of(&ten_days, StateClass::Open), (1, 1));
        // A comment moves nothing; what was opened comes from nowhere.
        let last = june(town, 21, 30);
        assert_eq!((last.moved, last.opened), (1, 1));
        assert!(last.rows[0].opened && last.rows[0].state.as_ref().unwrap().from.is_none());
        assert_eq!(of(&last, StateClass::Open), (0, 1));
        assert_eq!(june(town, 2, 10).moved, 0);
        // The whole time is that from its first day to its last.
        assert_eq!(june(town, 1, 30).rows.len(), 3);
    });
}

#[test]
fn a_unit_sees_what_it_had_and_what_it_got() {
    everywhere(|town| {
        a_month(town);
        let query = |unit, from, to| ChangesQuery { from, to, under: None, unit: Some(unit) };
        let (start, middle, end) = (date(2026, 6, 11), date(2026, 6, 15), date(2026, 6, 30));
        let moved = |unit, from, to| town.app.changes(&query(unit, from, to)).unwrap().moved;
        assert_eq!((moved(town.bureau, start, middle), moved(town.office, start, middle)), (1, 1));
        assert_eq!((moved(town.bureau, start, end), moved(town.office, start, end)), (1, 0));
    });
}

#[test]
fn days_that_make_no_time_are_told() {
    everywhere(|town| {
        let ask =
            |from: Date, to: Date, under| town.app.changes(&ChangesQuery { from, to, under, unit: None });
        let (first, second) = (date(2026, 5, 2), date(2026, 5, 1));
        assert!(matches!(ask(first, second, None), Err(AppError::DaysReversed { .. })));
        assert!(matches!(ask(second, date(2027, 1, 1), None), Err(AppError::FutureDay { .. })));
        let nowhere = ask(second, first, Some(ledger::MatterId(9_999)));
        assert!(matches!(nowhere, Err(AppError::NotFound("matter"))));
    });
}

#[test]
fn times_by_name_end_with_today() {
    let days = |preset: Preset| preset.days(date(2026, 2, 25));
    assert_eq!(days(Preset::ThisWeek), (date(2026, 2, 23), date(2026, 2, 25)));
    assert_eq!(days(Preset::ThisTenDays), (date(2026, 2, 21), date(2026, 2, 25)));
    assert_eq!(days(Preset::ThisMonth), (date(2026, 2, 1), date(2026, 2, 25)));
    assert_eq!(days(Preset::LastTenDays), (date(2026, 2, 11), date(2026, 2, 20)));
}
