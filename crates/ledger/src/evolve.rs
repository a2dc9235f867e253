//! A matter after one more event. Never fails: what was logged has happened.

use crate::{
    authority::{Deputy, Grant},
    course::{Baseline, Check, Course, Extension, Step, TakenRung},
    event::{Event, Header, Moved},
    figure::Figure,
    kind::{Kind, Rater, StateClass},
    limit,
    matter::{Evidence, LastReport, Link, Matter},
    position::Position,
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The matter after `event`; `before` is `None` for the first one. `kind` is the definition the matter lives under.
pub fn evolve(before: Option<Matter>, header: &Header, event: &Event, kind: &Kind) -> Matter {
    let mut matter = before.unwrap_or_else(|| blank(header));
    apply(&mut matter, header, event, kind);
    matter.version = header.version;
    matter.changed_at = header.at;
    matter.changed_seq = header.seq;
    matter
}

fn apply(matter: &mut Matter, header: &Header, event: &Event, kind: &Kind) {
    match event {
        Event::Opened { open, above, position, state } => {
            matter.number = open.number.clone();
            matter.title = open.title.clone();
            matter.parent = open.parent;
            matter.above = above.clone();
            matter.position = position.clone();
            matter.fields = open.fields.clone();
            matter.origin = open.origin.clone();
            matter.due = open.due;
            // As the source states them: two figures may share name and unit there.
            matter.figures = open.figures.clone();
            enter(matter, state, kind);
        }
        Event::FieldsEdited { set } => {
            for (name, value) in set {
                match value {
                    Some(value) => matter.fields.insert(name.clone(), value.clone()),
                    None => matter.fields.remove(name),
                };
            }
        }
        Event::Assigned(assign) => {
            matter.unit = assign.unit.apply(matter.unit);
            matter.person = assign.person.apply(matter.person);
            matter.leader = assign.leader.apply(matter.leader);
            if let Some(helpers) = &assign.helpers {
                matter.helpers = helpers.clone();
            }
        }
        Event::DueDateSet { due, .. } => matter.due = *due,
        Event::ProgressReported(report) => {
            matter.percent = report.percent.or(matter.percent);
            matter.reports += 1;
            report.figures.iter().for_each(|figure| keep_figure(&mut matter.figures, figure));
            matter.last_report = Some(LastReport {
                at: header.at,
                by: header.actor,
                seq: header.seq,
                no_change: report.no_change,
            });
        }
        Event::Linked { to, relation, note } => {
            matter.links.push(Link { to: *to, relation: relation.clone(), note: note.clone() });
        }
        Event::Unlinked { to, relation } => {
            matter.links.retain(|link| link.to != *to || link.relation != *relation);
        }
        Event::EvidenceAttached { hash, size, media, kind, produced, name, title } => {
            matter.evidence.push(Evidence {
                hash: hash.clone(),
                size: *size,
                media: media.clone(),
                name: name.clone(),
                title: title.clone(),
                kind: kind.clone(),
                produced: *produced,
                seq: header.seq,
            });
        }
        Event::Moved(moved) => take(matter, header, moved, kind),
        Event::ExtensionRequested { from, to, .. } => matter.course.extensions.push(Extension {
            from: *from,
            to: *to,
            by: header.actor,
            on: day(header),
            seq: header.seq,
            approved: None,
            decided_by: None,
        }),
        Event::ExtensionDecided { approved, to, .. } => {
            if let Some(last) = matter.course.extensions.last_mut() {
                last.approved = Some(*approved);
                last.decided_by = header.actor;
            }
            if *approved {
                matter.due = Some(*to);
            }
        }
        Event::CheckRecorded(check) => matter.course.checks.push(Check {
            on: check.on,
            by: check.by.clone(),
            met: check.met,
            seq: header.seq,
        }),
        Event::PlanAdopted { round, .. } | Event::BaselineFrozen { round } => {
            matter.course.baseline = Some(frozen(matter, header, *round));
        }
        Event::RungTaken { rung, slip, reply_by, .. } => matter.course.rungs.push(TakenRung {
            rung: rung.clone(),
            on: day(header),
            by: header.actor,
            slip: *slip,
            reply_by: *reply_by,
            answered: None,
            withdrawn: false,
            seq: header.seq,
        }),
        Event::RungAnswered { rung, .. } => {
            if let Some(taken) = last_rung(matter, rung) {
                taken.answered = Some(day(header));
            }
        }
        Event::RungWithdrawn { rung, .. } => {
            if let Some(taken) = last_rung(matter, rung) {
                taken.withdrawn = true;
            }
        }
        Event::Corrected { number, title, .. } => {
            if let Some(number) = number {
                matter.number = number.clone();
            }
            if let Some(title) = title {
                matter.title = title.clone();
            }
        }
        Event::RoleGranted { role, unit, until } => {
            // A new last day replaces the old one; the longer of two would win otherwise.
            matter.grants.retain(|grant| grant.role != *role || grant.unit != *unit);
            matter.grants.push(Grant { role: role.clone(), unit: *unit, until: *until });
        }
        Event::RoleRevoked { role, unit } => {
            matter.grants.retain(|grant| grant.role != *role || grant.unit != *unit);
        }
        Event::DeputyNamed { deputy, from, until } => {
            matter.deputies.retain(|one| one.person != *deputy);
            matter.deputies.push(Deputy { person: *deputy, from: *from, until: *until });
        }
        Event::DeputyWithdrawn { deputy } => matter.deputies.retain(|one| one.person != *deputy),
        Event::KindDefined { name, .. } | Event::RateDefined { name, .. } => matter.title = name.clone(),
        Event::Commented { .. } | Event::Erased { .. } => {}
    }
}

fn take(matter: &mut Matter, header: &Header, moved: &Moved, kind: &Kind) {
    let way = kind.find_move(&moved.name);
    // Sent back: with a code, with a new date, or both.
    if moved.code.is_some() || moved.due.is_some() {
        matter.returns += 1;
        matter.course.returned = Some(header.seq);
        matter.course.rating = None;
    }
    if way.is_some_and(|way| way.rebound) {
        matter.course.rebounds += 1;
        matter.course.reopened = Some(header.seq);
        matter.course.returned = Some(header.seq);
        (matter.course.rating, matter.course.own_rating) = (None, None);
    }
    match way.and_then(|way| way.rating) {
        Some(Rater::Own) => matter.course.own_rating = moved.rating.clone(),
        Some(Rater::Acceptor) => matter.course.rating = moved.rating.clone(),
        None => {}
    }
    if kind.shelf.is_some() && matter.course.steps.len() < limit::LEDGER_STEPS {
        let (name, on, due) = (moved.name.clone(), day(header), matter.due);
        matter.course.steps.push(Step { name, on, due });
    }
    matter.course.wait_until = moved.wait_until;
    matter.course.moved_by = header.actor;
    matter.due = moved.due.or(matter.due);
    if let Some(filing) = &moved.filing {
        if matter.number.is_empty() {
            matter.number = filing.number.clone();
        }
        matter.course.filings.push(filing.clone());
    }
    enter(matter, &moved.to, kind);
}

fn frozen(matter: &Matter, header: &Header, round: u32) -> Baseline {
    Baseline {
        round,
        seq: header.seq,
        on: day(header),
        title: matter.title.clone(),
        unit: matter.unit,
        person: matter.person,
        leader: matter.leader,
        due: matter.due,
        standard: matter.fields.get("standard").cloned(),
    }
}

fn last_rung<'m>(matter: &'m mut Matter, name: &str) -> Option<&'m mut TakenRung> {
    matter.course.rungs.iter_mut().rev().find(|taken| taken.rung == name && !taken.withdrawn)
}

/// The civil day of an event; China has had one time zone without summer time since 1992.
fn day(header: &Header) -> Date {
    jiff::tz::offset(8).to_datetime(header.at).date()
}

fn enter(matter: &mut Matter, state: &str, kind: &Kind) {
    matter.state = state.to_owned();
    matter.class = kind.class_of(state);
}

/// The latest value of a figure replaces the earlier one; the series is read from the log.
fn keep_figure(kept: &mut Vec<Figure>, figure: &Figure) {
    let full = kept.len() >= limit::FIGURES_KEPT;
    match kept.iter_mut().find(|old| old.name == figure.name && old.unit == figure.unit) {
        Some(old) => *old = figure.clone(),
        None if full => {}
        None => kept.push(figure.clone()),
    }
}

fn blank(header: &Header) -> Matter {
    Matter {
        id: header.matter,
        kind: header.kind.clone(),
        kind_version: header.kind_version,
        version: 0,
        number: String::new(),
        title: String::new(),
        parent: None,
        above: vec![],
        position: Position::root(u32::try_from(header.matter.0).unwrap_or(u32::MAX)),
        state: String::new(),
        class: StateClass::Open,
        unit: None,
        person: None,
        leader: None,
        helpers: vec![],
        due: None,
        percent: None,
        last_report: None,
        reports: 0,
        returns: 0,
        fields: BTreeMap::new(),
        figures: vec![],
        evidence: vec![],
        links: vec![],
        origin: None,
        grants: vec![],
        deputies: vec![],
        course: Course::default(),
        opened_at: header.at,
        changed_at: header.at,
        changed_seq: header.seq,
    }
}
