//! Messages that are so old that nobody looks for them.

use super::{Hindrance, Look, Part, Span};
use crate::{
    clock::end_of,
    messages::{key_of_time, read, unread},
};
use jiff::ToSpan;

/// Messages are kept for half a year.
const KEPT_DAYS: i64 = 183;
/// Most that go in one write.
const PART: usize = 2_000;

/// What is thrown away, person by person in the order of the register.
pub(super) fn find(look: &Look<'_>, span: &Span) -> Result<Part, Hindrance> {
    let oldest = key_of_time(end_of(span.day.saturating_sub(KEPT_DAYS.days())));
    let mut at: usize = span.mark.as_ref().and_then(|mark| mark.parse().ok()).unwrap_or(0);
    let mut old: Vec<(String, String)> = vec![];
    while let Some(person) = look.directory.people.get(at).filter(|_| old.len() < PART) {
        let found = old.len();
        for drawer in [unread(person.named.id), read(person.named.id)] {
            let rest = look.view.records_after(&drawer, &oldest, PART)?;
            old.extend(rest.into_iter().map(|(key, _)| (drawer.clone(), key)));
        }
        // Somebody with more than fits comes again.
        if old.len() - found < PART {
            at += 1;
        }
    }
    let next = (at < look.directory.people.len()).then(|| at.to_string());
    let count = old.len();
    let work = Box::new(move |desk: &mut crate::execute::Desk<'_>| {
        for (drawer, key) in &old {
            desk.write.put_record(drawer, key, None)?;
        }
        Ok(())
    });
    Ok(Part { count, work, next })
}
