//! What the days bring by themselves.

use crate::house::{Town, everywhere};
use app::{language::Language, tick::Did};
use jiff::civil::{Date, date};
use ledger::{
    Command, MatterId,
    command::{Assign, Change, TakeMove},
};

fn did(town: &Town, duty: &str) -> Did {
    let ticked = town.app.tick().unwrap();
    ticked.duties.into_iter().find(|(name, _)| *name == duty).unwrap().1
}

fn lamps(town: &Town, day: Date) -> Did {
    town.morning_of(day);
    did(town, "lamps")
}

/// What a person has been told of matters and not read, newest first; it is read afterwards. Reports that are due have a
/// story of their own.
fn told(town: &Town, person: MatterId) -> Vec<String> {
    let inbox = town.app.inbox(person, false, Language::En, None, 200).unwrap();
    inbox.messages.first().iter().for_each(|newest| town.app.mark_all_read(person, &newest.id).unwrap());
    let of_matters = inbox.messages.into_iter().filter(|message| !message.cause.starts_with("report"));
    of_matters.map(|message| message.text).collect()
}

fn done(since: Date, count: usize) -> Did {
    Did::Done { since, count }
}

#[test]
fn a_lamp_is_told_once_when_it_turns() {
    everywhere(|town| {
        told(town, town.handler);
        // Due on Tuesday 30 June; blue from Tuesday the 23rd, five working days before.
        assert_eq!(lamps(town, date(2026, 6, 17)), done(date(2026, 6, 16), 0));
        assert_eq!(lamps(town, date(2026, 6, 22)), done(date(2026, 6, 17), 0));
        assert_eq!(lamps(town, date(2026, 6, 23)), done(date(2026, 6, 22), 1));
        assert_eq!(told(town, town.handler), ["due soon, on 30 Jun 2026"]);
        assert_eq!(lamps(town, date(2026, 6, 23)), Did::Nothing);
        assert_eq!(lamps(town, date(2026, 6, 30)), done(date(2026, 6, 23), 0));
        assert_eq!(lamps(town, date(2026, 7, 1)), done(date(2026, 6, 30), 1));
        assert_eq!(told(town, town.handler), ["overdue since 30 Jun 2026"]);
        assert_eq!(told(town, town.coordinator), Vec::<String>::new());
        // Red after five working days: from Wednesday 8 July on.
        assert_eq!(lamps(town, date(2026, 7, 7)), done(date(2026, 7, 1), 0));
        assert_eq!(lamps(town, date(2026, 7, 8)), done(date(2026, 7, 7), 1));
        assert_eq!(told(town, town.handler), ["far overdue, since 30 Jun 2026"]);
        assert_eq!(told(town, town.coordinator), ["far overdue, since 30 Jun 2026"]);
        assert_eq!(told(town, town.acceptor), Vec::<String>::new());
        assert_eq!(lamps(town, date(2026, 8, 31)), done(date(2026, 7, 8), 0));
    });
}

#[test]
fn missed_days_are_made_up_for_with_one_message() {
    everywhere(|town| {
        told(town, town.handler);
        lamps(town, date(2026, 6, 10));
        assert_eq!(lamps(town, date(2026, 7, 20)), done(date(2026, 6, 10), 1));
        assert_eq!(told(town, town.handler), ["far overdue, since 30 Jun 2026"]);
        // A unit that has named nobody; a leader.
        let assign = Command::Assign(Assign {
            person: Change::Clear,
            leader: Change::Set(town.acceptor),
            ..Assign::default()
        });
        let other = town.open(Some(town.coordinator), "measure", "补签租约", Some(town.campaign));
        let to_unit = Command::Assign(Assign { unit: Change::Set(town.bureau), ..Assign::default() });
        let due = Command::SetDueDate { due: Some(date(2026, 7, 24)), reason: String::new() };
        for command in [to_unit, assign, due] {
            let _ = town.try_act(town.coordinator, other, command);
        }
        told(town, town.handler);
        told(town, town.coordinator);
        told(town, town.acceptor);
        assert_eq!(lamps(town, date(2026, 9, 1)), done(date(2026, 7, 20), 1));
        for person in [town.handler, town.coordinator] {
            assert_eq!(told(town, person), ["far overdue, since 24 Jul 2026"]);
        }
    });
}

#[test]
fn what_has_ended_or_waits_is_not_late() {
    everywhere(|town| {
        lamps(town, date(2026, 6, 10));
        let cancel =
            Command::Move(TakeMove { reason: "并入其他措施".into(), ..TakeMove::named("cancel") });
        town.act(town.coordinator, town.measure, cancel);
        told(town, town.handler);
        assert_eq!(lamps(town, date(2026, 7, 20)), done(date(2026, 6, 10), 0));
        assert_eq!(told(town, town.handler), Vec::<String>::new());
    });
}

#[test]
fn a_clock_set_back_does_nothing_until_it_has_caught_up() {
    everywhere(|town| {
        told(town, town.handler);
        lamps(town, date(2026, 6, 22));
        lamps(town, date(2026, 6, 23));
        let set_back = Did::SetBack { last: date(2026, 6, 23) };
        assert_eq!(lamps(town, date(2026, 6, 1)), set_back);
        assert_eq!(lamps(town, date(2026, 6, 22)), set_back);
        assert_eq!(lamps(town, date(2026, 6, 23)), Did::Nothing);
        assert_eq!(told(town, town.handler).len(), 1);
    });
}

#[test]
fn a_missing_calendar_is_told_and_made_up_for() {
    everywhere(|town| {
        lamps(town, date(2026, 6, 22));
        assert_eq!(lamps(town, date(2031, 1, 6)), Did::NoCalendar { year: 2031 });
        // Nothing is held up by it, and nothing is lost.
        assert_eq!(did(town, "forget"), Did::Nothing);
        told(town, town.handler);
        assert_eq!(lamps(town, date(2026, 7, 1)), done(date(2026, 6, 22), 1));
        assert_eq!(told(town, town.handler), ["overdue since 30 Jun 2026"]);
    });
}

#[test]
fn more_than_one_part_of_lamps_is_told_whole() {
    everywhere(|town| {
        let open = |n: usize| ledger::command::Open {
            kind: "measure".into(),
            title: format!("第{n}项"),
            parent: Some(town.campaign),
            ..ledger::command::Open::default()
        };
        let first = town.app.view().unwrap().head().next_matter.0;
        let step = |matter, command| app::Step { matter, seen: None, command };
        let mut steps = vec![];
        for n in 0..2_500_u64 {
            let matter = Some(MatterId(first + n));
            let person = Change::Set(town.handler);
            steps.push(step(None, Command::Open(open(usize::try_from(n).unwrap()))));
            steps.push(step(matter, Command::Assign(Assign { person, ..Assign::default() })));
            let due = Some(date(2026, 6, 29));
            steps.push(step(matter, Command::SetDueDate { due, reason: String::new() }));
        }
        lamps(town, date(2026, 6, 12));
        town.app.execute_all(Some(town.coordinator), town.id(), steps).unwrap();
        assert_eq!(lamps(town, date(2026, 6, 30)), done(date(2026, 6, 12), 2_501));
        let late = std::iter::successors(
            Some(town.app.inbox(town.handler, false, Language::En, None, 200).unwrap()),
            |page| {
                Some(
                    town.app
                        .inbox(town.handler, false, Language::En, Some(page.next.as_ref()?), 200)
                        .unwrap(),
                )
            },
        );
        let late: Vec<u64> = late
            .flat_map(|page| page.messages)
            .filter(|message| message.cause == "overdue")
            .map(|message| message.matter.id.0)
            .collect();
        let once: std::collections::BTreeSet<_> = late.iter().collect();
        assert_eq!((late.len(), once.len()), (2_500, 2_500));
    });
}

#[test]
fn old_messages_are_forgotten_read_or_not() {
    everywhere(|town| {
        let keep = town.app.inbox(town.handler, false, Language::En, None, 1).unwrap();
        town.app.mark_read(town.handler, vec![keep.messages[0].id.clone()]).unwrap();
        town.morning_of(date(2026, 11, 30));
        assert_eq!(did(town, "forget"), done(date(2026, 11, 29), 0));
        // The second one is of this day: the report of the month is due.
        assert_eq!(town.app.unread(town.handler).unwrap(), 2);
        town.morning_of(date(2026, 12, 2));
        assert_eq!(did(town, "forget"), done(date(2026, 11, 30), 2));
        assert_eq!(town.app.unread(town.handler).unwrap(), 1);
        assert!(town.app.inbox(town.handler, true, Language::En, None, 9).unwrap().messages.is_empty());
    });
}
