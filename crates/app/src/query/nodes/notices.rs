//! Notices of late nodes as they were drafted and frozen.

use super::plan_of;
use crate::{
    App, AppError,
    query::{
        answer::{Named, Notice, NoticeLine},
        list::tell,
        newest::newest,
        past::Look,
        plan::text_of,
    },
};
use jiff::civil::Date;
use ledger::{MatterId, Refusal};
use store::Filter;

/// Notices of a plan that are listed: some years of months.
const NOTICES: usize = 100;

impl App {
    /// The notices of late nodes of `plan` at the end of `as_of`, or now, that of the last month first.
    ///
    /// # Errors
    /// There is no such plan, the day lies in the future, or the store failed.
    pub fn late_notices(&self, plan: MatterId, as_of: Option<Date>) -> Result<Vec<NoticeLine>, AppError> {
        let Look { view, directory, day, .. } = self.look(as_of)?;
        let view = view.as_ref();
        plan_of(view, plan)?;
        let filter = Filter { kind: Some("collation".into()), under: Some(plan), ..Filter::default() };
        let bands = self.bands(day);
        let mut notices = vec![];
        for row in newest(view, &filter, NOTICES)?.0 {
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
