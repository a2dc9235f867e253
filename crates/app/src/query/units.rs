//! The tree of units with what each has open and red, by itself and with everything below it: a superior sees its subtree.

use super::{answer::Named, past::Look};
use crate::{App, AppError};
use ledger::{Bands, Lamp, MatterId, StateClass, kind::Nature, tally::Over};
use serde::Serialize;
use std::collections::BTreeMap;

/// A unit of the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitNode {
    /// Id and short name.
    pub named: Named,
    /// Full name.
    pub full: String,
    /// Unit above it.
    pub parent: Option<MatterId>,
    /// Depth, from 1.
    pub depth: usize,
    /// Whether it still stands.
    pub active: bool,
    /// What it has in hand itself.
    pub own: InHand,
    /// The same with everything below it.
    pub with_below: InHand,
    /// People who belong to it and still serve, with their posts.
    pub people: Vec<(Named, String)>,
}

/// How much is in hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct InHand {
    /// Owed and not finished.
    pub open: u64,
    /// Red of them.
    pub red: u64,
}

impl InHand {
    fn add(&mut self, other: InHand) {
        self.open += other.open;
        self.red += other.red;
    }
}

impl App {
    /// All units, each after the one above it. Counters are read, never rows.
    ///
    /// # Errors
    /// The store failed.
    pub fn unit_tree(&self) -> Result<Vec<UnitNode>, AppError> {
        let Look { view, directory, day, .. } = self.look(None)?;
        let bands = self.bands(day);
        let kinds = view.kinds();
        let owed: Vec<&str> =
            kinds.all().filter(|kind| kind.nature == Nature::Matter).map(|kind| kind.name.as_str()).collect();
        let mut nodes: Vec<UnitNode> = vec![];
        let mut places: BTreeMap<MatterId, usize> = BTreeMap::new();
        for unit in &directory.units {
            let mut own = InHand::default();
            for kind in &owed {
                let counters = view.tallies_over(kind, Over::Unit(unit.named.id))?;
                own.add(count(&counters, bands.as_ref()));
            }
            let above = unit.parent.and_then(|parent| places.get(&parent)).and_then(|at| nodes.get(*at));
            let depth = above.map_or(1, |above| above.depth + 1);
            let members = directory.people.iter().filter(|one| one.active && one.unit == Some(unit.named.id));
            places.insert(unit.named.id, nodes.len());
            nodes.push(UnitNode {
                named: unit.named.clone(),
                full: unit.full.clone(),
                parent: unit.parent,
                depth,
                active: unit.active,
                own,
                with_below: own,
                people: members.map(|one| (one.named.clone(), one.post.clone())).collect(),
            });
        }
        // From the end, so that what is below has been added up before it is added above.
        for at in (0..nodes.len()).rev() {
            let Some((with_below, parent)) = nodes.get(at).map(|node| (node.with_below, node.parent)) else {
                continue;
            };
            if let Some(above) =
                parent.and_then(|parent| places.get(&parent)).and_then(|at| nodes.get_mut(*at))
            {
                above.with_below.add(with_below);
            }
        }
        Ok(nodes)
    }
}

fn count(counters: &[(String, u64)], bands: Option<&Bands>) -> InHand {
    let mut found = InHand::default();
    for (what, n) in counters {
        match what.split_once(':') {
            Some(("class", class)) if class == StateClass::Open.name() => found.open += n,
            Some(("due", due)) => {
                let due = due.parse().ok();
                let is_red = bands.is_some_and(|bands| bands.lamp(StateClass::Open, due) == Lamp::Red);
                found.red += if is_red { *n } else { 0 };
            }
            _ => {}
        }
    }
    found
}
