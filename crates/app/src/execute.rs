//! Carrying out commands: one write, one reading of the clock, one place where authority is loaded.

use crate::{
    App, AppError,
    around::{around, reached, referenced, with_above},
    chance,
    clock::day_of,
    messages::{self, Audience, Message, Post, recipients},
    query::{directory::Directory, places::is_place},
};
use jiff::civil::Date;
use ledger::{
    Actor, Around, Calendar, Command, CommandId, Kind, Kinds, Ladder, Matter, MatterId, Refusal, Roles,
    Scene,
    authority::{self, Principal, Reached},
    decide, limit,
};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use store::{NewEvent, Outcome, Stop, StoreError, Write};

/// A command aimed at a matter.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Step {
    /// The matter; `None` for [`Command::Open`].
    #[serde(default)]
    pub matter: Option<MatterId>,
    /// Version the form was filled in on; `None` = whatever stands.
    #[serde(default)]
    pub seen: Option<u64>,
    /// What is asked for.
    #[serde(flatten)]
    pub command: Command,
}

impl App {
    /// Carries out one step as `actor`; a retry with the same `id` is answered with the first outcome.
    ///
    /// # Errors
    /// A refusal, or the store failed; nothing has changed then.
    pub fn execute(&self, actor: Option<MatterId>, id: CommandId, step: Step) -> Result<Outcome, AppError> {
        self.execute_all(actor, id, vec![step])
    }

    /// Carries out several steps together or not at all; the outcome speaks of the last one's matter.
    ///
    /// # Errors
    /// The first refusal, or the store failed; nothing has changed then.
    pub fn execute_all(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        steps: Vec<Step>,
    ) -> Result<Outcome, AppError> {
        if steps.len() > limit::STEPS {
            return Err(Refusal::TooMany { field: "steps", limit: limit::STEPS }.into());
        }
        if let Some(field) = steps.iter().find_map(|step| step.command.says_where_from()) {
            // Only an import knows the source that it has read; said by a person it would be a state nobody has reached.
            return Err(Refusal::WrongValue { field: field.to_owned() }.into());
        }
        self.write_telling(move |desk| {
            if let Some(outcome) = desk.earlier(id)? {
                return Ok(outcome);
            }
            let actor = desk.actor(actor)?;
            let mut act = Act::new(actor, id);
            let mut matter = MatterId::SPACE;
            for step in &steps {
                matter = desk.step(&mut act, step)?;
            }
            desk.finish(&mut act, matter)
        })
    }

    /// What an earlier command with this id did: asked before anything is read that the command itself has changed.
    pub(crate) fn earlier(&self, id: CommandId) -> Result<Option<Outcome>, AppError> {
        Ok(self.view()?.outcome_of(id)?)
    }

    /// Does `work` in the store's single write and waits until it is durable. Nobody is told of it.
    pub(crate) fn write(
        &self,
        work: impl FnOnce(&mut Desk<'_>) -> Result<Outcome, Stop> + Send + 'static,
    ) -> Result<Outcome, AppError> {
        self.write_knowing(Arc::default(), work)
    }

    /// Does `work` as [`App::write`] does, and tells of its events whom they concern. Who that is follows from the
    /// directory as it stood when the work was handed in, not from the one within the write as rights do: at worst
    /// somebody is told by a role that ended a moment ago.
    pub(crate) fn write_telling(
        &self,
        work: impl FnOnce(&mut Desk<'_>) -> Result<Outcome, Stop> + Send + 'static,
    ) -> Result<Outcome, AppError> {
        self.write_knowing(self.directory()?, work)
    }

    fn write_knowing(
        &self,
        directory: Arc<Directory>,
        work: impl FnOnce(&mut Desk<'_>) -> Result<Outcome, Stop> + Send + 'static,
    ) -> Result<Outcome, AppError> {
        let (roles, calendar, ladder) = (self.roles.clone(), self.calendar.clone(), self.ladder.clone());
        let (clock, post) = (self.clock.clone(), self.post.clone());
        let changed = Arc::new(Changed::default());
        let kept = changed.clone();
        let pending = self.store.submit(Box::new(move |write| {
            let at = clock.now().max(write.head().at);
            let first = write.head().next;
            work(&mut Desk { write, roles, calendar, ladder, directory, post, at, first, changed })
        }));
        let outcome = pending.blocking_recv().map_err(|_| StoreError::Closed)??;
        if kept.registers.load(Ordering::Acquire) {
            self.registers.have_changed();
        }
        if kept.places.load(Ordering::Acquire) {
            self.places.have_changed();
        }
        Ok(outcome)
    }
}

/// What a write has changed of what is kept decoded.
#[derive(Default)]
struct Changed {
    registers: AtomicBool,
    places: AtomicBool,
}

/// Who acts in one command, and how many events it has caused.
pub(crate) struct Act {
    /// In whose name events are logged.
    name: Option<MatterId>,
    /// The unit of who acts.
    home: Option<MatterId>,
    /// By whose rights steps are decided.
    actor: Actor,
    id: CommandId,
    seed: [u8; 32],
    nth: u64,
    /// In whose name the last step was decided, when who acts does so for another.
    in_name_of: Option<MatterId>,
    /// The use case that carries it out, where it is one that kinds name.
    through: Option<&'static str>,
    /// The matter that the last event was on, and its version since.
    last: Option<(MatterId, u64)>,
    /// Who is to be told when it is finished.
    told: Vec<Message>,
}

impl Act {
    pub(crate) fn new(actor: Actor, id: CommandId) -> Act {
        Act {
            name: actor.person,
            home: actor.units.first().copied(),
            actor,
            id,
            seed: chance::bytes(),
            nth: 0,
            in_name_of: None,
            through: None,
            last: None,
            told: vec![],
        }
    }

    /// Carries out what kinds leave to this use case alone.
    pub(crate) fn through(self, through: &'static str) -> Act {
        Act { through: Some(through), ..self }
    }

    /// Decides by the rights of `other` from now on; gives who it was before.
    pub(crate) fn lend(&mut self, other: Actor) -> Actor {
        std::mem::replace(&mut self.actor, other)
    }

    /// Who acts and everybody they act for: what one of them did, none of them did for another.
    pub(crate) fn stands_for(&self) -> impl Iterator<Item = MatterId> + '_ {
        self.name.into_iter().chain(self.actor.acting_for.iter().map(|other| other.person))
    }

    /// Who acts and in whose name.
    pub(crate) fn names(&self) -> impl Iterator<Item = MatterId> {
        self.name.into_iter().chain(self.in_name_of)
    }

    /// The unit of who acts.
    pub(crate) fn unit(&self) -> Option<MatterId> {
        self.home
    }
}

/// The single write with what deciding needs beside it.
pub(crate) struct Desk<'w> {
    pub(crate) write: &'w mut dyn Write,
    roles: Arc<Roles>,
    pub(crate) directory: Arc<Directory>,
    pub(crate) post: Arc<Post>,
    pub(crate) calendar: Arc<Calendar>,
    pub(crate) ladder: Option<Arc<Ladder>>,
    pub(crate) at: jiff::Timestamp,
    first: ledger::Seq,
    changed: Arc<Changed>,
}

impl Desk<'_> {
    /// What an earlier command with this id did.
    pub(crate) fn earlier(&mut self, id: CommandId) -> Result<Option<Outcome>, Stop> {
        Ok(self.write.outcome_of(id)?)
    }

    /// The actor with units and grants as they stand now; who has left has none.
    pub(crate) fn actor(&mut self, person: Option<MatterId>) -> Result<Actor, Stop> {
        let Some(id) = person else { return Ok(Actor::system()) };
        let matter = self.write.matter(id)?.ok_or(Refusal::NoSuchMatter(id))?;
        if matter.kind != "person" || matter.class.has_ended() {
            return Err(Refusal::NotAllowed { right: "sign_in".into() }.into());
        }
        let units = match matter.unit {
            Some(unit) => with_above(&mut self.write, unit)?,
            None => vec![],
        };
        let mut acting_for = vec![];
        for other in self.directory.clone().acted_for(id, self.today()) {
            let Some(other) = self.write.matter(other)?.filter(|other| !other.class.has_ended()) else {
                continue;
            };
            if other.deputies.iter().any(|one| one.person == id && one.holds_on(self.today())) {
                let units = match other.unit {
                    Some(unit) => with_above(&mut self.write, unit)?,
                    None => vec![],
                };
                acting_for.push(Principal { person: other.id, units, grants: other.grants });
            }
        }
        Ok(Actor { person: Some(id), units, grants: matter.grants, acting_for })
    }

    /// Today in Asia/Shanghai.
    pub(crate) fn today(&self) -> Date {
        day_of(self.at)
    }

    /// Whether the actor holds a right that concerns no single matter, such as importing; what follows is done in the name
    /// of whose right it is.
    pub(crate) fn require(&self, act: &mut Act, right: &str) -> Result<(), Stop> {
        act.in_name_of =
            authority::in_name_of(&self.roles, &act.actor, right, &Reached::default(), day_of(self.at))?;
        Ok(())
    }

    /// The same for a right that concerns a unit.
    pub(crate) fn require_for(&mut self, act: &mut Act, right: &str, unit: MatterId) -> Result<(), Stop> {
        let reached = Reached { units: with_above(&mut self.write, unit)?, people: vec![] };
        let today = self.today();
        act.in_name_of = authority::in_name_of(&self.roles, &act.actor, right, &reached, today)?;
        Ok(())
    }

    /// Whether who acts may know of matters of a kind.
    fn may_read(&self, act: &Act, kind: &str) -> bool {
        let kinds = self.write.kinds();
        kinds.latest(kind).is_none_or(|kind| authority::may_read(&self.roles, &act.actor, kind, self.today()))
    }

    /// A matter as far as who acts may know of it: otherwise it is refused as one that is not there.
    fn matter_for(&mut self, act: &Act, id: MatterId) -> Result<Matter, Stop> {
        let found = self.write.matter(id)?.filter(|matter| self.may_read(act, &matter.kind));
        Ok(found.ok_or(Refusal::NoSuchMatter(id))?)
    }

    /// Decides one step and appends its events; gives the matter it was about.
    pub(crate) fn step(&mut self, act: &mut Act, step: &Step) -> Result<MatterId, Stop> {
        let kinds = self.write.kinds();
        let matter = match step.matter {
            Some(id) => Some(self.matter_for(act, id)?),
            None => None,
        };
        if let Some(matter) = &matter
            && let Some(command) = self.with_slip(act, matter, &step.command)?
        {
            return self.step(act, &Step { command, ..step.clone() });
        }
        let mut parent = None;
        let kind = match (&step.command, &matter) {
            (Command::Open(open), _) => {
                if let Some(id) = open.parent {
                    parent = Some(self.matter_for(act, id)?);
                }
                let known = kinds.latest(&open.kind).filter(|_| self.may_read(act, &open.kind));
                known.ok_or_else(|| Refusal::NoSuchKind(open.kind.clone()))?
            }
            (_, Some(matter)) => kinds
                .get(&matter.kind, matter.kind_version)
                .ok_or_else(|| Refusal::NoSuchKind(matter.kind.clone()))?,
            (_, None) => return Err(Refusal::NoSuchMatter(MatterId::SPACE).into()),
        };
        let mut referenced = referenced(&mut self.write, &step.command)?;
        referenced.retain(|_, other| self.may_read(act, &other.kind));
        one_way(&kinds, kind, referenced.values())?;
        let is_open = matches!(step.command, Command::Open(_));
        let next_rank =
            if is_open { self.write.next_rank(parent.as_ref().map(|parent| parent.id))? } else { 0 };
        let today = self.today();
        let mut around = match &matter {
            Some(matter) => around(&mut self.write, kind, matter, &step.command, today)?,
            None => Around::default(),
        };
        if let (Command::AdoptPlan { .. }, Some(campaign)) = (&step.command, &matter) {
            around.to_freeze = self.promises_below(campaign.id)?.len() as u64;
        }
        around.through = act.through;
        let new_id = self.write.head().next_matter;
        let reached = reached(&mut self.write, matter.as_ref().or(parent.as_ref()))?;
        // What follows by the product's right is done in the name of what set it off.
        if act.actor.person.is_some() {
            let right = step.command.right_on(kind.nature);
            let name = authority::in_name_of(&self.roles, &act.actor, &right, &reached, today);
            act.in_name_of = name.unwrap_or_default();
        }
        let events = decide(
            &Scene {
                roles: &self.roles,
                kind,
                matter: matter.as_ref(),
                parent: parent.as_ref(),
                new_id,
                next_rank,
                reached: &reached,
                referenced: &referenced,
                around: &around,
                ladder: self.ladder.as_deref(),
                calendar: &self.calendar,
                today,
            },
            &act.actor,
            &step.command,
            step.seen,
        )?;
        let id = matter.map_or(new_id, |matter| matter.id);
        for event in events {
            let after = self.append(act, id, event.clone())?;
            self.follow(act, &after, &event)?;
        }
        Ok(id)
    }

    /// Appends an event that has been decided.
    pub(crate) fn append(
        &mut self,
        act: &mut Act,
        matter: MatterId,
        event: ledger::Event,
    ) -> Result<Matter, Stop> {
        let news = self.news(matter, &event)?;
        let new = NewEvent {
            matter,
            actor: act.name,
            acting_for: act.in_name_of,
            at: self.at,
            command: act.id,
            seed: act.seed,
            nth: act.nth,
            event,
        };
        act.nth += 1;
        let after = self.write.append(new)?;
        act.last = Some((after.id, after.version));
        if let Some(news) = news {
            self.tell(act, &news, &after);
        }
        if matches!(after.kind.as_str(), "unit" | "person") {
            self.changed.registers.store(true, Ordering::Release);
        }
        if is_place(&after.kind) {
            self.changed.places.store(true, Ordering::Release);
        }
        Ok(after)
    }

    /// What somebody may be told of an event that is about to be appended.
    fn news(&mut self, matter: MatterId, event: &ledger::Event) -> Result<Option<recipients::News>, Stop> {
        let names_helpers = matches!(event, ledger::Event::Assigned(assign) if assign.helpers.is_some());
        let before = if names_helpers { self.write.matter(matter)? } else { None };
        Ok(recipients::News::of(event, before.as_ref()))
    }

    /// Notes who is to be told of `news` on `matter`, which stands as after it.
    fn tell(&mut self, act: &mut Act, news: &recipients::News, matter: &Matter) {
        let kinds = self.write.kinds();
        let Some(kind) = kinds.get(&matter.kind, matter.kind_version) else { return };
        let audience = Audience { directory: &self.directory, roles: &self.roles, today: day_of(self.at) };
        let by = act.actor.person;
        for recipient in recipients::recipients(news, matter, kind, by, &audience) {
            act.told.push(Message {
                to: recipient.to,
                at: self.at,
                matter: matter.id,
                seq: Some(matter.changed_seq),
                by,
                cause: recipient.cause,
                why: recipient.why,
            });
        }
    }

    /// Keeps what the command did, and puts the messages it causes.
    pub(crate) fn finish(&mut self, act: &mut Act, matter: MatterId) -> Result<Outcome, Stop> {
        messages::put(self, &messages::weightiest(std::mem::take(&mut act.told)))?;
        let version = match act.last {
            Some((last, version)) if last == matter => version,
            _ => self.write.matter(matter)?.map_or(0, |matter| matter.version),
        };
        let outcome = Outcome { matter, version, first: self.first, end: self.write.head().next };
        self.write.keep_outcome(act.id, &outcome)?;
        Ok(outcome)
    }

    /// An outcome for work that appends no event.
    pub(crate) fn nothing_logged(&self) -> Outcome {
        let next = self.write.head().next;
        Outcome { matter: MatterId::SPACE, version: 0, first: next, end: next }
    }
}

/// What only some may know of can point to what all may, never the other way: who reads the one would learn of the other.
fn one_way<'m>(
    kinds: &Kinds,
    kind: &Kind,
    mut referenced: impl Iterator<Item = &'m Matter>,
) -> Result<(), Refusal> {
    let restricted = |other: &&Matter| {
        kinds
            .latest(&other.kind)
            .is_some_and(|known| !known.readers.is_empty() && known.readers != kind.readers)
    };
    match referenced.find(restricted) {
        Some(other) => Err(Refusal::PointsAtRestricted { id: other.id }),
        None => Ok(()),
    }
}
