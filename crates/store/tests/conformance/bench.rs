//! Empty stores of each backend, and looking at a store from outside.

use crate::desk::{self, Order};
use ledger::{MatterId, Seq, SpaceId, tally::Over};
use std::fmt::Write as _;
use store::{
    Entry, Filter, Outcome, Pending, Sort, Stop, Store, StoreError, View, Work, memory::MemoryStore,
    sqlite::SqliteStore,
};
use tempfile::TempDir;

/// Makes an empty store.
pub(crate) type Maker = dyn Fn() -> Box<dyn Store>;

pub(crate) fn memory() -> Box<dyn Store> {
    Box::new(MemoryStore::new(SpaceId(1)))
}

pub(crate) fn sqlite() -> Box<dyn Store> {
    let folder = tempfile::tempdir().unwrap();
    Box::new(Housed { store: SqliteStore::open(folder.path()).unwrap(), _folder: folder })
}

/// A store with the folder that goes away after it.
struct Housed {
    store: SqliteStore,
    _folder: TempDir,
}

impl Store for Housed {
    fn submit(&self, work: Work) -> Pending {
        self.store.submit(work)
    }

    fn view(&self) -> Result<Box<dyn View + '_>, StoreError> {
        self.store.view()
    }

    fn rebuild(&self, progress: &mut dyn FnMut(u64, u64)) -> Result<(), StoreError> {
        self.store.rebuild(progress)
    }

    fn compare_derived(&self, progress: &mut dyn FnMut(u64, u64)) -> Result<Option<String>, StoreError> {
        self.store.compare_derived(progress)
    }
}

/// Does `work` and waits for the answer.
pub(crate) fn ask(
    store: &dyn Store,
    work: impl FnOnce(&mut dyn store::Write) -> Result<Outcome, Stop> + Send + 'static,
) -> Result<Outcome, Stop> {
    store.submit(Box::new(work)).blocking_recv().expect("the writer answers")
}

/// Reads something out of a write that leaves nothing.
pub(crate) fn probe<T: Send + 'static>(
    store: &dyn Store,
    read: impl FnOnce(&mut dyn store::Write) -> T + Send + 'static,
) -> T {
    let (tell, told) = std::sync::mpsc::channel();
    let answer = ask(store, move |write| {
        tell.send(read(write)).unwrap();
        Err(Stop::Refused(ledger::Refusal::NothingToDo))
    });
    assert!(matches!(answer, Err(Stop::Refused(_))), "{answer:?}");
    told.recv().unwrap()
}

/// Carries out `orders` without waiting between them, so that a store may group them; what each was answered.
pub(crate) fn play(store: &dyn Store, orders: &[Order]) -> Vec<String> {
    let mut answers = vec![];
    // The queue of a store is bounded, and so is what waits here.
    for some in orders.chunks(200) {
        let pending: Vec<Pending> = some.iter().map(|order| store.submit(order.work())).collect();
        answers.extend(pending.into_iter().map(|p| format!("{:?}", p.blocking_recv().unwrap())));
    }
    answers
}

/// A store in which the shipped kinds are in force.
pub(crate) fn furnished(make: &Maker) -> Box<dyn Store> {
    let store = make();
    store.submit(desk::define_kinds()).blocking_recv().unwrap().unwrap();
    store
}

/// All entries of the log.
pub(crate) fn entries(view: &dyn View) -> Vec<Entry> {
    view.events(Seq(0), usize::MAX).unwrap()
}

/// The log as an export writes it.
pub(crate) fn export(store: &dyn Store) -> Vec<String> {
    let view = store.view().unwrap();
    entries(view.as_ref()).iter().map(|entry| entry.to_json().to_string()).collect()
}

/// Everything that can be seen of a store, the next ranks included.
pub(crate) fn everything(store: &dyn Store) -> String {
    let view = store.view().unwrap();
    let seen = all_seen(view.as_ref());
    let ids: Vec<MatterId> = (0..view.head().next_matter.0 + 10).map(MatterId).collect();
    drop(view);
    seen + &probe(store, move |write| {
        let parents = ids.into_iter().map(Some).chain([None]);
        let ranks: Vec<u32> = parents.map(|parent| write.next_rank(parent).unwrap()).collect();
        let kinds: Vec<_> = write.kinds().all().map(|kind| (kind.name.clone(), kind.version)).collect();
        format!("{:?} {ranks:?} {kinds:?}", write.head())
    })
}

/// Everything that a look shows.
pub(crate) fn all_seen(view: &dyn View) -> String {
    let mut seen = format!("{:?}\n", view.head());
    for kind in view.kinds().all() {
        writeln!(seen, "kind {} {}", kind.name, kind.version).unwrap();
        for over in [Over::All, Over::Under(MatterId(1)), Over::Unit(MatterId(1))] {
            writeln!(seen, "{over} {:?}", view.tallies_over(&kind.name, over).unwrap()).unwrap();
        }
    }
    for entry in entries(view) {
        writeln!(seen, "{}", entry.to_json()).unwrap();
    }
    for sort in [Sort::Outline, Sort::Due, Sort::Changed] {
        writeln!(seen, "{:?}", view.rows(&Filter::default(), sort, None, usize::MAX).unwrap()).unwrap();
    }
    let ids: Vec<MatterId> = (0..view.head().next_matter.0 + 10).map(MatterId).collect();
    for id in &ids {
        writeln!(seen, "{:?} {:?}", view.matter(*id).unwrap(), view.links_to(*id).unwrap()).unwrap();
    }
    for word in ["整改", "a", "1", "租"] {
        writeln!(seen, "{:?}", view.search(&[word.to_owned()], usize::MAX).unwrap()).unwrap();
        writeln!(seen, "{:?}", view.search_said(&[word.to_owned()], usize::MAX).unwrap()).unwrap();
    }
    for (kind, pair) in
        [("item", "整改"), ("measure", "租金"), ("measure", "12"), ("unit", "ab"), ("item", "，整")]
    {
        writeln!(seen, "{:?}", view.holding(kind, pair, usize::MAX).unwrap()).unwrap();
        writeln!(seen, "{:?}", view.holding(kind, pair, 2).unwrap()).unwrap();
    }
    for drawer in ["drawer", "other"] {
        writeln!(seen, "{:?}", view.records(drawer).unwrap()).unwrap();
    }
    let width = u16::try_from(view.head().next.0.min(256)).unwrap();
    writeln!(seen, "{:?}", view.tile(0, 0, width).unwrap()).unwrap();
    seen
}
