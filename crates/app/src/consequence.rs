//! What follows from a decided command in the same write: a frozen plan, moves on linked matters, matters that open by
//! themselves.

use crate::execute::{Act, Desk};
use ledger::{
    Actor, Command, Event, FieldValue, Matter, MatterId, Refusal, StateClass,
    calendar::Limit,
    command::{Assign, Change, Open, TakeMove},
    course::TakenRung,
    decide::freeze,
    kind::FollowUp,
    limit,
};
use std::collections::BTreeMap;
use store::Stop;

impl Desk<'_> {
    /// The owed matters below a campaign that have not ended, which an adopted plan freezes.
    pub(crate) fn promises_below(&mut self, campaign: MatterId) -> Result<Vec<Matter>, Stop> {
        let kinds = self.write.kinds();
        let mut found = vec![];
        let below = self.write.below(campaign, limit::STEPS + 1)?;
        if below.len() > limit::STEPS {
            return Err(Refusal::TooMany { field: "steps", limit: limit::STEPS }.into());
        }
        for id in below {
            let Some(matter) = self.write.matter(id)? else { continue };
            let promises = kinds.get(&matter.kind, matter.kind_version).is_some_and(|kind| kind.in_plan);
            if promises && !matter.class.has_ended() {
                found.push(matter);
            }
        }
        Ok(found)
    }

    /// What follows from `event` on `matter`.
    pub(crate) fn follow(&mut self, act: &mut Act, matter: &Matter, event: &Event) -> Result<(), Stop> {
        let kinds = self.write.kinds();
        match event {
            Event::PlanAdopted { round, .. } => {
                for below in self.promises_below(matter.id)? {
                    let kind = kinds
                        .get(&below.kind, below.kind_version)
                        .ok_or_else(|| Refusal::NoSuchKind(below.kind.clone()))?;
                    let frozen = freeze(&below, kind, *round)?;
                    self.append(act, below.id, frozen)?;
                }
                Ok(())
            }
            Event::RungTaken { rung, slip, reason, .. } => self.open_record(act, matter, rung, *slip, reason),
            Event::Moved(moved) => {
                let Some(kind) = kinds.get(&matter.kind, matter.kind_version) else { return Ok(()) };
                let also = kind.find_move(&moved.name).map(|way| way.also.clone()).unwrap_or_default();
                for one in also {
                    for link in matter.links.iter().filter(|link| link.relation == one.relation) {
                        self.move_along(act, link.to, &one.r#move, &moved.reason)?;
                    }
                }
                if matter.class == StateClass::Awaiting {
                    self.answer_rungs(act, matter, &moved.reason)?;
                }
                for next in kind.follow_ups.iter().filter(|next| next.on == moved.name) {
                    let above = matter.parent.map(|id| self.write.matter(id)).transpose()?.flatten();
                    if next.only.as_ref().is_none_or(|only| only.fits(matter, above.as_ref())) {
                        self.open_follow_up(act, matter, next)?;
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Takes a move on a linked matter, where it starts from its present state: what runs already is not reopened.
    fn move_along(&mut self, act: &mut Act, on: MatterId, name: &str, reason: &str) -> Result<(), Stop> {
        let Some(other) = self.write.matter(on)? else { return Ok(()) };
        let kinds = self.write.kinds();
        let way = kinds.get(&other.kind, other.kind_version).and_then(|kind| kind.find_move(name));
        if way.is_some_and(|way| way.from.contains(&other.state)) {
            let taken = TakeMove { reason: reason.to_owned(), ..TakeMove::named(name) };
            self.consequence(act, Some(on), Command::Move(taken))?;
        }
        Ok(())
    }

    /// A slip that a rung was taken with is answered: so is the rung.
    fn answer_rungs(&mut self, act: &mut Act, slip: &Matter, text: &str) -> Result<(), Stop> {
        for link in slip.links.iter().filter(|link| link.relation == "about") {
            let Some(about) = self.write.matter(link.to)? else { continue };
            let sent =
                |rung: &&TakenRung| rung.slip == Some(slip.id) && rung.answered.is_none() && !rung.withdrawn;
            if let Some(rung) = about.course.rungs.iter().rev().find(sent) {
                let (rung, text) = (rung.rung.clone(), text.to_owned());
                self.consequence(act, Some(about.id), Command::AnswerRung { rung, text })?;
            }
        }
        Ok(())
    }

    /// A rung that is sent with a slip, and names none: the slip is drafted, numbered and sent to the unit that owes the
    /// matter, and the command names it. `None` for everything else.
    pub(crate) fn with_slip(
        &mut self,
        act: &mut Act,
        matter: &Matter,
        command: &Command,
    ) -> Result<Option<Command>, Stop> {
        let Command::TakeRung { rung, slip: None, reason } = command else { return Ok(None) };
        let Some(ladder) = self.ladder.clone() else { return Ok(None) };
        let Some((kind, reply, unit)) =
            ladder.rung(rung).and_then(|rung| Some((rung.slip.clone()?, rung.reply?, matter.unit?)))
        else {
            return Ok(None);
        };
        let due = self.calendar.due(self.today(), reply).map_err(Refusal::from)?;
        let facts = if reason.trim().is_empty() { matter.title.clone() } else { reason.clone() };
        let fields =
            [("type", kind), ("facts", facts)].map(|(name, text)| (name.into(), FieldValue::Text(text)));
        let open = Open {
            kind: "slip".into(),
            title: matter.title.clone(),
            parent: matter.above.first().copied(),
            fields: BTreeMap::from(fields),
            ..Open::default()
        };
        let id = self.consequence(act, None, Command::Open(open))?;
        let assign = Assign { unit: Change::Set(unit), person: matter.person.into(), ..Assign::default() };
        self.consequence(act, Some(id), Command::Assign(assign))?;
        self.consequence(act, Some(id), Command::SetDueDate { due: Some(due), reason: String::new() })?;
        let (relation, note) = ("about".to_owned(), String::new());
        self.consequence(act, Some(id), Command::Link { to: matter.id, relation, note })?;
        self.consequence(act, Some(id), Command::Move(TakeMove::named("issue")))?;
        Ok(Some(Command::TakeRung { rung: rung.clone(), slip: Some(id), reason: reason.clone() }))
    }

    /// Opens the record that a rung asks for: about the matter, with its unit and person, following from the slip. The
    /// matter does not point back, so that nobody learns of the record from it.
    fn open_record(
        &mut self,
        act: &mut Act,
        matter: &Matter,
        rung: &str,
        slip: Option<MatterId>,
        reason: &str,
    ) -> Result<(), Stop> {
        let record = self.ladder.as_deref().and_then(|ladder| ladder.rung(rung)?.record.clone());
        let kinds = self.write.kinds();
        let Some(kind) = record.and_then(|name| kinds.latest(&name).cloned()) else { return Ok(()) };
        let ground = if reason.trim().is_empty() { &matter.title } else { reason };
        // Who has left since is named by hand.
        let unit = matter.unit.filter(|id| self.directory.unit(*id).is_some_and(|unit| unit.active));
        let person = matter.person.filter(|id| self.directory.person(*id).is_some_and(|one| one.active));
        let known = [
            ("unit", unit.map(FieldValue::Matter)),
            ("person", person.map(FieldValue::Matter)),
            ("ground", Some(FieldValue::Text(ground.to_owned()))),
        ];
        let fields = known.into_iter().filter(|(name, _)| kind.field(name).is_some());
        let fields = fields.filter_map(|(name, value)| Some((name.to_owned(), value?)));
        let open = Open {
            kind: kind.name.clone(),
            title: matter.title.clone(),
            fields: fields.collect(),
            ..Open::default()
        };
        let id = self.consequence(act, None, Command::Open(open))?;
        for (relation, to) in [("about", Some(matter.id)), ("follows_from", slip)] {
            if let Some(to) = to {
                let (relation, note) = (relation.to_owned(), String::new());
                self.consequence(act, Some(id), Command::Link { to, relation, note })?;
            }
        }
        Ok(())
    }

    /// Opens what a move brings after it: under the root, about the matter, with a unit and a date.
    fn open_follow_up(&mut self, act: &mut Act, matter: &Matter, next: &FollowUp) -> Result<(), Stop> {
        let Ok(limit) = next.after.parse::<Limit>() else { return Ok(()) };
        let due = self.calendar.plain_end(self.today(), limit).map_err(Refusal::from)?;
        let open = Open {
            kind: next.kind.clone(),
            number: matter.number.clone(),
            title: matter.title.clone(),
            parent: matter.above.first().copied(),
            fields: BTreeMap::<String, FieldValue>::new(),
            ..Open::default()
        };
        let id = self.consequence(act, None, Command::Open(open))?;
        let (relation, note) = (next.relation.clone(), String::new());
        self.consequence(act, Some(id), Command::Link { to: matter.id, relation, note })?;
        self.consequence(act, Some(id), Command::SetDueDate { due: Some(due), reason: String::new() })?;
        // Looking again is nobody's own work: the unit of who wrote it off sees to it.
        if let Some(unit) = act.unit().or(matter.unit) {
            let assign = Assign { unit: Change::Set(unit), ..Assign::default() };
            self.consequence(act, Some(id), Command::Assign(assign))?;
        }
        Ok(())
    }

    /// Decides a command that nobody asked for: by the product's right, in the name of who caused it.
    fn consequence(
        &mut self,
        act: &mut Act,
        matter: Option<MatterId>,
        command: Command,
    ) -> Result<MatterId, Stop> {
        let step = crate::Step { matter, seen: None, command };
        let asked = act.lend(Actor::system());
        let done = self.step(act, &step);
        act.lend(asked);
        done
    }
}
