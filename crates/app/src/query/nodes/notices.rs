//! Notices of late nodes as they were drafted and frozen.

use super::plan_of;
use crate::{
    App, AppError,
    query::{
        answer::{Named, Notice, NoticeLine},
        list::tell,
        past::Look,
        plan::text_of,
    },
};
use ledger::{MatterId, Refusal};
use store::{Filter, Sort};

/// Notices of a plan that are listed: some years of months.
const NOTICES: usize = 100;

impl App {
    /// The notices of late nodes of `plan`, that of the last month first.
    ///
    /// # Errors
    /// There is no such plan, or the store failed.
    pub fn late_notices(&self, plan: MatterId) -> Result<Vec<NoticeLine>, AppError> {
        let Look { view, directory, day, .. } = self.look(None)?;
        let view = view.as_ref();
        plan_of(view, plan)?;
        let filter = Filter { kind: Some("collation".into()), under: Some(plan), ..Filter::default() };
        let bands = self.bands(day);
        let mut notices = vec![];
        for row in view.rows(&filter, Sort::Changed, None, NOTICES)? {
            let Some(matter) = view.matter(row.id)? else { continue };
            if text_of(&matter, "type") == "late_nodes" {
                let period = text_of(&matter, "period").to_owned();
                notices.push(NoticeLine { period, row: tell(row, &directory, bands.as_ref()) });
            }
        }
        notices.sort_by(|a, b| (&b.period, b.row.id).cmp(&(&a.period, a.row.id)));
        Ok(notices)
    }

    /// A notice of late nodes of `plan`, as it stands.
    ///
    /// # Errors
    /// There is no such notice, or the store failed.
    pub fn late_notice(&self, plan: MatterId, id: MatterId) -> Result<Notice, AppError> {
        let Look { view, directory, day, .. } = self.look(None)?;
        let view = view.as_ref();
        let above = plan_of(view, plan)?;
        let matter = view.matter(id)?.filter(|matter| {
            matter.kind == "collation"
                && matter.parent == Some(plan)
                && text_of(matter, "type") == "late_nodes"
        });
        let matter = matter.ok_or(Refusal::NoSuchMatter(id))?;
        Ok(Notice {
            period: text_of(&matter, "period").to_owned(),
            body: text_of(&matter, "body").to_owned(),
            row: tell(store::Summary::of(&matter), &directory, self.bands(day).as_ref()),
            plan: Named::from(&above),
        })
    }
}
