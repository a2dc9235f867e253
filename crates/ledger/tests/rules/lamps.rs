//! Lamps at the edges of their bands, over holidays, and against their definition day by day.

use crate::calendars::shipped;
use jiff::{
    Span,
    civil::{Date, date},
};
use ledger::{Bands, Lamp, StateClass, calendar::NoCalendar, lamp::LampRule};

fn on(today: Date) -> Bands {
    Bands::on(today, &shipped(), LampRule::default()).unwrap()
}

/// Today, due date, lamp of what is open.
const EDGES: &str = "
# An ordinary Friday: five working days either way.
2026-11-20 2026-11-12 red
2026-11-20 2026-11-13 yellow
2026-11-20 2026-11-19 yellow
2026-11-20 2026-11-20 blue
2026-11-20 2026-11-27 blue
2026-11-20 2026-11-28 green
2026-11-20 2026-11-30 green
# A Sunday: Monday to Friday are five working days, on both sides.
2026-11-22 2026-11-13 red
2026-11-22 2026-11-16 yellow
2026-11-22 2026-11-21 yellow
2026-11-22 2026-11-22 blue
2026-11-22 2026-11-27 blue
2026-11-22 2026-11-28 green
# Before National Day 2026: 09-30 is the last working day, then 10-08, 10-09, Saturday 10-10, 10-12, 10-13.
2026-09-30 2026-10-13 blue
2026-09-30 2026-10-14 green
2026-09-30 2026-10-01 blue
# After it: due on 09-30, late by 10-08, 10-09, 10-10, 10-12, 10-13.
2026-10-13 2026-09-30 yellow
2026-10-14 2026-09-30 red
2026-10-07 2026-09-30 yellow
# Mid-autumn lies before it: due on 09-23, late by 09-24, 09-28, 09-29, 09-30, 10-08.
2026-10-08 2026-09-23 yellow
2026-10-08 2026-09-22 red
# Over Spring Festival 2026, with both Saturdays worked: due on 02-13, late by 02-14, 02-24, 02-25, 02-26, 02-27.
2026-02-27 2026-02-13 yellow
2026-02-28 2026-02-13 red
";

#[test]
fn bands_change_at_their_edges() {
    for line in EDGES.trim().lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let bands = on(words[0].parse().unwrap());
        let lamp = bands.lamp(StateClass::Open, Some(words[1].parse().unwrap()));
        assert_eq!(lamp.name(), words[2], "{line}");
    }
}

#[test]
fn only_what_runs_has_a_colour() {
    let bands = on(date(2026, 11, 20));
    for class in StateClass::ALL {
        let late = bands.lamp(class, Some(date(2026, 1, 5)));
        let undated = bands.lamp(class, None);
        let expected =
            if class == StateClass::Open { (Lamp::Red, Lamp::Undated) } else { (Lamp::Off, Lamp::Off) };
        assert_eq!((late, undated), expected, "{class:?}");
    }
}

/// The rule in its own words: yellow until `late` working days after the due date, blue from `near` before it.
fn by_definition(today: Date, due: Date, rule: LampRule) -> Lamp {
    let calendar = shipped();
    let yellow_until = calendar.plus_working_days(due, i32::from(rule.late_working_days)).unwrap();
    let blue_from = calendar.plus_working_days(due, -i32::from(rule.near_working_days)).unwrap();
    if today > yellow_until {
        Lamp::Red
    } else if today > due {
        Lamp::Yellow
    } else if today >= blue_from {
        Lamp::Blue
    } else {
        Lamp::Green
    }
}

#[test]
fn bands_say_the_same_as_the_rule_in_its_own_words() {
    let rules = [LampRule::default(), LampRule { near_working_days: 0, late_working_days: 3 }];
    for rule in rules {
        for today in date(2024, 9, 1).series(Span::new().days(1)).take(45) {
            let bands = Bands::on(today, &shipped(), rule).unwrap();
            for due in today.saturating_sub(Span::new().days(25)).series(Span::new().days(1)).take(50) {
                let expected = by_definition(today, due, rule);
                assert_eq!(bands.lamp(StateClass::Open, Some(due)), expected, "{today} due {due}");
            }
        }
    }
}

#[test]
fn each_due_date_lies_in_the_range_of_its_lamp_alone() {
    let bands = on(date(2026, 10, 8));
    for due in date(2026, 8, 1).series(Span::new().days(1)).take(150) {
        let within = |lamp: &Lamp| {
            bands.range(*lamp).is_some_and(|(from, to)| {
                from.is_none_or(|from| from <= due) && to.is_none_or(|to| due <= to)
            })
        };
        let found: Vec<Lamp> = Lamp::ALL.into_iter().filter(within).collect();
        assert_eq!(found, [bands.lamp(StateClass::Open, Some(due))], "{due}");
    }
    assert_eq!((bands.range(Lamp::Off), bands.range(Lamp::Undated)), (None, None));
}

#[test]
fn a_missing_year_gives_no_lamps() {
    let near_the_end = Bands::on(date(2026, 12, 28), &shipped(), LampRule::default());
    assert_eq!(near_the_end, Err(NoCalendar { year: 2027 }));
    assert!(Bands::on(date(2026, 12, 24), &shipped(), LampRule::default()).is_ok());
}

#[test]
fn names_read_back() {
    for lamp in Lamp::ALL {
        assert_eq!(Lamp::from_name(lamp.name()), Some(lamp));
    }
    for class in StateClass::ALL {
        assert_eq!(StateClass::from_name(class.name()), Some(class));
    }
    assert_eq!((Lamp::from_name("purple"), StateClass::from_name("")), (None, None));
}
