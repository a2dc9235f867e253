//! Matters whose lamp has turned: due soon, overdue, far overdue.

use super::{Hindrance, Look, Part, Span};
use crate::{
    AppError,
    messages::{self, Audience, Cause, Message, Why, recipients::answering},
};
use jiff::civil::Date;
use ledger::{Bands, Kinds, Lamp, MatterId, StateClass, kind::Nature};
use std::collections::BTreeMap;
use store::{Cursor, Filter, Sort, Summary};

/// Matters in one write: some milliseconds of the writer's time.
const PART: usize = 2_000;

/// The lamps that somebody is told of; the most urgent first.
const TOLD: [Lamp; 3] = [Lamp::Red, Lamp::Yellow, Lamp::Blue];

/// Who is told of the lamps that have turned since. A matter is told once, by the lamp it has now, however many days
/// are made up for.
pub(super) fn find(look: &Look<'_>, span: &Span) -> Result<Part, Hindrance> {
    let on = |day| Bands::on(day, look.app.calendar(), look.app.lamp_rule());
    let (before, now) = (on(span.since)?, on(span.day)?);
    let walks = walks(&look.view.kinds(), &before, &now);
    let mut mark = span.mark.as_deref().map(read_mark).transpose()?.unwrap_or_default();
    let mut turned: Vec<(Lamp, Summary)> = vec![];
    while let Some((lamp, filter)) = walks.get(mark.walk).filter(|_| turned.len() < PART) {
        let rows = look.view.rows(filter, Sort::Due, mark.after.as_ref(), PART - turned.len())?;
        let is_full = turned.len() + rows.len() == PART;
        mark = match rows.last() {
            Some(last) if is_full => Mark { walk: mark.walk, after: Some(last.cursor()) },
            _ => Mark { walk: mark.walk + 1, after: None },
        };
        turned.extend(rows.into_iter().map(|row| (*lamp, row)));
    }
    let next = (mark.walk < walks.len()).then(|| write_mark(&mark));
    let audience =
        Audience { directory: look.directory, roles: look.app.roles(), today: look.app.clock().today() };
    let told = tell(&turned, &look.view.kinds(), &audience);
    let work = Box::new(move |desk: &mut crate::execute::Desk<'_>| {
        let messages: Vec<Message> =
            told.into_iter().map(|message| Message { at: desk.at, ..message }).collect();
        Ok(messages::put(desk, &messages)?)
    });
    Ok(Part { count: turned.len(), work, next })
}

/// What to walk through: each kind that is owed, by the due dates that have crossed an edge since.
fn walks(kinds: &Kinds, before: &Bands, now: &Bands) -> Vec<(Lamp, Filter)> {
    let mut walks = vec![];
    for lamp in TOLD {
        let Some((from, to)) = now.range(lamp) else { continue };
        // What was as late, or as near, on the earlier day was told then.
        let crossed = match lamp {
            Lamp::Red => Some(before.red_before),
            Lamp::Yellow => Some(before.today),
            _ => before.blue_until.tomorrow().ok(),
        };
        let from = from.max(crossed);
        if from.zip(to).is_some_and(|(from, to)| from > to) {
            continue;
        }
        for kind in kinds.all().filter(|kind| kind.nature == Nature::Matter) {
            for class in StateClass::ALL.into_iter().filter(|class| class.is_running()) {
                let filter = Filter {
                    kind: Some(kind.name.clone()),
                    class: Some(class),
                    due_from: from,
                    due_to: to,
                    ..Filter::default()
                };
                walks.push((lamp, filter));
            }
        }
    }
    walks
}

/// Messages without their time: to whoever answers for the matter, and when it is red to leader and coordinators.
fn tell(turned: &[(Lamp, Summary)], kinds: &Kinds, audience: &Audience<'_>) -> Vec<Message> {
    let coordinators = audience.coordinators();
    let mut of_unit: BTreeMap<MatterId, Vec<(MatterId, Why)>> = BTreeMap::new();
    let mut told = vec![];
    for (lamp, row) in turned {
        let Some((due, cause)) = row.due.map(|due| (due, cause(*lamp, due))) else { continue };
        let mut to = match (row.person.filter(|person| audience.serves(*person)), row.unit) {
            (Some(person), _) => vec![(person, Why::Person)],
            (None, Some(unit)) => {
                of_unit.entry(unit).or_insert_with(|| answering(None, Some(unit), audience)).clone()
            }
            (None, None) => vec![],
        };
        // A slip whose limit has passed is the office's to push, before it is red.
        let unanswered = row.kind == "slip" && *lamp == Lamp::Yellow;
        if *lamp == Lamp::Red || unanswered {
            to.extend(
                row.leader.filter(|leader| audience.serves(*leader)).map(|leader| (leader, Why::Leader)),
            );
            to.extend(coordinators.iter().map(|person| (*person, Why::Coordinator)));
        }
        let mut to = audience.with_deputies(to);
        let mut seen = std::collections::BTreeSet::new();
        let kind = kinds.latest(&row.kind);
        let may_know = |person| kind.is_some_and(|kind| audience.may_read(person, kind));
        to.retain(|(person, _)| may_know(*person) && seen.insert(*person));
        tracing::debug!(matter = row.id.0, %due, lamp = lamp.name(), people = to.len(), "a lamp has turned");
        told.extend(to.into_iter().map(|(to, why)| Message {
            to,
            at: jiff::Timestamp::UNIX_EPOCH,
            matter: row.id,
            seq: None,
            by: None,
            cause: cause.clone(),
            why,
        }));
    }
    told
}

fn cause(lamp: Lamp, due: Date) -> Cause {
    match lamp {
        Lamp::Red => Cause::FarOverdue { due },
        Lamp::Yellow => Cause::Overdue { due },
        _ => Cause::DueSoon { due },
    }
}

/// Where a part starts: which walk, and after which row of it.
#[derive(Default)]
struct Mark {
    walk: usize,
    after: Option<Cursor>,
}

fn write_mark(mark: &Mark) -> String {
    let after = mark.after.as_ref().and_then(|after| serde_json::to_string(after).ok());
    format!("{} {}", mark.walk, after.unwrap_or_default())
}

fn read_mark(text: &str) -> Result<Mark, AppError> {
    let bad = || AppError::from(store::StoreError::Damaged("the mark of a tick".into()));
    let (walk, after) = text.split_once(' ').ok_or_else(bad)?;
    let after = if after.is_empty() { None } else { Some(serde_json::from_str(after).map_err(|_| bad())?) };
    Ok(Mark { walk: walk.parse().map_err(|_| bad())?, after })
}
