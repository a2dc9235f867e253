//! Staying fixed (防反弹): what the three classes of a bulletin's third part ask for next.

mod rebounds;
mod rechecks;
mod samples;

pub use rechecks::RecheckState;
pub(crate) use rechecks::planned_in;
pub(crate) use samples::order;

use super::{
    answer::{NextThing, StandingItem, StandingWork, StayingFixed},
    list::tell,
    past::Look,
    plan::{Lines, root_of},
};
use crate::{App, AppError};
use jiff::civil::Date;
use ledger::{MatterId, Standing};
use std::sync::Arc;
use store::{Filter, Sort, Summary, View};

/// Items of a page: for each a few lists are looked through.
const PAGE: usize = 50;
/// What stands below an item and is looked through for the next thing.
const BELOW: usize = 200;

impl App {
    /// What is counted over `campaign`, as `person` sees it.
    ///
    /// # Errors
    /// There is no such campaign, the day lies in the future, or the store failed.
    pub fn staying_fixed(
        &self,
        person: Option<MatterId>,
        campaign: MatterId,
        as_of: Option<Date>,
    ) -> Result<StayingFixed, AppError> {
        let look = self.look(as_of)?;
        let root = root_of(look.view.as_ref(), campaign)?;
        let lines = self.lines(&look, campaign)?;
        let items = || lines.all().filter(|line| line.is_item());
        let of = |standing: Standing| items().filter(|line| line.standing == standing).count() as u64;
        let counted = items().filter(|line| line.standing != Standing::Uncounted).count() as u64;
        let may_draw = match person {
            Some(person) if !look.is_past => {
                self.holds(person, "move:cancel")? && self.holds(person, "open")?
            }
            _ => false,
        };
        let (rechecks, rechecks_more) = rechecks::counted(look.view.as_ref(), campaign, look.day)?;
        Ok(StayingFixed {
            campaign: super::answer::Named::from(&root),
            today: look.day,
            items: counted,
            completed: of(Standing::Done),
            basically: of(Standing::BasicallyDone),
            long_term: of(Standing::LongTerm),
            rechecks,
            rechecks_more,
            rebounds: items().filter(|line| line.rebounds > 0).count() as u64,
            may_draw,
        })
    }

    /// A page of the items of `campaign` that stand so, each with the next thing to do.
    ///
    /// # Errors
    /// There is no such campaign, the day lies in the future, or the store failed.
    pub fn standing_work(
        &self,
        campaign: MatterId,
        standing: Standing,
        after: Option<MatterId>,
        as_of: Option<Date>,
    ) -> Result<StandingWork, AppError> {
        let look = self.look(as_of)?;
        let view = look.view.as_ref();
        root_of(view, campaign)?;
        let lines = self.lines(&look, campaign)?;
        let all: Vec<_> = lines.all().filter(|line| line.is_item() && line.standing == standing).collect();
        let start = after.and_then(|after| all.iter().position(|line| line.row.id == after));
        let rest = all.get(start.map_or(0, |at| at + 1)..).unwrap_or_default();
        let bands = self.bands(look.day);
        let mut items = vec![];
        for line in rest.iter().take(PAGE) {
            let Some(item) = view.matter(line.row.id)? else { continue };
            let (next, looked_again) = next_of(view, line.row.id)?;
            let next = next.map(|next| NextThing {
                late: next.due.is_some_and(|due| due < look.day),
                row: tell(next, &look.directory, bands.as_ref()),
            });
            let filed = item.course.filings.last().map(|filing| filing.number.clone()).unwrap_or_default();
            items.push(StandingItem {
                row: tell(line.row.clone(), &look.directory, bands.as_ref()),
                filed,
                next,
                looked_again,
            });
        }
        let next = rest.get(PAGE).and(items.last()).map(|item| item.row.id);
        Ok(StandingWork { standing, matching: all.len() as u64, items, next })
    }

    /// The lines of a campaign as `look` has them.
    fn lines(&self, look: &Look<'_>, campaign: MatterId) -> Result<Arc<Lines>, AppError> {
        match look.is_past {
            false => self.plans.now(look.view.as_ref(), campaign, &self.reader.hidden),
            true => Ok(Arc::new(Lines::read(look.view.as_ref(), campaign)?)),
        }
    }
}

/// What comes next for an item: of the re-checks that look at it, the nodes that follow from it and what stands below
/// it, the one that runs and is due first; what has no date comes last. And how many re-checks found it to stay.
fn next_of(view: &dyn View, item: MatterId) -> Result<(Option<Summary>, u64), AppError> {
    let pointing = view.links_to(item)?.into_iter();
    let ids: Vec<MatterId> = pointing
        .filter(|(_, relation, _)| matches!(relation.as_str(), "rechecks" | "follows_from"))
        .map(|(from, ..)| from)
        .collect();
    let mut next = view.summaries(&ids)?;
    let passed = next.iter().filter(|row| row.kind == "recheck" && row.state == "passed").count() as u64;
    let below = Filter { parent: Some(item), ..Filter::default() };
    next.extend(view.rows(&below, Sort::Outline, None, BELOW)?);
    let kinds = ["recheck", "measure", "node"];
    next.retain(|row| row.class.is_running() && kinds.contains(&row.kind.as_str()));
    next.sort_by_key(|row| (row.due.is_none(), row.due, row.id));
    Ok((next.into_iter().next(), passed))
}
