//! Reads the cases of `cases/*.txt`: on a matter as given, who asks for what, and what is decided.
//!
//! ```text
//! given measure in_progress unit=@roads percent=99
//! ren: move report_done            => refused guard-progress-is-complete
//! kang: assign unit=@water         => assigned unit=@water
//! ```
//! `given <kind> <state>` holds until the next one; every line is decided on it anew. Beside the matter's own parts it
//! takes what stands around it: `below=` (how much below still runs), `since=` (the feedback), `numbers=` (taken from a
//! series), `waiting=` (predecessors), `hand=` (in hand), `freeze=`, `circle=yes`,
//! `through=` (the use case that asks), and `today=`; a line takes `seen=`, the version on the form. What stands
//! after `=>` is compared as far as it is written; `nothing` as target aims the command at no matter at all.
//! `journey <kind>` begins where a matter opens and carries on with what each line decides, on the day that `today <date>`
//! names; it holds at least one refusal and ends with the matter closed.

use crate::{
    notation::{holds, put, words},
    town::{TODAY, Town, class_of, header, kinds},
};
use jiff::civil::Date;
use ledger::{
    Around, Command, Event, Matter, MatterId, Refusal, Scene, StateClass, canonical, decide,
    event::{Header, Parts},
    evolve,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Something that stands around a matter in a case.
type Adjust = Box<dyn Fn(&mut Around)>;

struct Given {
    town: Town,
    target: Option<MatterId>,
    below: Option<u64>,
    around: Vec<Adjust>,
    today: Date,
    /// Where it is a journey: how often it was refused.
    refused: Option<u32>,
}

impl Given {
    /// What was decided happens, by `who`.
    fn carry_on(&mut self, who: &str, decided: &Result<Vec<Event>, Refusal>) {
        let (Some(refused), Some(id)) = (&mut self.refused, self.target) else { return };
        let Ok(events) = decided else { return *refused += 1 };
        for event in events {
            let before = self.town.matters[&id].clone();
            let kind = &self.town.kinds[&before.kind];
            let actor = self.town.actor(who).person;
            let header = Header { actor, ..header(id, &kind.name, before.version + 1) };
            let after = evolve(Some(before), &header, event, kind);
            self.town.matters.insert(id, after);
        }
    }

    /// What is missing at the end of a journey.
    fn lacks(&self) -> Option<String> {
        let refused = self.refused?;
        let matter = &self.town.matters[&self.target?];
        let lacks = match matter.class {
            StateClass::Closed if refused > 0 => return None,
            StateClass::Closed => "is never refused".to_owned(),
            _ => format!("ends as `{}`", matter.state),
        };
        Some(format!("journey {}: {lacks}", matter.kind))
    }
}

fn given(line: &str) -> Given {
    let mut town = Town::new().with_ledgers();
    let words = words(line);
    let [name, rest @ ..] = words.as_slice() else { panic!("given what?") };
    if name == "nothing" {
        return Given { town, target: None, below: None, around: vec![], today: TODAY, refused: None };
    }
    let id = town.id(name);
    let mut matter = serde_json::to_value(&town.matters[&id]).unwrap();
    let map = matter.as_object_mut().unwrap();
    let (mut below, mut today) = (None, TODAY);
    let mut around: Vec<Adjust> = vec![];
    if let [state, parts @ ..] = rest {
        let kind = map["kind"].as_str().unwrap().to_owned();
        map.insert("class".into(), serde_json::to_value(class_of(&town, &kind, state)).unwrap());
        map.insert("state".into(), json!(state));
        for word in parts {
            match word.split_once('=') {
                Some(("below", number)) => below = Some(number.parse().unwrap()),
                Some(("today", date)) => today = date.parse().unwrap(),
                Some(("since", date)) => {
                    let date: Date = date.parse().unwrap();
                    around.push(Box::new(move |around| around.since = Some(date)));
                }
                Some(("numbers", taken)) => {
                    let taken = taken.parse().unwrap();
                    around.push(Box::new(move |around| around.numbers_taken = taken));
                }
                Some(("waiting", number)) => {
                    let number = number.parse().unwrap();
                    around.push(Box::new(move |around| around.waiting_for = number));
                }
                Some(("hand", number)) => {
                    let number = number.parse().unwrap();
                    around.push(Box::new(move |around| around.in_hand = number));
                }
                Some(("freeze", number)) => {
                    let number = number.parse().unwrap();
                    around.push(Box::new(move |around| around.to_freeze = number));
                }
                Some(("reviews", number)) => {
                    let number = number.parse().unwrap();
                    around.push(Box::new(move |around| around.reviews_open = number));
                }
                Some(("through", name)) => {
                    let through: &'static str = name.to_owned().leak();
                    around.push(Box::new(move |around| around.through = Some(through)));
                }
                Some(("circle", yes)) => {
                    let yes = yes == "yes";
                    around.push(Box::new(move |around| around.leads_back = yes));
                }
                Some(("evidence", number)) if number.parse::<u64>().is_ok() => {
                    let pieces: Vec<Value> = (0..number.parse().unwrap()).map(piece).collect();
                    map.insert("evidence".into(), Value::Array(pieces));
                }
                _ => put(&town, map, word),
            }
        }
    }
    let matter: Matter = serde_json::from_value(matter).unwrap_or_else(|error| panic!("{line}: {error}"));
    town.matters.insert(id, matter);
    Given { town, target: Some(id), below, around, today, refused: None }
}

/// Evidence number `n`: its hash is `n` in 64 digits.
fn piece(n: u64) -> Value {
    json!({"hash": format!("{n:064}"), "size": 1, "media": "image/png", "name": "p", "title": "", "kind": "photo"})
}

fn command(town: &Town, line: &str) -> (Command, Option<u64>) {
    let words = words(line);
    let [verb, rest @ ..] = words.as_slice() else { panic!("no command in `{line}`") };
    let mut map = Map::from_iter([("do".to_owned(), json!(verb))]);
    // Parts that a command needs and a case does not speak of.
    let usual = match verb.as_str() {
        "edit_fields" => json!({"set": {}}),
        "set_due_date" => json!({"due": null}),
        "grant_role" | "revoke_role" => json!({"unit": null}),
        "open" => json!({"title": "new"}),
        "attach_evidence" => json!({"evidence": piece(9)}),
        _ => json!({}),
    };
    map.extend(usual.as_object().unwrap().clone());
    let mut seen = None;
    for word in rest {
        match word.split_once('=') {
            Some(("seen", version)) => seen = Some(version.parse().unwrap()),
            Some(_) => put(town, &mut map, word),
            None => _ = map.insert("name".into(), json!(word)),
        }
    }
    (serde_json::from_value(map.into()).unwrap_or_else(|error| panic!("{line}: {error}")), seen)
}

fn outcome(given: &Given, who: &str, command: &Command, seen: Option<u64>) -> Result<Vec<Event>, Refusal> {
    let town = &given.town;
    let target = given.target.map(|id| &town.matters[&id]);
    let (kind, parent, matter) = match command {
        Command::Open(open) => (open.kind.as_str(), open.parent.and_then(|id| town.matters.get(&id)), None),
        _ => (target.map_or("measure", |matter| matter.kind.as_str()), None, target),
    };
    let mut around = town.around(target, command);
    if let Some(below) = given.below {
        around.running_below = below;
    }
    given.around.iter().for_each(|change| change(&mut around));
    let scene = Scene {
        roles: &town.roles,
        kind: &town.kinds[kind],
        matter,
        parent,
        new_id: MatterId(500),
        next_rank: 3,
        reached: &town.reached(matter),
        referenced: &town.referenced(command),
        around: &around,
        ladder: Some(&town.ladder),
        calendar: &town.calendar,
        today: given.today,
    };
    let actor = town.actor(who);
    let first = decide(&scene, &actor, command, seen);
    assert_eq!(first, decide(&scene, &actor, command, seen), "deciding twice gives the same");
    if let Ok(events) = &first {
        stand_in_the_log(events, matter, &town.kinds[kind]);
    }
    first
}

/// What was decided can be logged, read back and applied.
fn stand_in_the_log(events: &[Event], before: Option<&Matter>, kind: &ledger::Kind) {
    for event in events {
        let Parts { open, sealed } = event.split(kind).unwrap();
        let open = serde_json::from_str(&canonical::to_string(&open)).unwrap();
        assert_eq!(Event::join(Parts { open, sealed }).unwrap(), *event);
        let version = before.map_or(1, |matter| matter.version + 1);
        let id = before.map_or(MatterId(500), |matter| matter.id);
        let after = evolve(before.cloned(), &header(id, &kind.name, version), event, kind);
        assert_eq!((after.id, after.version), (id, version));
    }
}

fn compare(town: &Town, found: &Result<Vec<Event>, Refusal>, expected: &str) -> Result<(), String> {
    let words = words(expected);
    match (found, words.as_slice()) {
        (Err(refusal), [no, code, rest @ ..]) if no == "refused" && refusal.code() == code => {
            let args: Map<String, Value> =
                refusal.args().into_iter().map(|(name, text)| (name.to_owned(), text.into())).collect();
            let as_text: Vec<String> = rest.iter().map(|word| quote_number(town, word)).collect();
            holds(town, &args.into(), &as_text)
        }
        (Ok(events), [kind, rest @ ..]) => match events.as_slice() {
            // What is filled in with a move stands before it.
            [.., event] if event.type_name() == kind => {
                holds(town, &serde_json::to_value(event).unwrap(), rest)
            }
            other => Err(format!("found {other:?}")),
        },
        (other, _) => Err(format!("found {other:?}")),
    }
}

/// Arguments of refusals are texts, numbers too.
fn quote_number(town: &Town, word: &str) -> String {
    let (key, text) = word.split_once('=').unwrap();
    match crate::notation::value(town, text) {
        Value::Number(number) => format!("{key}=\"{number}\""),
        _ => word.to_owned(),
    }
}

/// Plays every line of one file and tells all that differ.
pub(crate) fn check(source: &str) {
    let mut scene = None;
    let mut wrong = vec![];
    let mut played = 0;
    for (number, line) in source.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(rest) = line.strip_prefix("given ") {
            wrong.extend(scene.as_ref().and_then(Given::lacks));
            scene = Some(given(rest));
            continue;
        }
        if let Some(rest) = line.strip_prefix("journey ") {
            wrong.extend(scene.as_ref().and_then(Given::lacks));
            let (kind, parts) = rest.split_once(' ').unwrap_or((rest, ""));
            let start = format!("{kind} {} {parts}", Town::new().kinds[kind].opens_as);
            scene = Some(Given { refused: Some(0), ..given(&start) });
            continue;
        }
        if let Some(rest) = line.strip_prefix("today ") {
            scene.as_mut().expect("a `given` before the first line").today = rest.parse().unwrap();
            continue;
        }
        let given = scene.as_mut().expect("a `given` before the first line");
        let (asked, expected) = line.split_once("=>").unwrap_or_else(|| panic!("no `=>` in `{line}`"));
        let (who, asked) = asked.split_once(": ").unwrap_or_else(|| panic!("nobody asks in `{line}`"));
        let (command, seen) = command(&given.town, asked);
        let found = outcome(given, who, &command, seen);
        played += 1;
        if let Err(difference) = compare(&given.town, &found, expected) {
            wrong.push(format!("line {}: {line}\n    {difference}", number + 1));
        }
        given.carry_on(who, &found);
    }
    wrong.extend(scene.as_ref().and_then(Given::lacks));
    assert!(wrong.is_empty(), "{} of {played} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(played > 0);
}

#[test]
fn opening() {
    check(include_str!("cases/opening.txt"));
}

#[test]
fn what_a_use_case_does_alone() {
    check(include_str!("cases/through.txt"));
}

#[test]
fn fields() {
    check(include_str!("cases/fields.txt"));
}

#[test]
fn responsibility() {
    check(include_str!("cases/responsibility.txt"));
}

#[test]
fn progress_and_evidence() {
    check(include_str!("cases/progress.txt"));
}

#[test]
fn words_and_links() {
    check(include_str!("cases/words.txt"));
}

#[test]
fn moves() {
    check(include_str!("cases/moves.txt"));
}

#[test]
fn extensions() {
    check(include_str!("cases/extensions.txt"));
}

#[test]
fn acceptance_and_write_off() {
    check(include_str!("cases/acceptance.txt"));
}

#[test]
fn the_plan_and_what_waits() {
    check(include_str!("cases/plan.txt"));
}

#[test]
fn slips_rechecks_and_rungs() {
    check(include_str!("cases/slips.txt"));
}

#[test]
fn ledgers() {
    check(include_str!("cases/ledgers.txt"));
}

#[test]
fn journeys_of_ledgers() {
    let journeys = include_str!("cases/journeys.txt");
    check(journeys);
    let gone: BTreeSet<&str> = journeys
        .lines()
        .filter_map(|line| line.strip_prefix("journey "))
        .filter_map(|rest| rest.split(' ').next())
        .collect();
    let kinds = kinds();
    let ledgers = kinds.values().filter(|kind| kind.shelf.is_some()).map(|kind| kind.name.as_str());
    assert_eq!(ledgers.collect::<BTreeSet<_>>(), gone, "every ledger, and nothing else");
}

#[test]
fn registers_and_roles() {
    check(include_str!("cases/registers.txt"));
}

#[test]
fn rules_that_only_other_kinds_use() {
    check(include_str!("cases/errands.txt"));
}

#[test]
#[should_panic(expected = "journey study: ends as `held`")]
fn a_journey_without_its_end_is_told() {
    check(
        "journey study unit=@roads
ren: move step_hold => refused missing
ren: move step_hold fields.held_on=2026-11-20 fields.attendance=\"9\" => moved",
    );
}

#[test]
#[should_panic(expected = "1 of 1 differ")]
fn a_case_that_does_not_hold_is_told() {
    check("given measure planned\nkang: move start => moved to=submitted");
}
