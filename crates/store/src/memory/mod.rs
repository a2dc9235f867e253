//! In memory: for simulations, for looking at a past day, and as the plain reading of what every backend must do.
//!
//! Lists and searches go through everything; nothing here is meant to be fast.

mod view;

use crate::{
    Entry, Head, NewEvent, Outcome, Pending, Record, Store, StoreError, View, Work, Write,
    log::{Prepared, kind_at, prepare},
};
use ledger::{
    CommandId, Event, Kinds, Matter, MatterId, Position, Seq, SpaceId, evolve,
    tally::{self, Tally},
};
use proof::{Algorithm, Frontier};
use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

/// A store that lives as long as the process.
pub struct MemoryStore {
    state: RwLock<State>,
}

#[derive(Clone)]
pub(crate) struct State {
    pub(crate) head: Head,
    pub(crate) tree: Frontier,
    pub(crate) kinds: Arc<Kinds>,
    pub(crate) log: Vec<Entry>,
    pub(crate) matters: BTreeMap<MatterId, Matter>,
    pub(crate) outcomes: BTreeMap<CommandId, Outcome>,
    pub(crate) records: BTreeMap<(String, String), Record>,
}

impl MemoryStore {
    /// An empty store of `space`.
    pub fn new(space: SpaceId) -> MemoryStore {
        MemoryStore { state: RwLock::new(State::empty(space)) }
    }

    /// The state after `entries`, oldest first, such as those up to a past day.
    ///
    /// # Errors
    /// An entry that does not follow from those before it.
    pub fn replay(
        space: SpaceId,
        entries: impl IntoIterator<Item = Result<Entry, StoreError>>,
    ) -> Result<MemoryStore, StoreError> {
        let mut state = State::empty(space);
        for entry in entries {
            state.take(entry?)?;
        }
        Ok(MemoryStore { state: RwLock::new(state) })
    }
}

impl State {
    fn empty(space: SpaceId) -> State {
        let tree = Frontier::new(Algorithm::Sha256);
        State {
            head: Head {
                space,
                next: Seq(0),
                next_matter: MatterId(1),
                at: jiff::Timestamp::UNIX_EPOCH,
                root: tree.root(),
            },
            tree,
            kinds: Arc::default(),
            log: vec![],
            matters: BTreeMap::new(),
            outcomes: BTreeMap::new(),
            records: BTreeMap::new(),
        }
    }

    /// Adds an entry that was logged elsewhere.
    fn take(&mut self, entry: Entry) -> Result<(), StoreError> {
        if entry.header.seq != self.head.next {
            return Err(StoreError::Damaged(format!("event {} is missing", self.head.next)));
        }
        let event = entry.event()?;
        let kind = kind_at(&self.kinds, &entry.header)?;
        let before = self.matters.get(&entry.header.matter).cloned();
        let after = evolve(before, &entry.header, &event, &kind);
        self.add(entry, &event, after)
    }

    fn add(&mut self, entry: Entry, event: &Event, after: Matter) -> Result<(), StoreError> {
        self.tree.push(entry.leaf).map_err(|error| StoreError::Backend(error.to_string()))?;
        if let Event::KindDefined { definition, .. } = event {
            Arc::make_mut(&mut self.kinds).insert((**definition).clone());
        }
        let id = entry.header.matter;
        self.head.next = Seq(entry.header.seq.0 + 1);
        self.head.at = entry.header.at;
        self.head.next_matter = MatterId(self.head.next_matter.0.max(id.0 + 1));
        self.head.root = self.tree.root();
        self.log.push(entry);
        self.matters.insert(id, after);
        Ok(())
    }

    pub(crate) fn tallies(&self) -> BTreeMap<Tally, u64> {
        let mut all = BTreeMap::new();
        let matters = self.matters.values().filter(|matter| matter.id != MatterId::SPACE);
        for tally in matters.flat_map(tally::tallies) {
            *all.entry(tally).or_insert(0) += 1;
        }
        all
    }

    pub(crate) fn imported_from(&self, source: &str) -> Option<MatterId> {
        let is_root_of = |matter: &&Matter| {
            matter.parent.is_none() && matter.origin.as_ref().is_some_and(|origin| origin.source == source)
        };
        self.matters.values().find(is_root_of).map(|matter| matter.id)
    }
}

impl Store for MemoryStore {
    fn submit(&self, work: Work) -> Pending {
        let (reply, pending) = tokio::sync::oneshot::channel();
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let mut writing = Writing { undo: Undo::of(&state), state: &mut state };
        // A panic in a piece must not leave half of it; it is a bug, answered as a failed store.
        let answer = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&mut writing)))
            .unwrap_or_else(|_| Err(StoreError::Backend("a piece of work panicked".into()).into()));
        let Writing { undo, .. } = writing;
        if answer.is_err() {
            undo.take_back(&mut state);
        }
        let _ = reply.send(answer);
        pending
    }

    fn view(&self) -> Result<Box<dyn View + '_>, StoreError> {
        Ok(Box::new(view::MemoryView::of(self.state.read().unwrap_or_else(PoisonError::into_inner))))
    }

    fn rebuild(&self, progress: &mut dyn FnMut(u64, u64)) -> Result<(), StoreError> {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let mut fresh = State::empty(state.head.space);
        for entry in state.log.clone() {
            fresh.take(entry)?;
            progress(fresh.head.next.0, state.head.next.0);
        }
        state.matters = fresh.matters;
        Ok(())
    }

    fn compare_derived(&self, progress: &mut dyn FnMut(u64, u64)) -> Result<Option<String>, StoreError> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        let mut fresh = State::empty(state.head.space);
        for entry in state.log.clone() {
            fresh.take(entry)?;
            progress(fresh.head.next.0, state.head.next.0);
        }
        let differs = state.matters.iter().find(|(id, matter)| fresh.matters.get(id) != Some(matter));
        Ok(differs.map(|(id, _)| format!("matter {id} differs from the log")))
    }
}

/// What a piece of work must leave behind when it stops half-way: nothing.
struct Undo {
    head: Head,
    tree: Frontier,
    kinds: Arc<Kinds>,
    matters: BTreeMap<MatterId, Option<Matter>>,
    records: BTreeMap<(String, String), Option<Record>>,
    outcomes: Vec<CommandId>,
}

impl Undo {
    fn of(state: &State) -> Undo {
        Undo {
            head: state.head,
            tree: state.tree.clone(),
            kinds: state.kinds.clone(),
            matters: BTreeMap::new(),
            records: BTreeMap::new(),
            outcomes: vec![],
        }
    }

    fn take_back(self, state: &mut State) {
        state.log.truncate(usize::try_from(self.head.next.0).unwrap_or(usize::MAX));
        (state.head, state.tree, state.kinds) = (self.head, self.tree, self.kinds);
        for (id, matter) in self.matters {
            match matter {
                Some(matter) => state.matters.insert(id, matter),
                None => state.matters.remove(&id),
            };
        }
        for (key, record) in self.records {
            match record {
                Some(record) => state.records.insert(key, record),
                None => state.records.remove(&key),
            };
        }
        for command in self.outcomes {
            state.outcomes.remove(&command);
        }
    }
}

struct Writing<'s> {
    state: &'s mut State,
    undo: Undo,
}

impl Write for Writing<'_> {
    fn head(&self) -> Head {
        self.state.head
    }

    fn kinds(&self) -> Arc<Kinds> {
        self.state.kinds.clone()
    }

    fn matter(&mut self, id: MatterId) -> Result<Option<Matter>, StoreError> {
        Ok(self.state.matters.get(&id).cloned())
    }

    fn next_rank(&mut self, parent: Option<MatterId>) -> Result<u32, StoreError> {
        let siblings = self.state.matters.values().filter(|m| m.parent == parent && m.id != MatterId::SPACE);
        let last = siblings.map(|m| &m.position).max().map_or(0, Position::rank);
        last.checked_add(1).ok_or_else(|| StoreError::Backend("no rank is left".into()))
    }

    fn tallies(&mut self, of: &[Tally]) -> Result<Vec<u64>, StoreError> {
        let all = self.state.tallies();
        Ok(of.iter().map(|tally| all.get(tally).copied().unwrap_or(0)).collect())
    }

    fn below(&mut self, id: MatterId, limit: usize) -> Result<Vec<MatterId>, StoreError> {
        let mut found: Vec<&Matter> =
            self.state.matters.values().filter(|matter| matter.above.contains(&id)).collect();
        found.sort_by(|a, b| a.position.cmp(&b.position));
        Ok(found.into_iter().take(limit).map(|matter| matter.id).collect())
    }

    fn imported_from(&mut self, source: &str) -> Result<Option<MatterId>, StoreError> {
        Ok(self.state.imported_from(source))
    }

    fn outcome_of(&mut self, command: CommandId) -> Result<Option<Outcome>, StoreError> {
        Ok(self.state.outcomes.get(&command).cloned())
    }

    fn append(&mut self, new: NewEvent) -> Result<Matter, StoreError> {
        let id = new.matter;
        let before = self.state.matters.get(&id);
        let Prepared { entry, event, after, .. } = prepare(&self.state.head, &self.state.kinds, before, new)?;
        let before = before.cloned();
        self.undo.matters.entry(id).or_insert(before);
        self.state.add(entry, &event, after.clone())?;
        Ok(after)
    }

    fn keep_outcome(&mut self, command: CommandId, outcome: &Outcome) -> Result<(), StoreError> {
        self.state.outcomes.insert(command, outcome.clone());
        self.undo.outcomes.push(command);
        Ok(())
    }

    fn record(&mut self, drawer: &str, key: &str) -> Result<Option<Record>, StoreError> {
        Ok(self.state.records.get(&(drawer.to_owned(), key.to_owned())).cloned())
    }

    fn put_record(&mut self, drawer: &str, key: &str, record: Option<Record>) -> Result<(), StoreError> {
        let key = (drawer.to_owned(), key.to_owned());
        let before = match record {
            Some(record) => self.state.records.insert(key.clone(), record),
            None => self.state.records.remove(&key),
        };
        self.undo.records.entry(key).or_insert(before);
        Ok(())
    }
}
