//! Why a matter has its lamp: the rule sets of the house that are shown, each with its derivation.

use crate::{App, clock::day_of};
use jiff::civil::Date;
use ledger::{
    Bands, Matter,
    lamp::{Explained, Facts, LampRule, Report, explain},
};
use store::Entry;

impl App {
    /// The rule sets that are shown, applied to `matter` as of `today`; none for a matter that does not run.
    ///
    /// `newest` is its newest history, newest first; older reports than it holds say nothing, but the last percentage
    /// always counts.
    pub(super) fn lamps(&self, matter: &Matter, newest: &[Entry], today: Date) -> Vec<Explained> {
        if !matter.class.is_running() {
            return vec![];
        }
        let facts = facts(matter, newest);
        // A list whose lamp cannot be told must not be explained as if it could.
        let unknown = Bands::on(today, &self.calendar, self.lamps).err().filter(|_| matter.due.is_some());
        let sets = self.rule_sets.iter();
        sets.map(|set| {
            let mut explained = explain(set, &facts, today, &self.calendar);
            if let (LampRule::RULE_SET, Some(missing)) = (set.name.as_str(), unknown) {
                explained.withhold(missing);
            }
            explained
        })
        .collect()
    }
}

fn facts(matter: &Matter, newest: &[Entry]) -> Facts {
    let reports = newest.iter().rev().filter(|entry| entry.open["type"] == "progress_reported");
    let mut started = None;
    let mut reports: Vec<Report> = reports
        .map(|entry| {
            let on = day_of(entry.header.at);
            if entry.open["no_change"] != true {
                started.get_or_insert(on);
            }
            let percent = entry.open["percent"].as_u64().and_then(|percent| u8::try_from(percent).ok());
            Report { on, percent }
        })
        .collect();
    if let (true, Some(last)) = (reports.is_empty(), &matter.last_report) {
        reports.push(Report { on: day_of(last.at), percent: matter.percent });
    }
    Facts {
        start: Some(day_of(matter.opened_at)),
        due: matter.due,
        started: started.or_else(|| reports.first().map(|report| report.on)),
        reports,
        ..Facts::default()
    }
}
