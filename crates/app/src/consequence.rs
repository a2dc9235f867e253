//! What follows from a decided command in the same write: a frozen plan, moves on linked matters, matters that open by
//! themselves.

use crate::execute::{Act, Desk};
use ledger::{
    Actor, Command, Event, FieldValue, Kind, Matter, MatterId, Refusal,
    calendar::Limit,
    command::{Assign, Change, Open, TakeMove},
    decide::freeze,
    kind::{FollowUp, Nature},
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
            let promises = kinds
                .get(&matter.kind, matter.kind_version)
                .is_some_and(|kind| kind.nature == Nature::Matter && is_part_of_a_plan(kind));
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
            Event::Moved(moved) => {
                let Some(kind) = kinds.get(&matter.kind, matter.kind_version) else { return Ok(()) };
                let also = kind.find_move(&moved.name).map(|way| way.also.clone()).unwrap_or_default();
                for one in also {
                    for link in matter.links.iter().filter(|link| link.relation == one.relation) {
                        let reason = moved.reason.clone();
                        let taken = TakeMove { reason, ..TakeMove::named(&one.r#move) };
                        self.consequence(act, Some(link.to), Command::Move(taken))?;
                    }
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

/// Whether matters of this kind stand in the three lists of a plan.
fn is_part_of_a_plan(kind: &Kind) -> bool {
    matches!(kind.name.as_str(), "item" | "measure" | "node")
}
