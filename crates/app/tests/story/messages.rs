//! Who is told of what, and why.

use crate::house::{Town, done, everywhere};
use app::language::Language;
use jiff::civil::date;
use ledger::{
    Command, MatterId,
    command::{Assign, Change, TakeMove},
};

/// The town with everybody who may be told something.
struct Crowd<'t> {
    town: &'t Town,
    people: Vec<(&'static str, MatterId)>,
}

impl<'t> Crowd<'t> {
    fn of(town: &'t Town) -> Crowd<'t> {
        let mut people =
            vec![("coordinator", town.coordinator), ("handler", town.handler), ("acceptor", town.acceptor)];
        let mut add =
            |name: &'static str, unit, role: &str| people.push((name, town.person(name, name, unit, role)));
        add("second", town.office, "coordinator");
        add("chief", town.bureau, "unit_head");
        add("colleague", town.bureau, "acceptor");
        add("leader", town.office, "leader");
        let ranger = town.open(None, "unit", "林场", Some(town.bureau));
        people.push(("forester", town.person("forester", "forester", ranger, "handler")));
        Crowd { town, people }
    }

    fn id(&self, name: &str) -> MatterId {
        self.people.iter().find(|(known, _)| *known == name).unwrap().1
    }

    /// What everybody has been told since the last look: `name cause why`, in the order of the people.
    fn told(&self) -> Vec<String> {
        let mut told = vec![];
        for (name, id) in &self.people {
            let inbox = self.town.app.inbox(*id, false, Language::En, None, 50).unwrap();
            let newest = inbox.messages.first().map(|message| message.id.clone());
            told.extend(
                inbox.messages.iter().map(|message| format!("{name}: {}; {}", message.text, message.why)),
            );
            newest.iter().for_each(|newest| self.town.app.mark_all_read(*id, newest).unwrap());
        }
        told
    }
}

fn take(name: &str) -> Command {
    Command::Move(TakeMove { reason: "因机构调整".into(), ..TakeMove::named(name) })
}

fn back() -> Command {
    Command::Move(TakeMove {
        code: Some("r3".into()),
        reason: "佐证不足".into(),
        due: Some(jiff::civil::date(2026, 12, 31)),
        ..TakeMove::named("return")
    })
}

fn assign(person: Change<MatterId>, unit: Change<MatterId>) -> Command {
    Command::Assign(Assign { person, unit, ..Assign::default() })
}

#[test]
fn each_event_tells_whom_it_concerns_and_nobody_else() {
    everywhere(|town| {
        let crowd = Crowd::of(town);
        let ours = "you are the responsible person";
        let (m, coordinator, leader) = (town.measure, "coordinator", crowd.id("leader"));
        // Set-up has told of the assignment; the due date came with a command of its own.
        assert_eq!(
            crowd.told(),
            [
                format!("handler: due date set to 30 Jun 2026; {ours}"),
                format!("handler: assigned to you; {ours}"),
            ]
        );
        let comment = || Command::Comment { text: "秘密的话".into() };
        let due = |day| Command::SetDueDate { due: Some(day), reason: String::new() };
        let with_leader = Command::Assign(Assign { leader: Change::Set(leader), ..Assign::default() });
        let helped = |units| Command::Assign(Assign { helpers: Some(units), ..Assign::default() });
        let office = "you report for 园林局, and nobody is named yet";
        let next = |name: &str| format!("you may take the step \"{name}\"");
        let steps: Vec<(&str, Command, Vec<String>)> = vec![
            (coordinator, comment(), vec![format!("handler: a new comment; {ours}")]),
            ("handler", comment(), vec![]),
            (
                coordinator,
                with_leader,
                vec!["leader: you are named as its leader; you are the responsible leader".into()],
            ),
            ("handler", comment(), vec!["leader: a new comment; you are the responsible leader".into()]),
            (
                coordinator,
                due(date(2026, 7, 10)),
                vec![format!("handler: due date moved from 30 Jun 2026 to 10 Jul 2026; {ours}")],
            ),
            (
                coordinator,
                helped(vec![town.office, town.bureau]),
                vec![
                    "handler: your help is asked for; you report for 园林局, which helps with it".into(),
                    "chief: your help is asked for; you report for 园林局, which helps with it".into(),
                ],
            ),
            (coordinator, helped(vec![town.bureau]), vec![]),
            // Nobody is named: those who report for the unit are told, not the acceptor who works there.
            (coordinator, assign(Change::Clear, Change::Keep), vec![]),
            (
                coordinator,
                due(date(2026, 6, 30)),
                vec![
                    format!("handler: due date moved from 10 Jul 2026 to 30 Jun 2026; {office}"),
                    format!("chief: due date moved from 10 Jul 2026 to 30 Jun 2026; {office}"),
                ],
            ),
            (
                coordinator,
                assign(Change::Set(town.handler), Change::Keep),
                vec![format!("handler: assigned to you, due 30 Jun 2026; {ours}")],
            ),
            ("handler", take("start"), vec![]),
            ("handler", done()[0].clone(), vec![]),
            ("handler", done()[1].clone(), vec![]),
            // Neither the owner's colleague nor its leader may accept it.
            (
                "handler",
                take("report_done"),
                vec![format!("acceptor: now \"Awaiting acceptance\", waiting for you; {}", next("Accept"))],
            ),
            (
                "acceptor",
                back(),
                vec![format!("handler: sent back: Evidence missing or does not match; {ours}")],
            ),
            (
                "handler",
                take("report_done"),
                vec![format!("acceptor: now \"Awaiting acceptance\", waiting for you; {}", next("Accept"))],
            ),
            (
                "acceptor",
                take("accept"),
                vec![
                    format!("coordinator: now \"Accepted\", waiting for you; {}", next("Write off")),
                    format!("handler: done: Accept; {ours}"),
                    format!("second: now \"Accepted\", waiting for you; {}", next("Write off")),
                    format!("leader: now \"Accepted\", waiting for you; {}", next("Write off")),
                ],
            ),
            (coordinator, take("write_off"), vec![format!("handler: done: Write off; {ours}")]),
            (coordinator, take("reopen"), vec![format!("handler: done: Reopen; {ours}")]),
        ];
        for (nth, (who, command, expected)) in steps.into_iter().enumerate() {
            town.act(crowd.id(who), m, command);
            assert_eq!(crowd.told(), expected, "step {nth}");
        }
    });
}

#[test]
fn a_unit_without_people_is_answered_for_by_the_one_above() {
    everywhere(|town| {
        let crowd = Crowd::of(town);
        let empty = town.open(None, "unit", "苗圃", Some(town.bureau));
        crowd.told();
        let moved = assign(Change::Clear, Change::Set(empty));
        town.act(town.coordinator, town.measure, moved);
        let told = crowd.told();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(
            told[0].starts_with("handler: assigned to you") && told[1].starts_with("chief: assigned to you")
        );
    });
}

#[test]
fn roles_and_departures() {
    everywhere(|town| {
        let crowd = Crowd::of(town);
        let administrator = town.person("he", "何", town.office, "administrator");
        crowd.told();
        let unit = Some(town.bureau);
        let until = Some(date(2026, 8, 31));
        town.act(administrator, town.acceptor, Command::GrantRole { role: "handler".into(), unit, until });
        town.act(administrator, town.acceptor, Command::RevokeRole { role: "handler".into(), unit });
        let own = "it is your own role";
        assert_eq!(
            crowd.told(),
            [
                format!("acceptor: your role \"Handler\" (园林局) was taken back; {own}"),
                format!("acceptor: you were granted the role \"Handler\" (园林局) until 31 Aug 2026; {own}"),
            ]
        );
        // Nobody leaves with work in hand; who has left is told nothing, and those who report for the unit are.
        let refused = town.try_act(administrator, town.handler, take("leave"));
        assert!(refused.is_err(), "{refused:?}");
        town.act(town.coordinator, town.measure, assign(Change::Clear, Change::Keep));
        town.act(administrator, town.handler, take("leave"));
        crowd.told();
        town.act(town.coordinator, town.measure, Command::Comment { text: "催".into() });
        let told = crowd.told();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("chief: a new comment"));
    });
}

#[test]
fn one_command_tells_each_person_once_and_a_refused_one_nobody() {
    everywhere(|town| {
        let crowd = Crowd::of(town);
        crowd.told();
        let chief = crowd.id("chief");
        let step = |command| app::Step { matter: Some(town.measure), seen: None, command };
        let due = Command::SetDueDate { due: Some(date(2026, 7, 31)), reason: String::new() };
        let steps = vec![
            step(due),
            step(assign(Change::Set(chief), Change::Keep)),
            step(Command::Comment { text: "x".into() }),
        ];
        let id = town.id();
        town.app.execute_all(Some(town.coordinator), id, steps.clone()).unwrap();
        town.app.execute_all(Some(town.coordinator), id, steps.clone()).unwrap();
        let told = crowd.told();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[1].starts_with("chief: assigned to you, due 31 Jul 2026"), "{told:?}");
        let refused = vec![step(Command::Comment { text: "y".into() }), step(take("accept"))];
        assert!(town.app.execute_all(Some(town.coordinator), town.id(), refused).is_err());
        assert_eq!(crowd.told(), Vec::<String>::new());
    });
}

#[test]
fn messages_are_read_one_by_one_or_all_that_were_seen() {
    everywhere(|town| {
        let app = &town.app;
        let say = || town.act(town.coordinator, town.measure, Command::Comment { text: "请抓紧".into() });
        (0..5).for_each(|_| {
            say();
        });
        let unread = || app.inbox(town.handler, false, Language::Zh, None, 3).unwrap();
        assert_eq!(app.unread(town.handler).unwrap(), 7);
        let first = unread();
        assert_eq!((first.messages.len(), first.messages[0].text.as_str()), (3, "有新留言"));
        assert_eq!(first.messages[0].matter.title, "逐户核对苗圃租约");
        assert_eq!(first.messages[0].by.as_ref().unwrap().title, "林知微");
        let rest = app.inbox(town.handler, false, Language::Zh, first.next.as_deref(), 10).unwrap();
        assert_eq!((rest.messages.len(), rest.next), (4, None));
        let one = first.messages[1].id.clone();
        app.mark_read(town.handler, vec![one.clone(), one, "nothing".into()]).unwrap();
        // Somebody else's messages cannot be reached by their id.
        app.mark_read(town.acceptor, vec![first.messages[0].id.clone()]).unwrap();
        assert_eq!(app.unread(town.handler).unwrap(), 6);
        say();
        app.mark_all_read(town.handler, &first.messages[0].id).unwrap();
        assert_eq!(unread().messages.len(), 1);
        assert_eq!(app.inbox(town.handler, true, Language::Zh, None, 50).unwrap().messages.len(), 7);
        // What is written on the matter is not written again on the message.
        assert!(unread().messages.iter().all(|message| !message.text.contains("请抓紧")));
    });
}
