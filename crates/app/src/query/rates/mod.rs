//! Rates: what each indicator counts in a year, by month and by unit, and the rows behind every number.

mod counters;
mod rows;

pub(crate) use counters::RateCounters;

use super::answer::{Named, Row};
use crate::{App, AppError, clock::end_of};
use counters::{Key, Sum};
use jiff::civil::Date;
use ledger::{Decimal, MatterId, Rate, indicator::Indicator};
use serde::Serialize;
use std::{collections::BTreeMap, sync::Arc};
use store::place_of;

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

impl From<Sum> for Share {
    fn from(sum: Sum) -> Share {
        let hundredths = Rate::of(sum.n.millionths(), sum.d.millionths()).hundredths();
        Share { n: sum.n, d: sum.d, hundredths }
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RateQuery {
    /// The year; this one when left out.
    pub year: Option<i16>,
    /// Only this month, 1 to 12; with `last` the first of several.
    pub month: Option<i8>,
    /// The last of several months.
    pub last: Option<i8>,
    /// Only this unit.
    pub unit: Option<MatterId>,
    /// Only what belongs to the numerator, or only what does not.
    pub met: Option<bool>,
    /// This version; the last one that holds in the year when left out.
    pub version: Option<u32>,
    /// Only rows after this place, as [`RatePage::next`] names it.
    pub after: Option<String>,
}

/// One rate with what stands behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RatePage {
    /// The year.
    pub year: i16,
    /// The rate.
    pub line: RateLine,
    /// The years in which there was anything to count, the oldest first, each by the versions that held in it; empty where it
    /// knows no period.
    pub years: Vec<YearShare>,
    /// By unit, those with most first; what has no unit is left out here and counted above.
    pub units: Vec<UnitShare>,
    /// Rows asked for, at most 200: with whether each belongs to the numerator.
    pub rows: Vec<RateRow>,
    /// The place after which the next rows are looked for; none where all were looked through.
    pub next: Option<String>,
    /// How many rows were asked for in all.
    pub total: u64,
}

/// One rate of one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct YearShare {
    /// The year.
    pub year: i16,
    /// Its share.
    pub share: Share,
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

impl RateQuery {
    /// Whether rows of a month are asked for.
    fn holds_month(&self, month: i8) -> bool {
        self.month.is_none_or(|first| (first..=self.last.unwrap_or(first)).contains(&month))
    }
}

impl App {
    /// All rates of a year, each version that holds for a day of it.
    ///
    /// # Errors
    /// The year lies outside of [`YEARS`], or the store failed.
    pub fn rates(&self, year: Option<i16>) -> Result<Rates, AppError> {
        let today = self.clock.today();
        let year = in_bounds(year, today)?;
        let counters = self.rate_counters()?;
        let held = self.indicators.iter().enumerate().filter(|(_, one)| holds_in(one, year, today));
        let lines = held.map(|(at, indicator)| {
            let counted = counters.of(at, indicator, today, &self.reader.hidden);
            OfYear::of(counted, year, &RateQuery::default()).line(indicator)
        });
        Ok(Rates { year, rates: lines.collect() })
    }

    /// One rate with the rows behind it: the version that is asked for, or the last one that holds in the year.
    ///
    /// # Errors
    /// There is no such rate or version, the year lies outside of [`YEARS`], or the store failed.
    pub fn rate(&self, name: &str, query: &RateQuery) -> Result<RatePage, AppError> {
        let counters = self.rate_counters()?;
        let look = self.look(None)?;
        let year = in_bounds(query.year, look.day)?;
        let asked = |one: &Indicator| match query.version {
            Some(version) => one.version == version,
            None => holds_in(one, year, look.day),
        };
        let of_name = |one: &Indicator| one.name == name;
        let at = self.indicators.iter().rposition(|one| of_name(one) && asked(one));
        let at = match query.version {
            None => at.or_else(|| self.indicators.iter().position(of_name)),
            Some(_) => at,
        };
        let at = at.ok_or(AppError::NotFound("rate"))?;
        let indicator = &self.indicators[at];
        let counted = counters.of(at, indicator, look.day, &self.reader.hidden);
        let counted = OfYear::of(counted, year, query);
        let mut units: Vec<UnitShare> = look
            .directory
            .units
            .iter()
            .filter_map(|unit| {
                let share = Share::from(*counted.units.get(&unit.named.id)?);
                Some(UnitShare { unit: unit.named.clone(), share })
            })
            .collect();
        units.sort_by_key(|one| std::cmp::Reverse(one.share.d));
        let (rows, next) = self.rows_behind(&look, indicator, year, query)?;
        let mut years: BTreeMap<i16, Sum> = BTreeMap::new();
        for (at, version) in self.indicators.iter().enumerate().filter(|(_, one)| of_name(one)) {
            for (key, sum) in counters.of(at, version, look.day, &self.reader.hidden) {
                if let Some((year, _)) = key.month {
                    years.entry(year).or_default().add(sum, 1);
                }
            }
        }
        let years = years.into_iter().map(|(year, sum)| YearShare { year, share: sum.into() });
        Ok(RatePage {
            year,
            line: counted.line(indicator),
            years: years.collect(),
            units,
            rows,
            next,
            total: u64::try_from(counted.asked).unwrap_or_default(),
        })
    }
}

impl App {
    /// What a rate counts by unit in the months that `holds`, by the versions that held, as the ledger stood when `today`
    /// was over; as it stands, where that is today.
    pub(crate) fn rate_by_unit(
        &self,
        name: &str,
        today: Date,
        holds: impl Fn((i16, i8)) -> bool,
    ) -> Result<BTreeMap<MatterId, Share>, AppError> {
        let mut counters = self.rate_counters()?;
        if today < self.clock.today() {
            let view = self.whole()?;
            let place = place_of(view.as_ref(), end_of(today))?;
            counters = Arc::new(counters.as_of(view.as_ref(), &self.indicators, place)?);
        }
        let mut units: BTreeMap<MatterId, Sum> = BTreeMap::new();
        let versions = self.indicators.iter().enumerate().filter(|(_, one)| one.name == name);
        for (at, indicator) in versions.filter(|(_, one)| !one.is_of_now() || one.holds_on(today)) {
            for (key, sum) in counters.of(at, indicator, today, &self.reader.hidden) {
                if let Some(unit) = key.unit.filter(|_| key.month.is_none_or(&holds)) {
                    units.entry(unit).or_default().add(sum, 1);
                }
            }
        }
        Ok(units.into_iter().map(|(unit, sum)| (unit, sum.into())).collect())
    }
}

fn in_bounds(year: Option<i16>, today: Date) -> Result<i16, AppError> {
    let year = year.unwrap_or(today.year());
    if YEARS.contains(&year) { Ok(year) } else { Err(AppError::BadParameter("year")) }
}

/// Whether a version counts a day of the year; what knows no period is counted by the one that holds today.
fn holds_in(indicator: &Indicator, year: i16, today: Date) -> bool {
    if indicator.is_of_now() {
        return indicator.holds_on(today);
    }
    indicator.since.is_none_or(|since| since.year() <= year)
        && indicator.until.is_none_or(|until| until > jiff::civil::date(year, 1, 1))
}

/// What counters give for a year.
#[derive(Default)]
struct OfYear {
    all: Sum,
    months: [Sum; 12],
    units: BTreeMap<MatterId, Sum>,
    /// Rows that are asked for.
    asked: i64,
}

impl OfYear {
    fn of<'c>(counters: impl Iterator<Item = (&'c Key, &'c Sum)>, year: i16, query: &RateQuery) -> OfYear {
        let mut counted = OfYear::default();
        for (key, sum) in counters.filter(|(key, _)| key.month.is_none_or(|(of, _)| of == year)) {
            counted.all.add(sum, 1);
            let month =
                key.month.and_then(|(_, month)| counted.months.get_mut(usize::try_from(month - 1).ok()?));
            if let Some(of_month) = month {
                of_month.add(sum, 1);
            }
            if let Some(unit) = key.unit {
                counted.units.entry(unit).or_default().add(sum, 1);
            }
            let is_asked = key.month.is_none_or(|(_, month)| query.holds_month(month))
                && query.unit.is_none_or(|unit| key.unit == Some(unit));
            if is_asked {
                counted.asked += match query.met {
                    None => sum.rows,
                    Some(true) => sum.met,
                    Some(false) => sum.rows - sum.met,
                };
            }
        }
        counted
    }

    fn line(&self, indicator: &Indicator) -> RateLine {
        let months = if indicator.is_of_now() { vec![] } else { self.months.map(Share::from).to_vec() };
        RateLine { indicator: indicator.clone(), share: self.all.into(), months }
    }
}
