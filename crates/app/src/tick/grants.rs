//! Roles that are held until a day: whoever holds one is told some days before it ends.

use super::{Hindrance, Look, Part, Span};
use crate::messages::{self, Cause, Message, Why};
use jiff::{Timestamp, ToSpan};

/// Days before the last one.
const AHEAD: i64 = 5;

/// Who is told that a role ends.
pub(super) fn find(look: &Look<'_>, span: &Span) -> Result<Part, Hindrance> {
    let ahead = |day: jiff::civil::Date| day.saturating_add(AHEAD.days());
    let (after, until) = (ahead(span.since), ahead(span.day));
    let mut told: Vec<Message> = vec![];
    for person in look.directory.people.iter().filter(|person| person.active) {
        for grant in &person.grants {
            let ends = grant.until.filter(|last| after < *last && *last <= until && span.day <= *last);
            if let Some(last) = ends {
                told.push(Message {
                    to: person.named.id,
                    at: Timestamp::UNIX_EPOCH,
                    matter: person.named.id,
                    seq: None,
                    by: None,
                    cause: Cause::RoleEnds { role: grant.role.clone(), unit: grant.unit, until: last },
                    why: Why::Own,
                });
            }
        }
    }
    let count = told.len();
    let work = Box::new(move |desk: &mut crate::execute::Desk<'_>| {
        let messages: Vec<Message> =
            told.into_iter().map(|message| Message { at: desk.at, ..message }).collect();
        Ok(messages::put(desk, &messages)?)
    });
    Ok(Part { count, work, next: None })
}
