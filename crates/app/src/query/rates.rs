//! Rates: what each indicator counts in a year, by month and by unit, and the rows behind every number.

use super::{
    answer::{Named, Row},
    list::tell,
    past::Look,
};
use crate::{App, AppError};
use jiff::civil::Date;
use ledger::{
    Bands, Decimal, MatterId, Rate,
    indicator::{Counted, Indicator, On},
};
use serde::Serialize;
use std::sync::Arc;
use store::{Filter, Sort, View};

/// Rows read at once.
const PAGE: usize = 500;
/// Rows behind a number that are shown.
pub const SHOWN: usize = 500;
/// First and last year that can be asked for.
pub const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;

/// A share: numerator and denominator together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// Numerator, a count or an exact decimal.
    pub n: Decimal,
    /// Denominator.
    pub d: Decimal,
    /// Hundredths of a percent, never a full hundred that is not one; nothing where there is nothing to count.
    pub hundredths: Option<u64>,
}

impl Share {
    fn of<'r>(rows: impl Iterator<Item = &'r Counted>) -> Share {
        let mut share = Share::default();
        for row in rows {
            share.d = share.d.plus(row.d);
            if row.met {
                share.n = share.n.plus(row.n);
            }
        }
        share.hundredths = Rate::of(share.n.millionths(), share.d.millionths()).hundredths();
        share
    }
}

/// All rates of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rates {
    /// The year.
    pub year: i16,
    /// The rates in the order of their names.
    pub rates: Vec<RateLine>,
}

/// One rate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RateLine {
    /// Its definition.
    pub indicator: Indicator,
    /// Over the whole year; how it stands now, where it knows no period.
    pub share: Share,
    /// By month, January first; empty where it knows no period.
    pub months: Vec<Share>,
}

/// Which rows are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RateQuery {
    /// The year; this one when left out.
    pub year: Option<i16>,
    /// Only this month, 1 to 12.
    pub month: Option<i8>,
    /// Only this unit.
    pub unit: Option<MatterId>,
    /// Only what belongs to the numerator, or only what does not.
    pub met: Option<bool>,
}

/// One rate with what stands behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RatePage {
    /// The year.
    pub year: i16,
    /// The rate.
    pub line: RateLine,
    /// By unit, those with most first; what has no unit is left out here and counted above.
    pub units: Vec<UnitShare>,
    /// Rows asked for, at most 500: with whether each belongs to the numerator.
    pub rows: Vec<RateRow>,
    /// How many rows were asked for in all.
    pub total: usize,
}

/// One rate of one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitShare {
    /// The unit.
    pub unit: Named,
    /// Its share.
    pub share: Share,
}

/// A row behind a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RateRow {
    /// The matter.
    pub row: Row,
    /// The day that places it.
    pub on: Option<Date>,
    /// Whether it belongs to the numerator.
    pub met: bool,
}

/// A matter that an indicator counts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CountedMatter {
    id: MatterId,
    unit: Option<MatterId>,
    counted: Counted,
}

/// What each indicator counts, in the order of the house.
pub(crate) type CountedMatters = Vec<Vec<CountedMatter>>;

impl App {
    /// All rates of a year.
    ///
    /// # Errors
    /// The year lies outside of [`YEARS`], or the store failed.
    pub fn rates(&self, year: Option<i16>) -> Result<Rates, AppError> {
        let look = self.look(None)?;
        let year = self.year(year, look.day)?;
        let counted = self.counted_matters(&look)?;
        let lines = self.indicators.iter().zip(counted.iter());
        Ok(Rates { year, rates: lines.map(|(indicator, rows)| line(indicator, rows, year)).collect() })
    }

    /// One rate with the rows behind it.
    ///
    /// # Errors
    /// There is no such rate, the year lies outside of [`YEARS`], or the store failed.
    pub fn rate(&self, name: &str, query: RateQuery) -> Result<RatePage, AppError> {
        let look = self.look(None)?;
        let year = self.year(query.year, look.day)?;
        let counted = self.counted_matters(&look)?;
        let at = self.indicators.iter().position(|indicator| indicator.name == name);
        let at = at.ok_or(AppError::NotFound("rate"))?;
        let (indicator, all) = (&self.indicators[at], &counted[at]);
        let of_year: Vec<&CountedMatter> = all.iter().filter(|one| is_in(one, year, None)).collect();
        let mut units = vec![];
        for unit in &look.directory.units {
            let own = of_year.iter().filter(|one| one.unit == Some(unit.named.id));
            let share = Share::of(own.map(|one| &one.counted));
            if share.d > Decimal::default() {
                units.push(UnitShare { unit: unit.named.clone(), share });
            }
        }
        units.sort_by_key(|one| std::cmp::Reverse(one.share.d));
        let asked: Vec<&&CountedMatter> = of_year
            .iter()
            .filter(|one| is_in(one, year, query.month))
            .filter(|one| query.unit.is_none_or(|unit| one.unit == Some(unit)))
            .filter(|one| query.met.is_none_or(|met| one.counted.met == met))
            .collect();
        let ids: Vec<MatterId> = asked.iter().take(SHOWN).map(|one| one.id).collect();
        let bands = Bands::on(look.day, &self.calendar, self.lamps).ok();
        let rows = look.view.summaries(&ids)?.into_iter().map(|summary| {
            let found = asked.iter().find(|one| one.id == summary.id);
            let (on, met) = found.map_or((None, false), |one| (one.counted.on, one.counted.met));
            RateRow { row: tell(summary, &look.directory, bands.as_ref()), on, met }
        });
        Ok(RatePage {
            year,
            line: line(indicator, all, year),
            units,
            rows: rows.collect(),
            total: asked.len(),
        })
    }

    fn year(&self, year: Option<i16>, today: Date) -> Result<i16, AppError> {
        let year = year.unwrap_or(today.year());
        if YEARS.contains(&year) { Ok(year) } else { Err(AppError::BadParameter("year")) }
    }

    /// What every indicator counts now; read once between two events.
    fn counted_matters(&self, look: &Look<'_>) -> Result<Arc<CountedMatters>, AppError> {
        let view = look.view.as_ref();
        let at = (view.head().next, look.day, self.reader.hidden.clone());
        if let Some(kept) = self.rate_rows.get(&at, None) {
            return Ok(kept);
        }
        let mut counted: CountedMatters = vec![vec![]; self.indicators.len()];
        let mut kinds: Vec<&str> =
            self.indicators.iter().flat_map(|one| &one.over).map(|over| over.kind.as_str()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        for kind in kinds {
            self.count_kind(view, kind, look.day, &mut counted)?;
        }
        let counted = Arc::new(counted);
        self.rate_rows.keep(&at, None, counted.clone());
        Ok(counted)
    }

    fn count_kind(
        &self,
        view: &dyn View,
        kind: &str,
        today: Date,
        into: &mut CountedMatters,
    ) -> Result<(), AppError> {
        let filter = Filter { kind: Some(kind.to_owned()), ..Filter::default() };
        let kinds = view.kinds();
        let mut after = None;
        loop {
            let rows = view.rows(&filter, Sort::Outline, after.as_ref(), PAGE)?;
            for row in &rows {
                let Some(matter) = view.matter(row.id)? else { continue };
                let Some(kind) = kinds.get(&matter.kind, matter.kind_version) else { continue };
                for (indicator, into) in self.indicators.iter().zip(into.iter_mut()) {
                    if let Some(counted) = indicator.count(&matter, kind, today) {
                        into.push(CountedMatter { id: row.id, unit: matter.unit, counted });
                    }
                }
            }
            match rows.last() {
                Some(last) if rows.len() == PAGE => after = Some(last.cursor()),
                _ => return Ok(()),
            }
        }
    }
}

fn line(indicator: &Indicator, rows: &[CountedMatter], year: i16) -> RateLine {
    let share = |month: Option<i8>| {
        Share::of(rows.iter().filter(|one| is_in(one, year, month)).map(|one| &one.counted))
    };
    let has_period = indicator.over.iter().any(|over| over.on != On::Now);
    let months = if has_period { (1..=12).map(|month| share(Some(month))).collect() } else { vec![] };
    RateLine { indicator: indicator.clone(), share: share(None), months }
}

/// Whether it counts in a year, or a month of it; what knows no period counts always.
fn is_in(one: &CountedMatter, year: i16, month: Option<i8>) -> bool {
    one.counted.on.is_none_or(|on| on.year() == year && month.is_none_or(|month| on.month() == month))
}
