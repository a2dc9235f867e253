//! The writer thread: takes what waits, does it in one transaction, syncs once, then answers.

use super::{Job, derive::Texts, first_head, int, sql, uint, write::Writing};
use crate::{Head, Outcome, Stop, StoreError};
use ledger::{Kinds, Matter, MatterId, Seq};
use proof::{Algorithm, Frontier, Hash};
use rusqlite::{Connection, OptionalExtension, params};
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock, mpsc},
};

/// Most pieces of work in one commit; bounds how long the first waits.
const GROUP: usize = 256;
/// Matters kept decoded between commits.
const WARM: usize = 8192;

pub(super) struct Writer {
    pub(super) connection: Connection,
    pub(super) head: Head,
    pub(super) tree: Frontier,
    pub(super) warm: HashMap<MatterId, Arc<Matter>>,
    texts: Texts,
    pub(super) kinds: Arc<Kinds>,
    shared_kinds: Arc<RwLock<Arc<Kinds>>>,
}

type Answer = (tokio::sync::oneshot::Sender<Result<Outcome, Stop>>, Result<Outcome, Stop>);

impl Writer {
    pub(super) fn new(
        connection: Connection,
        shared_kinds: Arc<RwLock<Arc<Kinds>>>,
    ) -> Result<Writer, StoreError> {
        let (head, tree) = load_head(&connection)?;
        let kinds = shared_kinds.read().unwrap_or_else(PoisonError::into_inner).clone();
        Ok(Writer {
            connection,
            head,
            tree,
            warm: HashMap::new(),
            texts: Texts::default(),
            kinds,
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
                }
                Err(error) => self.give_up(&error, answers, before),
            }
            if self.warm.len() > WARM {
                self.warm.clear();
            }
        }
    }

    /// Does the first piece and all that wait behind it in one transaction.
    fn group(
        &mut self,
        first: Job,
        inbox: &mpsc::Receiver<Job>,
        answers: &mut Vec<Answer>,
    ) -> Result<(), StoreError> {
        let before = self.head;
        if let Err(error) = self.connection.execute_batch("BEGIN IMMEDIATE").map_err(sql) {
            answers.push((first.reply, Err(Stop::Store(again(&error)))));
            return Err(error);
        }
        let mut next = Some(first);
        while let Some(job) = next {
            match self.piece(job.work) {
                Ok(answer) => answers.push((job.reply, answer)),
                Err(error) => {
                    answers.push((job.reply, Err(Stop::Store(again(&error)))));
                    return Err(error);
                }
            }
            next = if answers.len() < GROUP { inbox.try_recv().ok() } else { None };
        }
        self.texts.write(&self.connection)?;
        if self.head != before {
            save_head(&self.connection, &self.head, &self.tree)?;
        }
        // Before the commit: a reader may know a definition early, but never meet a matter without its own.
        self.share_kinds();
        self.connection.execute_batch("COMMIT").map_err(sql)
    }

    fn share_kinds(&self) {
        *self.shared_kinds.write().unwrap_or_else(PoisonError::into_inner) = self.kinds.clone();
    }

    /// One piece of work; when it stops, nothing of it stays.
    ///
    /// # Errors
    /// The transaction is lost, and with it the whole group.
    fn piece(&mut self, work: crate::Work) -> Result<Result<Outcome, Stop>, StoreError> {
        let (head, kinds) = (self.head, self.kinds.clone());
        let tree = self.tree.clone();
        self.connection.prepare_cached("SAVEPOINT piece").and_then(|mut s| s.execute([])).map_err(sql)?;
        let mut writing = Writing::new(self);
        // A panic in a piece must not take the writer with it; it is a bug, answered as a failed store.
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&mut writing)))
            .unwrap_or_else(|_| Err(Stop::Store(StoreError::Backend("a piece of work panicked".into()))));
        let touched = writing.touched();
        let result = done.and_then(|outcome| writing.settle().map(|()| outcome).map_err(Stop::from));
        let texts = writing.texts();
        if result.is_ok() {
            self.texts.append(texts);
        }
        if let Err(stop) = &result {
            // A disk that is full or fails may have ended the transaction; the savepoint went with it.
            if self.connection.is_autocommit() {
                return Err(match stop {
                    Stop::Store(error) => again(error),
                    Stop::Refused(_) => StoreError::Backend("the transaction was lost".into()),
                });
            }
            self.connection
                .prepare_cached("ROLLBACK TO piece")
                .and_then(|mut s| s.execute([]))
                .map_err(sql)?;
            (self.head, self.kinds, self.tree) = (head, kinds, tree);
            touched.iter().for_each(|id| {
                self.warm.remove(id);
            });
        }
        self.connection.prepare_cached("RELEASE piece").and_then(|mut s| s.execute([])).map_err(sql)?;
        Ok(result)
    }

    /// The commit failed: nothing of the group stays, everybody is told.
    fn give_up(&mut self, error: &StoreError, answers: Vec<Answer>, before: (Head, Frontier, Arc<Kinds>)) {
        let _ = self.connection.execute_batch("ROLLBACK");
        self.warm.clear();
        self.texts = Texts::default();
        (self.head, self.tree, self.kinds) = before;
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

fn save_head(connection: &Connection, head: &Head, tree: &Frontier) -> Result<(), StoreError> {
    let frontier: Vec<u8> = tree.subtrees().iter().flat_map(|hash| *hash.as_bytes()).collect();
    connection
        .prepare_cached("INSERT OR REPLACE INTO head VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        .and_then(|mut statement| {
            statement.execute(params![
                int(head.space.0),
                int(head.next.0),
                int(head.next_matter.0),
                head.at.as_millisecond(),
                head.root.as_bytes(),
                frontier
            ])
        })
        .map_err(sql)?;
    Ok(())
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
