//! A look that leaves out every matter of some kinds, as if there were none: whoever may not know of them asks this view,
//! and whatever is asked of it, the answer is the same as in a ledger without them.
//!
//! What a matter is never changes, so a kind is a row's column and an entry's header: lists leave out by the index that
//! puts them in order, counters are kept by kind, and entries are dropped by their header. Only places of the log and
//! ids keep their gaps, since nothing is ever renumbered.

use crate::{Cursor, Entry, Filter, Head, Outcome, Record, Sort, StoreError, Summary, View, search};
use ledger::{
    CommandId, Kinds, Matter, MatterId, Seq,
    tally::{Over, Tally},
};
use proof::Hash;
use std::{cell::OnceCell, collections::BTreeSet, sync::Arc};

/// `view` without the matters of the kinds named in `hidden`; `view` itself when there are none.
pub fn scoped<'v>(view: Box<dyn View + 'v>, hidden: &Arc<BTreeSet<String>>) -> Box<dyn View + 'v> {
    if hidden.is_empty() {
        return view;
    }
    Box::new(Scoped { view, hidden: hidden.clone(), kinds: OnceCell::new() })
}

struct Scoped<'v> {
    view: Box<dyn View + 'v>,
    hidden: Arc<BTreeSet<String>>,
    kinds: OnceCell<Arc<Kinds>>,
}

impl Scoped<'_> {
    fn shows(&self, kind: &str) -> bool {
        !self.hidden.contains(kind)
    }

    /// Those of `ids` that are shown.
    fn shown(&self, ids: &[MatterId]) -> Result<BTreeSet<MatterId>, StoreError> {
        let rows = self.view.summaries(ids)?;
        Ok(rows.into_iter().filter(|row| self.shows(&row.kind)).map(|row| row.id).collect())
    }

    /// The first `limit` of what `ask` gives for a number, as far as `keep` keeps it; asks for more where much is hidden.
    fn first<T>(
        limit: usize,
        ask: impl Fn(usize) -> Result<Vec<T>, StoreError>,
        keep: impl Fn(Vec<T>) -> Result<Vec<T>, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut asked = limit.max(1);
        loop {
            let found = ask(asked)?;
            let ended = found.len() < asked;
            let mut kept = keep(found)?;
            if kept.len() >= limit || ended {
                kept.truncate(limit);
                return Ok(kept);
            }
            asked = asked.saturating_mul(4);
        }
    }
}

impl View for Scoped<'_> {
    fn head(&self) -> Head {
        self.view.head()
    }

    fn kinds(&self) -> Arc<Kinds> {
        self.kinds.get_or_init(|| Arc::new(self.view.kinds().without(&self.hidden))).clone()
    }

    fn matter(&self, id: MatterId) -> Result<Option<Matter>, StoreError> {
        Ok(self.view.matter(id)?.filter(|matter| self.shows(&matter.kind)))
    }

    fn matter_before(&self, id: MatterId, place: Seq) -> Result<Option<Matter>, StoreError> {
        Ok(self.view.matter_before(id, place)?.filter(|matter| self.shows(&matter.kind)))
    }

    fn rows(
        &self,
        filter: &Filter,
        sort: Sort,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Vec<Summary>, StoreError> {
        match &filter.kind {
            Some(kind) if !self.shows(kind) => Ok(vec![]),
            Some(_) => self.view.rows(filter, sort, after, limit),
            None => {
                let hides = filter.hides.union(&self.hidden).cloned().collect();
                self.view.rows(&Filter { hides, ..filter.clone() }, sort, after, limit)
            }
        }
    }

    fn summaries(&self, ids: &[MatterId]) -> Result<Vec<Summary>, StoreError> {
        let mut rows = self.view.summaries(ids)?;
        rows.retain(|row| self.shows(&row.kind));
        Ok(rows)
    }

    fn tallies(&self, of: &[Tally]) -> Result<Vec<u64>, StoreError> {
        let counted = self.view.tallies(of)?;
        Ok(of.iter().zip(counted).map(|(tally, n)| if self.shows(&tally.kind) { n } else { 0 }).collect())
    }

    fn tallies_over(&self, kind: &str, over: Over) -> Result<Vec<(String, u64)>, StoreError> {
        if self.shows(kind) { self.view.tallies_over(kind, over) } else { Ok(vec![]) }
    }

    fn history(&self, matter: MatterId, before: Option<u64>, limit: usize) -> Result<Vec<Entry>, StoreError> {
        let mut entries = self.view.history(matter, before, limit)?;
        entries.retain(|entry| self.shows(&entry.header.kind));
        Ok(entries)
    }

    fn events(&self, from: Seq, limit: usize) -> Result<Vec<Entry>, StoreError> {
        let mut entries = self.view.events(from, limit)?;
        entries.retain(|entry| self.shows(&entry.header.kind));
        Ok(entries)
    }

    fn reports(&self, from: Seq, to: Seq, limit: usize) -> Result<Vec<Entry>, StoreError> {
        let keep = |mut entries: Vec<Entry>| {
            entries.retain(|entry| self.shows(&entry.header.kind));
            Ok(entries)
        };
        Self::first(limit, |limit| self.view.reports(from, to, limit), keep)
    }

    fn touched(&self, from: Seq, to: Seq) -> Result<Vec<MatterId>, StoreError> {
        let ids = self.view.touched(from, to)?;
        let shown = self.shown(&ids)?;
        Ok(ids.into_iter().filter(|id| shown.contains(id)).collect())
    }

    fn search(&self, words: &[String], limit: usize) -> Result<Vec<MatterId>, StoreError> {
        let keep = |ids: Vec<MatterId>| {
            let shown = self.shown(&ids)?;
            Ok(ids.into_iter().filter(|id| shown.contains(id)).collect())
        };
        Self::first(limit, |limit| self.view.search(words, limit), keep)
    }

    fn search_said(&self, words: &[String], limit: usize) -> Result<Vec<search::Said>, StoreError> {
        let keep = |said: Vec<search::Said>| {
            let shown = self.shown(&said.iter().map(|one| one.matter).collect::<Vec<_>>())?;
            Ok(said.into_iter().filter(|one| shown.contains(&one.matter)).collect())
        };
        Self::first(limit, |limit| self.view.search_said(words, limit), keep)
    }

    fn holding(&self, kind: &str, pair: &str, limit: usize) -> Result<Vec<MatterId>, StoreError> {
        if self.shows(kind) { self.view.holding(kind, pair, limit) } else { Ok(vec![]) }
    }

    fn links_to(&self, id: MatterId) -> Result<Vec<(MatterId, String, String)>, StoreError> {
        let links = self.view.links_to(id)?;
        let ids: Vec<MatterId> = links.iter().map(|(from, ..)| *from).chain([id]).collect();
        let shown = self.shown(&ids)?;
        let is_shown = |(from, ..): &(MatterId, String, String)| shown.contains(from) && shown.contains(&id);
        Ok(links.into_iter().filter(is_shown).collect())
    }

    fn ever_linked_to(&self, id: MatterId) -> Result<Vec<MatterId>, StoreError> {
        let sources = self.view.ever_linked_to(id)?;
        let shown = self.shown(&sources)?;
        Ok(sources.into_iter().filter(|from| shown.contains(from)).collect())
    }

    fn imported_from(&self, source: &str) -> Result<Option<MatterId>, StoreError> {
        match self.view.imported_from(source)? {
            Some(id) => Ok(self.shown(&[id])?.pop_first()),
            None => Ok(None),
        }
    }

    fn outcome_of(&self, command: CommandId) -> Result<Option<Outcome>, StoreError> {
        self.view.outcome_of(command)
    }

    fn tile(&self, level: u8, index: u64, width: u16) -> Result<Vec<Hash>, StoreError> {
        self.view.tile(level, index, width)
    }

    fn record(&self, drawer: &str, key: &str) -> Result<Option<Record>, StoreError> {
        self.view.record(drawer, key)
    }

    fn records(&self, drawer: &str) -> Result<Vec<(String, Record)>, StoreError> {
        self.view.records(drawer)
    }

    fn records_after(
        &self,
        drawer: &str,
        after: &str,
        limit: usize,
    ) -> Result<Vec<(String, Record)>, StoreError> {
        self.view.records_after(drawer, after, limit)
    }

    fn count_records(&self, drawer: &str, limit: usize) -> Result<usize, StoreError> {
        self.view.count_records(drawer, limit)
    }
}
