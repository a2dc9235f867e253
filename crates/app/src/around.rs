//! What stands around a matter when a command is decided or offered: the same for a write and for a page.

use jiff::civil::Date;
use ledger::{
    Around, Command, FieldValue, Kind, Matter, MatterId, StateClass,
    authority::Reached,
    guard::Guard,
    limit,
    tally::{self, Over, Tally},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use store::{StoreError, View, Write};

/// Where matters and counters are looked up: in the single write, or in a view of a page.
pub(crate) trait Nearby {
    fn matter(&mut self, id: MatterId) -> Result<Option<Arc<Matter>>, StoreError>;
    fn tallies(&mut self, of: &[Tally]) -> Result<Vec<u64>, StoreError>;
    fn kinds(&self) -> Arc<ledger::Kinds>;
}

impl Nearby for &mut dyn Write {
    fn matter(&mut self, id: MatterId) -> Result<Option<Arc<Matter>>, StoreError> {
        Ok(Write::matter(*self, id)?.map(Arc::new))
    }

    fn tallies(&mut self, of: &[Tally]) -> Result<Vec<u64>, StoreError> {
        Write::tallies(*self, of)
    }

    fn kinds(&self) -> Arc<ledger::Kinds> {
        Write::kinds(*self)
    }
}

impl Nearby for &dyn View {
    fn matter(&mut self, id: MatterId) -> Result<Option<Arc<Matter>>, StoreError> {
        Ok(View::matter(*self, id)?.map(Arc::new))
    }

    fn tallies(&mut self, of: &[Tally]) -> Result<Vec<u64>, StoreError> {
        View::tallies(*self, of)
    }

    fn kinds(&self) -> Arc<ledger::Kinds> {
        View::kinds(*self)
    }
}

/// A view that reads each matter once: rows of one list share their unit, campaign and item.
pub(crate) struct Remembering<'v> {
    view: &'v dyn View,
    seen: BTreeMap<MatterId, Option<Arc<Matter>>>,
}

impl<'v> Remembering<'v> {
    pub(crate) fn new(view: &'v dyn View) -> Remembering<'v> {
        Remembering { view, seen: BTreeMap::new() }
    }
}

impl Nearby for Remembering<'_> {
    fn matter(&mut self, id: MatterId) -> Result<Option<Arc<Matter>>, StoreError> {
        if let Some(seen) = self.seen.get(&id) {
            return Ok(seen.clone());
        }
        let read = self.view.matter(id)?.map(Arc::new);
        self.seen.insert(id, read.clone());
        Ok(read)
    }

    fn tallies(&mut self, of: &[Tally]) -> Result<Vec<u64>, StoreError> {
        self.view.tallies(of)
    }

    fn kinds(&self) -> Arc<ledger::Kinds> {
        self.view.kinds()
    }
}

/// What `command` on `matter` has to look at beside it.
pub(crate) fn around(
    near: &mut impl Nearby,
    kind: &Kind,
    matter: &Matter,
    command: &Command,
    today: Date,
) -> Result<Around, StoreError> {
    let mut around = Around::default();
    match command {
        Command::Move(taken) => {
            around = of_moves(near, kind, matter)?;
            let series = kind.find_move(&taken.name).and_then(|way| way.series_on(matter));
            if let Some(series) = series {
                let what = tally::series(series, today.year());
                let numbers = Tally { kind: matter.kind.clone(), over: Over::All, what };
                around.numbers_taken = near.tallies(&[numbers])?.iter().sum();
            }
        }
        Command::AdoptPlan { .. } => {
            // What is taken up and what is not is decided before the plan, not after.
            let open = StateClass::ALL.into_iter().filter(|class| !class.has_ended());
            let reviews = open.map(|class| Tally {
                kind: "review".into(),
                over: Over::Under(matter.id),
                what: format!("class:{}", class.name()),
            });
            around.reviews_open = near.tallies(&reviews.collect::<Vec<_>>())?.iter().sum();
        }
        Command::RecordCheck(_) => around.since = since(near, matter)?,
        Command::Link { to, relation, .. } if relation == "depends_on" => {
            around.leads_back = leads_back(near, *to, matter.id)?;
        }
        _ => {}
    }
    Ok(around)
}

/// What the moves of `matter` from where it stands look at, and no more: for most that is nothing beside it.
pub(crate) fn of_moves(near: &mut impl Nearby, kind: &Kind, matter: &Matter) -> Result<Around, StoreError> {
    let ways = || kind.moves.iter().filter(|way| way.from.contains(&matter.state));
    let asks = |guard: Guard| ways().any(|way| way.guards.contains(&guard));
    let mut around = Around::default();
    if !kind.limits.is_empty() || ways().any(|way| way.only.is_some()) {
        around.above = matter.parent.map(|id| near.matter(id)).transpose()?.flatten();
    }
    if asks(Guard::ChildrenAreEnded) {
        let below = tally::running(&near.kinds(), Over::Under(matter.id), Some(&matter.kind));
        around.running_below = near.tallies(&below)?.iter().sum();
    }
    if asks(Guard::EvidenceIsInPeriod) {
        around.since = since(near, matter)?;
    }
    if asks(Guard::PredecessorsAreEnded) {
        for link in matter.links.iter().filter(|link| link.relation == "depends_on") {
            let runs = near.matter(link.to)?.is_some_and(|other| !other.class.has_ended());
            around.waiting_for += u64::from(runs);
        }
    }
    if asks(Guard::NothingInHand) {
        let over = if kind.name == "person" { Over::Person(matter.id) } else { Over::Unit(matter.id) };
        around.in_hand = near.tallies(&tally::running(&near.kinds(), over, None))?.iter().sum();
    }
    Ok(around)
}

/// The day of the feedback that set off the campaign a matter stands under.
fn since(near: &mut impl Nearby, matter: &Matter) -> Result<Option<Date>, StoreError> {
    let Some(root) = matter.above.first() else { return Ok(None) };
    let root = near.matter(*root)?;
    let date = root.as_ref().and_then(|root| root.fields.get("feedback_date")).and_then(FieldValue::as_text);
    Ok(date.and_then(|date| date.parse().ok()))
}

/// Whether `from` depends, over others, on `on`. Looks at a bounded number of matters; more count as a circle, since
/// nothing would be known.
fn leads_back(near: &mut impl Nearby, from: MatterId, on: MatterId) -> Result<bool, StoreError> {
    let (mut seen, mut waiting) = (BTreeSet::new(), vec![from]);
    while let Some(id) = waiting.pop() {
        if id == on || seen.len() > limit::DEPENDENCIES {
            return Ok(true);
        }
        if seen.insert(id)
            && let Some(matter) = near.matter(id)?
        {
            let links = matter.links.iter().filter(|link| link.relation == "depends_on");
            waiting.extend(links.map(|link| link.to));
        }
    }
    Ok(false)
}

/// The responsible people and units of a matter, with the units above each.
pub(crate) fn reached(near: &mut impl Nearby, matter: Option<&Matter>) -> Result<Reached, StoreError> {
    let Some(matter) = matter else { return Ok(Reached::default()) };
    let mut reached =
        Reached { units: vec![], people: matter.person.into_iter().chain(matter.leader).collect() };
    for unit in matter.unit.into_iter().chain(matter.helpers.iter().copied()) {
        reached.units.extend(with_above(near, unit)?);
    }
    Ok(reached)
}

/// A unit and the units above it, nearest first.
pub(crate) fn with_above(near: &mut impl Nearby, unit: MatterId) -> Result<Vec<MatterId>, StoreError> {
    let mut chain = vec![unit];
    if let Some(matter) = near.matter(unit)? {
        chain.extend(matter.above.iter().rev());
    }
    Ok(chain)
}

/// The matters that a command names; with a person comes the person's unit.
pub(crate) fn referenced(
    near: &mut impl Nearby,
    command: &Command,
) -> Result<BTreeMap<MatterId, Matter>, StoreError> {
    let mut found = BTreeMap::new();
    let mut waiting = command.refers_to();
    while let Some(id) = waiting.pop() {
        if id == MatterId::SPACE || found.contains_key(&id) {
            continue;
        }
        if let Some(matter) = near.matter(id)? {
            waiting.extend(matter.unit.filter(|_| matter.kind == "person"));
            found.insert(id, Arc::unwrap_or_clone(matter));
        }
    }
    Ok(found)
}
