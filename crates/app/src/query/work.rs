//! What waits for a person: owed by name or by unit, or waiting for a decision, each with the one thing to do next.

use super::{
    answer::{Possible, Row},
    directory::Directory,
    list::tell,
    past::Look,
    possible::{Sought, leads_on},
};
use crate::{App, AppError, around::Remembering};
use ledger::{
    Actor, Kind, Matter, MatterId, Refusal, StateClass,
    authority::{self, Reach, Reached},
    kind::{Move, Nature},
};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Filter, Lacks, Sort, Summary, View};

/// Most rows shown.
pub const SHOWN: usize = 30;
/// Most units that a role is followed into.
const UNITS: usize = 100;
/// Most matters that are read to find out whether they wait for a decision.
const LOOKED_AT: usize = 400;

/// The one thing to do next on a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NextStep {
    /// Say how far it has come.
    Report,
    /// Decide about the extension that was asked for.
    DecideExtension,
    /// Take this move of its kind.
    Move(String),
}

/// A matter that waits for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Owed {
    /// It.
    pub row: Row,
    /// What to do next; `None` = it waits for others.
    pub step: Option<NextStep>,
    /// Whether this person may report on it.
    pub may_report: bool,
}

/// What waits for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Work {
    /// What runs first, each part in order of due dates, at most [`SHOWN`].
    pub owed: Vec<Owed>,
    /// Whether there may be more.
    pub more: bool,
}

/// Why a matter may be shown, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Claim {
    /// It is owed: the person's name stands on it, or nobody's but that of their unit.
    Owes,
    /// It is shown when there is something to decide.
    Decides,
}

/// What may have to be shown, each once and with its strongest claim.
type Found = BTreeMap<MatterId, (Claim, Summary)>;

impl App {
    /// What waits for `person`.
    ///
    /// # Errors
    /// There is no such person, or the store failed.
    pub fn work(&self, person: MatterId) -> Result<Work, AppError> {
        let Look { view, directory, day, .. } = self.look(None)?;
        let view = view.as_ref();
        let actor = self.actor(view, Some(person))?;
        let mut found = Found::new();
        let mut more = self.named(view, person, &mut found)?;
        for other in &actor.acting_for {
            more |= self.named(view, other.person, &mut found)?;
        }
        more |= self.of_units(view, &directory, &actor, &mut found)?;
        more |= self.to_decide(view, &actor, &mut found)?;
        let kinds = view.kinds();
        let is_owed =
            |row: &Summary| kinds.latest(&row.kind).is_some_and(|kind| kind.nature == Nature::Matter);
        let mut found: Vec<_> = found.into_values().filter(|(_, row)| is_owed(row)).collect();
        found.sort_by_key(|(_, row)| (!row.class.is_running(), row.due.is_none(), row.due, row.id));
        let (bands, count) = (self.bands(day), found.len());
        let (mut owed, mut looked_at) = (vec![], 0);
        let mut near = Remembering::new(view);
        for (claim, row) in found.into_iter().take(LOOKED_AT) {
            if owed.len() == SHOWN {
                break;
            }
            looked_at += 1;
            let Some(matter) = view.matter(row.id)? else { continue };
            let Some(kind) = kinds.get(&matter.kind, matter.kind_version) else { continue };
            let possible = self.possible(&mut near, &actor, &matter, Sought::NextStep)?;
            let may_report = matter.class.is_running() && is_open(&possible, "report_progress");
            let step = next_step(kind, &matter, &possible, may_report);
            if claim == Claim::Decides && matches!(step, None | Some(NextStep::Report)) {
                continue;
            }
            owed.push(Owed { row: tell(row, &directory, bands.as_ref()), step, may_report });
        }
        Ok(Work { owed, more: more || looked_at < count })
    }

    /// Where the person's name stands: owed as responsible person, perhaps to be decided as leader.
    fn named(&self, view: &dyn View, person: MatterId, found: &mut Found) -> Result<bool, AppError> {
        let mut more = false;
        let none = Filter::default;
        for class in [StateClass::Open, StateClass::Awaiting] {
            let own = Filter { person: Some(person), class: Some(class), ..none() };
            more |= take(view, &own, found, |_| Claim::Owes)?;
        }
        let leader = Some(person);
        for class in [StateClass::Awaiting, StateClass::Accepted] {
            let led = Filter { leader, class: Some(class), ..none() };
            more |= take(view, &led, found, |_| Claim::Decides)?;
        }
        let asked = Filter { leader, asks: true, ..none() };
        Ok(more | take(view, &asked, found, |_| Claim::Decides)?)
    }

    /// What the units owe that the person holds a role over.
    fn of_units(
        &self,
        view: &dyn View,
        directory: &Directory,
        actor: &Actor,
        found: &mut Found,
    ) -> Result<bool, AppError> {
        let today = self.clock.today();
        let over: Vec<MatterId> = actor
            .grants
            .iter()
            .chain(actor.acting_for.iter().flat_map(|other| &other.grants))
            .filter(|grant| grant.until.is_none_or(|until| today <= until))
            .filter(|grant| self.roles.get(&grant.role).is_some_and(|role| role.reach == Reach::Unit))
            .filter_map(|grant| grant.unit)
            .collect();
        let units: Vec<MatterId> = directory.units.iter().map(|unit| unit.named.id).collect();
        let mut below = units
            .into_iter()
            .filter(|unit| directory.with_above(*unit).iter().any(|above| over.contains(above)));
        let mut more = false;
        for unit in below.by_ref().take(UNITS) {
            let (unit, none) = (Some(unit), Filter::default());
            let open =
                Filter { unit, class: Some(StateClass::Open), lacks: Some(Lacks::Person), ..none.clone() };
            more |= take(view, &open, found, |_| Claim::Owes)?;
            let awaiting = Filter { unit, class: Some(StateClass::Awaiting), ..none };
            let claim = |row: &Summary| if row.person.is_none() { Claim::Owes } else { Claim::Decides };
            more |= take(view, &awaiting, found, claim)?;
        }
        Ok(more || below.next().is_some())
    }

    /// What waits anywhere for a decision that a role over everything allows, such as acceptance.
    fn to_decide(&self, view: &dyn View, actor: &Actor, found: &mut Found) -> Result<bool, AppError> {
        let today = self.clock.today();
        let holds =
            |right: &str| authority::check(&self.roles, actor, right, &Reached::default(), today).is_ok();
        let may = |way: &Move| holds(&format!("move:{}", way.name));
        let mut more = false;
        if holds("decide_extension") {
            let asked = Filter { asks: true, ..Filter::default() };
            more |= take(view, &asked, found, |_| Claim::Decides)?;
        }
        let kinds = view.kinds();
        for kind in kinds.all().filter(|kind| kind.nature == Nature::Matter) {
            for class in [StateClass::Awaiting, StateClass::Accepted] {
                let leaves =
                    |state: &String, way: &Move| kind.class_of(state) == class && leads_on(kind, state, way);
                let decides = |way: &&Move| way.from.iter().any(|state| leaves(state, way)) && may(way);
                if kind.moves.iter().any(|way| decides(&way)) {
                    let filter =
                        Filter { kind: Some(kind.name.clone()), class: Some(class), ..Filter::default() };
                    more |= take(view, &filter, found, |_| Claim::Decides)?;
                }
            }
        }
        Ok(more)
    }
}

/// Adds the first rows in order of due dates, as many as are shown; whether there are more.
fn take(
    view: &dyn View,
    filter: &Filter,
    found: &mut Found,
    claim: impl Fn(&Summary) -> Claim,
) -> Result<bool, AppError> {
    let rows = view.rows(filter, Sort::Due, None, SHOWN + 1)?;
    let more = rows.len() > SHOWN;
    for row in rows.into_iter().take(SHOWN) {
        let claim = claim(&row);
        let known = found.entry(row.id).or_insert((claim, row));
        known.0 = known.0.min(claim);
    }
    Ok(more)
}

fn is_open(possible: &[Possible], right: &str) -> bool {
    possible.iter().any(|one| one.right == right && one.refusal.is_none())
}

/// The one thing to do: decide what was asked, else go on to the next class of states, else report while that is
/// what the way there waits for, else go on within the class.
fn next_step(kind: &Kind, matter: &Matter, possible: &[Possible], may_report: bool) -> Option<NextStep> {
    if is_open(possible, "decide_extension") {
        return Some(NextStep::DecideExtension);
    }
    let (mut within, mut is_held_up) = (None, false);
    for way in kind.moves.iter().filter(|way| leads_on(kind, &matter.state, way)) {
        let right = format!("move:{}", way.name);
        let Some(one) = possible.iter().find(|one| one.right == right) else { continue };
        let leaves = kind.class_of(&way.to) != matter.class;
        match &one.refusal {
            None if leaves => return Some(NextStep::Move(way.name.clone())),
            None => within = within.or_else(|| Some(NextStep::Move(way.name.clone()))),
            Some(Refusal::GuardFails { .. }) => is_held_up |= leaves,
            Some(_) => {}
        }
    }
    let report = may_report.then_some(NextStep::Report);
    if is_held_up { report.or(within) } else { within.or(report) }
}
