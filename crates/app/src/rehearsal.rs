//! A rehearsal: the product on a clock that people set by hand, so that an office can go through months of work in an
//! afternoon. A folder that began as a rehearsal stays one, so that no real work is ever dated by such a clock.

use crate::{App, AppError, Clock, clock, tick::Ticked};
use jiff::{Timestamp, ToSpan, civil::Date};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::Ordering,
};

/// The file that marks a rehearsal's folder; it holds the instant its clock shows.
const MARK: &str = "rehearsal";
/// Furthest the clock goes at once, in days: each of them is lived through.
const DAYS_MAX: i32 = 400;

/// A data folder that is a rehearsal.
#[derive(Clone, Debug)]
pub struct Rehearsal {
    mark: PathBuf,
    shows: Timestamp,
}

impl Rehearsal {
    /// Begins one on the morning of `day`, in a folder that holds no ledger yet. One that began earlier goes on from
    /// where its clock stands.
    ///
    /// # Errors
    /// The folder holds a real ledger, or cannot be written.
    pub fn begin(folder: &Path, day: Date) -> Result<Rehearsal, AppError> {
        if let Some(earlier) = Rehearsal::of(folder)? {
            return Ok(earlier);
        }
        if folder.join("ledger.sqlite").exists() {
            return Err(AppError::NotARehearsal);
        }
        let rehearsal = Rehearsal { mark: folder.join(MARK), shows: clock::instant(day.at(8, 0, 0, 0)) };
        fs::create_dir_all(folder).map_err(|error| io(folder, &error))?;
        rehearsal.keep(rehearsal.shows)?;
        Ok(rehearsal)
    }

    /// The rehearsal that `folder` is, if it is one.
    ///
    /// # Errors
    /// Its mark cannot be read.
    pub(crate) fn of(folder: &Path) -> Result<Option<Rehearsal>, AppError> {
        let mark = folder.join(MARK);
        match fs::read_to_string(&mark) {
            Ok(shows) => {
                let shows = shows.trim().parse().map_err(|error| io(&mark, &error))?;
                Ok(Some(Rehearsal { mark, shows }))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(io(&mark, &error)),
        }
    }

    /// The clock it lives by.
    pub(crate) fn clock(&self) -> Clock {
        Clock::by_hand(self.shows).0
    }

    fn keep(&self, shows: Timestamp) -> Result<(), AppError> {
        fs::write(&self.mark, format!("{shows}\n")).map_err(|error| io(&self.mark, &error))
    }
}

fn io(path: &Path, error: &dyn std::fmt::Display) -> AppError {
    AppError::Io { path: path.display().to_string(), problem: error.to_string() }
}

impl App {
    /// Whether the clock is set by hand.
    pub fn is_rehearsal(&self) -> bool {
        self.rehearsal.is_some()
    }

    /// Sets the clock of a rehearsal forward to `to`. Every day on the way is begun, and what it brings by itself is done.
    /// Gives what the last of these days brought.
    ///
    /// # Errors
    /// It is no rehearsal; `to` lies behind, or further ahead than 400 days.
    pub fn set_clock(&self, to: Timestamp) -> Result<Ticked, AppError> {
        let (Clock::Hand(hand), Some(rehearsal)) = (&self.clock, &self.rehearsal) else {
            return Err(AppError::NotARehearsal);
        };
        let (now, last) = (self.clock.now(), clock::day_of(to));
        let furthest = self.clock.today().saturating_add(DAYS_MAX.days());
        if to < now || last > furthest {
            return Err(AppError::ClockOutOfReach { now: self.clock.today(), furthest });
        }
        let mut day = self.clock.today();
        while day < last {
            day = day.saturating_add(1.day());
            let dawn = clock::instant(day.at(0, 0, 0, 0));
            hand.store(dawn.as_millisecond(), Ordering::Release);
            self.tick()?;
        }
        hand.store(to.as_millisecond(), Ordering::Release);
        rehearsal.keep(to)?;
        self.tick()
    }
}
