//! The score of a plan: what its key works and nodes weigh, and how much of it is done.

use super::{NODES, counted, nodes_below, plan_of};
use crate::{
    App, AppError,
    query::{
        answer::{Named, NodeScores, Points, WorkScore},
        past::Look,
    },
};
use jiff::civil::Date;
use ledger::{Decimal, Matter, MatterId, Rate, StateClass};
use std::collections::BTreeMap;

impl App {
    /// How much of what the nodes of `plan` weigh is done, at the end of `as_of`, or now. A key work gives its weight,
    /// divided among its nodes by theirs; without one of its own it weighs as much as its nodes together. A node without
    /// a weight weighs 1, one that was cancelled nothing.
    ///
    /// # Errors
    /// There is no such plan, the day lies in the future, or the store failed.
    pub fn node_scores(&self, plan: MatterId, as_of: Option<Date>) -> Result<NodeScores, AppError> {
        let Look { view, directory, day, .. } = self.look(as_of)?;
        let view = view.as_ref();
        let matter = plan_of(view, plan)?;
        let mut rows = nodes_below(view, plan, NODES + 1)?;
        let more = rows.len() > NODES;
        rows.truncate(NODES);
        rows.retain(|row| row.class != StateClass::Cancelled);
        let mut works: BTreeMap<Option<MatterId>, Sum> = BTreeMap::new();
        for row in rows {
            let weight = view.matter(row.id)?.as_ref().and_then(weight_of);
            let work = row.parent.filter(|parent| *parent != plan);
            works.entry(work).or_default().add(weight, row.class == StateClass::Closed);
        }
        let mut scores = NodeScores {
            plan: counted(view, &directory, &matter, day)?,
            works: vec![],
            score: Points::default(),
            more,
        };
        // Nodes that stand below no key work come last.
        let none = works.remove(&None).map(|sum| (None, sum));
        for (id, sum) in works.into_iter().chain(none) {
            let work = id.map(|id| view.matter(id)).transpose()?.flatten();
            let weight = work.as_ref().and_then(weight_of).unwrap_or(sum.points.d);
            let score = Points { n: weight.part(sum.points.n, sum.points.d), d: weight };
            scores.score = Points { n: scores.score.n.plus(score.n), d: scores.score.d.plus(score.d) };
            scores.works.push(WorkScore {
                work: work.map(|work| Named { id: work.id, number: work.number, title: work.title }),
                done: sum.done,
                points: sum.points,
                unweighted: sum.unweighted,
                score,
            });
        }
        Ok(scores)
    }
}

/// What the nodes of a key work weigh together.
#[derive(Default)]
struct Sum {
    done: Rate,
    points: Points,
    unweighted: u64,
}

impl Sum {
    fn add(&mut self, weight: Option<Decimal>, is_done: bool) {
        self.unweighted += u64::from(weight.is_none());
        let weight = weight.unwrap_or(Decimal::whole(1));
        self.done.d += 1;
        self.points.d = self.points.d.plus(weight);
        if is_done {
            self.done.n += 1;
            self.points.n = self.points.n.plus(weight);
        }
    }
}

/// A weight that counts: none, or one below zero, is as if nothing were said.
fn weight_of(matter: &Matter) -> Option<Decimal> {
    Decimal::of(matter, "weight").filter(|weight| *weight > Decimal::default())
}
