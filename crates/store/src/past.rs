//! A look at an earlier place of the log that costs what it touches, not what the log holds.
//!
//! Nothing is ever deleted, and where a matter stands and of what kind it is never changes. So a past look takes the
//! present one and corrects it by what has moved since: a matter without a later event stands as it does now, the others
//! are evolved anew from their own events, those opened later are left out.

use crate::{Cursor, Entry, Filter, Head, Outcome, Record, Sort, StoreError, Summary, View, search};
use jiff::Timestamp;
use ledger::{
    CommandId, Event, Kinds, Matter, MatterId, Seq,
    tally::{self, Over, Tally},
};
use proof::{Algorithm, Hash, Tiles, frontier_from_tiles};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
    sync::Arc,
};

/// Rows of the present read at a time.
const STRIDE: usize = 500;
/// Links shown at most, as in every look.
const LINKS: usize = 500;

/// A look at the log before its event at [`Head::next`]. What stands beside the log has no past and is not shown.
pub struct Past<'v> {
    now: Box<dyn View + 'v>,
    head: Head,
    kinds: Arc<Kinds>,
    /// What has moved since, by kind and root: present counters plus these are those of then.
    counted: RefCell<BTreeMap<Scope, Rc<BTreeMap<Tally, i64>>>>,
}

/// Counters that are corrected together: those of a kind, below one root or everywhere.
type Scope = (String, Option<MatterId>);

/// The place of the first event at or after `at`; time never runs backwards in the log.
///
/// # Errors
/// The store failed.
pub fn place_of(view: &dyn View, at: Timestamp) -> Result<Seq, StoreError> {
    let place = first(0, view.head().next.0, |seq| {
        let entry = view.events(Seq(seq), 1)?.pop();
        Ok(entry.is_none_or(|entry| entry.header.at >= at))
    })?;
    Ok(Seq(place))
}

/// The first number from `low` on and below `high` for which `is_there` holds, as it does for all after it.
fn first(
    mut low: u64,
    mut high: u64,
    mut is_there: impl FnMut(u64) -> Result<bool, StoreError>,
) -> Result<u64, StoreError> {
    while low < high {
        let middle = low + (high - low) / 2;
        if is_there(middle)? {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(low)
}

struct Shelf<'v>(&'v dyn View);

impl Tiles for Shelf<'_> {
    type Error = StoreError;

    fn tile(&self, level: u8, index: u64, width: u16) -> Result<Vec<Hash>, StoreError> {
        self.0.tile(level, index, width)
    }
}

impl<'v> Past<'v> {
    /// `now` as it was before its event at `place`; a place after the last event is the present.
    ///
    /// # Errors
    /// The store failed.
    pub fn before(now: Box<dyn View + 'v>, place: Seq) -> Result<Past<'v>, StoreError> {
        let present = now.head();
        let next = place.min(present.next);
        // Matters have ascending ids in the order in which they were opened.
        let next_matter = first(1, present.next_matter.0, |id| {
            let opened = now.history(MatterId(id), Some(2), 1)?.pop();
            Ok(opened.is_none_or(|entry| entry.header.seq >= next))
        })?;
        let last = match next.0.checked_sub(1) {
            Some(last) => now.events(Seq(last), 1)?.pop(),
            None => None,
        };
        let frontier = frontier_from_tiles(Algorithm::Sha256, &Shelf(now.as_ref()), next.0)
            .map_err(|error| StoreError::Damaged(error.to_string()))?;
        let head = Head {
            space: present.space,
            next,
            next_matter: MatterId(next_matter),
            at: last.map_or(Timestamp::UNIX_EPOCH, |entry| entry.header.at),
            root: frontier.root(),
        };
        let kinds = kinds_before(now.as_ref(), next)?;
        Ok(Past { now, head, kinds, counted: RefCell::default() })
    }

    /// A matter of then, from its row of now.
    fn then(&self, row: &Summary) -> Result<Option<Matter>, StoreError> {
        if row.id >= self.head.next_matter {
            return Ok(None);
        }
        self.now.matter_before(row.id, self.head.next)
    }

    /// Whether the row of now is the row of then.
    fn stands(&self, row: &Summary) -> bool {
        row.changed < self.head.next.0
    }

    /// Rows of now that have moved since, of the kind and place that `filter` asks for.
    fn moved(&self, filter: &Filter) -> Result<Vec<Summary>, StoreError> {
        let filter = Filter { changed_from: Some(self.head.next), ..filter.lasting() };
        // Below a matter the outline is the shorter way; elsewhere the order of changes has them in one piece.
        let placed = filter.under.is_some() || filter.parent.is_some();
        let sort = if placed { Sort::Outline } else { Sort::Changed };
        self.now.rows(&filter, sort, None, usize::MAX)
    }

    /// Up to `limit` rows of now that stood then, too.
    fn still(
        &self,
        filter: &Filter,
        sort: Sort,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Vec<Summary>, StoreError> {
        let mut rows: Vec<Summary> = vec![];
        let mut after = after.cloned();
        let mut at_once = limit.clamp(1, STRIDE);
        while rows.len() < limit {
            let page = self.now.rows(filter, sort, after.as_ref(), at_once)?;
            let ended = page.len() < at_once;
            after = page.last().map(Summary::cursor);
            rows.extend(page.into_iter().filter(|row| self.stands(row)));
            if ended {
                break;
            }
            at_once = STRIDE;
        }
        rows.truncate(limit);
        Ok(rows)
    }

    /// A page in the order of the outline of everything in a place: what was opened later is all that is left out.
    fn outline(
        &self,
        filter: &Filter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Vec<Summary>, StoreError> {
        let mut rows: Vec<Summary> = vec![];
        let mut after = after.cloned();
        let at_once = limit.clamp(1, STRIDE);
        loop {
            let page = self.now.rows(filter, Sort::Outline, after.as_ref(), at_once)?;
            let ended = page.len() < at_once;
            after = page.last().map(Summary::cursor);
            for row in page {
                if self.stands(&row) {
                    rows.push(row);
                } else if let Some(then) = self.then(&row)? {
                    rows.push(Summary::of(&then));
                }
                if rows.len() == limit {
                    return Ok(rows);
                }
            }
            if ended {
                return Ok(rows);
            }
        }
    }

    /// What has to be added to present counters to have those of then.
    fn correction(&self, kind: &str, over: Over) -> Result<Rc<BTreeMap<Tally, i64>>, StoreError> {
        let root = match over {
            Over::All | Over::Unit(_) | Over::Person(_) => None,
            Over::UnitUnder(_, root) => Some(root),
            Over::Under(id) => {
                let above = self.now.matter(id)?.and_then(|matter| matter.above.first().copied());
                Some(above.unwrap_or(id))
            }
        };
        let scope = (kind.to_owned(), root);
        if let Some(known) = self.counted.borrow().get(&scope) {
            return Ok(known.clone());
        }
        let mut correction = BTreeMap::new();
        let filter = Filter { kind: Some(kind.to_owned()), under: root, ..Filter::default() };
        for row in self.moved(&filter)? {
            let now = self.now.matter(row.id)?;
            let changes = match self.then(&row)? {
                Some(then) => tally::difference(now.as_ref(), &then),
                None => now.iter().flat_map(tally::tallies).map(|tally| (tally, -1)).collect(),
            };
            for (tally, by) in changes {
                *correction.entry(tally).or_insert(0) += by;
            }
        }
        let correction = Rc::new(correction);
        self.counted.borrow_mut().insert(scope, correction.clone());
        Ok(correction)
    }
}

/// The definitions in force before `place`.
fn kinds_before(now: &dyn View, place: Seq) -> Result<Arc<Kinds>, StoreError> {
    match now.matter(MatterId::SPACE)? {
        Some(space) if space.changed_seq >= place => {}
        _ => return Ok(now.kinds()),
    }
    let mut kinds = Kinds::default();
    for entry in now.history(MatterId::SPACE, None, usize::MAX)?.into_iter().rev() {
        if entry.header.seq < place
            && let Event::KindDefined { definition, .. } = entry.event()?
        {
            kinds.insert(*definition);
        }
    }
    Ok(Arc::new(kinds))
}

impl View for Past<'_> {
    fn head(&self) -> Head {
        self.head
    }

    fn kinds(&self) -> Arc<Kinds> {
        self.kinds.clone()
    }

    fn matter(&self, id: MatterId) -> Result<Option<Matter>, StoreError> {
        self.now.matter_before(id, self.head.next)
    }

    fn matter_before(&self, id: MatterId, place: Seq) -> Result<Option<Matter>, StoreError> {
        self.now.matter_before(id, place.min(self.head.next))
    }

    fn rows(
        &self,
        filter: &Filter,
        sort: Sort,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Vec<Summary>, StoreError> {
        if sort == Sort::Outline && *filter == filter.lasting() {
            return self.outline(filter, after, limit);
        }
        let mut rows = self.still(filter, sort, after, limit)?;
        for row in self.moved(filter)? {
            if let Some(then) = self.then(&row)?
                && filter.admits(&then, &self.kinds)
            {
                let row = Summary::of(&then);
                if after.is_none_or(|after| sort.is_after(&row, after)) {
                    rows.push(row);
                }
            }
        }
        rows.sort_by(|a, b| sort.compare(a, b));
        rows.truncate(limit);
        Ok(rows)
    }

    fn summaries(&self, ids: &[MatterId]) -> Result<Vec<Summary>, StoreError> {
        let mut rows = vec![];
        for row in self.now.summaries(ids)? {
            if self.stands(&row) {
                rows.push(row);
            } else if let Some(then) = self.then(&row)? {
                rows.push(Summary::of(&then));
            }
        }
        Ok(rows)
    }

    fn tallies(&self, of: &[Tally]) -> Result<Vec<u64>, StoreError> {
        let now = self.now.tallies(of)?;
        of.iter()
            .zip(now)
            .map(|(tally, n)| {
                let by = self.correction(&tally.kind, tally.over)?.get(tally).copied().unwrap_or(0);
                Ok(n.saturating_add_signed(by))
            })
            .collect()
    }

    fn tallies_over(&self, kind: &str, over: Over) -> Result<Vec<(String, u64)>, StoreError> {
        let mut counters: BTreeMap<String, u64> = self.now.tallies_over(kind, over)?.into_iter().collect();
        for (tally, by) in self.correction(kind, over)?.iter().filter(|(tally, _)| tally.over == over) {
            let n = counters.entry(tally.what.clone()).or_insert(0);
            *n = n.saturating_add_signed(*by);
        }
        Ok(counters.into_iter().filter(|(_, n)| *n > 0).collect())
    }

    fn history(&self, matter: MatterId, before: Option<u64>, limit: usize) -> Result<Vec<Entry>, StoreError> {
        let Some(then) = self.matter(matter)? else { return Ok(vec![]) };
        let end = then.version + 1;
        self.now.history(matter, Some(before.map_or(end, |before| before.min(end))), limit)
    }

    fn events(&self, from: Seq, limit: usize) -> Result<Vec<Entry>, StoreError> {
        let left = usize::try_from(self.head.next.0.saturating_sub(from.0)).unwrap_or(usize::MAX);
        self.now.events(from, limit.min(left))
    }

    fn reports(&self, from: Seq, to: Seq, limit: usize) -> Result<Vec<Entry>, StoreError> {
        self.now.reports(from, to.min(self.head.next), limit)
    }

    fn touched(&self, from: Seq, to: Seq) -> Result<Vec<MatterId>, StoreError> {
        self.now.touched(from, to.min(self.head.next))
    }

    fn search(&self, words: &[String], limit: usize) -> Result<Vec<MatterId>, StoreError> {
        if words.is_empty() {
            return Ok(vec![]);
        }
        let filter = Filter { words: words.to_vec(), ..Filter::default() };
        let rows = self.rows(&filter, Sort::Outline, None, usize::MAX)?;
        let newest: BTreeSet<_> = rows.iter().map(|row| std::cmp::Reverse(row.id)).collect();
        Ok(newest.into_iter().take(limit).map(|id| id.0).collect())
    }

    fn search_said(&self, words: &[String], limit: usize) -> Result<Vec<search::Said>, StoreError> {
        let mut ask = limit.max(1);
        loop {
            let mut said = self.now.search_said(words, ask)?;
            let ended = said.len() < ask;
            said.retain(|said| said.seq < self.head.next);
            if said.len() >= limit || ended {
                said.truncate(limit);
                return Ok(said);
            }
            ask = ask.saturating_mul(4);
        }
    }

    fn holding(&self, kind: &str, pair: &str, limit: usize) -> Result<Vec<MatterId>, StoreError> {
        let filter = Filter { kind: Some(kind.to_owned()), ..Filter::default() };
        let moved = self.moved(&filter)?;
        let later: BTreeSet<MatterId> = moved.iter().map(|row| row.id).collect();
        let mut ids = self.now.holding(kind, pair, limit.saturating_add(later.len()))?;
        ids.retain(|id| !later.contains(id));
        for row in &moved {
            if let Some(then) = self.then(row)?
                && search::pairs(&search::matter_text(&then, &self.kinds)).any(|one| one == pair)
            {
                ids.push(then.id);
            }
        }
        ids.sort_by_key(|id| std::cmp::Reverse(*id));
        ids.truncate(limit);
        Ok(ids)
    }

    fn links_to(&self, id: MatterId) -> Result<Vec<(MatterId, String, String)>, StoreError> {
        let mut links = vec![];
        for from in self.now.ever_linked_to(id)? {
            let then = self.matter(from)?;
            for link in then.iter().flat_map(|matter| &matter.links).filter(|link| link.to == id) {
                links.push((from, link.relation.clone(), link.note.clone()));
            }
        }
        links.sort();
        links.truncate(LINKS);
        Ok(links)
    }

    fn ever_linked_to(&self, id: MatterId) -> Result<Vec<MatterId>, StoreError> {
        self.now.ever_linked_to(id)
    }

    fn imported_from(&self, source: &str) -> Result<Option<MatterId>, StoreError> {
        Ok(self.now.imported_from(source)?.filter(|id| *id < self.head.next_matter))
    }

    fn outcome_of(&self, command: CommandId) -> Result<Option<Outcome>, StoreError> {
        self.now.outcome_of(command)
    }

    fn tile(&self, level: u8, index: u64, width: u16) -> Result<Vec<Hash>, StoreError> {
        match width.min(proof::tile_width(self.head.next.0, level, index)) {
            0 => Ok(vec![]),
            width => self.now.tile(level, index, width),
        }
    }

    fn record(&self, _: &str, _: &str) -> Result<Option<Record>, StoreError> {
        Ok(None)
    }

    fn records(&self, _: &str) -> Result<Vec<(String, Record)>, StoreError> {
        Ok(vec![])
    }

    fn records_after(&self, _: &str, _: &str, _: usize) -> Result<Vec<(String, Record)>, StoreError> {
        Ok(vec![])
    }

    fn count_records(&self, _: &str, _: usize) -> Result<usize, StoreError> {
        Ok(0)
    }
}
