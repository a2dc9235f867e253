//! Review comments on a plan: from whom, about what, and what was decided.

use super::{root_of, text_of};
use crate::{
    App, AppError,
    query::{
        answer::{Named, Review, Reviews},
        entries::last_reason,
        list::{read_mark, tell, write_mark},
        past::Look,
    },
};
use jiff::civil::Date;
use ledger::{
    MatterId, StateClass,
    tally::{Over, Tally},
};
use store::{Filter, Sort, View};

/// Comments of a page.
const PAGE: usize = 100;

/// Comments that wait, and all of them.
pub(super) fn counted(view: &dyn View, campaign: MatterId) -> Result<(u64, u64), AppError> {
    let of = |class: &StateClass| Tally {
        kind: "review".into(),
        over: Over::Under(campaign),
        what: format!("class:{}", class.name()),
    };
    let counts = view.tallies(&StateClass::ALL.iter().map(of).collect::<Vec<_>>())?;
    let waiting = StateClass::ALL.iter().zip(&counts).filter(|(class, _)| !class.has_ended());
    Ok((waiting.map(|(_, count)| count).sum(), counts.iter().sum()))
}

impl App {
    /// A page of the review comments on the plan of `campaign`.
    ///
    /// # Errors
    /// There is no such campaign, a page mark of another form, a day in the future, or the store failed.
    pub fn reviews(
        &self,
        campaign: MatterId,
        after: Option<&str>,
        as_of: Option<Date>,
    ) -> Result<Reviews, AppError> {
        let Look { view, directory, day, .. } = self.look(as_of)?;
        let view = view.as_ref();
        root_of(view, campaign)?;
        let after = after.map(read_mark).transpose()?;
        let filter = Filter { kind: Some("review".into()), under: Some(campaign), ..Filter::default() };
        let mut rows = view.rows(&filter, Sort::Outline, after.as_ref(), PAGE + 1)?;
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let next = rows.last().filter(|_| more).map(|row| write_mark(&row.cursor()));
        let bands = self.bands(day);
        let mut reviews = vec![];
        for row in rows {
            let Some(matter) = view.matter(row.id)? else { continue };
            let about = matter.parent.map(|id| view.summaries(&[id])).transpose()?.unwrap_or_default();
            let Some(about) = about.first().map(Named::from) else { continue };
            let reason = match matter.class.has_ended() {
                true => last_reason(view, matter.id)?,
                false => String::new(),
            };
            let text = |name: &str| text_of(&matter, name).to_owned();
            let (from, text) = (text("from"), text("text"));
            let row = tell(row, &directory, bands.as_ref());
            reviews.push(Review { row, from, text, about, reason });
        }
        Ok(Reviews { reviews, next })
    }
}
