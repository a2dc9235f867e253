//! SQLite: one writer thread that groups waiting work into one durable commit, and a pool of readers.
//!
//! WAL with `synchronous = FULL`: what is acknowledged has been synced. One process at a time holds the folder.

mod checkpoint;
mod derive;
#[cfg(test)]
mod full;
mod group;
mod rebuild;
mod said;
mod snapshot;
mod view;
mod write;
mod writer;

use crate::{Head, Pending, Stop, Store, StoreError, View, Work};
use ledger::{Kinds, MatterId, Seq, SpaceId};
use rusqlite::{Connection, OpenFlags};
use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock, mpsc},
    thread::JoinHandle,
};

/// Version of the tables; `PRAGMA user_version`.
const SCHEMA: i64 = 1;
/// Connections that read at the same time.
const READERS: usize = 4;
/// Work waiting for the writer; more callers wait for a place.
const QUEUE: usize = 1024;

/// The embedded store in one folder.
pub struct SqliteStore {
    path: PathBuf,
    jobs: Mutex<Option<mpsc::SyncSender<Job>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
    readers: Readers,
    kinds: Arc<RwLock<Arc<Kinds>>>,
    /// The head last found right, with the edge of its tree: most looks see the same one again.
    sound: Mutex<Option<(Head, Vec<u8>)>>,
    _lock: File,
}

pub(crate) struct Job {
    work: Work,
    reply: tokio::sync::oneshot::Sender<Result<crate::Outcome, Stop>>,
}

struct Readers {
    idle: Mutex<Vec<Connection>>,
    freed: Condvar,
}

impl SqliteStore {
    /// Opens `folder/ledger.sqlite`, making it when it is not there.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another process holds the folder, [`StoreError::TooNew`] for a newer schema,
    /// [`StoreError::DiskFull`], or what the backend says.
    pub fn open(folder: &Path) -> Result<SqliteStore, StoreError> {
        std::fs::create_dir_all(folder).map_err(|e| io(&e))?;
        let lock = hold(folder)?;
        let path = folder.join("ledger.sqlite");
        let connection = Connection::open(&path).map_err(sql)?;
        // One cannot wait for a lock that no other process may hold.
        prepare_connection(&connection, false)?;
        migrate(&connection)?;
        let kinds = Arc::new(RwLock::new(Arc::new(load_kinds(&connection)?)));
        let readers = (0..READERS).map(|_| open_reader(&path)).collect::<Result<Vec<_>, _>>()?;
        let (jobs, thread) = start_writer(connection, kinds.clone())?;
        Ok(SqliteStore {
            path,
            jobs: Mutex::new(Some(jobs)),
            writer: Mutex::new(Some(thread)),
            readers: Readers { idle: Mutex::new(readers), freed: Condvar::new() },
            kinds,
            sound: Mutex::new(None),
            _lock: lock,
        })
    }

    fn read(&self) -> Result<view::SqliteView<'_>, StoreError> {
        let mut idle = lock(&self.readers.idle);
        let connection = loop {
            if let Some(connection) = idle.pop() {
                break connection;
            }
            idle = self.readers.freed.wait(idle).unwrap_or_else(PoisonError::into_inner);
        };
        drop(idle);
        view::SqliteView::begin(connection, self)
    }

    fn give_back(&self, connection: Connection) {
        lock(&self.readers.idle).push(connection);
        self.readers.freed.notify_one();
    }

    /// Whether the head fits the edge of its tree.
    fn check_head(&self, head: &Head, frontier: Vec<u8>) -> Result<(), StoreError> {
        let mut sound = lock(&self.sound);
        if sound.as_ref().is_none_or(|(known, edge)| known != head || *edge != frontier) {
            writer::grow(head, &frontier)?;
            *sound = Some((*head, frontier));
        }
        Ok(())
    }

    fn kinds_now(&self) -> Arc<Kinds> {
        self.kinds.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Store for SqliteStore {
    fn submit(&self, work: Work) -> Pending {
        let (reply, pending) = tokio::sync::oneshot::channel();
        let jobs = lock(&self.jobs).clone();
        let refused = match jobs {
            None => Some(Job { work, reply }),
            Some(jobs) => jobs.send(Job { work, reply }).err().map(|error| error.0),
        };
        if let Some(job) = refused {
            // The receiver may be gone; then nobody waits for the answer.
            let _ = job.reply.send(Err(Stop::Store(StoreError::Closed)));
        }
        pending
    }

    fn view(&self) -> Result<Box<dyn View + '_>, StoreError> {
        Ok(Box::new(self.read()?))
    }

    fn rebuild(&self, progress: &mut dyn FnMut(u64, u64)) -> Result<(), StoreError> {
        rebuild::rebuild(self, progress)
    }

    fn compare_derived(&self, progress: &mut dyn FnMut(u64, u64)) -> Result<Option<String>, StoreError> {
        rebuild::compare(self, progress)
    }
}

impl Drop for SqliteStore {
    fn drop(&mut self) {
        // The last connection that closes moves the write-ahead log into the file, which a reader could not.
        lock(&self.readers.idle).clear();
        lock(&self.jobs).take();
        if let Some(thread) = lock(&self.writer).take() {
            // A writer that panicked has already answered its callers by dropping their replies.
            let _ = thread.join();
        }
    }
}

/// The writer's thread, and where to leave work for it.
fn start_writer(
    connection: Connection,
    kinds: Arc<RwLock<Arc<Kinds>>>,
) -> Result<(mpsc::SyncSender<Job>, JoinHandle<()>), StoreError> {
    let (jobs, inbox) = mpsc::sync_channel(QUEUE);
    let mut writer = writer::Writer::new(connection, kinds)?;
    let thread = std::thread::Builder::new()
        .name("ledger-writer".into())
        .spawn(move || writer.run(&inbox))
        .map_err(|e| io(&e))?;
    Ok((jobs, thread))
}

fn hold(folder: &Path) -> Result<File, StoreError> {
    let path = folder.join("lock");
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(|e| io(&e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(StoreError::InUse(folder.display().to_string())),
        Err(std::fs::TryLockError::Error(error)) => Err(io(&error)),
    }
}

fn open_reader(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(sql)?;
    prepare_connection(&connection, true)?;
    Ok(connection)
}

fn prepare_connection(connection: &Connection, reader: bool) -> Result<(), StoreError> {
    if !reader {
        connection.pragma_update(None, "journal_mode", "WAL").map_err(sql)?;
        connection.pragma_update(None, "synchronous", "FULL").map_err(sql)?;
        connection.pragma_update(None, "wal_autocheckpoint", 0).map_err(sql)?;
    }
    connection.busy_timeout(std::time::Duration::from_secs(10)).map_err(sql)?;
    connection.pragma_update(None, "cache_size", if reader { -8_000 } else { -16_000 }).map_err(sql)?;
    if reader {
        connection.pragma_update(None, "temp_store", "MEMORY").map_err(sql)?;
    }
    connection.set_prepared_statement_cache_capacity(128);
    // The indexes are named where it matters. Without this, every new value makes SQLite plan the statement anew.
    connection.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(sql)?;
    Ok(())
}

fn migrate(connection: &Connection) -> Result<(), StoreError> {
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(sql)?;
    match found {
        0 => connection
            .execute_batch(&format!(
                "BEGIN IMMEDIATE; {} {} PRAGMA user_version = {SCHEMA}; COMMIT;",
                include_str!("schema.sql"),
                include_str!("derived.sql")
            ))
            .map_err(sql),
        SCHEMA => Ok(()),
        found => Err(StoreError::TooNew { found, known: SCHEMA }),
    }
}

/// The kinds that the log defines.
fn load_kinds(connection: &Connection) -> Result<Kinds, StoreError> {
    let mut kinds = Kinds::default();
    let query = format!("{} WHERE e.matter = 0 ORDER BY e.version", view::ENTRY_COLUMNS);
    let mut statement = connection.prepare(&query).map_err(sql)?;
    let mut rows = statement.query([]).map_err(sql)?;
    while let Some(row) = rows.next().map_err(sql)? {
        if let ledger::Event::KindDefined { definition, .. } = view::entry(row)?.event()? {
            kinds.insert(*definition);
        }
    }
    Ok(kinds)
}

/// The embedded store holds one space.
const SPACE: SpaceId = SpaceId(1);

fn first_head() -> Head {
    Head {
        space: SPACE,
        next: Seq(0),
        next_matter: MatterId(1),
        at: jiff::Timestamp::UNIX_EPOCH,
        root: proof::Algorithm::Sha256.empty_root(),
    }
}

fn sql(error: rusqlite::Error) -> StoreError {
    use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error};
    use rusqlite::ErrorCode::{
        CannotOpen, DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase,
    };
    // A column that holds something else than was ever stored in it.
    if matches!(
        error,
        FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..) | Utf8Error(..)
    ) {
        return StoreError::Damaged(error.to_string());
    }
    // The index of the write-ahead log is a file that must grow before anything can be read.
    if error.sqlite_error().is_some_and(|error| error.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE) {
        return StoreError::DiskFull;
    }
    match error.sqlite_error_code() {
        Some(DiskFull) => StoreError::DiskFull,
        Some(DatabaseCorrupt | NotADatabase) => StoreError::Damaged(error.to_string()),
        Some(DatabaseBusy | DatabaseLocked) => StoreError::InUse("ledger.sqlite".into()),
        Some(CannotOpen) => StoreError::Backend(format!("cannot open the database: {error}")),
        _ => StoreError::Backend(error.to_string()),
    }
}

fn io(error: &std::io::Error) -> StoreError {
    match error.kind() {
        std::io::ErrorKind::StorageFull => StoreError::DiskFull,
        _ => StoreError::Backend(error.to_string()),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// SQLite's integers are signed; ids never come near the sign.
fn int(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

fn uint(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}

/// How a missing due date is stored, so that it comes last.
const NO_DUE: &str = "~";

fn due_text(due: Option<jiff::civil::Date>) -> String {
    due.map_or_else(|| NO_DUE.to_owned(), |due| due.to_string())
}
