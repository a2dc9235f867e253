//! Looking back: lists, pages and overviews of a day that is over.

use crate::house::{Town, everywhere};
use app::{AppError, Filter, Lacks, Sort, query::list::ListQuery};
use jiff::civil::{Date, date};
use ledger::{
    Change, Command, Lamp, MatterId, StateClass,
    command::{Assign, ReportProgress},
};

fn report(percent: u8) -> Command {
    Command::ReportProgress(ReportProgress {
        percent: Some(percent),
        text: "逐户核对".into(),
        ..ReportProgress::default()
    })
}

fn take(name: &str) -> Command {
    Command::Move(ledger::command::TakeMove::named(name))
}

/// A month in which the measure is begun, moved to another bureau, put off, and renamed.
fn a_month(town: &Town) -> MatterId {
    town.morning_of(date(2026, 6, 5));
    town.act(town.handler, town.measure, take("start"));
    town.act(town.handler, town.measure, report(30));
    town.morning_of(date(2026, 6, 12));
    let other = town.open(None, "unit", "财政局", None);
    let unit = Change::Set(other);
    town.act(town.coordinator, town.measure, Command::Assign(Assign { unit, ..Assign::default() }));
    town.morning_of(date(2026, 6, 20));
    let due = Some(date(2026, 8, 31));
    let put_off = Command::SetDueDate { due, reason: "经批准延期".into() };
    town.act(town.coordinator, town.measure, put_off);
    let title = Some("逐户核对苗圃与花木租约".into());
    let rename = Command::Correct { number: None, title, reason: "补全".into() };
    town.act(town.coordinator, town.measure, rename);
    let late = town.open(Some(town.coordinator), "item", "花木基地账目不清", Some(town.campaign));
    town.morning_of(date(2026, 7, 6));
    late
}

fn query(town: &Town, as_of: Date, narrow: Filter) -> ListQuery {
    let filter = Filter { under: Some(town.campaign), ..narrow };
    ListQuery { filter, sort: Sort::Due, limit: 50, as_of: Some(as_of), ..ListQuery::default() }
}

#[test]
fn a_past_day_is_as_it_was() {
    everywhere(|town| {
        let late = a_month(town);
        let m = |day: i8| {
            let as_of = Some(date(2026, 6, day));
            town.app.matter_as_of(Some(town.handler), town.measure, None, as_of).unwrap()
        };
        let first = m(1);
        assert_eq!((first.matter.state.as_str(), first.matter.percent), ("planned", None));
        assert_eq!((first.row.lamp, first.row.unit.unwrap().title), (Some(Lamp::Green), "园林局".into()));
        assert!(first.possible.is_empty(), "nobody acts in the past");
        let then = m(11);
        assert_eq!((then.matter.percent, then.matter.due), (Some(30), Some(date(2026, 6, 30))));
        assert_eq!(then.history.len() as u64, then.matter.version);
        let moved = m(12);
        assert_eq!(moved.row.unit.unwrap().title, "财政局");
        assert_eq!(m(20).row.title, "逐户核对苗圃与花木租约");
        assert_eq!(m(19).row.title, "逐户核对苗圃租约");
        // A list of one unit, of a word that came later, of what was not there yet.
        let bureau = Filter { unit: Some(town.bureau), ..Filter::default() };
        assert_eq!(town.app.list(&query(town, date(2026, 6, 11), bureau.clone())).unwrap().rows.len(), 1);
        assert!(town.app.list(&query(town, date(2026, 6, 12), bureau)).unwrap().rows.is_empty());
        let word = Filter { words: vec!["花木".into()], ..Filter::default() };
        assert!(town.app.list(&query(town, date(2026, 6, 19), word.clone())).unwrap().rows.is_empty());
        assert_eq!(town.app.list(&query(town, date(2026, 6, 20), word)).unwrap().rows.len(), 2);
        let lacking = Filter { lacks: Some(Lacks::Unit), kind: Some("item".into()), ..Filter::default() };
        let lacking = |day| {
            let listing = town.app.list(&query(town, day, lacking.clone())).unwrap();
            (listing.rows.len() as u64, listing.total)
        };
        assert_eq!(lacking(date(2026, 6, 19)), (1, Some(1)));
        assert_eq!(lacking(date(2026, 6, 20)), (2, Some(2)));
        let page = town.app.matter_as_of(None, late, None, Some(date(2026, 6, 19)));
        assert!(matches!(page, Err(AppError::NotYet(day)) if day == date(2026, 6, 19)), "{page:?}");
    });
}

#[test]
fn the_overview_of_a_past_day_counts_what_stood_then() {
    everywhere(|town| {
        a_month(town);
        let on = |month, day| {
            let overview = town.app.overview_as_of(None, Some(date(2026, month, day))).unwrap();
            let lamp = overview.measures.lamps.iter().position(|n| *n == 1).map(|at| Lamp::ALL[at]);
            let unit = overview.by_unit.first().map(|one| one.over.title.clone());
            (overview.today, overview.items.total, lamp, unit)
        };
        let unit = |name: &str| Some(name.to_owned());
        assert_eq!(on(6, 1), (date(2026, 6, 1), 1, Some(Lamp::Green), unit("园林局")));
        // Due on 30 June as far as anybody knew: near, and not put off yet.
        assert_eq!(on(6, 12), (date(2026, 6, 12), 1, Some(Lamp::Green), unit("财政局")));
        assert_eq!(on(6, 20), (date(2026, 6, 20), 2, Some(Lamp::Green), unit("财政局")));
        let empty = town.app.overview_as_of(None, Some(date(2026, 5, 31))).unwrap();
        assert!(empty.campaign.is_none() && empty.latest.is_empty());
        let open = StateClass::ALL.iter().position(|class| *class == StateClass::Open).unwrap();
        assert_eq!(town.app.overview(None).unwrap().items.classes[open], 2);
    });
}

#[test]
fn a_day_that_has_not_come_is_told_and_today_is_now() {
    everywhere(|town| {
        a_month(town);
        let tomorrow = date(2026, 7, 7);
        let list = town.app.list(&query(town, tomorrow, Filter::default()));
        assert!(matches!(list, Err(AppError::FutureDay { day, .. }) if day == tomorrow), "{list:?}");
        assert!(matches!(town.app.overview_as_of(None, Some(tomorrow)), Err(AppError::FutureDay { .. })));
        let today = date(2026, 7, 6);
        let page = town.app.matter_as_of(Some(town.handler), town.measure, None, Some(today)).unwrap();
        assert!(!page.possible.is_empty());
    });
}
