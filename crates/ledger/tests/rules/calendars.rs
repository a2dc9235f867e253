//! Working days and due dates, with the shipped calendars.
//!
//! The limits of the vectors are those of rectification, publication, petitions and enterprise requests; the expected
//! days were computed from the same notices by an independent package.

use crate::town::files;
use jiff::civil::{Date, Weekday, date};
use ledger::{
    Calendar,
    calendar::{Day, Limit, NoCalendar},
};

pub(crate) fn shipped() -> Calendar {
    let mut calendar = Calendar::default();
    for (name, source) in files("calendars") {
        calendar.load(&source).unwrap_or_else(|error| panic!("data/calendars/{name}.toml: {error}"));
    }
    calendar
}

/// Start, limit in working days / calendar days / months, due.
const VECTORS: &str = "
2024-04-11 mo 1   2024-05-11  a Saturday that is worked
2024-04-11 mo 3   2024-07-11
2024-04-11 mo 6   2024-10-11
2024-04-11 wd 15  2024-05-06  over Labour Day and the Sunday worked for it
2024-09-13 wd 20  2024-10-17  over Mid-autumn and National Day
2026-02-10 wd 20  2026-03-16  over Spring Festival
2025-01-17 cd 15  2025-02-05  ends in Spring Festival
2026-08-05 cd 60  2026-10-08  ends in National Day
2026-08-05 cd 90  2026-11-03
2025-09-30 wd 5   2025-10-14  over National Day and the Saturday worked for it
2024-01-31 mo 1   2024-02-29  the month has no 31st
2026-01-31 mo 1   2026-02-28  a Saturday that is worked
2026-04-28 wd 10  2026-05-14
2026-09-03 cd 30  2026-10-08  ends in National Day
2026-08-05 mo 2   2026-10-08  ends in National Day
2024-05-11 wd 0   2024-05-11
2024-06-08 cd 0   2024-06-11  a Saturday before Dragon Boat Festival
";

#[test]
fn limits_end_on_the_expected_day() {
    let calendar = shipped();
    for line in VECTORS.trim().lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let n = words[2].parse().unwrap();
        let limit = match words[1] {
            "wd" => Limit::WorkingDays(n),
            "cd" => Limit::Days(n),
            _ => Limit::Months(n),
        };
        let due = calendar.due(words[0].parse().unwrap(), limit).unwrap();
        assert_eq!(due, words[3].parse::<Date>().unwrap(), "{line}");
    }
}

#[test]
fn a_due_date_tells_how_it_comes_about() {
    let derive = |start: Date, limit: &str| shipped().derive(start, limit.parse().unwrap()).unwrap();
    let petition = derive(date(2025, 1, 17), "15d");
    assert_eq!((petition.raw_end, petition.due), (date(2025, 2, 1), date(2025, 2, 5)));
    let plan = derive(date(2024, 4, 11), "1mo");
    assert_eq!((plan.raw_end, plan.due), (date(2024, 5, 11), date(2024, 5, 11)));
    assert_eq!(shipped().day(plan.due), Ok(Day::MadeUp));
    assert_eq!(shipped().day(petition.raw_end), Ok(Day::Holiday));
    assert_eq!(shipped().day(date(2026, 11, 21)), Ok(Day::Weekend));
    assert_eq!(shipped().day(date(2026, 11, 23)), Ok(Day::Ordinary));
    for wrong in ["", "wd", "15", "15 wd", "-1d", "3661d", "1.5mo", "1y", "99999wd"] {
        assert!(wrong.parse::<Limit>().is_err(), "{wrong}");
    }
}

#[test]
fn each_year_has_the_known_number_of_working_days() {
    let calendar = shipped();
    for (year, expected) in [(2023, 249), (2024, 251), (2025, 248), (2026, 248)] {
        let days = date(year, 1, 1).series(jiff::Span::new().days(1)).take_while(|day| day.year() == year);
        let working = days.filter(|day| calendar.is_working_day(*day).unwrap()).count();
        assert_eq!(working, expected, "{year}");
    }
}

#[test]
fn every_made_up_day_is_on_a_weekend_and_worked() {
    let calendar = shipped();
    let mut made_up = 0;
    for day in date(2023, 1, 1).series(jiff::Span::new().days(1)).take_while(|day| day.year() <= 2026) {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        made_up += usize::from(weekend && calendar.is_working_day(day).unwrap());
    }
    assert_eq!(made_up, 7 + 8 + 5 + 6);
    for (day, worked) in [
        (date(2024, 2, 9), true), // New Year's Eve was worked until 2024
        (date(2025, 1, 28), false),
        (date(2026, 2, 14), true),
        (date(2026, 11, 20), true),
        (date(2026, 11, 21), false),
    ] {
        assert_eq!(calendar.is_working_day(day), Ok(worked), "{day}");
    }
}

#[test]
fn a_year_that_is_not_loaded_is_an_error_and_no_guess() {
    let calendar = shipped();
    let missing = |year| Err(NoCalendar { year });
    assert_eq!(calendar.is_working_day(date(2027, 1, 4)), Err(NoCalendar { year: 2027 }));
    assert_eq!(calendar.is_working_day(date(2022, 12, 30)), Err(NoCalendar { year: 2022 }));
    assert_eq!(calendar.due(date(2026, 12, 31), Limit::WorkingDays(1)), missing(2027));
    assert_eq!(calendar.due(date(2026, 12, 31), Limit::Days(1)), missing(2027));
    assert_eq!(calendar.due(date(2026, 12, 1), Limit::Months(1)), missing(2027));
    assert_eq!(calendar.due(date(2026, 12, 31), Limit::WorkingDays(0)), Ok(date(2026, 12, 31)));
    assert_eq!(calendar.plus_working_days(date(2023, 1, 3), -1), missing(2022));
    assert_eq!(calendar.due(Date::MAX, Limit::WorkingDays(u16::MAX)), missing(9999));
    assert_eq!(calendar.due(Date::MAX, Limit::Months(u16::MAX)), missing(9999));
    assert_eq!(Calendar::default().due(date(2026, 1, 5), Limit::Days(1)), missing(2026));
}

#[test]
fn counting_back_undoes_counting_forward() {
    let calendar = shipped();
    for day in date(2024, 1, 1).series(jiff::Span::new().days(1)).take_while(|day| day.year() < 2026) {
        for n in [1, 2, 5, 23] {
            let there = calendar.plus_working_days(day, n).unwrap();
            assert!(calendar.is_working_day(there).unwrap());
            let between = day.series(jiff::Span::new().days(1)).skip(1).take_while(|one| *one <= there);
            let counted = between.filter(|one| calendar.is_working_day(*one).unwrap()).count();
            assert_eq!(counted, usize::try_from(n).unwrap(), "{day} + {n}");
            if calendar.is_working_day(day).unwrap() {
                assert_eq!(calendar.plus_working_days(there, -n), Ok(day));
            }
        }
    }
}

#[test]
fn a_broken_calendar_says_what_is_wrong() {
    let load = |source: &str| Calendar::default().load(source);
    assert!(load("year = 2030\noff = [\"2029-12-31\"]\nwork = []").unwrap_err().contains("2029-12-31"));
    let both = "year = 2030\noff = [\"2030-01-01\"]\nwork = [\"2030-01-01\"]";
    assert!(load(both).unwrap_err().contains("both off and worked"));
    assert!(load("year = 2030\noff = [\"2030-02-30\"]\nwork = []").is_err());
    assert!(load("year = 2030\nof = []\nwork = []").is_err());
    assert!(load("year = 2030").is_err());
    let mut twice = Calendar::default();
    let good = "year = 2030\noff = []\nwork = []";
    assert_eq!(twice.load(good), Ok(()));
    assert!(twice.load(good).unwrap_err().contains("twice"));
}
