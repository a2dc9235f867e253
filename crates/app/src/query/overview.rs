//! The overview: counters, never counted rows.

use super::{
    answer::{Counts, CountsOver, Named, Overview},
    directory::Directory,
    entries,
    past::Look,
};
use crate::{App, AppError};
use jiff::civil::Date;
use ledger::{
    Bands, Lamp, MatterId, Seq, Standing, StateClass,
    tally::{Over, Tally},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};
use store::{Filter, Sort, Summary, View};

/// Entries shown as latest activity.
const LATEST: usize = 12;
/// Most campaigns offered.
const CAMPAIGNS: usize = 100;

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
        let (campaigns, shown) = choose(view, campaign)?;
        let mut overview = Overview {
            today,
            campaigns: campaigns.iter().map(Named::from).collect(),
            campaign: shown.as_ref().map(Named::from),
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

/// All campaigns, newest first, and the one asked for; else the newest with something still owed: an old bulletin taken
/// in for the record does not push it aside.
pub(crate) fn choose(
    view: &dyn View,
    asked: Option<MatterId>,
) -> Result<(Vec<Summary>, Option<Summary>), AppError> {
    let roots = Filter { kind: Some("campaign".into()), ..Filter::default() };
    let mut campaigns = view.rows(&roots, Sort::Outline, None, CAMPAIGNS)?;
    campaigns.reverse();
    if let Some(id) = asked {
        let found = campaigns.iter().find(|row| row.id == id).ok_or(AppError::NotFound("campaign"))?.clone();
        return Ok((campaigns, Some(found)));
    }
    for row in &campaigns {
        let what = format!("class:{}", StateClass::Open.name());
        let tally = Tally { kind: "measure".into(), over: Over::Under(row.id), what };
        if view.tallies(&[tally])?.iter().any(|n| *n > 0) {
            let owing = row.clone();
            return Ok((campaigns, Some(owing)));
        }
    }
    let newest = campaigns.first().cloned();
    Ok((campaigns, newest))
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
        // Bounded by the campaigns that are offered, and the newest one, for each of the few sorts of readers.
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
