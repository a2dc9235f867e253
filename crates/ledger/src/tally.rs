//! What is counted: each matter adds one to a few tallies, so overviews read counters instead of counting rows.

use crate::{Kinds, Standing, StateClass, id::MatterId, kind::Nature, matter::Matter};
use std::{collections::BTreeMap, fmt};

/// Over what a tally counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Over {
    /// The whole space.
    All,
    /// Everything below a matter.
    Under(MatterId),
    /// Everything a unit is responsible for.
    Unit(MatterId),
    /// Everything a unit is responsible for below one root, such as a campaign.
    UnitUnder(MatterId, MatterId),
    /// Everything a person is responsible for.
    Person(MatterId),
}

/// One counter: matters of `kind` over `over` of which `what` is true.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tally {
    /// Name of the kind.
    pub kind: String,
    /// Over what.
    pub over: Over,
    /// `class:<class>`, `standing:<standing>`, `due:<date>` of what runs, `lacks:unit`, `lacks:due`,
    /// `series:<name>:<year>` of numbers taken.
    pub what: String,
}

impl fmt::Display for Over {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Over::All => f.write_str("all"),
            Over::Under(id) => write!(f, "under:{id}"),
            Over::Unit(id) => write!(f, "unit:{id}"),
            Over::UnitUnder(unit, root) => write!(f, "unit:{unit}:under:{root}"),
            Over::Person(id) => write!(f, "person:{id}"),
        }
    }
}

/// The tallies that `matter` adds one to, as often as they stand here.
pub fn tallies(matter: &Matter) -> Vec<Tally> {
    let class = format!("class:{}", matter.class.name());
    let mut what = vec![class.clone(), format!("standing:{}", Standing::of(matter).name())];
    if matter.class.is_running()
        && let Some(due) = matter.due
    {
        what.push(format!("due:{due}"));
    }
    if !matter.class.has_ended() {
        if matter.unit.is_none() {
            what.push("lacks:unit".into());
        }
        if matter.due.is_none() {
            what.push("lacks:due".into());
        }
    }
    let over = [Over::All]
        .into_iter()
        .chain(matter.above.iter().map(|id| Over::Under(*id)))
        .chain(matter.unit.map(Over::Unit))
        .chain(
            matter.unit.zip(matter.above.first().copied()).map(|(unit, root)| Over::UnitUnder(unit, root)),
        );
    let tally = |over: Over, what: String| Tally { kind: matter.kind.clone(), over, what };
    let mut tallies: Vec<Tally> =
        over.flat_map(|over| what.iter().map(move |what| tally(over, what.clone()))).collect();
    tallies.extend(matter.person.map(|person| tally(Over::Person(person), class)));
    let numbers = matter.course.filings.iter();
    tallies.extend(numbers.map(|filing| tally(Over::All, series(&filing.series, filing.year))));
    tallies
}

/// What a number of `year` from a series counts as.
pub fn series(name: &str, year: i16) -> String {
    format!("series:{name}:{year}")
}

/// The counters of everything owed over `over` that has not ended; their sum is how much there is. Below a matter only
/// kinds are asked for that can stand there.
pub fn running(kinds: &Kinds, over: Over, below: Option<&str>) -> Vec<Tally> {
    let classes = StateClass::ALL.into_iter().filter(|class| !class.has_ended());
    let asked = below.map_or_else(|| kinds.all().collect(), |name| kinds.below(name));
    let owed = asked.into_iter().filter(|kind| kind.nature == Nature::Matter);
    owed.flat_map(|kind| {
        classes.clone().map(move |class| {
            let what = format!("class:{}", class.name());
            Tally { kind: kind.name.clone(), over, what }
        })
    })
    .collect()
}

/// What changes when `before` becomes `after`: tallies with what is added to each, nothing that stays.
pub fn difference(before: Option<&Matter>, after: &Matter) -> Vec<(Tally, i64)> {
    let unchanged = before.is_some_and(|before| {
        (before.class, before.due, before.unit, before.person)
            == (after.class, after.due, after.unit, after.person)
            && before.above == after.above
            && before.course.filings.len() == after.course.filings.len()
            && Standing::of(before) == Standing::of(after)
    });
    if unchanged {
        return vec![];
    }
    let mut changes: BTreeMap<Tally, i64> = BTreeMap::new();
    for tally in before.map(tallies).unwrap_or_default() {
        *changes.entry(tally).or_default() -= 1;
    }
    for tally in tallies(after) {
        *changes.entry(tally).or_default() += 1;
    }
    changes.into_iter().filter(|(_, by)| *by != 0).collect()
}
