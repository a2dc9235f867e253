//! Carrying out commands in a write, with the shipped kinds, as the product itself.

use jiff::{Timestamp, civil::date};
use ledger::{
    Actor, Around, Calendar, Command, CommandId, Event, Kind, Link, Matter, MatterId, Refusal, Roles, Scene,
    authority::Reached,
    command::{Open, TakeMove},
    decide,
    tally::Over,
};
use std::{collections::BTreeMap, fs, path::Path, path::PathBuf, sync::LazyLock};
use store::{NewEvent, Outcome, Stop, StoreError, Work, Write};

/// A path in the data folder.
fn data(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data").join(below)
}

/// The shipped kinds.
pub(crate) static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let names = ["unit", "person", "campaign", "group", "item", "measure"];
    let read = |name| fs::read_to_string(data(&format!("kinds/{name}.toml"))).unwrap();
    names.into_iter().map(|name| Kind::parse(&read(name)).unwrap()).collect()
});

static ROLES: LazyLock<Roles> =
    LazyLock::new(|| Roles::parse(&fs::read_to_string(data("roles.toml")).unwrap()).unwrap());

/// The instant `millis` after the morning on which every history begins.
pub(crate) fn at(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(1_795_132_800_000 + millis).unwrap()
}

pub(crate) fn command_id(number: u64) -> CommandId {
    let mut bytes = [0x5a; 16];
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    CommandId(bytes)
}

pub(crate) fn seed(number: u64) -> [u8; 32] {
    let mut bytes = [0xc3; 32];
    bytes[24..].copy_from_slice(&number.to_be_bytes());
    bytes
}

/// An event on `matter` that nobody decided.
pub(crate) fn new_event(number: u64, matter: MatterId, event: Event) -> NewEvent {
    NewEvent {
        acting_for: None,
        matter,
        actor: None,
        at: at(i64::try_from(number).unwrap()),
        command: command_id(number),
        seed: seed(number),
        nth: 0,
        event,
    }
}

pub(crate) fn defined(kind: &Kind) -> Event {
    Event::KindDefined { name: kind.name.clone(), hash: "0".repeat(64), definition: Box::new(kind.clone()) }
}

/// Work that puts the shipped kinds in force.
pub(crate) fn define_kinds() -> Work {
    Box::new(|write| {
        let first = write.head().next;
        for (nth, kind) in (0..).zip(KINDS.iter()) {
            write.append(NewEvent { nth, ..new_event(0, MatterId::SPACE, defined(kind)) })?;
        }
        Ok(Outcome { matter: MatterId::SPACE, version: 6, first, end: write.head().next })
    })
}

/// A command aimed at a matter.
pub(crate) type Step = (Option<MatterId>, Command);

/// Steps that are carried out together or not at all.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    /// Its id, and out of it its seed and its time.
    pub(crate) number: u64,
    pub(crate) steps: Vec<Step>,
}

impl Order {
    pub(crate) fn work(&self) -> Work {
        let order = self.clone();
        Box::new(move |write| carry_out(write, &order))
    }
}

/// Decides each step and appends what comes of it.
pub(crate) fn carry_out(write: &mut dyn Write, order: &Order) -> Result<Outcome, Stop> {
    carry_out_at(write, order, at(i64::try_from(order.number).unwrap()))
}

/// Carries out `order` at another time than its number says.
pub(crate) fn carry_out_at(write: &mut dyn Write, order: &Order, at: Timestamp) -> Result<Outcome, Stop> {
    let id = command_id(order.number);
    if let Some(outcome) = write.outcome_of(id)? {
        return Ok(outcome);
    }
    let first = write.head().next;
    let (mut nth, mut last) = (0, None);
    for (matter, command) in &order.steps {
        let (id, events) = decide_step(write, *matter, command)?;
        for event in events {
            last = Some(write.append(NewEvent { nth, at, ..new_event(order.number, id, event) })?);
            nth += 1;
        }
    }
    let matter = last.ok_or(Refusal::NothingToDo)?;
    let outcome = Outcome { matter: matter.id, version: matter.version, first, end: write.head().next };
    write.keep_outcome(id, &outcome)?;
    Ok(outcome)
}

fn decide_step(
    write: &mut dyn Write,
    matter: Option<MatterId>,
    command: &Command,
) -> Result<(MatterId, Vec<Event>), Stop> {
    let kinds = write.kinds();
    let there = |found: Option<Matter>, id| found.ok_or(Refusal::NoSuchMatter(id));
    let matter = matter.map(|id| Ok::<_, Stop>(there(write.matter(id)?, id)?)).transpose()?;
    let parent = match command {
        Command::Open(Open { parent: Some(id), .. }) => Some(there(write.matter(*id)?, *id)?),
        _ => None,
    };
    let kind = match (command, &matter) {
        (Command::Open(open), _) => kinds.latest(&open.kind),
        (_, Some(matter)) => kinds.get(&matter.kind, matter.kind_version),
        (_, None) => None,
    };
    let mut referenced = BTreeMap::new();
    for id in command.refers_to() {
        referenced.extend(write.matter(id)?.map(|found| (id, found)));
    }
    let running_below = match &matter {
        Some(matter) => running_below(write, matter.id)?,
        None => 0,
    };
    let around = Around { running_below, ..Around::default() };
    let new_id = write.head().next_matter;
    let scene = Scene {
        roles: &ROLES,
        kind: kind.ok_or_else(|| Refusal::NoSuchKind("?".into()))?,
        matter: matter.as_ref(),
        parent: parent.as_ref(),
        new_id,
        next_rank: write.next_rank(parent.as_ref().map(|parent| parent.id))?,
        reached: &Reached::default(),
        referenced: &referenced,
        around: &around,
        ladder: None,
        calendar: &Calendar::default(),
        today: date(2026, 11, 20),
    };
    let events = decide(&scene, &Actor::system(), command, None)?;
    Ok((matter.map_or(new_id, |matter| matter.id), events))
}

/// Opens a matter.
pub(crate) fn open(kind: &str, title: &str, parent: Option<u64>) -> Step {
    let open =
        Open { kind: kind.into(), title: title.into(), parent: parent.map(MatterId), ..Open::default() };
    (None, Command::Open(open))
}

pub(crate) fn comment(matter: u64, text: &str) -> Step {
    (Some(MatterId(matter)), Command::Comment { text: text.into() })
}

pub(crate) fn link(from: u64, to: u64, relation: usize, note: &str) -> Step {
    let relation = Link::RELATIONS[relation].into();
    (Some(MatterId(from)), Command::Link { to: MatterId(to), relation, note: note.into() })
}

/// A move with a reason and, where it is asked for, a code.
pub(crate) fn take(matter: u64, name: &str) -> Step {
    let name = name.into();
    (
        Some(MatterId(matter)),
        Command::Move(TakeMove {
            name,
            code: Some("r1".into()),
            reason: "按会议决定".into(),
            ..TakeMove::default()
        }),
    )
}

/// Owed matters below `id` that have not ended, as the counters say within the write.
pub(crate) fn running_below(write: &mut dyn Write, id: MatterId) -> Result<u64, StoreError> {
    let below = ledger::tally::running(&write.kinds(), Over::Under(id), None);
    Ok(write.tallies(&below)?.iter().sum())
}
