//! The rows behind the number of a rate.

use super::{RateQuery, RateRow};
use crate::{
    App, AppError,
    query::{
        list::{read_mark, tell, write_mark},
        past::Look,
    },
};
use ledger::Indicator;
use store::{Filter, Sort, Summary};

/// Rows of a page.
const SHOWN: usize = 200;
/// Most matters that are looked through for a page; a number over very many has few rows in each of them.
const LOOKED: usize = 20_000;
/// Rows read at once.
const PAGE: usize = 500;

impl App {
    /// The next rows that are asked for, kind by kind, last changed first, and the place after which to go on.
    pub(super) fn rows_behind(
        &self,
        look: &Look<'_>,
        indicator: &Indicator,
        year: i16,
        query: &RateQuery,
    ) -> Result<(Vec<RateRow>, Option<String>), AppError> {
        let view = look.view.as_ref();
        let (kinds, bands) = (view.kinds(), self.bands(look.day));
        let (mut over, mut after) = match &query.after {
            None => (0, None),
            Some(mark) => {
                let bad = || AppError::BadParameter("after");
                let (over, mark) = mark.split_once('-').ok_or_else(bad)?;
                (over.parse().map_err(|_| bad())?, Some(read_mark(mark)?))
            }
        };
        let (mut found, mut looked) = (vec![], 0);
        while let Some(of) = indicator.over.get(over) {
            let filter = Filter { kind: Some(of.kind.clone()), unit: query.unit, ..Filter::default() };
            let rows = view.rows(&filter, Sort::Changed, after.as_ref(), PAGE)?;
            let is_last = rows.len() < PAGE;
            for row in rows {
                if found.len() == SHOWN || looked == LOOKED {
                    return Ok((found, after.map(|after| format!("{over}-{}", write_mark(&after)))));
                }
                looked += 1;
                after = Some(row.cursor());
                let Some(matter) = view.matter(row.id)? else { continue };
                let Some(kind) = kinds.get(&matter.kind, matter.kind_version) else { continue };
                let Some(counted) = indicator.count(&matter, kind, look.day) else { continue };
                let is_asked = counted.on.is_none_or(|on| on.year() == year && query.holds_month(on.month()))
                    && query.met.is_none_or(|met| counted.met == met);
                if is_asked {
                    let row = tell(Summary::of(&matter), &look.directory, bands.as_ref());
                    found.push(RateRow { row, on: counted.on, met: counted.met });
                }
            }
            if is_last {
                (over, after) = (over + 1, None);
            }
        }
        Ok((found, None))
    }
}
