//! A page of a plan's nodes as bars, with what each waits for.

use super::{counted, key_work_of, plan_of};
use crate::{
    App, AppError,
    query::{
        answer::{Elsewhere, NodeBar, NodeBars},
        entries::Names,
        list::{read_mark, tell, write_mark},
        past::Look,
        plan::text_of,
    },
};
use jiff::civil::Date;
use ledger::MatterId;
use std::collections::{BTreeMap, BTreeSet};
use store::{Filter, Sort};

/// Bars of a page.
const PAGE: usize = 100;

impl App {
    /// A page of the nodes of `plan` as bars.
    ///
    /// # Errors
    /// There is no such plan, a page mark of another form, a day in the future, or the store failed.
    pub fn node_bars(
        &self,
        plan: MatterId,
        after: Option<&str>,
        as_of: Option<Date>,
    ) -> Result<NodeBars, AppError> {
        let Look { view, directory, day, .. } = self.look(as_of)?;
        let view = view.as_ref();
        let matter = plan_of(view, plan)?;
        let after = after.map(read_mark).transpose()?;
        let filter = Filter { kind: Some("node".into()), under: Some(plan), ..Filter::default() };
        let mut rows = view.rows(&filter, Sort::Outline, after.as_ref(), PAGE + 1)?;
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let next = rows.last().filter(|_| more).map(|row| write_mark(&row.cursor()));
        let bands = self.bands(day);
        let here: BTreeSet<MatterId> = rows.iter().map(|row| row.id).collect();
        let first = rows.first().map(|row| row.position.clone());
        let mut names = Names { view, directory: &directory, found: BTreeMap::new() };
        let mut bars = vec![];
        for row in rows {
            let Some(node) = view.matter(row.id)? else { continue };
            let links = node.links.iter().filter(|link| link.relation == "depends_on");
            let after: Vec<MatterId> = links.map(|link| link.to).collect();
            let away: Vec<MatterId> = after.iter().copied().filter(|id| !here.contains(id)).collect();
            let elsewhere = view.summaries(&away)?.into_iter().map(|row| Elsewhere {
                earlier: first.as_ref().is_some_and(|first| row.position < *first),
                row: tell(row, &directory, bands.as_ref()),
            });
            bars.push(NodeBar {
                key_work: key_work_of(&mut names, &node, plan)?,
                starts: text_of(&node, "starts").parse().ok(),
                weight: text_of(&node, "weight").to_owned(),
                elsewhere: elsewhere.collect(),
                after,
                late: row.class.is_running() && row.due.is_some_and(|due| due < day),
                row: tell(row, &directory, bands.as_ref()),
            });
        }
        Ok(NodeBars { plan: counted(view, &directory, &matter, day)?, bars, next })
    }
}
