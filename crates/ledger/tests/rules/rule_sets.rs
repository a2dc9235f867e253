//! The shipped rule sets on small plans, what a rule set file may not say, and that the list's lamp and its explanation
//! are one.

use crate::{calendars::shipped, town::files};
use jiff::{Span, civil::Date, civil::date};
use ledger::{
    Bands, RuleSet, StateClass,
    lamp::{
        Band, Colour, Explained, Facts, LampRule, Measure, Outcome, Outlook, PlannedNode, Reading, Report,
        Step, Value, explain,
    },
};

fn set(name: &str) -> RuleSet {
    RuleSet::parse(&files("lamps")[name]).unwrap()
}

/// A plan of 20 working days, from a Friday to a Friday; on Monday 16 November ten of them are over.
fn facts(words: &[&str]) -> (Facts, Date) {
    let mut facts =
        Facts { start: Some(date(2026, 10, 30)), due: Some(date(2026, 11, 27)), ..Facts::default() };
    let mut today = date(2026, 11, 16);
    for word in words {
        let (name, value) = word.split_once('=').unwrap_or_else(|| panic!("what is `{word}`?"));
        let pair = || value.split_once(':').unwrap();
        let day = |text: &str| (text != "none").then(|| text.parse::<Date>().unwrap());
        match name {
            "start" => facts.start = day(value),
            "due" => facts.due = day(value),
            "today" => today = value.parse().unwrap(),
            "started" => facts.started = day(value),
            "report" => {
                let (on, percent) = pair();
                facts.reports.push(Report { on: on.parse().unwrap(), percent: percent.parse().ok() });
            }
            "node" => {
                let (on, weight) = pair();
                facts.nodes.push(PlannedNode { on: on.parse().unwrap(), weight: weight.parse().unwrap() });
            }
            "ignored" => facts.warnings_ignored = Some(value.parse().unwrap()),
            "outlook" => {
                facts.outlook = Some(match value {
                    "on_track" => Outlook::OnTrack,
                    "slow" => Outlook::SlowButLikely,
                    _ => Outlook::Unlikely,
                });
            }
            _ => panic!("no fact `{name}`"),
        }
    }
    (facts, today)
}

/// What came of each scale: its value, `~` before one that no band holds, or what is missing.
fn told(readings: &[Reading]) -> String {
    let each = readings.iter().map(|reading| match &reading.outcome {
        Outcome::Hit { value, .. } => value.to_string(),
        Outcome::Silent { value } => format!("~{value}"),
        Outcome::Lacks { fact } => format!("no-{}", fact.name()),
        Outcome::NoCalendar { year } => format!("no-{year}"),
    });
    each.collect::<Vec<_>>().join(" ")
}

#[test]
fn each_rule_set_gives_the_colours_that_its_place_published() {
    let mut wrong = vec![];
    let mut used = std::collections::BTreeSet::new();
    let cases = include_str!("cases/lamps.txt").lines().map(str::trim);
    for line in cases.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (given, expected) = line.split_once("=>").unwrap_or_else(|| panic!("no `=>` in `{line}`"));
        let words: Vec<&str> = given.split_whitespace().collect();
        used.insert(words[0].to_owned());
        let (facts, today) = facts(&words[1..]);
        let found = explain(&set(words[0]), &facts, today, &shipped());
        let colour = found.colour.map_or("none", Colour::name);
        let found = format!("{colour} {}", told(&found.readings));
        if found != expected.split_whitespace().collect::<Vec<_>>().join(" ") {
            wrong.push(format!("{line}\n    found {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(used.iter().eq(files("lamps").keys()), "a rule set without a case: {used:?}");
}

#[test]
fn the_derivation_names_facts_dates_and_the_band() {
    let (facts, today) = facts(&["due=2026-11-20", "report=2026-11-09:20", "report=2026-11-12:-"]);
    let Explained { rule, version, colour, readings, .. } =
        explain(&set("progress"), &facts, today, &shipped());
    assert_eq!((rule.as_str(), version, colour), ("progress", 1, Some(Colour::Red)));
    let [reading] = readings.as_slice() else { panic!("{readings:?}") };
    let planned = Value::ratio(200, 3);
    assert_eq!(
        reading.steps,
        [
            Step::Start { day: date(2026, 10, 30) },
            Step::Due { day: date(2026, 11, 20) },
            Step::Today { day: today },
            Step::Elapsed { past: 10, all: 15 },
            Step::Planned { percent: planned },
            Step::Reported { percent: 20, on: date(2026, 11, 9) },
        ]
    );
    let Outcome::Hit { value, band } = reading.outcome else { panic!("{reading:?}") };
    assert_eq!((value, band.to_string().as_str()), (Value::ratio(140, 3), "> 30"));
    let json = serde_json::to_value(reading).unwrap();
    assert_eq!(json["outcome"], "hit");
    assert_eq!(json["value"], "46.67");
    assert_eq!(json["band"]["from"], serde_json::json!({"at": 30, "included": false}));
    assert_eq!(json["steps"][3], serde_json::json!({"step": "elapsed", "past": 10, "all": 15}));
}

#[test]
fn a_list_shows_the_colour_that_the_deadline_rule_explains() {
    let (rule, calendar) = (set(LampRule::RULE_SET), shipped());
    let lamps = LampRule::of(&rule).unwrap();
    for today in date(2026, 9, 15).series(Span::new().days(1)).take(40) {
        let bands = Bands::on(today, &calendar, lamps).unwrap();
        for due in today.saturating_sub(Span::new().days(20)).series(Span::new().days(1)).take(40) {
            let facts = Facts { due: Some(due), ..Facts::default() };
            let explained = explain(&rule, &facts, today, &calendar);
            let shown = Colour::of_lamp(bands.lamp(StateClass::Open, Some(due)));
            assert_eq!(explained.colour, shown, "{today}, due {due}: {explained:?}");
        }
    }
}

#[test]
fn lists_can_only_follow_the_four_bands_of_a_deadline() {
    let default = &files("lamps")["default"];
    let of = |changes: &[(&str, &str)]| {
        let mut source = default.clone();
        for (find, put) in changes {
            assert!(source.contains(find), "{find}");
            source = source.replace(find, put);
        }
        LampRule::of(&RuleSet::parse(&source).unwrap())
    };
    let near = of(&[("below = -5", "to = -4"), ("from = -5", "above = -4")]);
    assert_eq!(near, Some(LampRule { near_working_days: 3, late_working_days: 5 }));
    let late = of(&[("to = 5", "below = 5"), ("above = 5", "from = 5")]);
    assert_eq!(late, Some(LampRule { near_working_days: 5, late_working_days: 4 }));
    assert_eq!(of(&[("\"yellow\"", "\"orange\"")]), None);
    assert_eq!(of(&[("\"deadline\"", "\"shortfall\"")]), None);
    assert_eq!(of(&[("to = 0", "to = 1"), ("above = 0", "above = 1")]), None);
    assert_eq!(LampRule::of(&set("suqian")), None);
    assert_eq!(LampRule::of(&set("sanya_districts")), None);
}

#[test]
fn values_are_exact_and_written_to_two_decimals() {
    for (over, under, text) in [
        (0, 1, "0"),
        (10, 1, "10"),
        (100, 1, "100"),
        (-3, 1, "-3"),
        (25, 2, "12.5"),
        (200, 3, "66.67"),
        (-200, 3, "-66.67"),
        (1, 1000, "0"),
        (-1, 1000, "0"),
        (1, 200, "0.01"),
        (1, 0, "1"),
    ] {
        assert_eq!(Value::ratio(over, under).to_string(), text, "{over}/{under}");
    }
    assert!(Value::ratio(90_001, 3000) > Value::whole(30));
    assert_eq!(Value::ratio(60, 2), Value::whole(30));
    let band = Band { colour: Colour::Red, from: None, to: None };
    assert!(band.holds(Value::whole(i64::MIN)) && band.to_string() == "any");
}

const GOOD: &str = r#"rule = "progress"
version = 1
label = { zh = "进度", en = "Progress" }
[[scale]]
measure = "progress_behind"
bands = [
  { lamp = "green", below = 10 },
  { lamp = "yellow", from = 10, to = 30 },
  { lamp = "red", above = 30 },
]
"#;

/// What stands in the good file, what is put in its place, line of the mistake, part of what is told.
const MISTAKES: &[(&str, &str, usize, &str)] = &[
    ("to = 30", "to = 31", 9, "the bands yellow (≥ 10, ≤ 31) and red (> 30) overlap"),
    ("above = 30", "from = 30", 9, "overlap"),
    ("from = 10, to = 30", "to = 30", 8, "overlap"),
    (
        "to = 30",
        "below = 30",
        9,
        "between the bands yellow (≥ 10, < 30) and red (> 30) lies a gap; allowed: bands without",
    ),
    ("above = 30", "above = 31", 9, "gap"),
    ("above = 30", "from = 31", 9, "gap"),
    ("below = 10 }", "below = 10, from = 0 }", 6, "leave a gap below"),
    ("above = 30 }", "above = 30, to = 100 }", 6, "leave a gap above"),
    ("\"yellow\"", "\"purple\"", 8, "no lamp `purple`; allowed: green, blue, yellow, orange, red"),
    ("\"progress_behind\"", "\"progress\"", 5, "no measure `progress`; allowed: deadline, progress_behind"),
    ("from = 10, to = 30", "from = 30, to = 10", 8, "holds no value"),
    ("from = 10, to = 30", "above = 10, below = 10", 8, "holds no value"),
    ("from = 10, to = 30", "from = 10, above = 10, to = 30", 8, "two edges on one side"),
    ("above = 30", "above = 99999", 9, "reaches too far"),
    ("above = 30", "over = 30", 9, "over"),
    ("version = 1", "version = 0", 2, "version 0"),
    ("\"progress\"", "\"Progress\"", 1, "lower snake case"),
    ("rule =", "rule_set =", 1, "rule_set"),
];

#[test]
fn a_mistake_names_its_line_and_what_is_allowed() {
    assert!(RuleSet::parse(GOOD).is_ok());
    for (find, put, line, part) in MISTAKES {
        assert!(GOOD.contains(find), "{find}");
        let error = RuleSet::parse(&GOOD.replacen(find, put, 1)).unwrap_err();
        assert_eq!(error.line, *line, "{put}: {error}");
        assert!(error.to_string().contains(part), "{put}: {error}");
    }
}

#[test]
fn whole_numbers_are_neighbours_and_a_partial_scale_may_leave_values_out() {
    let scale = |measure: &str, more: &str, bands: &str| {
        let head = "rule = \"a\"\nversion = 1\nlabel = { zh = \"a\", en = \"a\" }\n[[scale]]\n";
        RuleSet::parse(&format!("{head}measure = \"{measure}\"\n{more}\nbands = [{bands}]\n"))
    };
    let whole =
        "{ lamp = \"green\", to = 0 }, { lamp = \"yellow\", from = 1, to = 2 }, { lamp = \"red\", from = 3 }";
    assert!(scale("months_missed", "", whole).is_ok());
    assert!(scale("months_since", "", whole).unwrap_err().problem.contains("gap"));
    assert!(scale("months_since", "partial = true", whole).is_ok());
    // The order of the file does not matter.
    let turned = "{ lamp = \"red\", from = 3 }, { lamp = \"green\", to = 2 }";
    assert_eq!(scale("months_missed", "", turned).unwrap().scales[0].bands[0].colour, Colour::Green);
    // What counts from 0 has nothing below it.
    assert!(scale("outlook", "", "{ lamp = \"green\", from = 0 }").is_ok());
    assert!(scale("outlook", "", "{ lamp = \"green\", from = 1 }").is_err());
    assert!(scale("deadline", "", "{ lamp = \"green\", from = 0 }").is_err());
    assert!(
        scale("outlook", "", "{ lamp = \"green\", above = 4, below = 5 }")
            .unwrap_err()
            .problem
            .contains("no value")
    );
    assert!(scale("outlook", "", "").is_err());
    assert!(
        scale("outlook", "partial = true", "{ lamp = \"red\", from = 1 }, { lamp = \"blue\", to = 1 }")
            .is_err()
    );
}

#[test]
fn names_read_back() {
    for measure in Measure::ALL {
        assert_eq!(Measure::from_name(measure.name()), Some(measure));
    }
    for colour in Colour::ALL {
        assert_eq!(Colour::from_name(colour.name()), Some(colour));
    }
}
