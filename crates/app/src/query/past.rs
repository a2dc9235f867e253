//! Looking at a day: now, or as it was at the end of a past one.

use super::directory::Directory;
use crate::{App, AppError, clock::end_of};
use jiff::civil::Date;
use std::sync::Arc;
use store::{Filter, Past, Sort, View, place_of};

/// What a question is asked of: the store, names and the day whose lamps are shown.
pub(crate) struct Look<'a> {
    /// The store as it stood.
    pub(crate) view: Box<dyn View + 'a>,
    /// Units and people as they were named.
    pub(crate) directory: Arc<Directory>,
    /// The day.
    pub(crate) day: Date,
    /// Whether it is over, so that nothing can be done in it any more.
    pub(crate) is_past: bool,
}

impl App {
    /// A look at the end of `as_of`; at now when it is today or `None`.
    ///
    /// # Errors
    /// The day lies in the future, or the store failed.
    pub(crate) fn look(&self, as_of: Option<Date>) -> Result<Look<'_>, AppError> {
        let today = self.clock.today();
        match as_of {
            Some(day) if day != today => {
                let view = self.past(day)?;
                // Most days have the names of today; the registers are read anew only where one has moved since.
                let directory = match self.registers_stood(view.head().next)? {
                    true => self.directory()?,
                    false => Arc::new(Directory::read(view.as_ref(), 0)?),
                };
                Ok(Look { view, directory, day, is_past: true })
            }
            _ => Ok(Look { directory: self.directory()?, view: self.view()?, day: today, is_past: false }),
        }
    }

    /// The store as it stood at the end of `day`.
    ///
    /// # Errors
    /// The day lies in the future, or the store failed.
    pub fn past(&self, day: Date) -> Result<Box<dyn View + '_>, AppError> {
        let today = self.clock.today();
        if day > today {
            return Err(AppError::FutureDay { day, today });
        }
        let view = self.whole()?;
        let place = place_of(view.as_ref(), end_of(day))?;
        Ok(store::scoped(Box::new(Past::before(view, place)?), &self.reader.hidden))
    }

    /// Whether no unit or person has an event at `place` or after it.
    fn registers_stood(&self, place: ledger::Seq) -> Result<bool, AppError> {
        let view = self.whole()?;
        for kind in ["unit", "person"] {
            let moved = Filter { kind: Some(kind.into()), changed_from: Some(place), ..Filter::default() };
            if !view.rows(&moved, Sort::Changed, None, 1)?.is_empty() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
