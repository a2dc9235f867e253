//! Weeks, ten-day periods and months: where they begin and end, what they are called, when the report on one is due.

use crate::{calendars::shipped, town::data};
use jiff::{
    Span,
    civil::{Date, date},
};
use ledger::{Cadence, Cadences, Calendar, Period, cadence::DueDay, calendar::NoCalendar};
use proptest::prelude::*;

fn shipped_rules() -> Cadences {
    Cadences::parse(&std::fs::read_to_string(data("cadences.toml")).unwrap()).unwrap()
}

fn cadence(name: &str) -> Cadence {
    Cadence::from_name(name).unwrap_or_else(|| panic!("no cadence `{name}`"))
}

/// Cadence, a day, the period it lies in: key, first and last day.
const PERIODS: &str = "
week     2024-04-11 2024-W15   2024-04-08 2024-04-14
week     2024-04-08 2024-W15   2024-04-08 2024-04-14
week     2024-04-14 2024-W15   2024-04-08 2024-04-14
# The year of a week is that of its Thursday.
week     2024-12-30 2025-W01   2024-12-30 2025-01-05
week     2027-01-03 2026-W53   2026-12-28 2027-01-03
week     2023-01-01 2022-W52   2022-12-26 2023-01-01
ten_days 2024-04-01 2024-04-x1 2024-04-01 2024-04-10
ten_days 2024-04-10 2024-04-x1 2024-04-01 2024-04-10
ten_days 2024-04-11 2024-04-x2 2024-04-11 2024-04-20
ten_days 2024-04-20 2024-04-x2 2024-04-11 2024-04-20
ten_days 2024-04-21 2024-04-x3 2024-04-21 2024-04-30
# The last one has 8, 9, 10 or 11 days.
ten_days 2023-02-28 2023-02-x3 2023-02-21 2023-02-28
ten_days 2024-02-29 2024-02-x3 2024-02-21 2024-02-29
ten_days 2024-05-31 2024-05-x3 2024-05-21 2024-05-31
month    2024-02-10 2024-02    2024-02-01 2024-02-29
month    2024-12-31 2024-12    2024-12-01 2024-12-31
";

fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = table.trim().lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_whitespace().collect())
}

#[test]
fn periods_begin_and_end_where_the_office_says() {
    for row in rows(PERIODS) {
        let period = Period::of(cadence(row[0]), row[1].parse().unwrap());
        let found = (period.to_string(), period.start().to_string(), period.end().to_string());
        assert_eq!(found, (row[2].into(), row[3].into(), row[4].into()), "{row:?}");
        assert_eq!(row[2].parse(), Ok(period), "{row:?}");
    }
}

#[test]
fn thirty_six_ten_day_periods_make_a_year_and_none_rolls() {
    let mut period = Period::of(Cadence::TenDays, date(2024, 1, 1));
    for _ in 0..36 {
        assert_eq!(period.start().year(), 2024);
        assert!(matches!(period.start().day(), 1 | 11 | 21));
        period = period.next();
    }
    assert_eq!(period.to_string(), "2025-01-x1");
}

#[test]
fn only_keys_as_they_are_written_are_read() {
    for wrong in [
        "",
        "2024",
        "2024-",
        "2024-13",
        "2024-00",
        "2024-4",
        "24-04",
        "2024-W00",
        "2024-W53",
        "2024-w15",
        "2024-W5",
        "2024-04-x0",
        "2024-04-x4",
        "2024-04-x",
        "2024-04-X2",
        "2024-04-x2 ",
        "+2024-04",
        "-001-04",
        "2024-04-11",
        "99999-04",
        "2024-04-x02",
        "2024-W+5",
    ] {
        assert!(wrong.parse::<Period>().is_err(), "{wrong}");
    }
    let period: Period = "2024-04-x2".parse().unwrap();
    let json = serde_json::to_string(&period).unwrap();
    assert_eq!(json, "\"2024-04-x2\"");
    assert_eq!(serde_json::from_str::<Period>(&json).unwrap(), period);
    assert!(serde_json::from_str::<Period>("\"2024-04-x9\"").is_err());
}

proptest! {
    #[test]
    fn periods_follow_one_another_without_gap_and_keep_their_keys(days in 0i64..3_652_058, which in 0usize..3) {
        let day = date(0, 1, 8).saturating_add(Span::new().days(days));
        let period = Period::of(Cadence::ALL[which], day);
        prop_assert!(period.contains(day));
        prop_assert_eq!(period.to_string().parse::<Period>(), Ok(period));
        prop_assert_eq!(period.days().count(), usize::try_from((period.end() - period.start()).get_days() + 1).unwrap());
        let (before, after) = (period.previous(), period.next());
        prop_assert_eq!(before.end().tomorrow().ok(), Some(period.start()));
        prop_assert!(after == period || period.end().tomorrow().ok() == Some(after.start()));
        prop_assert_eq!(before.next(), period);
    }
}

#[test]
fn the_ends_of_the_calendar_are_no_cliff() {
    for cadence in Cadence::ALL {
        let (first, last) = (Period::of(cadence, Date::MIN), Period::of(cadence, Date::MAX));
        assert!(first.contains(Date::MIN) && last.contains(Date::MAX));
        assert_eq!((first.previous(), last.next()), (first, last));
    }
}

/// Period, the day the rule names, the day its report is due.
const DUE: &str = "
2026-W47   2026-11-19 2026-11-19  an ordinary Thursday
# Tomb-Sweeping Day 2024 is a Thursday: the Wednesday before it.
2024-W14   2024-04-04 2024-04-03
# National Day 2023 takes Monday to Friday; the Saturday after is worked.
2023-W40   2023-10-05 2023-10-07
2026-04-x1 2026-04-10 2026-04-10  a Friday
2026-05-x1 2026-05-10 2026-05-09  a Sunday; the Saturday before it is worked
2026-02-x2 2026-02-20 2026-02-14  Spring Festival; the Saturday before it is worked
2024-02-x3 2024-02-29 2024-02-29
2026-02    2026-02-28 2026-02-28  a Saturday that is worked
2026-05    2026-05-31 2026-05-29  a Sunday
2023-12    2023-12-31 2023-12-29  New Year takes the weekend
";

#[test]
fn reports_are_due_on_the_day_of_the_rule_or_the_nearest_working_day() {
    let (rules, calendar) = (shipped_rules(), shipped());
    assert_eq!(rules, Cadences::default());
    for row in rows(DUE) {
        let found = rules.due(row[0].parse().unwrap(), &calendar).unwrap();
        let expected = DueDay { named: row[1].parse().unwrap(), due: row[2].parse().unwrap() };
        assert_eq!(found, Some(expected), "{row:?}");
    }
}

#[test]
fn every_period_of_the_loaded_years_has_a_working_day_for_its_report_but_one() {
    let (rules, calendar) = (shipped_rules(), shipped());
    let mut without = vec![];
    for cadence in Cadence::ALL {
        let mut period = Period::of(cadence, date(2023, 1, 2));
        while period.end() <= date(2026, 12, 31) {
            match rules.due(period, &calendar).unwrap() {
                Some(DueDay { due, .. }) => {
                    assert!(period.contains(due) && calendar.is_working_day(due).unwrap(), "{period}");
                }
                None => without.push(period.to_string()),
            }
            period = period.next();
        }
    }
    // The Spring Festival of 2026 fills a week from Monday to Sunday.
    assert_eq!(without, ["2026-W08"]);
}

#[test]
fn later_steps_over_days_off_and_may_leave_the_period() {
    let source = "[week]\nday = 6\nday_off = \"later\"\n[ten_days]\nday = 8\nday_off = \"later\"\n\
                  [month]\nday = \"last\"\nday_off = \"later\"\n";
    let rules = Cadences::parse(source).unwrap();
    let due = |key: &str| rules.due(key.parse().unwrap(), &shipped()).unwrap().unwrap();
    assert_eq!(due("2026-W47"), DueDay { named: date(2026, 11, 21), due: date(2026, 11, 23) });
    assert_eq!(due("2024-05-x1").due, date(2024, 5, 8));
    assert_eq!(due("2026-01-x3"), DueDay { named: date(2026, 1, 28), due: date(2026, 1, 28) });
    assert_eq!(due("2026-05"), DueDay { named: date(2026, 5, 31), due: date(2026, 6, 1) });
}

#[test]
fn a_year_without_calendar_gives_no_due_day() {
    let due = |key: &str, calendar: &Calendar| shipped_rules().due(key.parse().unwrap(), calendar);
    assert_eq!(due("2027-W02", &shipped()), Err(NoCalendar { year: 2027 }));
    // A week that reaches into it might be off altogether, so it is not told either.
    assert_eq!(due("2026-W53", &shipped()), Err(NoCalendar { year: 2027 }));
    assert_eq!(due("2024-04", &Calendar::default()), Err(NoCalendar { year: 2024 }));
}

const GOOD: &str = r#"[week]
day = "thursday"
day_off = "earlier"
[ten_days]
day = "last"
day_off = "earlier"
[month]
day = "last"
day_off = "earlier"
"#;

#[test]
fn a_mistake_in_the_rules_names_its_line_and_what_is_allowed() {
    let mistake = |find: &str, put: &str| {
        assert!(GOOD.contains(find));
        Cadences::parse(&GOOD.replacen(find, put, 1)).unwrap_err()
    };
    assert_eq!(Cadences::parse(GOOD), Ok(Cadences::default()));
    let error = mistake("day = \"thursday\"", "day = \"thorsday\"");
    assert_eq!((error.line, error.problem.as_str()), (2, "day \"thorsday\" of a week"));
    assert_eq!(error.allowed, "\"monday\" to \"sunday\", \"last\", a number from 1 to 7");
    let error = mistake("day = \"last\"", "day = \"friday\"");
    assert_eq!((error.line, error.allowed.as_str()), (5, "\"last\", a number from 1 to 8"));
    for day in ["0", "8", "-1", "1.5", "true"] {
        assert_eq!(mistake("day = \"thursday\"", &format!("day = {day}")).line, 2, "{day}");
    }
    assert_eq!(mistake("day = \"last\"", "day = 9").line, 5);
    let error = mistake("day_off = \"earlier\"", "day_off = \"never\"");
    assert!(error.line == 3 && error.allowed.contains("earlier, later"), "{error}");
    assert_eq!(mistake("[month]", "[quarter]").line, 7);
    assert!(mistake("day_off = \"earlier\"\n", "").problem.contains("day_off"));
}
