//! Counters of rates: what each definition counts, by month and unit, so that no number waits for its rows.
//!
//! A matter adds to a rate otherwise before its date and after it, and in no other way does the day matter. So it is
//! counted with the date until or after which it counts so, and a look on any day adds up counters alone. A look reads anew
//! what has an event since the last one: once as it stood then, which is taken away, and once as it stands.

use crate::{App, AppError, hash::sha256};
use jiff::civil::Date;
use ledger::{Decimal, Indicator, Kinds, Matter, MatterId, Seq, indicator::Counted};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};
use store::{Filter, Record, Sort, View};

/// Matters read at once.
const PAGE: usize = 500;
/// So many events after it was last kept, the counters are kept beside the log, for the next start.
const KEEP_AFTER: u64 = 5_000;
const DRAWER: &str = "rate_counters";

/// One counter of a rate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Key {
    /// Place of its kind in the definition.
    pub(super) over: usize,
    pub(super) unit: Option<MatterId>,
    /// Year and month; none where the rate knows no period.
    pub(super) month: Option<(i16, i8)>,
    when: When,
}

/// On which days it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum When {
    Always,
    /// On this day and before.
    Until(Date),
    /// After this day.
    After(Date),
}

impl When {
    fn holds_on(self, today: Date) -> bool {
        match self {
            When::Always => true,
            When::Until(due) => today <= due,
            When::After(due) => due < today,
        }
    }
}

/// What counters hold and sums give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sum {
    pub(super) n: Decimal,
    pub(super) d: Decimal,
    /// Rows of the numerator.
    pub(super) met: i64,
    /// Rows of the denominator.
    pub(super) rows: i64,
}

impl Sum {
    pub(super) fn add(&mut self, other: &Sum, times: i64) {
        self.n = self.n.plus(other.n.times(times.into()));
        self.d = self.d.plus(other.d.times(times.into()));
        self.met += other.met * times;
        self.rows += other.rows * times;
    }
}

/// The counters of each definition, in the order of the house, as they stand at a place of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counters {
    at: Seq,
    rates: Vec<BTreeMap<Key, Sum>>,
}

/// The same as they lie beside the log.
#[derive(Serialize, Deserialize)]
struct Kept {
    at: Seq,
    /// Of the definitions that were counted.
    definitions: String,
    rates: Vec<Vec<(Key, Sum)>>,
}

impl Counters {
    /// The counters of a definition that count on `today`, without kinds that are not shown.
    pub(super) fn of<'c>(
        &'c self,
        rate: usize,
        indicator: &'c Indicator,
        today: Date,
        hidden: &'c BTreeSet<String>,
    ) -> impl Iterator<Item = (&'c Key, &'c Sum)> {
        let shown =
            move |over: usize| indicator.over.get(over).is_some_and(|one| !hidden.contains(&one.kind));
        let all = self.rates.get(rate).into_iter().flatten();
        all.filter(move |(key, _)| key.when.holds_on(today) && shown(key.over))
    }

    /// Counts everything.
    fn read(view: &dyn View, indicators: &[Indicator]) -> Result<Counters, AppError> {
        let mut counters = Counters { at: view.head().next, rates: vec![BTreeMap::new(); indicators.len()] };
        let kinds = view.kinds();
        let names: BTreeSet<&String> =
            indicators.iter().flat_map(|one| &one.over).map(|over| &over.kind).collect();
        for name in names {
            let filter = Filter { kind: Some(name.clone()), ..Filter::default() };
            let mut after = None;
            loop {
                let rows = view.rows(&filter, Sort::Outline, after.as_ref(), PAGE)?;
                for row in &rows {
                    if let Some(matter) = view.matter(row.id)? {
                        counters.add(&matter, &kinds, indicators, 1);
                    }
                }
                match rows.last() {
                    Some(last) if rows.len() == PAGE => after = Some(last.cursor()),
                    _ => break,
                }
            }
        }
        Ok(counters)
    }

    /// Counts what has events since.
    fn catch_up(&mut self, view: &dyn View, indicators: &[Indicator]) -> Result<(), AppError> {
        let (from, to) = (self.at, view.head().next);
        let kinds = view.kinds();
        for id in view.touched(from, to)? {
            let Some(matter) = view.matter(id)? else { continue };
            if !indicators.iter().flat_map(|one| &one.over).any(|over| over.kind == matter.kind) {
                continue;
            }
            if let Some(before) = view.matter_before(id, from)? {
                self.add(&before, &kinds, indicators, -1);
            }
            self.add(&matter, &kinds, indicators, 1);
        }
        self.at = to;
        Ok(())
    }

    /// The same as they stood at an earlier place of the log: at the cost of what has happened since.
    pub(super) fn as_of(
        &self,
        view: &dyn View,
        indicators: &[Indicator],
        place: Seq,
    ) -> Result<Counters, AppError> {
        let (mut counters, kinds) = (self.clone(), view.kinds());
        for id in view.touched(place, self.at)? {
            if let Some(before) = view.matter_before(id, self.at)? {
                counters.add(&before, &kinds, indicators, -1);
            }
            if let Some(then) = view.matter_before(id, place)? {
                counters.add(&then, &kinds, indicators, 1);
            }
        }
        counters.at = place;
        Ok(counters)
    }

    fn add(&mut self, matter: &Matter, kinds: &Kinds, indicators: &[Indicator], times: i64) {
        let Some(kind) = kinds.get(&matter.kind, matter.kind_version) else { return };
        for (indicator, counters) in indicators.iter().zip(&mut self.rates) {
            let Some(over) = indicator.over.iter().position(|over| over.kind == matter.kind) else {
                continue;
            };
            let [before, after] = [Date::MIN, Date::MAX].map(|day| indicator.count(matter, kind, day));
            let mut put = |counted: Counted, when: When| {
                let month = counted.on.map(|on| (on.year(), on.month()));
                let key = Key { over, unit: matter.unit, month, when };
                let counter = counters.entry(key.clone()).or_default();
                counter.add(&Sum::of(&counted), times);
                if *counter == Sum::default() {
                    counters.remove(&key);
                }
            };
            match matter.due.filter(|_| before != after) {
                Some(due) => {
                    before.into_iter().for_each(|counted| put(counted, When::Until(due)));
                    after.into_iter().for_each(|counted| put(counted, When::After(due)));
                }
                None => before.into_iter().for_each(|counted| put(counted, When::Always)),
            }
        }
    }
}

impl Sum {
    fn of(counted: &Counted) -> Sum {
        let n = if counted.met { counted.n } else { Decimal::default() };
        Sum { n, d: counted.d, met: counted.met.into(), rows: 1 }
    }
}

/// The counters last looked at.
#[derive(Default)]
pub(crate) struct RateCounters(Mutex<Looked>);

#[derive(Default)]
struct Looked {
    counters: Option<Arc<Counters>>,
    /// Place of the log up to which they lie beside it.
    kept: Seq,
}

impl App {
    /// The counters as they stand now. Who comes meanwhile waits: they would count the same. No other look may be open.
    pub(super) fn rate_counters(&self) -> Result<Arc<Counters>, AppError> {
        let mut looked = self.rate_counters.0.lock().unwrap_or_else(PoisonError::into_inner);
        let counters = self.caught_up(&mut looked)?;
        if counters.at.0.saturating_sub(looked.kept.0) >= KEEP_AFTER {
            self.keep_counters(&counters)?;
            looked.kept = counters.at;
        }
        Ok(counters)
    }

    fn caught_up(&self, looked: &mut Looked) -> Result<Arc<Counters>, AppError> {
        // Looked at after the lock is had, so never older than what was counted.
        let view = self.whole()?;
        let view = view.as_ref();
        // Taken out while they change: should that fail, everything is counted anew.
        let mut counters = match looked.counters.take() {
            Some(counters) => counters,
            None => match self.kept_counters(view)? {
                Some(kept) => {
                    looked.kept = kept.at;
                    Arc::new(kept)
                }
                None => Arc::new(Counters::read(view, &self.indicators)?),
            },
        };
        if counters.at < view.head().next {
            Arc::make_mut(&mut counters).catch_up(view, &self.indicators)?;
        }
        looked.counters = Some(counters.clone());
        Ok(counters)
    }

    /// What lies beside the log, where it counts by the same definitions and no further than the log.
    fn kept_counters(&self, view: &dyn View) -> Result<Option<Counters>, AppError> {
        let Some(record) = view.record(DRAWER, DRAWER)? else { return Ok(None) };
        // What an older release kept otherwise is counted anew.
        let Ok(kept) = serde_json::from_str::<Kept>(&record.value) else { return Ok(None) };
        let fits = kept.definitions == self.definitions_of_rates() && kept.at <= view.head().next;
        let rates = kept.rates.into_iter().map(|counters| counters.into_iter().collect()).collect();
        Ok(fits.then_some(Counters { at: kept.at, rates }))
    }

    fn keep_counters(&self, counters: &Counters) -> Result<(), AppError> {
        let rates =
            counters.rates.iter().map(|rate| rate.iter().map(|(key, sum)| (key.clone(), *sum)).collect());
        let definitions = self.definitions_of_rates();
        let kept = Kept { at: counters.at, definitions, rates: rates.collect() };
        let value = serde_json::to_string(&kept)
            .map_err(|error| AppError::Store(store::StoreError::Backend(error.to_string())))?;
        self.write(move |desk| {
            desk.write.put_record(DRAWER, DRAWER, Some(Record { value, expires: None }))?;
            Ok(desk.nothing_logged())
        })?;
        Ok(())
    }

    fn definitions_of_rates(&self) -> String {
        sha256(serde_json::to_string(&self.indicators).unwrap_or_default().as_bytes())
    }
}
