//! The shipped ladder in cases, what cannot be left out, and what a ladder file may not say.

use crate::{
    calendars::shipped,
    town::{files, ladder, roles},
};
use jiff::civil::{Date, date};
use ledger::{
    Ladder, Lamp, Mistake, Refusal,
    calendar::NoCalendar,
    course::TakenRung,
    ladder::{Proposal, Situation, Why, check_rung, proposal},
};

fn parse(source: &str) -> Result<Ladder, Mistake> {
    let roles = roles();
    let names: Vec<&str> = roles.roles.iter().map(|role| role.name.as_str()).collect();
    Ladder::parse(source, &names)
}

/// A rung as a case writes it; its answer is due by the limit of the ladder.
fn taken(word: &str, ladder: &Ladder) -> TakenRung {
    let (rung, rest) = word.split_once('@').unwrap();
    let withdrawn = rest.len() > 10 && rest.ends_with('-');
    let (on, answered) =
        rest.trim_end_matches(|c| withdrawn && c == '-').split_once('!').unwrap_or((rest, ""));
    let on: Date = on.get(..10).unwrap().parse().unwrap();
    let reply = ladder.rung(rung).and_then(|rung| rung.reply);
    TakenRung {
        rung: rung.to_owned(),
        on,
        reply_by: reply.map(|limit| shipped().due(on, limit).unwrap()),
        answered: answered.parse().ok(),
        withdrawn,
        by: None,
        slip: None,
        seq: ledger::Seq(0),
    }
}

fn told(found: Option<Proposal>) -> String {
    let Some(found) = found else { return "nothing".into() };
    let reasons = found.reasons.iter().map(|why| match why {
        Why::Lamp { .. } => "lamp",
        Why::Late { .. } => "late",
        Why::Unanswered { .. } => "unanswered",
        Why::Returns { .. } => "returns",
        Why::RedsInARow { .. } => "reds",
    });
    let reasons = reasons.collect::<Vec<_>>().join("+");
    let reply_by = found.reply_by.map_or("none".into(), |day| day.to_string());
    format!("{} {reasons} {} {reply_by}", found.rung, found.signs)
}

#[test]
fn the_next_rung_is_proposed_when_it_is_due_and_not_before() {
    let ladder = ladder();
    let mut wrong = vec![];
    let cases = include_str!("cases/ladder.txt").lines().map(str::trim);
    for line in cases.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (given, expected) = line.split_once("=>").unwrap_or_else(|| panic!("no `=>` in `{line}`"));
        let mut today = date(2026, 11, 20);
        let mut standing = Situation { lamp: None, working_days_late: 0, returns: 0, reds_in_a_row: 0 };
        let mut rungs = vec![];
        for word in given.split_whitespace() {
            match word.split_once('=') {
                None => rungs.push(taken(word, &ladder)),
                Some(("today", day)) => today = day.parse().unwrap(),
                Some(("lamp", lamp)) => standing.lamp = Lamp::from_name(lamp),
                Some(("late", days)) => standing.working_days_late = days.parse().unwrap(),
                Some(("returns", returns)) => standing.returns = returns.parse().unwrap(),
                Some(("reds", reds)) => standing.reds_in_a_row = reds.parse().unwrap(),
                Some(_) => panic!("what is `{word}`?"),
            }
        }
        let found = told(proposal(&ladder, &rungs, &standing, today, &shipped()).unwrap());
        if found != expected.trim() {
            wrong.push(format!("{line}\n    found {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_proposal_says_why_and_who_signs() {
    let ladder = ladder();
    let rungs = [taken("remind@2026-11-12", &ladder)];
    let standing = Situation { lamp: Some(Lamp::Yellow), working_days_late: 4, returns: 0, reds_in_a_row: 0 };
    let found = proposal(&ladder, &rungs, &standing, date(2026, 11, 20), &shipped()).unwrap().unwrap();
    let (on, reply_by) = (date(2026, 11, 12), date(2026, 11, 16));
    assert_eq!(
        found.reasons,
        [Why::Unanswered { rung: "remind".into(), on, reply_by }, Why::Late { days: 4, from: 3 }]
    );
    assert_eq!((found.slip.as_deref(), found.version), (Some("remind"), 1));
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json["reasons"][1], serde_json::json!({"why": "late", "days": 4, "from": 3}));
    // The answer would be due in a year without calendar.
    let missing = proposal(&ladder, &rungs, &standing, date(2026, 12, 30), &shipped());
    assert_eq!(missing, Err(NoCalendar { year: 2027 }));
}

/// Rung before, rung, reason, rung that is left out (`-` = allowed).
const CHECKS: &str = "
-             remind         -       -
-             reminder_slip  -       remind
-             accountability -       remind
-             talk           urgent  -
remind        reminder_slip  -       -
remind        talk           -       reminder_slip
remind        remind         -       -
reminder_slip talk           -       -
reminder_slip remind         -       -
talk          accountability -       notice
talk          accountability urgent  -
accountability accountability -      -
";

#[test]
fn a_rung_is_left_out_only_with_a_reason() {
    let ladder = ladder();
    for line in CHECKS.trim().lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let before: Vec<TakenRung> = match words[0] {
            "-" => vec![],
            rung => vec![taken(&format!("{rung}@2026-11-02"), &ladder)],
        };
        let reason = if words[2] == "-" { " \n" } else { words[2] };
        let expected = match words[3] {
            "-" => Ok(()),
            left_out => Err(Refusal::SkipsRung { rung: words[1].into(), left_out: left_out.into() }),
        };
        assert_eq!(check_rung(&ladder, &before, words[1], reason).map(|_| ()), expected, "{line}");
    }
    let withdrawn = [taken("remind@2026-11-02-", &ladder)];
    assert!(check_rung(&ladder, &withdrawn, "reminder_slip", "").is_err());
    let unknown = check_rung(&ladder, &[], "letter", "urgent").unwrap_err();
    assert_eq!(unknown, Refusal::WrongValue { field: "rung".into() });
    let before = [taken("remind@2026-11-02", &ladder)];
    assert_eq!(check_rung(&ladder, &before, "notice", "urgent").unwrap(), ["reminder_slip", "talk"]);
}

/// What stands in the shipped file, what is put in its place, what stands on the line of the mistake, part of the answer.
const MISTAKES: &[(&str, &str, &str, &str)] = &[
    ("signs = \"leader\"", "signs = \"chief\"", "\"chief\"", "no role `chief`; allowed: coordinator, head"),
    ("lamp = \"red\"", "lamp = \"green\"", "\"green\"", "no lamp `green`; allowed: blue, yellow, red"),
    ("reply = \"10wd\"", "reply = \"10\"", "\"10\"", "reply limit `10`; allowed: 15wd"),
    ("name = \"talk\"", "name = \"remind\"", "name = \"remind\"", "`remind` stands twice"),
    ("{ returns = 3 }", "{ returns = 0 }", "returns = 0", "a limit of 0"),
    ("{ returns = 3 }", "{ }", "{ }", "0 triggers in one place; allowed: one of lamp"),
    ("{ returns = 3 }", "{ returns = 3, reds_in_a_row = 2 }", "reds_in_a_row = 2", "2 triggers in one place"),
    ("{ returns = 3 }", "{ unanswered = false }", "unanswered = false", "0 triggers"),
    (
        "[{ lamp = \"yellow\" }, { returns = 1 }]",
        "[{ unanswered = true }]",
        "[{ unanswered = true }]",
        "asks for an answer",
    ),
    ("[{ lamp = \"yellow\" }, { returns = 1 }]", "[]", "when = []", "nothing triggers `remind`"),
    ("slip = \"notice\"", "slip = \"A notice\"", "A notice", "name `A notice`"),
    ("version = 1", "version = 0", "version = 0", "version 0"),
    ("signs = \"leader\"", "sings = \"leader\"", "sings", "sings"),
];

#[test]
fn a_mistake_names_its_line_and_what_is_allowed() {
    let good = &files("ladders")["default"];
    for (find, put, on_line, part) in MISTAKES {
        assert!(good.contains(find), "{find}");
        let source = good.replacen(find, put, 1);
        let error = parse(&source).unwrap_err();
        let line = source.lines().nth(error.line - 1).unwrap();
        assert!(line.contains(on_line), "{put}: line {}: {line}", error.line);
        assert!(error.to_string().contains(part), "{put}: {error}");
    }
    assert!(parse("ladder = \"a\"\nversion = 1\nlabel = { zh = \"a\", en = \"a\" }\nrung = []\n").is_err());
}
