//! The overview: counters, never counted rows.

use super::{
    answer::{Counts, CountsOver, Named, Overview},
    campaigns::{Choice, choose},
    directory::Directory,
    entries,
    past::Look,
};
use crate::{App, AppError};
use jiff::civil::Date;
use ledger::{Bands, Lamp, MatterId, Seq, Standing, StateClass, tally::Over};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};
use store::{Filter, Sort, View};

/// Entries shown as latest activity.
const LATEST: usize = 12;
/// Campaigns whose looks are kept at most: many times those in hand.
const KEPT: usize = 500;

impl App {
    /// The overview of `campaign`, or of the newest one.
    ///
    /// # Errors
    /// There is no such campaign, or the store failed.
    pub fn overview(&self, campaign: Option<MatterId>) -> Result<Overview, AppError> {
        self.overview_as_of(campaign, None)
    }

    /// The overview of `campaign`, or of the newest one, at the end of `as_of`.
    ///
    /// # Errors
    /// There is no such campaign, the day lies in the future, or the store failed.
    pub fn overview_as_of(
        &self,
        campaign: Option<MatterId>,
        as_of: Option<Date>,
    ) -> Result<Overview, AppError> {
        let Look { view, directory, day, is_past } = self.look(as_of)?;
        let view = view.as_ref();
        let at = (view.head().next, day, self.reader.hidden.clone());
        // The present is looked at again and again, a past day by one who soon goes on to another.
        if let Some(kept) = self.overviews.get(&at, campaign).filter(|_| !is_past) {
            return Ok(kept.as_ref().clone());
        }
        let overview = self.count(view, &directory, day, campaign)?;
        if !is_past {
            self.overviews.keep(&at, campaign, Arc::new(overview.clone()));
        }
        Ok(overview)
    }

    fn count(
        &self,
        view: &dyn View,
        directory: &Directory,
        today: Date,
        campaign: Option<MatterId>,
    ) -> Result<Overview, AppError> {
        let bands = Bands::on(today, &self.calendar, self.lamps);
        let Choice { campaigns, campaign } = choose(view, campaign)?;
        let shown = campaign.clone();
        let mut overview = Overview {
            today,
            campaigns,
            campaign,
            items: Counts::default(),
            measures: Counts::default(),
            by_aspect: vec![],
            by_unit: vec![],
            latest: entries::latest(view, directory, None, LATEST, true)?,
            calendar_missing: bands.err().map(|error| error.year),
        };
        if let Some(shown) = shown {
            let count = Counting { view, bands: bands.ok() };
            overview.items = count.over("item", Over::Under(shown.id))?;
            overview.measures = count.over("measure", Over::Under(shown.id))?;
            overview.by_aspect = count.by_aspect(shown.id)?;
            overview.by_unit = count.by_unit(shown.id, directory)?;
        }
        Ok(overview)
    }
}

/// Overviews as counted at one place of the log.
pub(crate) type Overviews = Looks<Overview>;

/// What was found for campaigns at one place of the log on one day. Many look at the same between two events; the next
/// event makes all of it old.
pub(crate) struct Looks<T>(Mutex<Found<T>>);

/// Place of the log, day, and kinds that are not shown.
pub(crate) type At = (Seq, Date, Arc<BTreeSet<String>>);

/// What is not shown, and the campaign.
type For = (Arc<BTreeSet<String>>, Option<MatterId>);

struct Found<T> {
    at: Option<(Seq, Date)>,
    by_campaign: BTreeMap<For, Arc<T>>,
}

impl<T> Default for Looks<T> {
    fn default() -> Looks<T> {
        Looks(Mutex::new(Found { at: None, by_campaign: BTreeMap::new() }))
    }
}

impl<T> Looks<T> {
    pub(crate) fn get(&self, (seq, day, hidden): &At, campaign: Option<MatterId>) -> Option<Arc<T>> {
        let found = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = found.by_campaign.get(&(hidden.clone(), campaign));
        kept.filter(|_| found.at == Some((*seq, *day))).cloned()
    }

    pub(crate) fn keep(&self, (seq, day, hidden): &At, campaign: Option<MatterId>, look: Arc<T>) {
        let mut found = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if found.at != Some((*seq, *day)) {
            *found = Found { at: Some((*seq, *day)), by_campaign: BTreeMap::new() };
        }
        // Anybody may ask for anything by its address.
        if found.by_campaign.len() >= KEPT {
            found.by_campaign.clear();
        }
        found.by_campaign.insert((hidden.clone(), campaign), look);
    }
}

/// Counts by counters.
pub(super) struct Counting<'v> {
    pub(super) view: &'v dyn View,
    pub(super) bands: Option<Bands>,
}

impl Counting<'_> {
    /// What is counted of a kind.
    pub(super) fn over(&self, kind: &str, over: Over) -> Result<Counts, AppError> {
        let mut counts = Counts::default();
        let (mut dated, mut running) = (0, 0);
        for (what, n) in self.view.tallies_over(kind, over)? {
            match what.split_once(':') {
                Some(("class", name)) => {
                    let class = StateClass::from_name(name);
                    if let Some(at) = StateClass::ALL.iter().position(|known| Some(*known) == class) {
                        counts.classes[at] = n;
                        counts.total += n;
                    }
                    if class.is_some_and(StateClass::is_running) {
                        running += n;
                    } else {
                        *lamp(&mut counts, Lamp::Off) += n;
                    }
                }
                Some(("standing", name)) => {
                    let standing = Standing::from_name(name);
                    if let Some(at) = Standing::ALL.iter().position(|known| Some(*known) == standing) {
                        counts.standings[at] = n;
                    }
                }
                Some(("due", due)) => {
                    dated += n;
                    let due: Option<Date> = due.parse().ok();
                    if let Some(bands) = &self.bands {
                        *lamp(&mut counts, bands.lamp(StateClass::Open, due)) += n;
                    }
                }
                Some(("lacks", "unit")) => counts.lacks_unit = n,
                Some(("lacks", "due")) => counts.lacks_due = n,
                _ => {}
            }
        }
        *lamp(&mut counts, Lamp::Undated) = running - dated.min(running);
        Ok(counts)
    }

    /// The level of the outline at which the measures part ways: aspects in a bulletin, whatever stands above them.
    fn by_aspect(&self, root: MatterId) -> Result<Vec<CountsOver>, AppError> {
        let mut at = root;
        let mut above = vec![];
        loop {
            let children = Filter { parent: Some(at), ..Filter::default() };
            let mut parts = vec![];
            for row in self.view.rows(&children, Sort::Outline, None, 200)? {
                let counts = self.over("measure", Over::Under(row.id))?;
                if counts.total > 0 {
                    parts.push(CountsOver { over: Named::from(&row), counts });
                }
            }
            match parts.as_slice() {
                [] => return Ok(above),
                [one] => at = one.over.id,
                _ => return Ok(parts),
            }
            above = parts;
        }
    }

    fn by_unit(&self, root: MatterId, directory: &Directory) -> Result<Vec<CountsOver>, AppError> {
        let mut parts = vec![];
        for unit in &directory.units {
            let counts = self.over("measure", Over::UnitUnder(unit.named.id, root))?;
            if counts.total > 0 {
                parts.push(CountsOver { over: unit.named.clone(), counts });
            }
        }
        Ok(parts)
    }
}

fn lamp(counts: &mut Counts, lamp: Lamp) -> &mut u64 {
    let at = Lamp::ALL.iter().position(|known| *known == lamp).unwrap_or(0);
    &mut counts.lamps[at]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_of_looks_is_bounded() {
        let looks = Looks::<u64>::default();
        let at = (Seq(1), jiff::civil::date(2026, 11, 23), Arc::default());
        for id in 0..3 * KEPT as u64 {
            looks.keep(&at, Some(MatterId(id)), Arc::new(id));
        }
        let kept = |id: u64| looks.get(&at, Some(MatterId(id))).is_some();
        assert!(kept(3 * KEPT as u64 - 1));
        assert!((0..3 * KEPT as u64).filter(|id| kept(*id)).count() <= KEPT);
    }
}
