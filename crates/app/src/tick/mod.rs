//! The tick: what a day brings by itself.
//!
//! A list of small duties, one file each. A duty says what has come due since the last day it was done, finding it by
//! index, so that it costs what is due and not what exists; what it does goes through the same writer as everything
//! else, together with how far it has come. A tick that is repeated, or broke off, does nothing twice.

mod forget;
mod grants;
mod lamps;
mod reports;

use crate::{
    App, AppError,
    execute::Desk,
    query::{directory::Directory, reader::Reader},
};
use jiff::civil::Date;
use ledger::calendar::NoCalendar;
use serde::{Deserialize, Serialize};
use store::{Record, Stop, StoreError, View};

/// Where each duty remembers how far it has come, by its name.
const DRAWER: &str = "tick";

/// Something that is due with time.
struct Duty {
    /// Stable name; the record of how far it has come lies under it.
    name: &'static str,
    /// Finds the next part of what is due.
    find: fn(&Look<'_>, &Span) -> Result<Part, Hindrance>,
}

/// All duties, in the order they are done. A new one is one file and one line here.
const DUTIES: [Duty; 4] = [
    Duty { name: "lamps", find: lamps::find },
    Duty { name: "forget", find: forget::find },
    Duty { name: "reports", find: reports::find },
    Duty { name: "grants", find: grants::find },
];

/// What a duty looks at.
struct Look<'a> {
    app: &'a App,
    view: &'a dyn View,
    directory: &'a Directory,
}

/// The days a duty has to make up for.
struct Span {
    /// The last day that is done.
    since: Date,
    /// The day to be done.
    day: Date,
    /// Where an earlier part of the same day ended, as the duty said itself.
    mark: Option<String>,
}

/// What is done inside the write.
type Work = Box<dyn FnOnce(&mut Desk<'_>) -> Result<(), Stop> + Send>;

/// A part of what is due, small enough not to hold up the writer.
struct Part {
    /// How much it is, for the report.
    count: usize,
    /// What is done.
    work: Work,
    /// Where the next part starts; `None` = the day is done.
    next: Option<String>,
}

/// Why a duty cannot be done today.
enum Hindrance {
    Calendar(NoCalendar),
    Failed(AppError),
}

impl From<NoCalendar> for Hindrance {
    fn from(missing: NoCalendar) -> Self {
        Hindrance::Calendar(missing)
    }
}

impl From<AppError> for Hindrance {
    fn from(error: AppError) -> Self {
        Hindrance::Failed(error)
    }
}

impl From<StoreError> for Hindrance {
    fn from(error: StoreError) -> Self {
        Hindrance::Failed(error.into())
    }
}

/// How far a duty has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Progress {
    /// The last day that is done.
    day: Date,
    /// A day that was begun, and where its next part starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    begun: Option<(Date, String)>,
}

/// What became of one duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Did {
    /// The day was done already.
    Nothing,
    /// The days after `since` are done.
    Done {
        /// The last day that had been done before.
        since: Date,
        /// How many things were due.
        count: usize,
    },
    /// The clock shows a day before the last one that was done.
    SetBack {
        /// That last day.
        last: Date,
    },
    /// The calendar of a year it needs is not loaded; it is made up for when it is.
    NoCalendar {
        /// The year.
        year: i16,
    },
}

/// What a tick did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticked {
    /// The day.
    pub day: Date,
    /// Each duty by name.
    pub duties: Vec<(&'static str, Did)>,
}

impl App {
    /// Does what has come due since the last tick. The first one of a ledger speaks of its own day alone.
    ///
    /// # Errors
    /// The store failed; what was done until then stays done, and the next tick goes on from there.
    pub fn tick(&self) -> Result<Ticked, AppError> {
        // Whoever sets it off, the product itself does it and sees everything.
        let product = self.with_reader(Reader::default());
        let day = self.clock.today();
        let mut duties = vec![];
        for duty in &DUTIES {
            let did = product.attend(duty, day)?;
            match did {
                Did::SetBack { last } => {
                    tracing::warn!(duty = duty.name, %last, %day, "the clock was set back; nothing is done until it has caught up");
                }
                Did::NoCalendar { year } => {
                    tracing::warn!(
                        duty = duty.name,
                        year,
                        "the calendar of this year is not loaded; the duty waits for it"
                    );
                }
                Did::Nothing | Did::Done { .. } => {}
            }
            duties.push((duty.name, did));
        }
        Ok(Ticked { day, duties })
    }

    fn attend(&self, duty: &Duty, today: Date) -> Result<Did, AppError> {
        let mut done: Option<(Date, usize)> = None;
        loop {
            let directory = self.directory()?;
            let view = self.view()?;
            let seen = view.record(DRAWER, duty.name)?;
            let progress = seen.as_ref().map(progress).transpose()?;
            let last = progress.as_ref().map(|p| p.begun.as_ref().map_or(p.day, |(day, _)| *day));
            if let Some(last) = last.filter(|last| *last > today) {
                return Ok(Did::SetBack { last });
            }
            let span = match progress {
                Some(Progress { day, begun: Some((begun, mark)) }) => {
                    Span { since: day, day: begun, mark: Some(mark) }
                }
                Some(Progress { day, begun: None }) if day == today => {
                    return Ok(done.map_or(Did::Nothing, |(since, count)| Did::Done { since, count }));
                }
                Some(Progress { day, begun: None }) => Span { since: day, day: today, mark: None },
                None => Span { since: today.yesterday().unwrap_or(today), day: today, mark: None },
            };
            let look = Look { app: self, view: view.as_ref(), directory: &directory };
            let part = match (duty.find)(&look, &span) {
                Ok(part) => part,
                Err(Hindrance::Calendar(missing)) => return Ok(Did::NoCalendar { year: missing.year }),
                Err(Hindrance::Failed(error)) => return Err(error),
            };
            drop(view);
            let (since, count) = done.unwrap_or((span.since, 0));
            done = Some((since, count + part.count));
            self.finish_part(duty.name, seen, span, part)?;
        }
    }

    /// Does a part and keeps how far it brings the duty, in one write.
    fn finish_part(
        &self,
        name: &'static str,
        seen: Option<Record>,
        span: Span,
        part: Part,
    ) -> Result<(), AppError> {
        let after = match part.next {
            Some(mark) => Progress { day: span.since, begun: Some((span.day, mark)) },
            None => Progress { day: span.day, begun: None },
        };
        let value = serde_json::to_string(&after).map_err(|error| StoreError::Backend(error.to_string()))?;
        self.write_telling(move |desk| {
            // Another tick at the same time has done this part already.
            if desk.write.record(DRAWER, name)? == seen {
                (part.work)(desk)?;
                desk.write.put_record(DRAWER, name, Some(Record { value, expires: None }))?;
            }
            Ok(desk.nothing_logged())
        })?;
        Ok(())
    }
}

fn progress(record: &Record) -> Result<Progress, AppError> {
    serde_json::from_str(&record.value).map_err(|error| StoreError::Damaged(error.to_string()).into())
}
