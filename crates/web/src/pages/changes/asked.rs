//! Which days and which matters, as the address says it; pages and API read it alike.

use crate::{address, problem::Problem};
use app::query::changes::{ChangesQuery, Preset};
use jiff::civil::Date;
use ledger::{
    MatterId,
    cadence::{Cadence, Period},
};

/// What an address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// A time by name; days in the address win over it.
    pub preset: Option<Preset>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Only below this matter.
    pub under: Option<MatterId>,
    /// Only this unit.
    pub unit: Option<MatterId>,
}

impl Asked {
    /// Reads a query string; what cannot be read is told.
    pub(crate) fn read(query: Option<&str>) -> Result<Asked, Problem> {
        let mut asked = Asked::default();
        address::read(query, |name, value| match name {
            "period" => {
                asked.preset = Some(Preset::ALL.into_iter().find(|preset| preset.name() == value)?);
                Some(())
            }
            "from" => address::set(&mut asked.from, value),
            "to" => address::set(&mut asked.to, value),
            "under" => address::set(&mut asked.under, value),
            "unit" => address::set(&mut asked.unit, value),
            _ => None,
        })?;
        Ok(asked)
    }

    /// The days on `today`: those of the address, a time by name, or the ten days that run.
    pub fn query(&self, today: Date) -> ChangesQuery {
        let (from, to) = match (self.from, self.to) {
            (None, None) => self.preset.unwrap_or(Preset::ThisTenDays).days(today),
            (from, to) => {
                let to = to.unwrap_or(today);
                (from.unwrap_or_else(|| Period::of(Cadence::TenDays, to).start()), to)
            }
        };
        ChangesQuery { from, to, under: self.under, unit: self.unit }
    }

    /// Address of the same matters in another time.
    pub fn in_time(&self, preset: Preset) -> String {
        let id = |name: &str, id: Option<MatterId>| id.map(|id| format!("&{name}={id}")).unwrap_or_default();
        format!("/changes?period={}{}{}", preset.name(), id("under", self.under), id("unit", self.unit))
    }

    /// Whether `preset` is the time in force.
    pub fn is(&self, preset: Preset) -> bool {
        self.from.is_none() && self.to.is_none() && self.preset.unwrap_or(Preset::ThisTenDays) == preset
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn days(query: &str) -> (Date, Date) {
        let asked = Asked::read(Some(query)).map_err(|problem| problem.status);
        let query = asked.unwrap_or_default().query(date(2026, 11, 24));
        (query.from, query.to)
    }

    #[test]
    fn days_are_those_of_the_address_or_of_a_time_that_runs() {
        assert_eq!(days(""), (date(2026, 11, 21), date(2026, 11, 24)));
        assert_eq!(days("period=this-week&unit="), (date(2026, 11, 23), date(2026, 11, 24)));
        assert_eq!(days("period=last-ten-days"), (date(2026, 11, 11), date(2026, 11, 20)));
        assert_eq!(days("from=2026-03-05"), (date(2026, 3, 5), date(2026, 11, 24)));
        assert_eq!(days("to=2026-02-26"), (date(2026, 2, 21), date(2026, 2, 26)));
        for odd in ["period=never", "from=yesterday", "unit=x", "page=2"] {
            assert!(Asked::read(Some(odd)).is_err(), "{odd}");
        }
    }
}
