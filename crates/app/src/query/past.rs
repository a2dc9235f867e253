//! Looking at a past day: the log replayed up to its end.

use crate::{App, AppError, clock::end_of};
use jiff::civil::Date;
use ledger::Seq;
use store::memory::MemoryStore;

/// Entries read at a time.
const STRIDE: usize = 1000;

impl App {
    /// Everything as it stood at the end of `day`, in memory.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn past(&self, day: Date) -> Result<MemoryStore, AppError> {
        let view = self.view()?;
        let end = end_of(day);
        let mut next = Seq(0);
        let mut waiting = vec![].into_iter();
        let entries = std::iter::from_fn(|| {
            if waiting.len() == 0 {
                match view.events(next, STRIDE) {
                    Ok(entries) => waiting = entries.into_iter(),
                    Err(error) => return Some(Err(error)),
                }
            }
            // Time never runs backwards in the log, so the first later entry ends the day.
            let entry: store::Entry = waiting.next().filter(|entry: &store::Entry| entry.header.at < end)?;
            next = Seq(entry.header.seq.0 + 1);
            Some(Ok(entry))
        });
        Ok(MemoryStore::replay(view.head().space, entries)?)
    }
}
