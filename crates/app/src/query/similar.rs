//! Problems that read alike: across units, campaigns and years, found by their text and shown with the reason.

use super::{
    answer::{Alike, Group, Member, Named, Relation, Similar},
    directory::Directory,
    entries::Names,
    list::tell,
};
use crate::{App, AppError, likeness::Said};
use jiff::Timestamp;
use ledger::{
    Event, FieldValue, Matter, MatterId, Refusal, StateClass,
    tally::{Over, Tally},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, PoisonError},
};
use store::{Cursor, Filter, Sort, Summary, View};

/// The kind whose texts are compared: what an inspection found.
const KIND: &str = "item";
/// The field with the finding in full.
const FINDING: &str = "statement";
/// Pairs that candidates are looked up by, the rarest first.
const LOOKED_UP: usize = 24;
/// Matters looked through of one pair; what more have is common to that degree and no more.
const HOLDING: usize = 200;
/// Candidates that are compared in full.
const COMPARED: usize = 20;
/// Alike ones told of one matter.
const TOLD: usize = 10;
/// Items of one page of groups.
const ITEMS: usize = 100;
/// Entries of history in which an ending is looked for.
const HISTORY: usize = 200;

/// How many items have a pair, as far as it was counted. Kept while the number of items is the same: a weight need not
/// know a title that was corrected since.
#[derive(Default)]
pub(crate) struct PairCounts(Mutex<(u64, BTreeMap<String, usize>)>);

/// A matter with its text.
struct Read {
    matter: Matter,
    said: Said,
}

impl Read {
    fn finding(matter: &Matter) -> &str {
        matter.fields.get(FINDING).and_then(FieldValue::as_text).unwrap_or_default()
    }

    fn of(matter: Matter) -> Read {
        Read { said: Said::new(&matter.title, Read::finding(&matter)), matter }
    }
}

/// One look for what is alike.
struct Search<'a> {
    app: &'a App,
    view: &'a dyn View,
    items: u64,
    read: BTreeMap<MatterId, Option<Read>>,
}

impl App {
    /// Items that read like `id`, the most alike first; none for a matter of another kind.
    ///
    /// # Errors
    /// There is no such matter, or the store failed.
    pub fn similar(&self, id: MatterId) -> Result<Similar, AppError> {
        let directory = self.directory()?;
        let view = self.view()?;
        let matter = view.matter(id)?.filter(|_| id != MatterId::SPACE).ok_or(Refusal::NoSuchMatter(id))?;
        let mut search = Search::begin(self, view.as_ref())?;
        let found = if matter.kind == KIND { search.alike(id)? } else { vec![] };
        let mut teller = Teller::new(self, view.as_ref(), &directory);
        let alike = found
            .into_iter()
            .filter_map(|(other, score, shared)| {
                let (one, two) = (search.read.get(&id)?.as_ref()?, search.read.get(&other)?.as_ref()?);
                Some(teller.alike(one, two, score, &shared))
            })
            .collect::<Result<_, _>>()?;
        Ok(Similar { of: id, alike })
    }

    /// Groups of items that read alike among a hundred items in the order of the outline, with those elsewhere that
    /// are like them; `after` is [`Group`]'s page mark of the page before.
    ///
    /// # Errors
    /// The page mark has another form, or the store failed.
    pub fn similar_groups(
        &self,
        under: Option<MatterId>,
        unit: Option<MatterId>,
        after: Option<&str>,
    ) -> Result<super::answer::Groups, AppError> {
        let directory = self.directory()?;
        let view = self.view()?;
        let view = view.as_ref();
        let after: Option<Cursor> = after.map(super::list::read_mark).transpose()?;
        let filter = Filter { kind: Some(KIND.into()), under, unit, ..Filter::default() };
        let mut rows = view.rows(&filter, Sort::Outline, after.as_ref(), ITEMS + 1)?;
        let more = rows.len() > ITEMS;
        rows.truncate(ITEMS);
        let next = rows.last().filter(|_| more).map(|row| super::list::write_mark(&row.cursor()));
        let mut search = Search::begin(self, view)?;
        let mut links: BTreeMap<MatterId, BTreeMap<MatterId, (f64, BTreeSet<String>)>> = BTreeMap::new();
        for row in &rows {
            for (other, score, shared) in search.alike(row.id)? {
                links.entry(row.id).or_default().insert(other, (score, shared.clone()));
                links.entry(other).or_default().insert(row.id, (score, shared));
            }
        }
        let mut teller = Teller::new(self, view, &directory);
        let mut groups = vec![];
        for members in gathered(&links) {
            groups.push(teller.group(&members, &links, &search)?);
        }
        // The largest first; what is in one group is told once.
        groups.sort_by_key(|group| std::cmp::Reverse(group.members.len()));
        Ok(super::answer::Groups { looked_at: rows.len(), groups, next })
    }
}

/// Matters that hang together.
fn gathered<T>(links: &BTreeMap<MatterId, BTreeMap<MatterId, T>>) -> Vec<Vec<MatterId>> {
    let mut seen = BTreeSet::new();
    let mut groups = vec![];
    for first in links.keys() {
        let mut members = vec![];
        let mut waiting = vec![*first];
        while let Some(id) = waiting.pop() {
            if seen.insert(id) {
                members.push(id);
                waiting.extend(links.get(&id).into_iter().flat_map(BTreeMap::keys));
            }
        }
        if !members.is_empty() {
            members.sort();
            groups.push(members);
        }
    }
    groups
}

impl<'a> Search<'a> {
    fn begin(app: &'a App, view: &'a dyn View) -> Result<Self, AppError> {
        let classes = StateClass::ALL.map(|class| Tally {
            kind: KIND.into(),
            over: Over::All,
            what: format!("class:{}", class.name()),
        });
        let items = view.tallies(&classes)?.iter().sum();
        Ok(Search { app, view, items, read: BTreeMap::new() })
    }

    /// Reads `id` once.
    fn read(&mut self, id: MatterId) -> Result<(), AppError> {
        if !self.read.contains_key(&id) {
            self.read.insert(id, self.view.matter(id)?.map(Read::of));
        }
        Ok(())
    }

    fn said(&mut self, id: MatterId) -> Result<Said, AppError> {
        self.read(id)?;
        Ok(self.read.get(&id).and_then(Option::as_ref).map(|read| read.said.clone()).unwrap_or_default())
    }

    /// How many items have `pair`, at most [`HOLDING`].
    fn count(&self, pair: &str) -> Result<usize, AppError> {
        let kept = &self.app.pair_counts.0;
        {
            let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            if kept.0 != self.items {
                *kept = (self.items, BTreeMap::new());
            }
            if let Some(count) = kept.1.get(pair) {
                return Ok(*count);
            }
        }
        let count = self.view.holding(KIND, pair, HOLDING)?.len();
        kept.lock().unwrap_or_else(PoisonError::into_inner).1.insert(pair.to_owned(), count);
        Ok(count)
    }

    fn weights<'p>(
        &self,
        pairs: impl IntoIterator<Item = &'p String>,
        into: &mut BTreeMap<String, f64>,
    ) -> Result<(), AppError> {
        let all = usize::try_from(self.items).unwrap_or(usize::MAX);
        for pair in pairs {
            if !into.contains_key(pair) {
                into.insert(pair.clone(), self.app.likeness.weight(pair, self.count(pair)?, all));
            }
        }
        Ok(())
    }

    /// Those like `id`, the most alike first. Costs a bounded number of looks into the index, whatever the ledger holds.
    fn alike(&mut self, id: MatterId) -> Result<Vec<(MatterId, f64, BTreeSet<String>)>, AppError> {
        let said = self.said(id)?;
        let mut weights = BTreeMap::new();
        self.weights(said.pairs(), &mut weights)?;
        let mut rare: Vec<(&String, f64)> = weights
            .iter()
            .filter(|(pair, _)| !self.app.likeness.is_everyday(pair))
            .map(|(pair, weight)| (pair, *weight))
            .collect();
        rare.sort_by(|(a, x), (b, y)| y.total_cmp(x).then_with(|| a.cmp(b)));
        let mut candidates: BTreeMap<MatterId, f64> = BTreeMap::new();
        let mut looked_up = 0;
        for (pair, weight) in rare {
            // A pair that nobody else has finds nobody.
            if self.count(pair)? < 2 {
                continue;
            }
            looked_up += 1;
            if looked_up > LOOKED_UP {
                break;
            }
            for other in self.view.holding(KIND, pair, HOLDING)?.into_iter().filter(|other| *other != id) {
                *candidates.entry(other).or_insert(0.0) += weight;
            }
        }
        let mut best: Vec<(MatterId, f64)> = candidates.into_iter().collect();
        best.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.cmp(b)));
        let mut found = vec![];
        for (other, _) in best.into_iter().take(COMPARED) {
            let theirs = self.said(other)?;
            self.weights(theirs.pairs(), &mut weights)?;
            if let Some((score, shared)) = self.app.likeness.compare(&said, &theirs, &weights) {
                found.push((other, score, shared));
            }
        }
        found.sort_by(|(a, x, _), (b, y, _)| y.total_cmp(x).then(a.cmp(b)));
        found.truncate(TOLD);
        Ok(found)
    }
}

/// Turns what was found into answers.
struct Teller<'a> {
    app: &'a App,
    view: &'a dyn View,
    directory: &'a Directory,
    names: Names<'a>,
    bands: Option<ledger::Bands>,
    /// When a matter last ended, looked up once.
    ends: BTreeMap<MatterId, Option<Timestamp>>,
}

impl<'a> Teller<'a> {
    fn new(app: &'a App, view: &'a dyn View, directory: &'a Directory) -> Self {
        let bands = app.bands(app.clock.today());
        let names = Names { view, directory, found: BTreeMap::new() };
        Teller { app, view, directory, names, bands, ends: BTreeMap::new() }
    }

    /// `two` seen from `one`.
    fn alike(
        &mut self,
        one: &Read,
        two: &Read,
        score: f64,
        shared: &BTreeSet<String>,
    ) -> Result<Alike, AppError> {
        Ok(Alike {
            row: tell(Summary::of(&two.matter), self.directory, self.bands.as_ref()),
            campaign: self.campaign(&two.matter)?,
            opened_at: two.matter.opened_at,
            relation: self.relation(&one.matter, &two.matter)?,
            percent: percent(score),
            title: self.app.likeness.mark(&two.matter.title, shared),
            finding: self.app.likeness.mark(Read::finding(&two.matter), shared),
            linked: one.matter.links.iter().any(|link| link.to == two.matter.id)
                || two.matter.links.iter().any(|link| link.to == one.matter.id),
        })
    }

    fn campaign(&mut self, matter: &Matter) -> Result<Option<Named>, AppError> {
        matter.above.first().map(|id| self.names.get(*id)).transpose()
    }

    /// After a write-off, in the same unit again, in several units, or nobody knows yet in which.
    fn relation(&mut self, one: &Matter, two: &Matter) -> Result<Relation, AppError> {
        let (earlier, later) = if one.id < two.id { (one, two) } else { (two, one) };
        if self.ended(earlier)?.is_some_and(|at| at < later.opened_at) {
            return Ok(Relation::Rebound);
        }
        Ok(match (one.unit, two.unit) {
            (Some(a), Some(b)) if a == b => Relation::Recurring,
            (Some(_), Some(_)) => Relation::Common,
            _ => Relation::Undecided,
        })
    }

    /// When a matter that is written off was; looked for in its latest entries.
    fn ended(&mut self, matter: &Matter) -> Result<Option<Timestamp>, AppError> {
        if matter.class != StateClass::Closed {
            return Ok(None);
        }
        if let Some(known) = self.ends.get(&matter.id) {
            return Ok(*known);
        }
        let mut at = None;
        for entry in self.view.history(matter.id, None, HISTORY)? {
            if matches!(entry.event()?, Event::Moved(moved) if moved.to == matter.state) {
                at = Some(entry.header.at);
                break;
            }
        }
        self.ends.insert(matter.id, at);
        Ok(at)
    }

    fn group(
        &mut self,
        members: &[MatterId],
        links: &BTreeMap<MatterId, BTreeMap<MatterId, (f64, BTreeSet<String>)>>,
        search: &Search<'_>,
    ) -> Result<Group, AppError> {
        let mut told = vec![];
        let mut relations = BTreeSet::new();
        let (mut units, mut percents) = (BTreeSet::new(), vec![]);
        for id in members {
            let (Some(Some(read)), Some(others)) = (search.read.get(id), links.get(id)) else { continue };
            let mut shared = BTreeSet::new();
            for (other, (score, pairs)) in others {
                shared.extend(pairs.iter().cloned());
                percents.push(percent(*score));
                if let Some(Some(two)) = search.read.get(other) {
                    relations.insert(self.relation(&read.matter, &two.matter)?);
                }
            }
            units.extend(read.matter.unit);
            told.push(Member {
                row: tell(Summary::of(&read.matter), self.directory, self.bands.as_ref()),
                campaign: self.campaign(&read.matter)?,
                opened_at: read.matter.opened_at,
                title: self.app.likeness.mark(&read.matter.title, &shared),
                finding: self.app.likeness.mark(Read::finding(&read.matter), &shared),
            });
        }
        Ok(Group {
            relations: relations.into_iter().collect(),
            units: units.len(),
            percent: percents.into_iter().max().unwrap_or(0),
            members: told,
        })
    }
}

fn percent(score: f64) -> u8 {
    // Between 0 and 1, so it fits.
    (score * 100.0).round() as u8
}
