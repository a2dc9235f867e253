//! The writer thread: takes what waits, does it in one transaction, syncs once, then answers.

use super::{Job, checkpoint::Checkpointer, first_head, group::Group, int, sql, uint, write::Writing};
use crate::{Head, Outcome, Stop, StoreError};
use ledger::{Kinds, Matter, MatterId, Seq};
use proof::{Algorithm, Frontier, Hash};
use rusqlite::{Connection, OptionalExtension};
use std::{
    cell::OnceCell,
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock, mpsc},
};

/// Most pieces of work in one commit; bounds how long the first waits.
const GROUP: usize = 256;
/// So many events are written without waiting for more pieces; bounds what a group holds in memory.
const LINES: usize = 4096;
/// Matters kept decoded between commits.
const WARM: usize = 8192;

/// Head, tree and kinds at one place of the log.
pub(super) type Standing = (Head, Frontier, Arc<Kinds>);

/// Matters kept decoded.
pub(super) type Warm = HashMap<MatterId, Arc<Matter>>;

pub(super) struct Writer {
    /// Before the connection, so that this one is the last to close and leaves nothing in the write-ahead log.
    checkpointer: Checkpointer,
    pub(super) connection: Connection,
    /// Where the log stands with the group; the root is that of `tree` only when a group is written.
    pub(super) head: Head,
    pub(super) tree: Frontier,
    /// The root of `tree`, once somebody has asked for it.
    pub(super) root: OnceCell<Hash>,
    pub(super) warm: Warm,
    pub(super) kinds: Arc<Kinds>,
    pub(super) group: Group,
    shared_kinds: Arc<RwLock<Arc<Kinds>>>,
}

type Answer = (tokio::sync::oneshot::Sender<Result<Outcome, Stop>>, Result<Outcome, Stop>);

impl Writer {
    pub(super) fn new(
        mut connection: Connection,
        shared_kinds: Arc<RwLock<Arc<Kinds>>>,
    ) -> Result<Writer, StoreError> {
        let (head, tree) = load_head(&connection)?;
        let kinds = shared_kinds.read().unwrap_or_else(PoisonError::into_inner).clone();
        let checkpointer = Checkpointer::start(&mut connection)?;
        Ok(Writer {
            checkpointer,
            connection,
            head,
            tree,
            root: OnceCell::new(),
            warm: HashMap::new(),
            kinds,
            group: Group::default(),
            shared_kinds,
        })
    }

    pub(super) fn run(&mut self, inbox: &mpsc::Receiver<Job>) {
        while let Ok(first) = inbox.recv() {
            let mut answers: Vec<Answer> = Vec::with_capacity(16);
            let before = (self.head, self.tree.clone(), self.kinds.clone());
            match self.group(first, inbox, &mut answers) {
                Ok(()) => {
                    for (reply, answer) in answers {
                        let _ = reply.send(answer);
                    }
                    self.checkpointer.after_commit(&self.connection);
                }
                Err(error) => self.give_up(&error, answers, before),
            }
            if self.warm.len() > WARM {
                self.warm.clear();
            }
        }
    }

    /// Does the first piece and all that wait behind it, and writes what they leave in one transaction.
    fn group(
        &mut self,
        first: Job,
        inbox: &mpsc::Receiver<Job>,
        answers: &mut Vec<Answer>,
    ) -> Result<(), StoreError> {
        if let Err(error) = self.connection.execute_batch("BEGIN IMMEDIATE").map_err(sql) {
            answers.push((first.reply, Err(Stop::Store(again(&error)))));
            return Err(error);
        }
        let from = self.head.next;
        let mut next = Some(first);
        while let Some(job) = next {
            let answer = self.piece(job.work);
            answers.push((job.reply, answer));
            let has_room = answers.len() < GROUP && self.group.lines.len() < LINES;
            next = if has_room { inbox.try_recv().ok() } else { None };
        }
        self.head = self.head_now();
        let group = std::mem::take(&mut self.group);
        group.write(&self.connection, &self.warm, &self.kinds, from, (&self.head, &self.tree))?;
        // Before the commit: a reader may know a definition early, but never meet a matter without its own.
        self.share_kinds();
        self.connection.execute_batch("COMMIT").map_err(sql)
    }

    /// Where the log stands, with its root.
    pub(super) fn head_now(&self) -> Head {
        Head { root: *self.root.get_or_init(|| self.tree.root()), ..self.head }
    }

    /// Sets head, tree and kinds.
    pub(super) fn stand(&mut self, (head, tree, kinds): Standing) {
        (self.head, self.tree, self.kinds) = (head, tree, kinds);
        self.root.take();
    }

    fn share_kinds(&self) {
        *self.shared_kinds.write().unwrap_or_else(PoisonError::into_inner) = self.kinds.clone();
    }

    /// One piece of work; when it stops, nothing of it stays.
    fn piece(&mut self, work: crate::Work) -> Result<Outcome, Stop> {
        let mut writing = Writing::new(self);
        // A panic in a piece must not take the writer with it; it is a bug, answered as a failed store.
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&mut writing)))
            .unwrap_or_else(|_| Err(Stop::Store(StoreError::Backend("a piece of work panicked".into()))));
        if done.is_err() {
            writing.take_back();
        }
        done
    }

    /// The group was not written: nothing of it stays, everybody is told.
    fn give_up(&mut self, error: &StoreError, answers: Vec<Answer>, before: Standing) {
        let _ = self.connection.execute_batch("ROLLBACK");
        self.warm.clear();
        self.group = Group::default();
        self.stand(before);
        self.share_kinds();
        for (reply, answer) in answers {
            let _ = reply.send(match answer {
                Err(stop) => Err(stop),
                Ok(_) => Err(Stop::Store(again(error))),
            });
        }
    }
}

/// The same error for everybody in the group.
fn again(error: &StoreError) -> StoreError {
    match error {
        StoreError::DiskFull => StoreError::DiskFull,
        StoreError::InUse(what) => StoreError::InUse(what.clone()),
        StoreError::Damaged(what) => StoreError::Damaged(what.clone()),
        other => StoreError::Backend(other.to_string()),
    }
}

/// The head and its tree, which is checked against the root.
pub(super) fn load_head(connection: &Connection) -> Result<(Head, Frontier), StoreError> {
    let (head, frontier) = read_head(connection)?;
    Ok((head, grow(&head, &frontier)?))
}

/// The head as stored, and the edge of its tree in bytes, not yet checked.
pub(super) fn read_head(connection: &Connection) -> Result<(Head, Vec<u8>), StoreError> {
    let mut head = first_head();
    let found = connection
        .prepare_cached("SELECT next, next_matter, at, root, frontier FROM head WHERE space = ?1")
        .and_then(|mut statement| {
            statement
                .query_row([int(head.space.0)], |row| {
                    Ok((
                        row.get::<_, i64>(0)?,
                        row.get::<_, i64>(1)?,
                        row.get::<_, i64>(2)?,
                        row.get::<_, Vec<u8>>(3)?,
                        row.get::<_, Vec<u8>>(4)?,
                    ))
                })
                .optional()
        })
        .map_err(sql)?;
    let Some((next, next_matter, at, root, frontier)) = found else {
        return Ok((head, vec![]));
    };
    head.next = Seq(uint(next));
    head.next_matter = MatterId(uint(next_matter));
    head.at = jiff::Timestamp::from_millisecond(at).map_err(|e| StoreError::Damaged(e.to_string()))?;
    head.root = hash(&root)?;
    Ok((head, frontier))
}

/// The tree that has this edge.
///
/// # Errors
/// It has another root than the head says.
pub(super) fn grow(head: &Head, frontier: &[u8]) -> Result<Frontier, StoreError> {
    let tree = Frontier::from_parts(Algorithm::Sha256, head.next.0, hashes(frontier)?)
        .map_err(|error| StoreError::Damaged(error.to_string()))?;
    // Appending to a wrong edge of the tree would spoil every root after it.
    if tree.root() != head.root {
        return Err(StoreError::Damaged("the head's root is not that of its tree".into()));
    }
    Ok(tree)
}

pub(super) fn hash(bytes: &[u8]) -> Result<Hash, StoreError> {
    let bytes = bytes.try_into().map_err(|_| StoreError::Damaged("a hash is not 32 bytes".into()))?;
    Ok(Hash::from_bytes(bytes))
}

pub(super) fn hashes(bytes: &[u8]) -> Result<Vec<Hash>, StoreError> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    if !rest.is_empty() {
        return Err(StoreError::Damaged("a row of hashes is cut short".into()));
    }
    Ok(hashes.iter().map(|bytes| Hash::from_bytes(*bytes)).collect())
}
