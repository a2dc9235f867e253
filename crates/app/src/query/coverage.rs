//! Which units the supervision groups have visited in a period, and which not (全覆盖).

use super::{
    answer::{Coverage, CoveredUnit, VisitLine},
    campaigns::{Choice, choose},
    newest::newest,
};
use crate::{App, AppError};
use jiff::civil::Date;
use ledger::{
    FieldValue, Matter, MatterId, Rate, StateClass,
    cadence::Period,
    tally::{Over, Tally},
};
use std::collections::BTreeMap;
use store::{Filter, View};

/// Most visits that are looked at, the last changed.
const VISITS: usize = 2_000;

impl App {
    /// Which units that owe measures of a campaign were visited in `period`.
    ///
    /// # Errors
    /// There is no such campaign, or the store failed.
    pub fn coverage(&self, campaign: Option<MatterId>, period: Period) -> Result<Coverage, AppError> {
        let directory = self.directory()?;
        let view = self.view()?;
        let Choice { campaigns, campaign } = choose(view.as_ref(), campaign)?;
        let mut coverage = Coverage {
            today: self.clock.today(),
            campaigns,
            campaign,
            period,
            visited: Rate::default(),
            units: vec![],
            more: false,
        };
        let Some(campaign) = coverage.campaign.as_ref().map(|campaign| campaign.id) else {
            return Ok(coverage);
        };
        let (mut visits, more) = visits(view.as_ref(), campaign)?;
        coverage.more = more;
        for unit in &directory.units {
            let measures = owed(view.as_ref(), unit.named.id, campaign)?;
            let all = visits.remove(&unit.named.id).unwrap_or_default();
            let last = all.iter().map(|visit| visit.on).filter(|on| *on < period.start()).max();
            let mut within: Vec<VisitLine> =
                all.into_iter().filter(|visit| period.contains(visit.on)).collect();
            within.sort_by_key(|visit| std::cmp::Reverse((visit.on, visit.id)));
            if measures > 0 {
                coverage.visited.d += 1;
                coverage.visited.n += u64::from(!within.is_empty());
            }
            if measures > 0 || !within.is_empty() {
                let last = last.filter(|_| within.is_empty());
                coverage.units.push(CoveredUnit { unit: unit.named.clone(), measures, visits: within, last });
            }
        }
        Ok(coverage)
    }
}

/// Measures of a unit in a campaign, those that were cancelled left out.
fn owed(view: &dyn View, unit: MatterId, campaign: MatterId) -> Result<u64, AppError> {
    let counted = StateClass::ALL.into_iter().filter(|class| *class != StateClass::Cancelled);
    let tallies: Vec<Tally> = counted
        .map(|class| Tally {
            kind: "measure".into(),
            over: Over::UnitUnder(unit, campaign),
            what: format!("class:{}", class.name()),
        })
        .collect();
    Ok(view.tallies(&tallies)?.iter().sum())
}

/// Visits by unit.
type Visits = BTreeMap<MatterId, Vec<VisitLine>>;

/// Those recorded for the campaign, and those for none; and whether there are more than are looked at.
fn visits(view: &dyn View, campaign: MatterId) -> Result<(Visits, bool), AppError> {
    let filter = Filter { kind: Some("visit".into()), ..Filter::default() };
    let mut visits = Visits::new();
    let (rows, more) = newest(view, &filter, VISITS)?;
    for row in rows {
        if row.parent.is_some_and(|above| above != campaign) {
            continue;
        }
        if let Some((unit, visit)) = view.matter(row.id)?.as_ref().and_then(read) {
            visits.entry(unit).or_default().push(visit);
        }
    }
    Ok((visits, more))
}

fn read(matter: &Matter) -> Option<(MatterId, VisitLine)> {
    let text = |name: &str| matter.fields.get(name).and_then(FieldValue::as_text).unwrap_or_default();
    let FieldValue::Matter(unit) = matter.fields.get("unit")? else { return None };
    let on: Date = text("on").parse().ok()?;
    let visit = VisitLine {
        id: matter.id,
        on,
        group: text("group").to_owned(),
        manner: text("manner").to_owned(),
        found: text("found").to_owned(),
    };
    Some((*unit, visit))
}
