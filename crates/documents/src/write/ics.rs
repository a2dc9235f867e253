//! iCalendar (RFC 5545): all-day events for the calendar feed of a person or unit.
//!
//! Written here because it has to be a pure function of its events: the crate for it takes the clock and chance for
//! what it is not given, and ends an all-day event before it is over.

use jiff::{Timestamp, civil::Date};

/// Octets of a line at most, without its end (RFC 5545, 3.1).
const LINE: usize = 75;

/// Something that lasts one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllDay {
    /// Stable for as long as the thing is the same, whatever its date: a calendar moves an event by it.
    pub uid: String,
    /// The day; calendars know the years 0 to 9999, and an event of an earlier one is left out.
    pub on: Date,
    /// Its name.
    pub title: String,
    /// More about it; may be empty.
    pub description: String,
    /// Address of its page; may be empty.
    pub url: String,
    /// When it last changed.
    pub changed: Timestamp,
}

/// A calendar called `name` with `events` in their order, as bytes of UTF-8 for `text/calendar`.
pub fn ics(name: &str, events: &[AllDay]) -> Vec<u8> {
    let mut out = Lines(String::new());
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    out.line("PRODID", "-//Bihuan//Bihuan//ZH");
    out.line("CALSCALE", "GREGORIAN");
    out.line("METHOD", "PUBLISH");
    out.text("X-WR-CALNAME", name);
    for event in events.iter().filter(|event| event.on.year() >= 0) {
        let changed = event.changed.strftime("%Y%m%dT%H%M%SZ").to_string();
        out.line("BEGIN", "VEVENT");
        out.text("UID", &event.uid);
        // The same input gives the same bytes, so that a feed that has not changed is seen not to have changed.
        out.line("DTSTAMP", &changed);
        out.line("LAST-MODIFIED", &changed);
        // Without an end an event on a date lasts that day.
        out.line("DTSTART;VALUE=DATE", &event.on.strftime("%Y%m%d").to_string());
        out.text("SUMMARY", &event.title);
        if !event.description.is_empty() {
            out.text("DESCRIPTION", &event.description);
        }
        let url: String = event.url.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        if !url.is_empty() {
            out.line("URL", &url);
        }
        // A due date does not make a person busy.
        out.line("TRANSP", "TRANSPARENT");
        out.line("END", "VEVENT");
    }
    out.line("END", "VCALENDAR");
    out.0.into_bytes()
}

struct Lines(String);

impl Lines {
    /// A property whose value is free text.
    fn text(&mut self, name: &str, value: &str) {
        self.line(name, &escaped(value));
    }

    /// A property whose value stands as it is. Long lines are folded by octets, never inside a character.
    fn line(&mut self, name: &str, value: &str) {
        let mut room = LINE;
        for c in name.chars().chain(":".chars()).chain(value.chars()) {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LINE - 1;
            }
            room -= c.len_utf8();
            self.0.push(c);
        }
        self.0.push_str("\r\n");
    }
}

/// Free text as RFC 5545, 3.3.11 wants it; control characters, which it forbids, are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
