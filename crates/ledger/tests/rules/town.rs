//! The small invented town that the cases play in, with the shipped kinds and roles and one invented kind.
//!
//! ```text
//! leadership ─┬─ office   kang (coordinator), chen (acceptor)
//!   head,     │           kou (coordinator)
//!   leader    ├─ roads    rao (unit head), ren (handler), ruan (acceptor of the same unit)
//!             │    └─ bridges   bai (handler over bridges), bian (acceptor)
//!             └─ water    wen (handler)
//! ```
//! Beside them: sun (supervisor), an (auditor), zhang (administrator), lapsed (acceptor until yesterday), nobody.

use jiff::{
    Timestamp,
    civil::{Date, date},
};
use ledger::{
    Actor, Around, Calendar, Grant, Kind, Ladder, Matter, MatterId, Position, Roles, StateClass,
    authority::Reached,
    command::{Command, Open},
    event::{Event, Header},
    evolve,
    id::{CommandId, Seq, SpaceId},
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// A path in the data folder.
pub(crate) fn data(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data").join(below)
}

/// The TOML files of a data folder by name without ending.
pub(crate) fn files(folder: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(data(folder)).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            found.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    assert!(!found.is_empty(), "no file in data/{folder}");
    found
}

/// The shipped kinds by name.
pub(crate) fn kinds() -> BTreeMap<String, Kind> {
    files("kinds")
        .into_iter()
        .map(|(name, source)| {
            let kind = Kind::parse(&source).unwrap_or_else(|error| panic!("data/kinds/{name}.toml: {error}"));
            assert_eq!(kind.name, name, "a kind stands in the file of its name");
            (name, kind)
        })
        .collect()
}

/// The shipped calendars.
pub(crate) fn calendar() -> Calendar {
    let mut calendar = Calendar::default();
    files("calendars").values().for_each(|source| calendar.load(source).unwrap());
    calendar
}

/// The shipped ladder.
pub(crate) fn ladder() -> Ladder {
    let roles = roles();
    let names: Vec<&str> = roles.roles.iter().map(|role| role.name.as_str()).collect();
    Ladder::parse(&files("ladders")["default"], &names).unwrap()
}

/// The shipped roles.
pub(crate) fn roles() -> Roles {
    Roles::parse(&fs::read_to_string(data("roles.toml")).unwrap()).unwrap()
}

/// The day the cases play on, a Friday.
pub(crate) const TODAY: Date = date(2026, 11, 20);

/// Name, id, unit above.
const UNITS: [(&str, u64, Option<&str>); 5] = [
    ("leadership", 1, None),
    ("office", 2, Some("leadership")),
    ("roads", 3, Some("leadership")),
    ("bridges", 4, Some("roads")),
    ("water", 5, Some("leadership")),
];

/// Name, id, unit, role, unit of the grant.
const PEOPLE: [(&str, u64, &str, &str, Option<&str>); 15] = [
    ("kang", 11, "office", "coordinator", None),
    ("head", 12, "leadership", "head", None),
    ("leader", 13, "leadership", "leader", None),
    ("rao", 14, "roads", "unit_head", Some("roads")),
    ("ren", 15, "roads", "handler", Some("roads")),
    ("bai", 16, "bridges", "handler", Some("bridges")),
    ("wen", 17, "water", "handler", Some("water")),
    ("sun", 18, "office", "supervisor", None),
    ("chen", 19, "office", "acceptor", None),
    ("ruan", 20, "roads", "acceptor", None),
    ("bian", 21, "bridges", "acceptor", None),
    ("an", 22, "office", "auditor", None),
    ("zhang", 23, "office", "administrator", None),
    ("kou", 26, "office", "coordinator", None),
    ("lapsed", 24, "office", "acceptor", None),
];

/// Name, kind, id, the one above.
const MATTERS: [(&str, u64, Option<&str>); 9] = [
    ("campaign", 100, None),
    ("group", 101, Some("campaign")),
    ("item", 110, Some("group")),
    ("measure", 120, Some("item")),
    ("measure", 121, Some("item")),
    ("errand", 130, None),
    ("slip", 140, Some("campaign")),
    ("recheck", 141, Some("campaign")),
    ("node", 142, Some("item")),
];

/// Everything that stands before a case begins.
#[derive(Clone)]
pub(crate) struct Town {
    pub(crate) kinds: BTreeMap<String, Kind>,
    pub(crate) roles: Roles,
    pub(crate) calendar: Calendar,
    pub(crate) ladder: Ladder,
    pub(crate) matters: BTreeMap<MatterId, Matter>,
    names: BTreeMap<String, MatterId>,
}

impl Town {
    pub(crate) fn new() -> Town {
        let mut town = Town {
            kinds: kinds(),
            roles: roles(),
            calendar: calendar(),
            ladder: ladder(),
            matters: BTreeMap::new(),
            names: BTreeMap::new(),
        };
        town.kinds.insert("errand".into(), Kind::parse(include_str!("errand.toml")).unwrap());
        for (name, id, above) in UNITS {
            town.stand("unit", name, id, above);
        }
        for (name, id, unit, role, over) in PEOPLE {
            town.stand("person", name, id, None);
            let until = (name == "lapsed").then(|| TODAY.yesterday().unwrap());
            let grant = Grant { role: role.into(), unit: over.map(|over| town.id(over)), until };
            let unit = town.id(unit);
            let person = town.matters.get_mut(&MatterId(id)).unwrap();
            person.unit = Some(unit);
            person.grants.push(grant);
        }
        town.stand("person", "nobody", 25, None);
        for (kind, id, above) in MATTERS {
            let name = if id == 121 { "sibling" } else { kind };
            town.stand(kind, name, id, above);
        }
        town
    }

    /// The same with one row of every ledger, and of what a use case alone opens, by the name of its kind.
    pub(crate) fn with_ledgers(mut self) -> Town {
        let alone = |kind: &&Kind| kind.shelf.is_some() || kind.through.is_some();
        let names: Vec<String> = self.kinds.values().filter(alone).map(|kind| kind.name.clone()).collect();
        for (name, id) in names.into_iter().zip(200..) {
            self.stand(&name, &name, id, None);
        }
        self
    }

    fn stand(&mut self, kind: &str, name: &str, id: u64, above: Option<&str>) {
        let above = above.map(|name| self.matters[&self.id(name)].clone());
        let open = Open {
            kind: kind.into(),
            title: name.into(),
            parent: above.as_ref().map(|above| above.id),
            ..Open::default()
        };
        let rank = u32::try_from(id).unwrap();
        let event = Event::Opened {
            open,
            position: above.as_ref().map_or(Position::root(rank), |above| above.position.child(rank)),
            above: above.map_or(vec![], |above| [above.above, vec![above.id]].concat()),
            state: self.kinds[kind].opens_as.clone(),
        };
        let matter = evolve(None, &header(MatterId(id), kind, 1), &event, &self.kinds[kind]);
        self.matters.insert(matter.id, matter);
        self.names.insert(name.to_owned(), MatterId(id));
    }

    /// The id of a unit, person or matter by its name in the town.
    pub(crate) fn id(&self, name: &str) -> MatterId {
        *self.names.get(name).unwrap_or_else(|| panic!("nobody and nothing is called `{name}` here"))
    }

    /// The unit and the units above it, nearest first.
    pub(crate) fn unit_and_above(&self, unit: MatterId) -> Vec<MatterId> {
        let mut chain = vec![unit];
        chain.extend(self.matters[&unit].above.iter().rev());
        chain
    }

    /// A person as somebody who acts; `system` is the product itself.
    pub(crate) fn actor(&self, name: &str) -> Actor {
        if name == "system" {
            return Actor::system();
        }
        let person = &self.matters[&self.id(name)];
        let units = person.unit.map_or(vec![], |unit| self.unit_and_above(unit));
        Actor { person: Some(person.id), units, grants: person.grants.clone(), acting_for: vec![] }
    }

    /// Whom and which units a right on `matter` is checked against.
    pub(crate) fn reached(&self, matter: Option<&Matter>) -> Reached {
        let Some(matter) = matter else { return Reached::default() };
        Reached {
            units: matter
                .unit
                .iter()
                .chain(&matter.helpers)
                .flat_map(|unit| self.unit_and_above(*unit))
                .collect(),
            people: matter.person.into_iter().chain(matter.leader).collect(),
        }
    }

    /// The matters that `command` names, as far as they stand; with a person comes the person's unit.
    pub(crate) fn referenced(&self, command: &Command) -> BTreeMap<MatterId, Matter> {
        let mut named = command.refers_to();
        let units = named.iter().filter_map(|id| self.matters.get(id)?.unit).collect::<Vec<_>>();
        named.extend(units);
        named.iter().filter_map(|id| Some((*id, self.matters.get(id)?.clone()))).collect()
    }

    /// What stands around `matter` when `command` is decided.
    pub(crate) fn around(&self, matter: Option<&Matter>, command: &Command) -> Around {
        let Some(matter) = matter else { return Around::default() };
        let taken = match command {
            Command::Move(taken) => self.kinds[&matter.kind].find_move(&taken.name),
            _ => None,
        };
        let series = taken.and_then(|way| way.series_on(matter));
        let filings = self.matters.values().flat_map(|other| &other.course.filings);
        Around {
            above: matter.parent.and_then(|id| self.matters.get(&id).cloned()).map(Arc::new),
            running_below: self.running_below(matter.id),
            numbers_taken: filings.filter(|filing| Some(filing.series.as_str()) == series).count() as u64,
            ..Around::default()
        }
    }

    /// Matters below `id` that are owed and have not ended.
    pub(crate) fn running_below(&self, id: MatterId) -> u64 {
        let below = self.matters.values().filter(|matter| matter.above.contains(&id));
        below.filter(|matter| !matter.class.has_ended()).count() as u64
    }
}

/// A header whose place in the log is its version, for tests that need none in particular.
pub(crate) fn header(matter: MatterId, kind: &str, version: u64) -> Header {
    Header {
        space: SpaceId(1),
        seq: Seq(version),
        matter,
        version,
        kind: kind.into(),
        kind_version: 1,
        actor: Some(MatterId(15)),
        at: Timestamp::from_millisecond(1_795_000_000_000 + i64::try_from(version).unwrap()).unwrap(),
        command: CommandId([7; 16]),
    }
}

/// The class by its name, for cases.
pub(crate) fn class_of(town: &Town, kind: &str, state: &str) -> StateClass {
    let found = town.kinds[kind].state(state);
    found.unwrap_or_else(|| panic!("a {kind} has no state `{state}`")).class
}
