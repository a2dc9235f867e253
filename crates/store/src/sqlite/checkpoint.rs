//! Moving the write-ahead log into the file beside the writer, so that nobody who writes waits for it.
//!
//! The log begins anew only when all of it has been moved, which never happens while somebody writes; so once it is
//! long the writer moves the little that is left itself, and once it is longer than it may ever be, all that is left.

use super::{io, sql};
use crate::StoreError;
use rusqlite::Connection;
use std::{
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
        mpsc,
    },
    thread::JoinHandle,
};

/// When pages are moved, and by whom; numbers of pages of 4 kB.
#[derive(Clone, Copy)]
struct Bounds {
    /// Moved together.
    stride: i64,
    /// The log should begin anew.
    long: i64,
    /// So few of a long log are left to the writer.
    few: i64,
    /// The writer moves whatever is left: work that comes without a pause must not fill the disk.
    most: i64,
}

/// 16 MB, 64 MB, 2 MB, 256 MB.
const BOUNDS: Bounds = Bounds { stride: 4_000, long: 16_000, few: 500, most: 64_000 };

/// Moves pages on a thread of its own; ends when it is dropped.
pub(super) struct Checkpointer {
    wake: Option<mpsc::SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
    /// Pages in the log as of the last commit.
    written: Arc<AtomicI64>,
    /// Pages of it that were moved.
    moved: Arc<AtomicI64>,
    /// Held by whoever moves pages.
    moving: Arc<Mutex<()>>,
    bounds: Bounds,
    /// The same when the writer last moved the rest: a reader may keep the log from beginning anew, and then there is
    /// no use in trying at every commit.
    tried: i64,
    /// Pages in the log when the writer last moved them without regard to how many are left.
    forced: i64,
}

impl Checkpointer {
    /// Starts on the database that `writer` writes, and takes over its checkpoints.
    pub(super) fn start(writer: &mut Connection) -> Result<Checkpointer, StoreError> {
        Checkpointer::within(writer, BOUNDS)
    }

    fn within(writer: &mut Connection, bounds: Bounds) -> Result<Checkpointer, StoreError> {
        let path = writer.path().unwrap_or_default().to_owned();
        let (written, moved) = (Arc::new(AtomicI64::new(0)), Arc::new(AtomicI64::new(0)));
        let told = written.clone();
        // Takes the place of SQLite's own checkpoints, which the commit would wait for.
        writer
            .wal_hook(Some(move |_: &mut rusqlite::hooks::Wal, pages| {
                told.store(i64::from(pages), Ordering::Release);
                Ok(())
            }))
            .map_err(sql)?;
        let (wake, woken) = mpsc::sync_channel(1);
        let (done, known) = (moved.clone(), written.clone());
        let moving: Arc<Mutex<()>> = Arc::default();
        let held = moving.clone();
        let connection = open(Path::new(&path))?;
        let thread = std::thread::Builder::new()
            .name("ledger-checkpoint".into())
            .spawn(move || {
                while woken.recv().is_ok() {
                    let _moving = held.lock().unwrap_or_else(PoisonError::into_inner);
                    // What fails is tried again; when the disk is full, the next commit says so.
                    let so_far = move_pages(&connection).unwrap_or_else(|_| known.load(Ordering::Acquire));
                    done.store(so_far, Ordering::Release);
                }
            })
            .map_err(|e| io(&e))?;
        Ok(Checkpointer {
            wake: Some(wake),
            thread: Some(thread),
            written,
            moved,
            moving,
            bounds,
            tried: 0,
            forced: 0,
        })
    }

    /// To be called after a commit of `writer`.
    pub(super) fn after_commit(&mut self, writer: &Connection) {
        let (written, moved) = (self.written.load(Ordering::Acquire), self.moved.load(Ordering::Acquire));
        // Fewer than were moved: the log has begun anew.
        let left = if written < moved { written } else { written - moved };
        let Bounds { stride, long, few, most } = self.bounds;
        let is_long = written >= long;
        // A reader may keep pages from being moved; then the writer tries again when the log has grown by another stride.
        if written < self.forced {
            self.forced = 0;
        }
        if written >= most && written - self.forced >= stride {
            self.forced = written;
            // Waits for the thread, which is moving pages of the same log.
            let moving = self.moving.clone();
            let _moving = moving.lock().unwrap_or_else(PoisonError::into_inner);
            self.move_rest(writer);
        } else if left >= if is_long { few } else { stride } {
            if let Some(wake) = &self.wake {
                // Full means that it is awake already.
                let _ = wake.try_send(());
            }
        } else if is_long && moved != self.tried {
            self.move_rest(writer);
        }
    }

    fn move_rest(&mut self, writer: &Connection) {
        if let Ok(so_far) = move_pages(writer) {
            self.moved.store(so_far, Ordering::Release);
            self.tried = so_far;
        }
    }
}

impl Drop for Checkpointer {
    fn drop(&mut self) {
        self.wake.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn open(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(path).map_err(sql)?;
    super::prepare_connection(&connection, false)?;
    Ok(connection)
}

/// Moves what no reader still needs; the pages of the log that have been moved so far.
fn move_pages(connection: &Connection) -> Result<i64, StoreError> {
    connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get(2)).map_err(sql)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_without_a_pause_does_not_let_the_log_grow() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.sqlite");
        let mut writer = open(&path).unwrap();
        writer.execute_batch("CREATE TABLE t (id INTEGER PRIMARY KEY, bytes BLOB)").unwrap();
        let bounds = Bounds { stride: 200, long: 400, few: 20, most: 1_000 };
        let mut checkpointer = Checkpointer::within(&mut writer, bounds).unwrap();
        let log = folder.path().join("ledger.sqlite-wal");
        let mut longest = 0;
        for _ in 0..200 {
            // Far more pages a commit than are ever left to the writer otherwise.
            writer.execute_batch("BEGIN").unwrap();
            for _ in 0..60 {
                writer.execute("INSERT INTO t (bytes) VALUES (zeroblob(8000))", []).unwrap();
            }
            writer.execute_batch("COMMIT").unwrap();
            checkpointer.after_commit(&writer);
            longest = longest.max(log.metadata().unwrap().len());
        }
        let pages = longest / 4_096;
        assert!(pages < 1_500, "the log was {pages} pages long of 24,000 written");
    }
}
