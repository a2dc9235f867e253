//! Reading: straight over everything.

use super::State;
use crate::{
    Cursor, Entry, Filter, Head, Outcome, Record, Sort, StoreError, Summary, View, log::evolved, search,
};
use ledger::{
    CommandId, Event, Kinds, Matter, MatterId, Seq,
    tally::{Over, Tally},
};
use proof::{Algorithm, Hash};
use std::{collections::BTreeSet, sync::Arc, sync::RwLockReadGuard};

pub(super) struct MemoryView<'s> {
    state: RwLockReadGuard<'s, State>,
}

impl<'s> MemoryView<'s> {
    pub(super) fn of(state: RwLockReadGuard<'s, State>) -> Self {
        MemoryView { state }
    }

    fn matters(&self) -> impl Iterator<Item = &Matter> {
        self.state.matters.values().filter(|matter| matter.id != MatterId::SPACE)
    }
}

impl View for MemoryView<'_> {
    fn head(&self) -> Head {
        self.state.head
    }

    fn kinds(&self) -> Arc<Kinds> {
        self.state.kinds.clone()
    }

    fn matter(&self, id: MatterId) -> Result<Option<Matter>, StoreError> {
        Ok(self.state.matters.get(&id).cloned())
    }

    fn matter_before(&self, id: MatterId, place: Seq) -> Result<Option<Matter>, StoreError> {
        let until = usize::try_from(place.0).unwrap_or(usize::MAX).min(self.state.log.len());
        evolved(&self.state.kinds, self.state.log[..until].iter().filter(|entry| entry.header.matter == id))
    }

    fn rows(
        &self,
        filter: &Filter,
        sort: Sort,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Vec<Summary>, StoreError> {
        let admitted = self.matters().filter(|m| filter.admits(m, &self.state.kinds));
        let mut rows: Vec<Summary> = admitted.map(Summary::of).collect();
        rows.sort_by(|a, b| sort.compare(a, b));
        if let Some(after) = after {
            rows.retain(|row| sort.is_after(row, after));
        }
        rows.truncate(limit);
        Ok(rows)
    }

    fn summaries(&self, ids: &[MatterId]) -> Result<Vec<Summary>, StoreError> {
        let known = |id: &MatterId| self.state.matters.get(id).filter(|m| m.id != MatterId::SPACE);
        Ok(ids.iter().filter_map(known).map(Summary::of).collect())
    }

    fn tallies(&self, of: &[Tally]) -> Result<Vec<u64>, StoreError> {
        let all = self.state.tallies();
        Ok(of.iter().map(|tally| all.get(tally).copied().unwrap_or(0)).collect())
    }

    fn tallies_over(&self, kind: &str, over: Over) -> Result<Vec<(String, u64)>, StoreError> {
        let all = self.state.tallies();
        let asked = all.into_iter().filter(|(tally, _)| tally.kind == kind && tally.over == over);
        Ok(asked.map(|(tally, n)| (tally.what, n)).collect())
    }

    fn history(&self, matter: MatterId, before: Option<u64>, limit: usize) -> Result<Vec<Entry>, StoreError> {
        let asked = self.state.log.iter().rev().filter(|entry| {
            entry.header.matter == matter && before.is_none_or(|before| entry.header.version < before)
        });
        Ok(asked.take(limit).cloned().collect())
    }

    fn events(&self, from: Seq, limit: usize) -> Result<Vec<Entry>, StoreError> {
        let from = usize::try_from(from.0).unwrap_or(usize::MAX);
        Ok(self.state.log.iter().skip(from).take(limit).cloned().collect())
    }

    fn reports(&self, from: Seq, to: Seq, limit: usize) -> Result<Vec<Entry>, StoreError> {
        let between = self.state.log.iter().filter(|entry| (from..to).contains(&entry.header.seq));
        let reports = between.filter(|entry| entry.open["type"] == "progress_reported");
        Ok(reports.take(limit).cloned().collect())
    }

    fn touched(&self, from: Seq, to: Seq) -> Result<Vec<MatterId>, StoreError> {
        let between = self.state.log.iter().filter(|entry| (from..to).contains(&entry.header.seq));
        let matters: BTreeSet<MatterId> = between.map(|entry| entry.header.matter).collect();
        Ok(matters.into_iter().collect())
    }

    fn search(&self, words: &[String], limit: usize) -> Result<Vec<MatterId>, StoreError> {
        let matters: Vec<&Matter> = self.matters().collect();
        let texts =
            matters.iter().rev().filter(|m| search::finds(&search::matter_text(m, &self.state.kinds), words));
        Ok(texts.take(limit).map(|m| m.id).collect())
    }

    fn search_said(&self, words: &[String], limit: usize) -> Result<Vec<search::Said>, StoreError> {
        let mut said = vec![];
        for entry in self.state.log.iter().rev() {
            if said.len() == limit {
                break;
            }
            if search::said_text(&entry.event()?).is_some_and(|text| search::finds(&text, words)) {
                said.push(search::Said { matter: entry.header.matter, seq: entry.header.seq });
            }
        }
        Ok(said)
    }

    fn holding(&self, kind: &str, pair: &str, limit: usize) -> Result<Vec<MatterId>, StoreError> {
        let of_kind: Vec<&Matter> = self.matters().filter(|m| m.kind == kind).collect();
        let holds =
            |m: &&&Matter| search::pairs(&search::matter_text(m, &self.state.kinds)).any(|one| one == pair);
        Ok(of_kind.iter().rev().filter(holds).take(limit).map(|m| m.id).collect())
    }

    fn links_to(&self, id: MatterId) -> Result<Vec<(MatterId, String, String)>, StoreError> {
        let links = self.matters().flat_map(|m| m.links.iter().map(move |link| (m.id, link)));
        let mut to: Vec<_> = links
            .filter(|(_, link)| link.to == id)
            .map(|(from, link)| (from, link.relation.clone(), link.note.clone()))
            .collect();
        to.sort();
        to.truncate(500);
        Ok(to)
    }

    fn ever_linked_to(&self, id: MatterId) -> Result<Vec<MatterId>, StoreError> {
        let mut from = BTreeSet::new();
        for entry in &self.state.log {
            if matches!(entry.event()?, Event::Linked { to, .. } if to == id) {
                from.insert(entry.header.matter);
            }
        }
        Ok(from.into_iter().collect())
    }

    fn imported_from(&self, source: &str) -> Result<Option<MatterId>, StoreError> {
        Ok(self.state.imported_from(source))
    }

    fn outcome_of(&self, command: CommandId) -> Result<Option<Outcome>, StoreError> {
        Ok(self.state.outcomes.get(&command).cloned())
    }

    fn tile(&self, level: u8, index: u64, width: u16) -> Result<Vec<Hash>, StoreError> {
        let width = width.min(proof::TILE_WIDTH);
        let mut row: Vec<Hash> = self.state.log.iter().map(|entry| entry.leaf).collect();
        for _ in 0..level {
            row = row.as_chunks::<256>().0.iter().map(|tile| root_of(tile)).collect();
        }
        let first = usize::try_from(index.saturating_mul(256)).unwrap_or(usize::MAX);
        Ok(row.into_iter().skip(first).take(usize::from(width)).collect())
    }

    fn record(&self, drawer: &str, key: &str) -> Result<Option<Record>, StoreError> {
        Ok(self.state.records.get(&(drawer.to_owned(), key.to_owned())).cloned())
    }

    fn records(&self, drawer: &str) -> Result<Vec<(String, Record)>, StoreError> {
        let in_drawer = self.state.records.iter().filter(|((name, _), _)| name == drawer);
        Ok(in_drawer.map(|((_, key), record)| (key.clone(), record.clone())).collect())
    }

    fn records_after(
        &self,
        drawer: &str,
        after: &str,
        limit: usize,
    ) -> Result<Vec<(String, Record)>, StoreError> {
        let mut records = self.records(drawer)?;
        records.retain(|(key, _)| key.as_str() > after);
        records.truncate(limit);
        Ok(records)
    }

    fn count_records(&self, drawer: &str, limit: usize) -> Result<usize, StoreError> {
        Ok(self.records(drawer)?.len().min(limit))
    }
}

/// Root over a full tile.
fn root_of(tile: &[Hash]) -> Hash {
    match tile {
        [] => Algorithm::Sha256.empty_root(),
        [one] => *one,
        many => {
            let (left, right) = many.split_at(many.len() / 2);
            Algorithm::Sha256.node(&root_of(left), &root_of(right))
        }
    }
}
