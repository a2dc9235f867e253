//! A matter after one more event. Never fails: what was logged has happened.

use crate::{
    authority::Grant,
    event::{Event, Header},
    figure::Figure,
    kind::{Kind, StateClass},
    limit,
    matter::{Evidence, LastReport, Link, Matter},
    position::Position,
};
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
        Event::Moved { to, code, .. } => {
            if code.is_some() {
                matter.returns += 1;
            }
            enter(matter, to, kind);
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
        Event::KindDefined { name, .. } => matter.title = name.clone(),
        Event::Commented { .. } | Event::Erased { .. } => {}
    }
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
        opened_at: header.at,
        changed_at: header.at,
        changed_seq: header.seq,
    }
}
