//! What is counted: each matter adds one to a few tallies, so overviews read counters instead of counting rows.

use crate::{id::MatterId, matter::Matter};
use std::fmt;

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
}

/// One counter: matters of `kind` over `over` of which `what` is true.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tally {
    /// Name of the kind.
    pub kind: String,
    /// Over what.
    pub over: Over,
    /// `class:<class>`, `due:<date>` of what runs, `lacks:unit` or `lacks:due`.
    pub what: String,
}

impl fmt::Display for Over {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Over::All => f.write_str("all"),
            Over::Under(id) => write!(f, "under:{id}"),
            Over::Unit(id) => write!(f, "unit:{id}"),
            Over::UnitUnder(unit, root) => write!(f, "unit:{unit}:under:{root}"),
        }
    }
}

/// The tallies that `matter` adds one to.
pub fn tallies(matter: &Matter) -> Vec<Tally> {
    let mut what = vec![format!("class:{}", matter.class.name())];
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
    over.flat_map(|over| {
        what.iter().map(move |what| Tally { kind: matter.kind.clone(), over, what: what.clone() })
    })
    .collect()
}

/// What changes when `before` becomes `after`: tallies with +1 or −1, nothing that stays.
pub fn difference(before: Option<&Matter>, after: &Matter) -> Vec<(Tally, i64)> {
    let unchanged = before.is_some_and(|before| {
        (before.class, before.due, before.unit) == (after.class, after.due, after.unit)
            && before.above == after.above
    });
    if unchanged {
        return vec![];
    }
    let old = before.map(tallies).unwrap_or_default();
    let new = tallies(after);
    let gone = old.iter().filter(|tally| !new.contains(tally)).map(|tally| (tally.clone(), -1));
    let come = new.iter().filter(|tally| !old.contains(tally)).map(|tally| (tally.clone(), 1));
    gone.chain(come).collect()
}
