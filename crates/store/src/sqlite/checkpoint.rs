//! Moving the write-ahead log into the file beside the writer, so that nobody who writes waits for it.
//!
//! The log begins anew only when all of it has been moved, which never happens while somebody writes; so once it is
//! long the writer moves the little that is left itself.

use super::{io, sql};
use crate::StoreError;
use rusqlite::Connection;
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
        mpsc,
    },
    thread::JoinHandle,
};

/// Pages that are moved together: 16 MB.
const STRIDE: i64 = 4_000;
/// Pages after which the log should begin anew: 64 MB.
const LONG: i64 = 16_000;
/// So few pages of a long log are left to the writer.
const FEW: i64 = 500;

/// Moves pages on a thread of its own; ends when it is dropped.
pub(super) struct Checkpointer {
    wake: Option<mpsc::SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
    /// Pages in the log as of the last commit.
    written: Arc<AtomicI64>,
    /// Pages of it that were moved.
    moved: Arc<AtomicI64>,
    /// The same when the writer last moved the rest: a reader may keep the log from beginning anew, and then there is
    /// no use in trying at every commit.
    tried: i64,
}

impl Checkpointer {
    /// Starts on the database that `writer` writes, and takes over its checkpoints.
    pub(super) fn start(writer: &mut Connection) -> Result<Checkpointer, StoreError> {
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
        let connection = open(Path::new(&path))?;
        let thread = std::thread::Builder::new()
            .name("ledger-checkpoint".into())
            .spawn(move || {
                while woken.recv().is_ok() {
                    // What fails is tried again; when the disk is full, the next commit says so.
                    let so_far = move_pages(&connection).unwrap_or_else(|_| known.load(Ordering::Acquire));
                    done.store(so_far, Ordering::Release);
                }
            })
            .map_err(|e| io(&e))?;
        Ok(Checkpointer { wake: Some(wake), thread: Some(thread), written, moved, tried: 0 })
    }

    /// To be called after a commit of `writer`.
    pub(super) fn after_commit(&mut self, writer: &Connection) {
        let (written, moved) = (self.written.load(Ordering::Acquire), self.moved.load(Ordering::Acquire));
        // Fewer than were moved: the log has begun anew.
        let left = if written < moved { written } else { written - moved };
        let is_long = written >= LONG;
        if left >= if is_long { FEW } else { STRIDE } {
            if let Some(wake) = &self.wake {
                // Full means that it is awake already.
                let _ = wake.try_send(());
            }
        } else if is_long
            && moved != self.tried
            && let Ok(so_far) = move_pages(writer)
        {
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
