//! A town that lives: days go by, people try things, and what is decided happens.

use crate::{
    chance::Chance,
    principles::{self, Happening},
    town::Town,
    tries,
};
use jiff::{
    ToSpan,
    civil::{Date, date},
    tz,
};
use ledger::{
    Actor, Around, Command, Event, Matter, MatterId, Scene, Seq, decide,
    decide::{freeze, lacks},
    event::Header,
    evolve,
    tally::{Tally, difference, tallies},
};
use std::collections::{BTreeMap, BTreeSet};

/// Steps in a day, about.
const STEPS_A_DAY: usize = 30;
/// Matters in a town at most, so that a step stays as cheap as the first.
const MATTERS_MAX: usize = 90;

pub(crate) struct Life {
    seed: u64,
    chance: Chance,
    town: Town,
    before: BTreeMap<MatterId, Matter>,
    today: Date,
    seq: u64,
    next: u64,
    counters: BTreeMap<Tally, i64>,
    log: Vec<(Header, Event)>,
    /// Numbers of series that were given out.
    numbers: BTreeSet<String>,
    pub(crate) happened: BTreeMap<&'static str, u64>,
}

impl Life {
    pub(crate) fn new(mut town: Town, seed: u64) -> Life {
        let mut chance = Chance::new(seed);
        for matter in town.matters.values_mut() {
            matter.fields.extend(tries::planned(&matter.kind, &mut chance));
        }
        let today = date(2025, 1, 6).saturating_add((chance.below(400) as i64).days());
        let mut counters = BTreeMap::new();
        for tally in town.matters.values().flat_map(tallies) {
            *counters.entry(tally).or_default() += 1;
        }
        let before = town.matters.clone();
        Life {
            seed,
            chance,
            town,
            before,
            today,
            seq: 1_000,
            next: 500,
            counters,
            log: vec![],
            numbers: BTreeSet::new(),
            happened: BTreeMap::new(),
        }
    }

    /// One try by somebody.
    pub(crate) fn step(&mut self) {
        if self.chance.below(STEPS_A_DAY) == 0 {
            self.today = self.today.saturating_add(1.day());
        }
        let target = tries::target(&self.town, &mut self.chance);
        let matter = self.town.matters[&target].clone();
        let kind = self.town.kinds[&matter.kind].clone();
        let what = tries::what(&self.town, &matter, &kind, self.today, &mut self.chance);
        let actor = self.town.actor(tries::who(&self.town, &what, &kind, &mut self.chance));
        let opens = match &what {
            Command::Open(open) if self.town.matters.len() < MATTERS_MAX => Some(open.kind.clone()),
            Command::Open(_) => return,
            _ => None,
        };
        let (kind, on, parent) = match &opens {
            Some(name) => (self.town.kinds[name].clone(), None, Some(&matter)),
            None => (kind, Some(&matter), None),
        };
        let around = self.around(on, &what);
        let decided = decide(
            &Scene {
                roles: &self.town.roles,
                kind: &kind,
                matter: on,
                parent,
                new_id: MatterId(self.next),
                next_rank: u32::try_from(self.next).unwrap(),
                reached: &self.town.reached(on.or(parent)),
                referenced: &self.town.referenced(&what),
                around: &around,
                ladder: Some(&self.town.ladder),
                calendar: &self.town.calendar,
                today: self.today,
            },
            &actor,
            &what,
            None,
        );
        let Ok(events) = decided else { return };
        for event in events {
            self.happen(&actor, on.cloned(), &kind.name, event.clone());
            if let Event::PlanAdopted { round, .. } = event {
                self.freeze_below(&actor, target, round);
            }
        }
    }

    fn around(&self, matter: Option<&Matter>, command: &Command) -> Around {
        let to_freeze = match (matter, command) {
            (Some(campaign), Command::AdoptPlan { .. }) => self.promises_below(campaign.id).len() as u64,
            _ => 0,
        };
        Around { to_freeze, ..self.town.around(matter, command) }
    }

    /// What an adopted plan freezes, if nothing in it is incomplete.
    fn promises_below(&self, campaign: MatterId) -> Vec<MatterId> {
        let below = self.town.matters.values().filter(|matter| matter.above.contains(&campaign));
        let promised: Vec<&Matter> = below
            .filter(|matter| self.town.kinds[&matter.kind].in_plan && !matter.class.has_ended())
            .collect();
        let whole = promised.iter().all(|matter| lacks(matter, &self.town.kinds[&matter.kind]).is_empty());
        if whole { promised.iter().map(|matter| matter.id).collect() } else { vec![] }
    }

    fn freeze_below(&mut self, actor: &Actor, campaign: MatterId, round: u32) {
        for id in self.promises_below(campaign) {
            let matter = self.town.matters[&id].clone();
            let event = freeze(&matter, &self.town.kinds[&matter.kind], round).unwrap();
            let kind = matter.kind.clone();
            self.happen(actor, Some(matter), &kind, event);
        }
    }

    fn happen(&mut self, actor: &Actor, before: Option<Matter>, kind: &str, event: Event) {
        self.seq += 1;
        let id = before.as_ref().map_or(MatterId(self.next), |matter| matter.id);
        let header = Header {
            seq: Seq(self.seq),
            actor: actor.person,
            at: tz::offset(8).to_timestamp(self.today.at(9, 0, 0, 0)).unwrap(),
            ..crate::town::header(id, kind, before.as_ref().map_or(1, |matter| matter.version + 1))
        };
        let after = evolve(before.clone(), &header, &event, &self.town.kinds[kind]);
        let happening = Happening {
            town: &self.town,
            actor,
            today: self.today,
            before: before.as_ref(),
            event: &event,
            after: &after,
        };
        if let Err(broken) = principles::hold(&happening, &mut self.numbers) {
            panic!(
                "seed {}, {} on {}: {broken}\n{event:?}\n{before:#?}",
                self.seed,
                event.type_name(),
                self.today
            );
        }
        self.count(before.as_ref(), &after);
        self.tell(&event, &after);
        self.next += u64::from(before.is_none());
        self.town.matters.insert(id, after);
        self.log.push((header, event));
    }

    fn count(&mut self, before: Option<&Matter>, after: &Matter) {
        for (tally, by) in difference(before, after) {
            let count = self.counters.entry(tally).or_default();
            *count += by;
            assert!(*count >= 0, "seed {}: a counter fell below zero", self.seed);
        }
    }

    fn tell(&mut self, event: &Event, after: &Matter) {
        *self.happened.entry(event.type_name()).or_default() += 1;
        if matches!(event, Event::Moved(_)) {
            let to = match after.class {
                ledger::StateClass::Accepted => "moved to accepted",
                ledger::StateClass::Closed if after.kind == "item" => "moved by an item to closed",
                ledger::StateClass::Closed => "moved to closed",
                _ => return,
            };
            *self.happened.entry(to).or_default() += 1;
        }
    }

    /// What is kept by differences equals what is counted, and the log gives the same town again.
    pub(crate) fn hold_at_the_end(&self) {
        let mut counted: BTreeMap<Tally, i64> = BTreeMap::new();
        for tally in self.town.matters.values().flat_map(tallies) {
            *counted.entry(tally).or_default() += 1;
        }
        let mut kept = self.counters.clone();
        kept.retain(|_, count| *count != 0);
        assert!(kept == counted, "seed {}: counters differ", self.seed);
        let mut again = self.before.clone();
        for (header, event) in &self.log {
            let before = again.remove(&header.matter);
            again.insert(header.matter, evolve(before, header, event, &self.town.kinds[&header.kind]));
        }
        assert!(again == self.town.matters, "seed {}: the log gives another town", self.seed);
    }
}
