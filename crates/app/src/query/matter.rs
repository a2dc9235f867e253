//! Everything about one matter.

use super::{
    answer::{Entry, MatterPage, Named, Passage, Row},
    directory::Directory,
    entries::{Names, tell_all},
    gathered::gathered,
    list::tell,
    past::Look,
    possible::Sought,
};
use crate::{App, AppError, import::source_text};
use jiff::civil::Date;
use ledger::{
    Actor, Matter, MatterId, Refusal,
    authority::{self, Deputy, Principal, Reached},
};
use std::collections::BTreeMap;
use store::{Filter, Sort, Summary, View};

/// Entries of history on one page.
const HISTORY: usize = 200;
/// Direct children shown.
const CHILDREN: usize = 500;

impl App {
    /// The page of a matter as `person` sees it; `before` pages through older history.
    ///
    /// # Errors
    /// There is no such matter, or the store failed.
    pub fn matter(
        &self,
        person: Option<MatterId>,
        id: MatterId,
        before: Option<u64>,
    ) -> Result<MatterPage, AppError> {
        self.matter_as_of(person, id, before, None)
    }

    /// The page of a matter at the end of `as_of`; on a past day nobody can do anything.
    ///
    /// # Errors
    /// There is no such matter, the day lies in the future, or the store failed.
    pub fn matter_as_of(
        &self,
        person: Option<MatterId>,
        id: MatterId,
        before: Option<u64>,
        as_of: Option<Date>,
    ) -> Result<MatterPage, AppError> {
        let page = self.page_of(person, id, before, as_of)?;
        if self.is_restricted(&page.matter.kind)? {
            self.note_opening(Some(id))?;
        }
        Ok(page)
    }

    fn page_of(
        &self,
        person: Option<MatterId>,
        id: MatterId,
        before: Option<u64>,
        as_of: Option<Date>,
    ) -> Result<MatterPage, AppError> {
        let Look { view, directory, day, is_past } = self.look(as_of)?;
        let view = view.as_ref();
        let matter = match view.matter(id)?.filter(|_| id != MatterId::SPACE) {
            Some(matter) => matter,
            None if is_past && self.view()?.matter(id)?.is_some() => return Err(AppError::NotYet(day)),
            None => return Err(Refusal::NoSuchMatter(id).into()),
        };
        let bands = self.bands(day);
        let children = Filter { parent: Some(id), ..Filter::default() };
        let children = view.rows(&children, Sort::Outline, None, CHILDREN)?;
        let mut names = Names { view, directory: &directory, found: BTreeMap::new() };
        let above = matter.above.iter().map(|id| names.get(*id)).collect::<Result<_, _>>()?;
        let mut named: Vec<Named> = vec![];
        let field_refs = matter.fields.values().filter_map(|value| match value {
            ledger::FieldValue::Matter(id) => Some(*id),
            _ => None,
        });
        let grants = matter.grants.iter().filter_map(|grant| grant.unit);
        let links = matter.links.iter().map(|link| link.to);
        let course = matter.course.named().into_iter().chain(matter.deputies.iter().map(|one| one.person));
        for id in matter.helpers.iter().copied().chain(links).chain(grants).chain(field_refs).chain(course) {
            named.push(names.get(id)?);
        }
        let mut linked_from = vec![];
        let links = view.links_to(id)?;
        let gathered = gathered(view, &links)?;
        for (from, relation, note) in links {
            linked_from.push((names.get(from)?, relation, note));
        }
        let entries = view.history(id, before, HISTORY + 1)?;
        let newest = if before.is_some() { Some(view.history(id, None, HISTORY)?) } else { None };
        let lamps = self.lamps(&matter, newest.as_deref().unwrap_or(&entries), day);
        let older = entries.get(HISTORY - 1).filter(|_| entries.len() > HISTORY).map(|e| e.header.version);
        let history = tell_all(view, &directory, entries.into_iter().take(HISTORY).collect())?;
        let source = self.passage(&matter)?;
        Ok(MatterPage {
            row: tell(Summary::of(&matter), &directory, bands.as_ref()),
            lamps,
            above,
            children: children.into_iter().map(|row| tell(row, &directory, bands.as_ref())).collect(),
            names: named,
            linked_from,
            gathered,
            history,
            older,
            possible: match is_past {
                true => vec![],
                false => self.possible(&mut { view }, &self.actor(view, person)?, &matter, Sought::All)?,
            },
            acts_for: if matter.kind == "person" { acts_for(&directory, id, day) } else { vec![] },
            proposal: if is_past { None } else { self.proposed_rung(&matter, day) },
            source,
            matter,
        })
    }

    /// A matter as a row, such as for the answer to a command.
    ///
    /// # Errors
    /// There is no such matter, or the store failed.
    pub fn row(&self, id: MatterId) -> Result<Row, AppError> {
        let directory: std::sync::Arc<Directory> = self.directory()?;
        let row = self.view()?.summaries(&[id])?.pop().ok_or(Refusal::NoSuchMatter(id))?;
        Ok(tell(row, &directory, self.bands(self.clock.today()).as_ref()))
    }

    /// Matters as rows, in the order asked for; those that are not there are left out.
    ///
    /// # Errors
    /// The store failed.
    pub fn rows_of(&self, ids: &[MatterId]) -> Result<Vec<Row>, AppError> {
        let directory = self.directory()?;
        let bands = self.bands(self.clock.today());
        let rows = self.view()?.summaries(ids)?;
        Ok(rows.into_iter().map(|row| tell(row, &directory, bands.as_ref())).collect())
    }

    /// History of a matter with versions below `before`, newest first.
    ///
    /// # Errors
    /// There is no such matter, or the store failed.
    pub fn history(&self, id: MatterId, before: Option<u64>, limit: usize) -> Result<Vec<Entry>, AppError> {
        let kind = self.view()?.summaries(&[id])?.pop().ok_or(Refusal::NoSuchMatter(id))?.kind;
        if self.is_restricted(&kind)? {
            self.note_opening(Some(id))?;
        }
        let directory = self.directory()?;
        let view = self.view()?;
        let entries = view.history(id, before, limit.min(HISTORY))?;
        tell_all(view.as_ref(), &directory, entries)
    }

    fn passage(&self, matter: &Matter) -> Result<Option<Passage>, AppError> {
        let Some(origin) = &matter.origin else { return Ok(None) };
        let Some((text, title)) = source_text(self, &origin.source)? else { return Ok(None) };
        let import = self.view()?.imported_from(&origin.source)?;
        let [start, end] = origin.span.map(|at| usize::try_from(at).unwrap_or(usize::MAX));
        // The root's passage is the whole file, which has its own page.
        if matter.parent.is_none() {
            return Ok(None);
        }
        let words = text.get(start..end).unwrap_or_default().to_owned();
        Ok(import.map(|import| Passage { title, import, text: words }))
    }

    /// The person with units and grants as they stand.
    pub(crate) fn actor(&self, view: &dyn View, person: Option<MatterId>) -> Result<Actor, AppError> {
        let Some(id) = person else { return Ok(Actor::system()) };
        let matter = view.matter(id)?.ok_or(Refusal::NoSuchMatter(id))?;
        Ok(Actor { grants: matter.grants, ..self.acting(id)? })
    }

    /// Whether `person` holds `right` where it concerns no single matter.
    ///
    /// # Errors
    /// The store failed.
    pub fn holds(&self, person: MatterId, right: &str) -> Result<bool, AppError> {
        let actor = self.acting(person)?;
        Ok(authority::check(&self.roles, &actor, right, &Reached::default(), self.clock.today()).is_ok())
    }

    /// The person with units and grants as the registers have them.
    pub(crate) fn acting(&self, person: MatterId) -> Result<Actor, AppError> {
        let directory = self.directory()?;
        let known = directory.person(person).ok_or(Refusal::NoSuchMatter(person))?;
        let units = |unit: Option<MatterId>| unit.map(|unit| directory.with_above(unit)).unwrap_or_default();
        let others = directory.acted_for(person, self.clock.today());
        let others = others.into_iter().filter_map(|id| directory.person(id)).map(|other| Principal {
            person: other.named.id,
            units: units(other.unit),
            grants: other.grants.clone(),
        });
        Ok(Actor {
            person: Some(person),
            units: units(known.unit),
            grants: known.grants.clone(),
            acting_for: others.collect(),
        })
    }
}

/// Whom `person` acts for on `day` or later.
fn acts_for(directory: &Directory, person: MatterId, day: Date) -> Vec<(Named, Deputy)> {
    let mut found = vec![];
    for other in directory.people.iter().filter(|other| other.active) {
        let theirs = other.deputies.iter().filter(|one| one.person == person && one.until >= day);
        found.extend(theirs.map(|one| (other.named.clone(), *one)));
    }
    found
}
