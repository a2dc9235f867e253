//! A rehearsal: months gone through in an afternoon, never mixed up with real work.

use app::{App, AppError, Clock, Options, Rehearsal, clock};
use jiff::civil::date;

fn open(folder: &std::path::Path) -> App {
    App::open(&Options { folder: folder.to_owned(), house: None, clock: Clock::System }).unwrap()
}

#[test]
fn its_clock_goes_forward_alone_and_stands_where_it_was_left() {
    let folder = tempfile::tempdir().unwrap();
    Rehearsal::begin(folder.path(), date(2024, 4, 11)).unwrap();
    let app = open(folder.path());
    assert_eq!(app.clock().today(), date(2024, 4, 11));
    let ticked = app.set_clock(clock::instant(date(2024, 4, 15).at(9, 30, 0, 0))).unwrap();
    assert_eq!((ticked.day, app.clock().today()), (date(2024, 4, 15), date(2024, 4, 15)));
    let back = app.set_clock(clock::instant(date(2024, 4, 15).at(9, 29, 0, 0)));
    assert!(matches!(back, Err(AppError::ClockOutOfReach { .. })), "{back:?}");
    let far = app.set_clock(clock::instant(date(2026, 4, 15).at(9, 0, 0, 0)));
    assert!(matches!(far, Err(AppError::ClockOutOfReach { .. })), "{far:?}");
    drop(app);
    // Begun again, it goes on.
    Rehearsal::begin(folder.path(), date(2020, 1, 1)).unwrap();
    assert_eq!(open(folder.path()).clock().now(), clock::instant(date(2024, 4, 15).at(9, 30, 0, 0)));
}

#[test]
fn a_ledger_of_real_work_never_becomes_one() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(folder.path());
    let set = app.set_clock(clock::instant(date(2030, 1, 1).at(9, 0, 0, 0)));
    assert!(matches!(set, Err(AppError::NotARehearsal)), "{set:?}");
    drop(app);
    let begun = Rehearsal::begin(folder.path(), date(2030, 1, 1));
    assert!(matches!(begun, Err(AppError::NotARehearsal)), "{begun:?}");
}
