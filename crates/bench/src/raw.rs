//! The bare database: one thread that groups waiting rows into one durable commit, and nothing else.

use crate::stopwatch::Stopwatch;
use rusqlite::Connection;
use std::{
    path::Path,
    sync::{
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc,
    },
    time::Duration,
};

/// Most rows in one commit.
const GROUP: usize = 256;

/// A database with one table of rows.
pub(crate) struct Raw {
    connection: Connection,
}

/// How fast it went.
pub(crate) struct Plain {
    /// Rows a second.
    pub(crate) rate: f64,
    /// Rows in one commit.
    pub(crate) group: f64,
}

struct Row {
    bytes: Vec<u8>,
    reply: mpsc::SyncSender<()>,
}

impl Raw {
    /// Makes the database; it is as durable as the product's.
    ///
    /// # Errors
    /// The database cannot be made.
    pub(crate) fn open(path: &Path) -> anyhow::Result<Raw> {
        let connection = Connection::open(path)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "wal_autocheckpoint", 4000)?;
        connection.execute_batch("CREATE TABLE line (n INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")?;
        Ok(Raw { connection })
    }

    /// Lets `callers` insert rows of `bytes` bytes one after the other for as long as `lasting`.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) fn run(&self, callers: usize, bytes: usize, lasting: Duration) -> anyhow::Result<Plain> {
        let (jobs, inbox) = mpsc::sync_channel::<Row>(1024);
        let over = AtomicBool::new(false);
        let done = AtomicU64::new(0);
        let watch = Stopwatch::start();
        let commits = std::thread::scope(|scope| {
            for _ in 0..callers {
                let (jobs, over, done) = (jobs.clone(), &over, &done);
                scope.spawn(move || {
                    while !over.load(Ordering::Relaxed) {
                        let (reply, answer) = mpsc::sync_channel(1);
                        if jobs.send(Row { bytes: vec![0x5a; bytes], reply }).is_err()
                            || answer.recv().is_err()
                        {
                            return;
                        }
                        done.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
            drop(jobs);
            scope.spawn(|| {
                std::thread::sleep(lasting);
                over.store(true, Ordering::Relaxed);
            });
            // The callers end by themselves once the inbox is gone.
            self.write(&inbox).inspect_err(|_| over.store(true, Ordering::Relaxed))
        })?;
        let done = done.load(Ordering::Relaxed) as f64;
        Ok(Plain { rate: done / watch.seconds(), group: done / commits.max(1) as f64 })
    }

    fn write(&self, inbox: &mpsc::Receiver<Row>) -> anyhow::Result<u64> {
        let mut commits = 0;
        while let Ok(first) = inbox.recv() {
            let mut replies = vec![];
            self.connection.execute_batch("BEGIN IMMEDIATE")?;
            let mut next = Some(first);
            while let Some(row) = next {
                self.connection
                    .prepare_cached("INSERT INTO line (bytes) VALUES (?1)")?
                    .execute([row.bytes.as_slice()])?;
                replies.push(row.reply);
                next = if replies.len() < GROUP { inbox.try_recv().ok() } else { None };
            }
            self.connection.execute_batch("COMMIT")?;
            commits += 1;
            for reply in replies {
                // Who asked may have left.
                let _ = reply.send(());
            }
        }
        Ok(commits)
    }
}
