//! The rung of the ladder that is proposed on a matter, with its reasons. The product proposes, a named person decides.

use crate::App;
use jiff::civil::Date;
use ledger::{
    Lamp, Matter,
    calendar::NoCalendar,
    ladder::{Proposal, Situation, proposal},
};

impl App {
    /// The rung proposed on `matter` as of `today`; `None` for one that does not run, has no date, or where a year of the
    /// calendar is missing.
    pub(super) fn proposed_rung(&self, matter: &Matter, today: Date) -> Option<Proposal> {
        let ladder = self.ladder.as_deref().filter(|_| matter.class.is_running())?;
        let situation = self.situation(matter, today).ok()?;
        proposal(ladder, matter.course.rungs_now(), &situation, today, &self.calendar).ok()?
    }

    fn situation(&self, matter: &Matter, today: Date) -> Result<Situation, NoCalendar> {
        let lamp = self.bands(today).map(|bands| bands.lamp(matter.class, matter.due));
        let late = match matter.due.filter(|due| *due < today) {
            // As lists count: the first day after the due date is the first day late.
            Some(due) => 1 + self.calendar.working_days_between(due, today)?,
            None => 0,
        };
        let reds_in_a_row = match (lamp, matter.due) {
            (Some(Lamp::Red), Some(due)) => {
                let first = i32::from(self.lamps.late_working_days) + 1;
                months_touched(self.calendar.plus_working_days(due, first)?, today)
            }
            _ => 0,
        };
        Ok(Situation { lamp, working_days_late: late, returns: matter.returns, reds_in_a_row })
    }
}

/// Calendar months from that of `from` to that of `to`, both counted; the period of a red lamp is the month, as in the
/// rules that count reds in a row.
fn months_touched(from: Date, to: Date) -> u32 {
    let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    u32::try_from(months(to) - months(from) + 1).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn months_are_counted_with_both_ends() {
        assert_eq!(months_touched(date(2026, 11, 30), date(2026, 12, 1)), 2);
        assert_eq!(months_touched(date(2026, 11, 1), date(2026, 11, 30)), 1);
        assert_eq!(months_touched(date(2025, 12, 31), date(2026, 2, 1)), 3);
        assert_eq!(months_touched(date(2026, 2, 1), date(2025, 12, 1)), 0);
    }
}
