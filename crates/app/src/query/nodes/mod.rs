//! Node plans (节点工作法): each by itself, its months by unit, its bars, what is late and why.

mod bars;
mod late;
mod next_year;
mod notices;
mod scores;

pub(crate) use late::late_on;
pub(crate) use next_year::CARRIED;

use super::{
    answer::{Named, NodeMonths, NodePlan, NodePlans, UnitMonths},
    directory::Directory,
    entries::Names,
    list::tell,
    newest::newest,
    past::Look,
    plan::text_of,
};
use crate::{App, AppError};
use jiff::civil::{Date, date};
use ledger::{
    Matter, MatterId, Rate, StateClass,
    tally::{Over, Tally},
};
use std::collections::BTreeMap;
use store::{Filter, Sort, Summary, View};

/// Plans shown at most.
const PLANS: usize = 50;
/// Nodes of a plan that are looked at: several times the largest plan known, 377.
pub(crate) const NODES: usize = 5_000;
/// Nodes of a month that are listed.
const OF_MONTH: usize = 500;

impl App {
    /// All node plans, each with its own counts, at the end of `as_of`, or now.
    ///
    /// # Errors
    /// The day lies in the future, or the store failed.
    pub fn node_plans(&self, as_of: Option<Date>) -> Result<NodePlans, AppError> {
        let Look { view, directory, day, .. } = self.look(as_of)?;
        let view = view.as_ref();
        let filter = Filter { kind: Some("node_plan".into()), ..Filter::default() };
        let mut plans = vec![];
        let (rows, more) = newest(view, &filter, PLANS)?;
        for row in rows {
            if let Some(matter) = view.matter(row.id)? {
                plans.push(counted(view, &directory, &matter, day)?);
            }
        }
        plans.sort_by_key(|plan| (std::cmp::Reverse(plan.year), plan.plan.id));
        Ok(NodePlans { today: day, plans, more })
    }

    /// One node plan with its own counts, at the end of `as_of`, or now.
    ///
    /// # Errors
    /// There is no such plan, the day lies in the future, or the store failed.
    pub fn node_plan(&self, plan: MatterId, as_of: Option<Date>) -> Result<NodePlan, AppError> {
        let Look { view, directory, day, .. } = self.look(as_of)?;
        let matter = plan_of(view.as_ref(), plan)?;
        counted(view.as_ref(), &directory, &matter, day)
    }

    /// What is due in each month of the plan's year, by unit, and the nodes of `month` (1 to 12).
    ///
    /// # Errors
    /// There is no such plan, the day lies in the future, or the store failed.
    pub fn node_months(
        &self,
        plan: MatterId,
        month: Option<i8>,
        as_of: Option<Date>,
    ) -> Result<NodeMonths, AppError> {
        let Look { view, directory, day, .. } = self.look(as_of)?;
        let view = view.as_ref();
        let matter = plan_of(view, plan)?;
        let plan = counted(view, &directory, &matter, day)?;
        let mut nodes = nodes_below(view, matter.id, NODES + 1)?;
        let more = nodes.len() > NODES;
        nodes.truncate(NODES);
        nodes.retain(|node| node.class != StateClass::Cancelled);
        let mut units: BTreeMap<(bool, usize), UnitMonths> = BTreeMap::new();
        let mut elsewhere = 0;
        let mut of_month: Vec<Summary> = vec![];
        for node in nodes {
            let Some(due) = node.due.filter(|due| due.year() == plan.year) else {
                elsewhere += 1;
                continue;
            };
            let place = directory.units.iter().position(|unit| Some(unit.named.id) == node.unit);
            let named = node.unit.and_then(|unit| directory.named(unit).cloned());
            let line = units.entry((place.is_none(), place.unwrap_or(0))).or_insert_with(|| UnitMonths {
                unit: named,
                months: [Rate::default(); 12],
                late: [0; 12],
            });
            let at = usize::try_from(due.month() - 1).unwrap_or(0);
            if let (Some(rate), Some(late)) = (line.months.get_mut(at), line.late.get_mut(at)) {
                rate.d += 1;
                rate.n += u64::from(node.class == StateClass::Closed);
                *late += u64::from(node.class.is_running() && due < day);
            }
            if month == Some(due.month()) {
                of_month.push(node);
            }
        }
        of_month.sort_by_key(|node| (node.due, node.id));
        let of_month_all = of_month.len() as u64;
        let bands = self.bands(day);
        let of_month = of_month.into_iter().take(OF_MONTH);
        let of_month = of_month.map(|row| tell(row, &directory, bands.as_ref())).collect();
        Ok(NodeMonths { plan, units: units.into_values().collect(), elsewhere, of_month, of_month_all, more })
    }
}

/// The plan.
pub(crate) fn plan_of(view: &dyn View, plan: MatterId) -> Result<Matter, AppError> {
    let found = view.matter(plan)?.filter(|found| found.kind == "node_plan");
    found.ok_or(AppError::NotFound("node_plan"))
}

/// The year of a plan; that of its opening where the field says nothing that can be read.
pub(crate) fn year_of(plan: &Matter) -> i16 {
    let opened = crate::clock::day_of(plan.opened_at).year();
    text_of(plan, "year").parse().ok().filter(|year| (1900..=2999).contains(year)).unwrap_or(opened)
}

/// Nodes below a plan in the order of the outline.
pub(crate) fn nodes_below(view: &dyn View, plan: MatterId, limit: usize) -> Result<Vec<Summary>, AppError> {
    let filter = Filter { kind: Some("node".into()), under: Some(plan), ..Filter::default() };
    Ok(view.rows(&filter, Sort::Outline, None, limit)?)
}

/// A plan with its own counts, from counters alone.
pub(super) fn counted(
    view: &dyn View,
    directory: &Directory,
    plan: &Matter,
    day: Date,
) -> Result<NodePlan, AppError> {
    let over = Over::Under(plan.id);
    let mut counts = NodePlan {
        plan: Named::from(plan),
        year: year_of(plan),
        scope: text_of(plan, "scope").to_owned(),
        campaign: None,
        key_works: 0,
        done: Rate::default(),
        late: 0,
        due_this_month: 0,
    };
    let mut names = Names { view, directory, found: BTreeMap::new() };
    counts.campaign = plan.parent.map(|id| names.get(id)).transpose()?;
    let works = StateClass::ALL.into_iter().filter(|class| *class != StateClass::Cancelled);
    let works = works.map(|class| {
        let what = format!("class:{}", class.name());
        Tally { kind: "key_work".into(), over, what }
    });
    counts.key_works = view.tallies(&works.collect::<Vec<_>>())?.iter().sum();
    for (what, n) in view.tallies_over("node", over)? {
        match what.split_once(':') {
            Some(("class", "closed")) => {
                counts.done.n += n;
                counts.done.d += n;
            }
            Some(("class", "cancelled")) => {}
            Some(("class", _)) => counts.done.d += n,
            Some(("due", due)) => {
                let Ok(due) = due.parse::<Date>() else { continue };
                let in_month = (due.year(), due.month()) == (day.year(), day.month());
                counts.late += if due < day { n } else { 0 };
                counts.due_this_month += if in_month { n } else { 0 };
            }
            _ => {}
        }
    }
    Ok(counts)
}

/// The key work that a node stands below.
pub(super) fn key_work_of(
    names: &mut Names<'_>,
    node: &Matter,
    plan: MatterId,
) -> Result<Option<Named>, AppError> {
    node.parent.filter(|parent| *parent != plan).map(|parent| names.get(parent)).transpose()
}

/// The last day of a month written `2026-10`.
pub(crate) fn end_of_month(month: &str) -> Option<Date> {
    let (year, number) = month.split_once('-')?;
    let is_plain = |text: &str, len| text.len() == len && text.bytes().all(|b| b.is_ascii_digit());
    if !is_plain(year, 4) || !is_plain(number, 2) {
        return None;
    }
    let (year, number): (i16, i8) = (year.parse().ok()?, number.parse().ok()?);
    ((1900..=2999).contains(&year) && (1..=12).contains(&number))
        .then(|| date(year, number, 1).last_of_month())
}
