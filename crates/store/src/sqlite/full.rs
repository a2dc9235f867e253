//! A database that may grow no further, as on a full disk: everybody is told, nothing acknowledged is lost, and it goes
//! on when there is room.

use super::{Job, migrate, prepare_connection, writer::Writer};
use crate::{NewEvent, Outcome, Stop, StoreError};
use jiff::Timestamp;
use ledger::{CommandId, Event, Kind, MatterId, kind::Label};
use rusqlite::Connection;
use std::sync::{Arc, RwLock, mpsc};

const KIND: &str = "kind = \"note\"\nversion = 1\nnature = \"register\"\nunder = []\nopens_as = \"here\"\n\
    [label]\nzh = \"记\"\nen = \"Note\"\n[[state]]\nname = \"here\"\nclass = \"open\"\n[state.label]\nzh = \"在\"\nen = \"Here\"\n";

/// Work that logs a definition of about `size` bytes.
fn define(version: u32, size: usize) -> (Job, crate::Pending) {
    let mut kind = Kind::parse(KIND).unwrap();
    kind.version = version;
    kind.label = Label { zh: "记".into(), en: "n".repeat(size) };
    let (reply, pending) = tokio::sync::oneshot::channel();
    let work = Box::new(move |write: &mut dyn crate::Write| {
        let first = write.head().next;
        let definition = Box::new(kind);
        write.append(NewEvent {
            acting_for: None,
            matter: MatterId::SPACE,
            actor: None,
            at: Timestamp::UNIX_EPOCH,
            command: CommandId([7; 16]),
            seed: [7; 32],
            nth: 0,
            event: Event::KindDefined { name: "note".into(), hash: String::new(), definition },
        })?;
        Ok(Outcome { matter: MatterId::SPACE, version: 0, first, end: write.head().next })
    });
    (Job { work, reply }, pending)
}

/// Lets the writer do these in one group; what each was answered.
fn group(writer: &mut Writer, sizes: &[usize]) -> Vec<Result<Outcome, Stop>> {
    let (send, inbox) = mpsc::channel();
    let (jobs, pending): (Vec<_>, Vec<_>) =
        (1..).zip(sizes).map(|(version, size)| define(version, *size)).unzip();
    jobs.into_iter().for_each(|job| send.send(job).unwrap());
    drop(send);
    writer.run(&inbox);
    pending.into_iter().map(|answer| answer.blocking_recv().unwrap()).collect()
}

fn events(connection: &Connection) -> u64 {
    connection.query_row("SELECT count(*) FROM event", [], |row| row.get::<_, i64>(0)).unwrap() as u64
}

#[test]
fn who_finds_the_disk_full_is_told_and_nothing_acknowledged_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.sqlite");
    let connection = Connection::open(&path).unwrap();
    prepare_connection(&connection, false).unwrap();
    migrate(&connection).unwrap();
    let mut writer = Writer::new(connection, Arc::new(RwLock::default())).unwrap();
    let outside = Connection::open(&path).unwrap();
    assert!(group(&mut writer, &[10, 10]).iter().all(Result::is_ok));
    let mut acknowledged = 2;
    let limit = |writer: &Writer, more: i64| {
        let pages: i64 = writer.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        writer.connection.pragma_update(None, "max_page_count", pages + more).unwrap();
    };
    for room in [0, 1, 5, 30, 40, 60] {
        limit(&writer, room);
        let answers = group(&mut writer, &[50_000; 8]);
        acknowledged += answers.iter().filter(|answer| answer.is_ok()).count() as u64;
        let full = |answer: &&Result<_, _>| matches!(answer, Err(Stop::Store(StoreError::DiskFull)));
        assert!(answers.iter().any(|answer| answer.is_err()), "room for {room} pages");
        for answer in answers.iter().filter(|answer| answer.is_err()) {
            assert!(full(&answer), "room for {room} pages: {answer:?}");
        }
        assert_eq!(
            (events(&outside), writer.head.next.0),
            (acknowledged, acknowledged),
            "room for {room} pages"
        );
    }
    limit(&writer, 10_000);
    assert!(group(&mut writer, &[50_000; 8]).iter().all(Result::is_ok), "there is room again");
    assert_eq!(events(&outside), acknowledged + 8);
    drop((outside, writer));
    let store = super::SqliteStore::open(folder.path()).unwrap();
    let view = crate::Store::view(&store).unwrap();
    assert_eq!(crate::check_log(view.as_ref(), &mut |_, _| {}).unwrap().events, acknowledged + 8);
    assert_eq!(crate::Store::compare_derived(&store, &mut |_, _| {}).unwrap(), None);
}
