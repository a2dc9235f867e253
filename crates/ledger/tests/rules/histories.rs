//! Random histories: whatever people ask for, in whatever order, the counters, the versions and the principle that
//! nobody accepts their own work hold.

use crate::town::{TODAY, Town, header};
use ledger::{
    Change, Command, Event, Evidence, Matter, MatterId, Origin, Scene, StateClass,
    command::{Assign, Open, ReportProgress, TakeMove},
    decide,
    event::Moved,
    evolve,
    tally::{Tally, difference, tallies},
};
use proptest::{collection::vec, prelude::*};
use std::collections::BTreeMap;

/// One thing somebody tries: who, on what, which command.
#[derive(Clone, Debug)]
struct Try {
    who: &'static str,
    on: usize,
    what: Command,
}

const PEOPLE: [&str; 10] = ["kang", "head", "leader", "rao", "ren", "wen", "chen", "ruan", "zhang", "system"];

fn a_move() -> impl Strategy<Value = Command> {
    let name = prop::sample::select(vec![
        "adopt",
        "start",
        "report_done",
        "accept",
        "return",
        "write_off",
        "reopen",
        "cancel",
        "restore",
        "dissolve",
    ]);
    name.prop_map(|name| {
        Command::Move(TakeMove {
            name: name.into(),
            code: Some("r3".into()),
            reason: "so".into(),
            rating: Some("done".into()),
            due: Some(TODAY),
            ..TakeMove::default()
        })
    })
}

fn opening() -> impl Strategy<Value = Command> {
    let kind = prop::sample::select(vec!["group", "item", "measure", "measure", "unit", "campaign"]);
    (kind, any::<bool>()).prop_map(|(kind, imported)| {
        let origin = imported.then(|| Origin { source: "a".repeat(64), span: [0, 1] });
        Command::Open(Open { kind: kind.into(), title: "new".into(), origin, ..Open::default() })
    })
}

fn assigning() -> impl Strategy<Value = Command> {
    let unit = prop_oneof![
        Just(Change::Keep),
        Just(Change::Clear),
        (1u64..6).prop_map(|id| Change::Set(MatterId(id)))
    ];
    let person = || prop_oneof![Just(Change::Keep), (11u64..25).prop_map(|id| Change::Set(MatterId(id)))];
    (unit, person(), person())
        .prop_map(|(unit, person, leader)| Command::Assign(Assign { unit, person, leader, helpers: None }))
}

fn what() -> impl Strategy<Value = Command> {
    let due = prop_oneof![
        Just(None),
        (0i64..60).prop_map(|n| Some(TODAY.saturating_add(jiff::Span::new().days(n - 30))))
    ];
    let piece = "[ab]{1}".prop_map(|hash| Evidence {
        hash: hash.repeat(64),
        size: 1,
        media: String::new(),
        name: "p".into(),
        title: String::new(),
        kind: "photo".into(),
        produced: None,
        seq: ledger::Seq(0),
    });
    prop_oneof![
        6 => a_move(),
        2 => opening(),
        3 => assigning(),
        2 => due.prop_map(|due| Command::SetDueDate { due, reason: "so".into() }),
        2 => Just(Command::ReportProgress(ReportProgress {
            percent: Some(100), text: "done".into(), ..ReportProgress::default()
        })),
        2 => piece.prop_map(|evidence| Command::AttachEvidence { evidence }),
        1 => Just(Command::Comment { text: "seen".into() }),
    ]
}

fn history() -> impl Strategy<Value = Vec<Try>> {
    let one = (prop::sample::select(PEOPLE.to_vec()), 0usize..40, what());
    vec(one.prop_map(|(who, on, what)| Try { who, on, what }), 1..120)
}

/// The town as it stands, with its counters and what was decided.
struct Book {
    town: Town,
    counters: BTreeMap<Tally, i64>,
    log: Vec<(MatterId, Event)>,
    next: u64,
}

impl Book {
    fn new() -> Book {
        let mut book = Book { town: Town::new(), counters: BTreeMap::new(), log: vec![], next: 500 };
        for matter in book.town.matters.clone().values() {
            book.count(difference(None, matter));
        }
        book
    }

    fn count(&mut self, changes: Vec<(Tally, i64)>) {
        for (tally, by) in changes {
            *self.counters.entry(tally).or_default() += by;
        }
    }

    /// Decides one try; what is refused changes nothing.
    fn play(&mut self, one: &Try) {
        let town = &self.town;
        let target = town.matters.values().nth(one.on % town.matters.len()).cloned();
        let mut what = one.what.clone();
        let (kind, matter, parent) = match &mut what {
            Command::Open(open) => {
                open.parent = target.as_ref().filter(|_| open.kind != "campaign").map(|target| target.id);
                (open.kind.clone(), None, target.as_ref().filter(|_| open.parent.is_some()))
            }
            _ => (target.as_ref().unwrap().kind.clone(), target.as_ref(), None),
        };
        let kind = town.kinds[&kind].clone();
        let scene = Scene {
            roles: &town.roles,
            kind: &kind,
            matter,
            parent,
            new_id: MatterId(self.next),
            next_rank: u32::try_from(self.next).unwrap(),
            reached: &town.reached(matter),
            referenced: &town.referenced(&what),
            around: &town.around(matter, &what),
            ladder: Some(&town.ladder),
            calendar: &town.calendar,
            today: TODAY,
        };
        let Ok(events) = decide(&scene, &town.actor(one.who), &what, None) else { return };
        for event in events {
            self.hold_principles(one, matter, &event);
            let id = matter.map_or(MatterId(self.next), |matter| matter.id);
            let version = matter.map_or(1, |matter| matter.version + 1);
            let after = evolve(matter.cloned(), &header(id, &kind.name, version), &event, &kind);
            self.count(difference(matter, &after));
            self.next += u64::from(matter.is_none());
            self.town.matters.insert(id, after);
            self.log.push((id, event));
        }
    }

    fn hold_principles(&self, one: &Try, before: Option<&Matter>, event: &Event) {
        let (Some(before), Event::Moved(Moved { to, .. })) = (before, event) else { return };
        let actor = self.town.actor(one.who);
        if to == "accepted" && actor.person.is_some() {
            assert_ne!(actor.person, before.person, "own work accepted");
            assert_ne!(actor.person, before.leader, "own work accepted");
            assert!(before.unit.is_some_and(|unit| !actor.units.contains(&unit)), "own unit's work accepted");
            if before.kind == "measure" {
                assert!(
                    !before.evidence.is_empty() && before.percent == Some(100),
                    "accepted without evidence"
                );
            }
        }
        if before.kind == "item"
            && ["submitted", "accepted", "written_off", "cancelled"].contains(&to.as_str())
        {
            assert_eq!(self.town.running_below(before.id), 0, "{to} with something running below");
        }
    }

    fn counted_from_scratch(&self) -> BTreeMap<Tally, i64> {
        let mut counted = BTreeMap::new();
        for tally in self.town.matters.values().flat_map(tallies) {
            *counted.entry(tally).or_default() += 1;
        }
        counted
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
    #[test]
    fn counters_kept_by_differences_equal_counters_counted(history in history()) {
        let mut book = Book::new();
        for one in &history {
            book.play(one);
            prop_assert!(book.counters.values().all(|count| *count >= 0), "below zero after {:?}", one);
        }
        let mut kept = book.counters.clone();
        kept.retain(|_, count| *count != 0);
        prop_assert_eq!(kept, book.counted_from_scratch());
        // Replaying the log of each matter gives the matter.
        let mut again: BTreeMap<MatterId, Matter> = Town::new().matters;
        for (id, event) in &book.log {
            let before = again.remove(id);
            let version = before.as_ref().map_or(1, |matter| matter.version + 1);
            let kind = &book.town.kinds[&book.town.matters[id].kind];
            again.insert(*id, evolve(before, &header(*id, &kind.name, version), event, kind));
        }
        prop_assert_eq!(again, book.town.matters);
    }
}

/// The histories are no use if everything is refused: one that goes all the way round.
#[test]
fn a_measure_goes_round_the_whole_way() {
    let step = |name: &str| {
        Command::Move(TakeMove {
            name: name.into(),
            code: Some("r3".into()),
            reason: "so".into(),
            rating: Some("done".into()),
            due: Some(TODAY),
            ..TakeMove::default()
        })
    };
    let unit = Change::Set(MatterId(3));
    let full = ReportProgress { percent: Some(100), text: "done".into(), ..ReportProgress::default() };
    let evidence = serde_json::from_value(serde_json::json!({
        "hash": "a".repeat(64), "size": 1, "media": "", "name": "p", "title": "", "kind": "photo"
    }));
    let way = [
        ("kang", Command::Assign(Assign { unit, ..Assign::default() })),
        ("ren", step("start")),
        ("ren", Command::ReportProgress(full)),
        ("ren", Command::AttachEvidence { evidence: evidence.unwrap() }),
        ("rao", step("report_done")),
        ("chen", step("return")),
        ("rao", step("report_done")),
        ("chen", step("accept")),
        ("kang", step("write_off")),
        ("head", step("reopen")),
        ("kang", step("cancel")),
        ("head", step("restore")),
    ];
    let mut book = Book::new();
    let on = book.town.matters.keys().position(|id| *id == MatterId(120)).unwrap();
    let mut classes = vec![];
    for (who, what) in way {
        book.play(&Try { who, on, what });
        classes.push(book.town.matters[&MatterId(120)].class);
    }
    use StateClass::{Accepted, Awaiting, Cancelled, Closed, Open};
    let expected =
        [Open, Open, Open, Open, Awaiting, Open, Awaiting, Accepted, Closed, Open, Cancelled, Open];
    assert_eq!(classes, expected);
    let measure = &book.town.matters[&MatterId(120)];
    assert_eq!((measure.version, measure.returns, measure.reports), (13, 1, 1));
}

/// What one matter adds to, spelled out.
#[test]
fn tallies_by_name() {
    let mut town = Town::new();
    let measure = town.matters.get_mut(&MatterId(120)).unwrap();
    let told = |matter: &Matter| {
        let mut all: Vec<String> = tallies(matter)
            .iter()
            .map(|tally| format!("{} {} {}", tally.kind, tally.over, tally.what))
            .collect();
        all.sort();
        all
    };
    let over = |prefix: &str, what: &[&str]| -> Vec<String> {
        what.iter().map(|what| format!("measure {prefix} {what}")).collect()
    };
    let everywhere = |prefixes: &[&str], what: &[&str]| {
        let mut all: Vec<String> = prefixes.iter().flat_map(|prefix| over(prefix, what)).collect();
        all.sort();
        all
    };
    let above = ["all", "under:100", "under:101", "under:110"];
    assert_eq!(
        told(measure),
        everywhere(&above, &["class:open", "lacks:due", "lacks:unit", "standing:not_done"])
    );
    measure.due = Some(TODAY);
    measure.unit = Some(MatterId(3));
    let owned = ["all", "under:100", "under:101", "under:110", "unit:3", "unit:3:under:100"];
    assert_eq!(told(measure), everywhere(&owned, &["class:open", "due:2026-11-20", "standing:not_done"]));
    // A date is counted only while it can be missed; what lacks is counted until the end.
    measure.class = StateClass::Awaiting;
    assert_eq!(told(measure), everywhere(&owned, &["class:awaiting", "standing:not_done"]));
    measure.due = None;
    assert_eq!(told(measure), everywhere(&owned, &["class:awaiting", "lacks:due", "standing:not_done"]));
    measure.class = StateClass::Closed;
    assert_eq!(told(measure), everywhere(&owned, &["class:closed", "standing:done"]));
    measure.person = Some(MatterId(15));
    assert!(told(measure).contains(&"measure person:15 class:closed".to_owned()));
    assert_eq!(difference(Some(&measure.clone()), measure), []);
}
