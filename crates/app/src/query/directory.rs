//! Units and people by id: read once, kept until a register entry changes.

use super::answer::Named;
use crate::AppError;
use jiff::civil::Date;
use ledger::{FieldValue, Grant, MatterId, StateClass, authority::Deputy};
use std::{
    collections::BTreeMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};
use store::{Filter, Sort, Store, Summary, View};

/// Most register entries kept at once.
const LIMIT: usize = 100_000;

/// Units and people as they stand.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// Units in the order of the register.
    pub units: Vec<Unit>,
    /// People in the order of the register.
    pub people: Vec<Person>,
    names: BTreeMap<MatterId, Named>,
    /// Where a person stands in `people`, and a unit in `units`.
    places: BTreeMap<MatterId, usize>,
    changes: u64,
}

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its id and short name.
    pub named: Named,
    /// Its full name.
    pub full: String,
    /// Unit above it.
    pub parent: Option<MatterId>,
    /// Whether it still stands.
    pub active: bool,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Id and name.
    pub named: Named,
    /// Unit.
    pub unit: Option<MatterId>,
    /// Post.
    pub post: String,
    /// Roles held.
    pub grants: Vec<Grant>,
    /// Who acts for the person, over and to come ones included.
    pub deputies: Vec<Deputy>,
    /// Whether the person still serves.
    pub active: bool,
}

impl Directory {
    /// The name of a unit or person.
    pub fn named(&self, id: MatterId) -> Option<&Named> {
        self.names.get(&id)
    }

    /// The person with this id.
    pub fn person(&self, id: MatterId) -> Option<&Person> {
        self.people.get(*self.places.get(&id)?).filter(|person| person.named.id == id)
    }

    /// The unit with this id.
    pub fn unit(&self, id: MatterId) -> Option<&Unit> {
        self.units.get(*self.places.get(&id)?).filter(|unit| unit.named.id == id)
    }

    /// A unit and the units above it, nearest first.
    pub fn with_above(&self, unit: MatterId) -> Vec<MatterId> {
        let above = |id: &MatterId| self.unit(*id).and_then(|unit| unit.parent);
        std::iter::successors(Some(unit), above).take(ledger::limit::DEPTH).collect()
    }

    /// A unit and all units below it, in the order of the register; the unit alone where it is not known.
    pub fn with_below(&self, unit: MatterId) -> Vec<MatterId> {
        let below =
            self.units.iter().map(|one| one.named.id).filter(|id| self.with_above(*id).contains(&unit));
        let below: Vec<MatterId> = below.collect();
        if below.is_empty() { vec![unit] } else { below }
    }

    /// Those whom `person` acts for on `today`, in the order of the register.
    pub fn acted_for(&self, person: MatterId, today: Date) -> Vec<MatterId> {
        let names = |one: &&Person| {
            one.active && one.deputies.iter().any(|deputy| deputy.person == person && deputy.holds_on(today))
        };
        self.people.iter().filter(names).map(|one| one.named.id).collect()
    }

    pub(crate) fn read(view: &dyn View, changes: u64) -> Result<Directory, AppError> {
        let mut directory = Directory { changes, ..Directory::default() };
        for row in register(view, "unit")? {
            let matter = view.matter(row.id)?;
            let short = matter.as_ref().and_then(|m| m.fields.get("short")).and_then(FieldValue::as_text);
            let named = Named {
                id: row.id,
                number: String::new(),
                title: short.filter(|short| !short.is_empty()).unwrap_or(&row.title).to_owned(),
            };
            directory.names.insert(row.id, named.clone());
            directory.places.insert(row.id, directory.units.len());
            directory.units.push(Unit {
                named,
                full: row.title,
                parent: row.parent,
                active: row.class == StateClass::Open,
            });
        }
        for row in register(view, "person")? {
            let matter = view.matter(row.id)?;
            let post = matter.as_ref().and_then(|m| m.fields.get("post")).and_then(FieldValue::as_text);
            let named = Named { id: row.id, number: String::new(), title: row.title };
            directory.names.insert(row.id, named.clone());
            directory.places.insert(row.id, directory.people.len());
            directory.people.push(Person {
                named,
                unit: row.unit,
                post: post.unwrap_or_default().to_owned(),
                grants: matter.as_ref().map(|matter| matter.grants.clone()).unwrap_or_default(),
                deputies: matter.as_ref().map(|matter| matter.deputies.clone()).unwrap_or_default(),
                active: row.class == StateClass::Open,
            });
        }
        Ok(directory)
    }
}

fn register(view: &dyn View, kind: &str) -> Result<Vec<Summary>, AppError> {
    let filter = Filter { kind: Some(kind.into()), ..Filter::default() };
    Ok(view.rows(&filter, Sort::Outline, None, LIMIT)?)
}

/// The directory last read, and which change of the registers it knows.
#[derive(Default)]
pub(crate) struct Registers {
    kept: RwLock<Arc<Directory>>,
    /// Counts durable changes of register entries, from 1 so that the empty directory is never taken for current.
    changes: AtomicU64,
}

impl Registers {
    /// A change of a unit or person has become durable.
    pub(crate) fn have_changed(&self) {
        self.changes.fetch_add(1, Ordering::AcqRel);
    }

    /// The directory as it stands.
    pub(crate) fn now(&self, store: &dyn Store) -> Result<Arc<Directory>, AppError> {
        // Counted before the look, so that a change in between makes the next call look again.
        let changes = self.changes.load(Ordering::Acquire) + 1;
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner).clone();
        if kept.changes == changes {
            return Ok(kept);
        }
        let fresh = Arc::new(Directory::read(store.view()?.as_ref(), changes)?);
        *self.kept.write().unwrap_or_else(PoisonError::into_inner) = fresh.clone();
        Ok(fresh)
    }
}
