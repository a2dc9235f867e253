//! Reports on weeks, ten-day periods and months: on the day they are due, whoever still owes one is told; on the day
//! after, the coordinators are told how many are missing.

use super::{Hindrance, Look, Part, Span};
use crate::{
    messages::{self, Audience, Cause, Message, Why},
    period::{owing, reminded},
    query::newest::newest,
};
use jiff::{Timestamp, civil::Date};
use ledger::{
    MatterId, StateClass,
    cadence::{Cadence, Period},
};
use std::collections::BTreeSet;
use store::Filter;

/// Most campaigns that are looked at, those that changed last.
const CAMPAIGNS: usize = 20;

/// Who is told of reports that are due on the day, or were due since and are missing. Each period is told once.
pub(super) fn find(look: &Look<'_>, span: &Span) -> Result<Part, Hindrance> {
    let filter = Filter { kind: Some("campaign".into()), class: Some(StateClass::Open), ..Filter::default() };
    let (campaigns, _) = newest(look.view, &filter, CAMPAIGNS)?;
    let audience =
        Audience { directory: look.directory, roles: look.app.roles(), today: look.app.clock().today() };
    let mut told: Vec<Message> = vec![];
    for campaign in campaigns.iter().map(|row| row.id) {
        // Somebody who owes the week's report and the month's on one day is told of the week's.
        let mut asked: BTreeSet<MatterId> = BTreeSet::new();
        for cadence in Cadence::ALL {
            for (period, due) in due_since(look, span, cadence)? {
                if due == span.day && reminded(look.view, campaign, period)?.is_none() {
                    for (to, (why, count)) in owing(look.app.missing(campaign, period)?, &audience) {
                        if asked.insert(to) {
                            let cause = Cause::ReportAsked { period, due: Some(due), count };
                            told.push(message(to, campaign, cause, why));
                        }
                    }
                }
                if due < span.day {
                    let reported = look.app.counted(campaign, period)?.reported;
                    let cause = Cause::ReportsMissing { period, reported };
                    for to in audience.coordinators().into_iter().filter(|_| reported.n < reported.d) {
                        told.push(message(to, campaign, cause.clone(), Why::Coordinator));
                    }
                }
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

/// Periods whose report is due on the day, or was due since, from the last day on that was done.
fn due_since(look: &Look<'_>, span: &Span, cadence: Cadence) -> Result<Vec<(Period, Date)>, Hindrance> {
    let mut found = vec![];
    let mut period = Period::of(cadence, span.since);
    // A due day may lie after its period.
    period = period.previous();
    while period.start() <= span.day {
        if let Some(due) = look.app.cadences().due(period, look.app.calendar())? {
            let is_due = due.due == span.day;
            let is_over = span.since <= due.due && due.due < span.day;
            if is_due || is_over {
                found.push((period, due.due));
            }
        }
        let next = period.next();
        if next == period {
            break;
        }
        period = next;
    }
    // After a long pause only the last ones are told.
    if let Some(last) = found.len().checked_sub(2) {
        found.drain(..last);
    }
    Ok(found)
}

fn message(to: MatterId, matter: MatterId, cause: Cause, why: Why) -> Message {
    Message { to, at: Timestamp::UNIX_EPOCH, matter, seq: None, by: None, cause, why }
}
