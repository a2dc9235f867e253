//! Late nodes: how late, why, and which unfinished nodes hold them.

use super::{counted, key_work_of, plan_of};
use crate::{
    App, AppError,
    query::{
        answer::{LateNode, LateNodes},
        entries::Names,
        list::tell,
        past::Look,
        plan::text_of,
    },
};
use jiff::civil::Date;
use ledger::{Bands, Matter, MatterId, StateClass};
use std::collections::BTreeMap;
use store::{Filter, Sort};

/// Late nodes that a page shows.
const LATE: usize = 200;
/// Predecessors of a node that are looked at.
const PREDECESSORS: usize = 50;

impl App {
    /// The nodes of `plan` that are past their date at the end of `as_of`, or now.
    ///
    /// # Errors
    /// There is no such plan, the day lies in the future, or the store failed.
    pub fn late_nodes(&self, plan: MatterId, as_of: Option<Date>) -> Result<LateNodes, AppError> {
        let look = self.look(as_of)?;
        let day = look.day;
        late_on(&look, plan, day, self.bands(day).as_ref(), LATE)
    }
}

/// The nodes of `plan` that run and were due before `day`, the one with the earliest date first, at most `most`.
pub(crate) fn late_on(
    look: &Look<'_>,
    plan: MatterId,
    day: Date,
    bands: Option<&Bands>,
    most: usize,
) -> Result<LateNodes, AppError> {
    let view = look.view.as_ref();
    let directory = &look.directory;
    let matter = plan_of(view, plan)?;
    let filter = Filter {
        kind: Some("node".into()),
        under: Some(plan),
        class: Some(StateClass::Open),
        due_to: day.yesterday().ok(),
        ..Filter::default()
    };
    let mut rows = view.rows(&filter, Sort::Due, None, most + 1)?;
    let more = rows.len() > most;
    rows.truncate(most);
    let mut names = Names { view, directory, found: BTreeMap::new() };
    let mut nodes = vec![];
    for row in rows {
        let (Some(node), Some(due)) = (view.matter(row.id)?, row.due) else { continue };
        let before: Vec<MatterId> = node
            .links
            .iter()
            .filter(|link| link.relation == "depends_on")
            .map(|link| link.to)
            .take(PREDECESSORS)
            .collect();
        let held_by = view.summaries(&before)?.into_iter().filter(|one| !one.class.has_ended());
        nodes.push(LateNode {
            key_work: key_work_of(&mut names, &node, plan)?,
            days: (day - due).get_days(),
            weight: text_of(&node, "weight").to_owned(),
            reason: text_of(&node, "late_reason").to_owned(),
            first: first_date(&node).filter(|first| *first != due),
            held_by: held_by.map(|one| tell(one, directory, bands)).collect(),
            row: tell(row, directory, bands),
        });
    }
    Ok(LateNodes { plan: counted(view, directory, &matter, day)?, nodes, more })
}

/// The date that was promised first: a later one never makes a node punctual again.
fn first_date(node: &Matter) -> Option<Date> {
    let course = &node.course;
    let moved = course.extensions.iter().find(|extension| extension.approved == Some(true));
    moved.map(|extension| extension.from).or(course.baseline.as_ref().and_then(|baseline| baseline.due))
}
