//! Entries of the log, told to a person.

use super::{
    answer::{Entry, Named},
    directory::Directory,
};
use crate::{App, AppError};
use ledger::{Event, FieldValue, Matter, MatterId, Seq};
use std::collections::BTreeMap;
use store::View;

impl App {
    /// The log before place `before`, newest first; only matters, no register entries, when `matters_only`.
    ///
    /// # Errors
    /// The store failed.
    pub fn log(&self, before: Option<Seq>, limit: usize, matters_only: bool) -> Result<Vec<Entry>, AppError> {
        let directory = self.directory()?;
        let view = self.view()?;
        latest(view.as_ref(), &directory, before, limit.min(super::list::PAGE_MAX), matters_only)
    }
}

/// The newest entries before `before`.
pub(super) fn latest(
    view: &dyn View,
    directory: &Directory,
    before: Option<Seq>,
    limit: usize,
    matters_only: bool,
) -> Result<Vec<Entry>, AppError> {
    let mut end = before.map_or(view.head().next.0, |before| before.0.min(view.head().next.0));
    let mut newest = vec![];
    // An import may have left hundreds of openings behind; a bounded look back is enough for "latest".
    let mut looks = 0;
    while end > 0 && newest.len() < limit && looks < 8 {
        let stride = (limit as u64).max(50);
        let from = end.saturating_sub(stride);
        let found = view.events(Seq(from), usize::try_from(end - from).unwrap_or(0))?;
        let wanted = found.into_iter().rev().filter(|entry| !matters_only || tells_of_matters(entry));
        newest.extend(wanted.take(limit - newest.len()));
        end = from;
        looks += 1;
    }
    tell_all(view, directory, newest)
}

/// Registers are no matters, and of an import the campaign speaks for everything that came with it.
fn tells_of_matters(entry: &store::Entry) -> bool {
    let register = matches!(entry.header.kind.as_str(), "unit" | "person" | "space");
    let came_along =
        entry.header.kind != "campaign" && entry.open.get("origin").is_some_and(|o| !o.is_null());
    !(register || came_along)
}

/// An event that would happen, told as one that has; it has no place in the log.
pub(crate) fn foretold(
    view: &dyn View,
    directory: &Directory,
    matter: &Matter,
    actor: MatterId,
    event: Event,
) -> Result<Entry, AppError> {
    let mut names = Names { view, directory, found: BTreeMap::new() };
    Ok(Entry {
        seq: view.head().next,
        at: matter.changed_at,
        actor: Some(names.get(actor)?),
        acting_for: None,
        matter: Named::from(matter),
        kind: matter.kind.clone(),
        version: matter.version + 1,
        names: refers_to(&event).into_iter().map(|id| names.get(id)).collect::<Result<_, _>>()?,
        event,
        leaf: String::new(),
    })
}

/// Tells entries with the names they need.
pub(super) fn tell_all(
    view: &dyn View,
    directory: &Directory,
    entries: Vec<store::Entry>,
) -> Result<Vec<Entry>, AppError> {
    let mut told = vec![];
    let mut names = Names { view, directory, found: BTreeMap::new() };
    for entry in entries {
        let event = entry.event()?;
        told.push(Entry {
            seq: entry.header.seq,
            at: entry.header.at,
            actor: entry.header.actor.map(|id| names.get(id)).transpose()?,
            acting_for: entry.acting_for().map(|id| names.get(id)).transpose()?,
            matter: names.get(entry.header.matter)?,
            kind: entry.header.kind.clone(),
            version: entry.header.version,
            names: refers_to(&event).into_iter().map(|id| names.get(id)).collect::<Result<_, _>>()?,
            event,
            leaf: entry.leaf.to_string(),
        });
    }
    Ok(told)
}

/// The reason given with the last move; empty without one among the last five events.
pub(super) fn last_reason(view: &dyn View, id: MatterId) -> Result<String, AppError> {
    for entry in view.history(id, None, 5)? {
        if let Event::Moved(moved) = entry.event()? {
            return Ok(moved.reason);
        }
    }
    Ok(String::new())
}

/// Names of matters of any kind, each looked up once.
pub(super) struct Names<'v> {
    pub(super) view: &'v dyn View,
    pub(super) directory: &'v Directory,
    pub(super) found: BTreeMap<MatterId, Named>,
}

impl Names<'_> {
    pub(super) fn get(&mut self, id: MatterId) -> Result<Named, AppError> {
        if let Some(named) = self.directory.named(id).or_else(|| self.found.get(&id)) {
            return Ok(named.clone());
        }
        let named = match self.view.summaries(&[id])?.pop() {
            Some(row) => Named::from(&row),
            None => Named { id, number: String::new(), title: String::new() },
        };
        self.found.insert(id, named.clone());
        Ok(named)
    }
}

/// Matters that an event names.
fn refers_to(event: &Event) -> Vec<MatterId> {
    match event {
        Event::Assigned(assign) => [&assign.unit, &assign.person, &assign.leader]
            .into_iter()
            .filter_map(|change| change.set().copied())
            .chain(assign.helpers.iter().flatten().copied())
            .collect(),
        Event::Linked { to, .. } | Event::Unlinked { to, .. } => vec![*to],
        Event::CheckRecorded(check) => check.by.clone(),
        Event::RungTaken { slip, .. } => slip.iter().copied().collect(),
        Event::DeputyNamed { deputy, .. } | Event::DeputyWithdrawn { deputy } => vec![*deputy],
        Event::RoleGranted { unit, .. } | Event::RoleRevoked { unit, .. } => unit.iter().copied().collect(),
        Event::FieldsEdited { set } => set
            .values()
            .flatten()
            .filter_map(|value| if let FieldValue::Matter(id) = value { Some(*id) } else { None })
            .collect(),
        _ => vec![],
    }
}
