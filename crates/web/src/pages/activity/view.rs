//! What the latest entries of the log show, by day.

use crate::{
    shell::Shell,
    telling::{Told, tell},
};
use app::{language::civil, query::answer::Entry};
use askama::Template;
use jiff::civil::Date;

/// The page.
#[derive(Template)]
#[template(path = "pages/activity/activity.html")]
pub struct ActivityPage {
    /// The frame.
    pub s: Shell,
    /// Newest first.
    pub entries: Vec<Entry>,
    /// Where older entries go on.
    pub older: Option<u64>,
}

impl ActivityPage {
    /// Entries by day, newest first.
    pub fn days(&self) -> Vec<(Date, Vec<&Entry>)> {
        let mut days: Vec<(Date, Vec<&Entry>)> = vec![];
        for entry in &self.entries {
            let day = civil(entry.at).date();
            match days.last_mut() {
                Some((last, entries)) if *last == day => entries.push(entry),
                _ => days.push((day, vec![entry])),
            }
        }
        days
    }

    /// Heading of a day.
    pub fn day_in_full(&self, day: &Date) -> String {
        self.s.t.day(*day)
    }

    /// Clock time of an entry.
    pub fn clock(&self, entry: &Entry) -> String {
        let at = civil(entry.at);
        format!("{:02}:{:02}", at.hour(), at.minute())
    }

    /// An entry in words.
    pub fn told(&self, entry: &Entry) -> Told {
        tell(&self.s, entry)
    }
}
