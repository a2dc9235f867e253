//! What presses: a few measures that are late, fall due soon, or were not heard of for long.

use super::{
    answer::{Pressing, Row},
    list::ListQuery,
    overview::Looks,
    past::Look,
};
use crate::{App, AppError};
use jiff::civil::Date;
use ledger::{Lamp, MatterId, StateClass};
use std::sync::Arc;
use store::{Filter, Sort};

/// Rows of each.
const FEW: usize = 8;
/// Open measures looked through for those not reported for longest.
const LOOKED_THROUGH: usize = 500;

/// What pressed at one place of the log.
pub(crate) type Pressings = Looks<Pressing>;

impl App {
    /// The measures of `campaign`, or of all, that press at the end of `as_of`, or now.
    ///
    /// # Errors
    /// The day lies in the future, or the store failed.
    pub fn pressing(
        &self,
        campaign: Option<MatterId>,
        as_of: Option<Date>,
    ) -> Result<Arc<Pressing>, AppError> {
        let Look { view, day, is_past, .. } = self.look(as_of)?;
        let at = (view.head().next, day, self.reader.hidden.clone());
        drop(view);
        if let Some(kept) = self.pressings.get(&at, campaign).filter(|_| !is_past) {
            return Ok(kept);
        }
        let of = |lamp: Option<Lamp>, class: Option<StateClass>, limit: usize| {
            if limit == 0 {
                return Ok(vec![]);
            }
            let filter = Filter { kind: Some("measure".into()), under: campaign, class, ..Filter::default() };
            let query = ListQuery { filter, lamp, sort: Sort::Due, limit, as_of, ..ListQuery::default() };
            Ok::<Vec<Row>, AppError>(self.list(&query)?.rows)
        };
        let mut late = of(Some(Lamp::Red), None, FEW)?;
        late.extend(of(Some(Lamp::Yellow), None, FEW - late.len())?);
        let soon = of(Some(Lamp::Blue), None, FEW)?;
        let mut silent = of(None, Some(StateClass::Open), LOOKED_THROUGH)?;
        // Never reported comes first, then the longest ago.
        silent.sort_by_key(|row| row.reported_at);
        silent.truncate(FEW);
        let pressing = Arc::new(Pressing { late, soon, silent });
        if !is_past {
            self.pressings.keep(&at, campaign, pressing.clone());
        }
        Ok(pressing)
    }
}
