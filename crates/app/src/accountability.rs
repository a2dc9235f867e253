//! The register of accountability (约谈、通报、问责): every kind that names [`READ`] among its readers.

use crate::{
    App, AppError, Step,
    execute::Act,
    query::{
        answer::{Named, Row},
        directory::Directory,
        list::tell,
    },
};
use jiff::civil::Date;
use ledger::{Command, CommandId, FieldValue, Matter, MatterId, Refusal, command::Open};
use serde::Serialize;
use store::{Filter, Outcome, Sort, Summary, View};

/// The right to know of it.
pub const READ: &str = "read:accountability";
/// Entries of one kind that are looked at, the last changed first.
const LOOKED_AT: usize = 500;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct AccountabilityQuery {
    /// Only this kind.
    pub kind: Option<String>,
    /// Only this unit and those below it.
    pub unit: Option<MatterId>,
    /// Only this person.
    pub person: Option<MatterId>,
    /// Only on or after this day.
    pub from: Option<Date>,
    /// Only on or before this day.
    pub to: Option<Date>,
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Registered {
    /// It, as a row.
    pub row: Row,
    /// Its sort within the kind: the kind of talk, the scope of a notice, the form of accountability.
    pub sort: Option<String>,
    /// Whom it is about.
    pub person: Option<Named>,
    /// Which unit.
    pub unit: Option<Named>,
    /// Document number.
    pub document: String,
    /// Date of the talk, notice or decision.
    pub on: Option<Date>,
    /// Why.
    pub ground: String,
    /// The matters it is about.
    pub about: Vec<Named>,
}

/// The register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Register {
    /// Its kinds by name.
    pub kinds: Vec<String>,
    /// Its entries, the last date first; those without one before them.
    pub entries: Vec<Registered>,
    /// Whether older ones were not looked at.
    pub more: bool,
}

/// Fields that say of which sort an entry is, the first that its kind has.
const SORTS: [&str; 3] = ["type", "scope", "form"];

impl App {
    /// The register, as far as the query asks for it; that the reader opened it is noted.
    ///
    /// # Errors
    /// The reader may not know of it, or the store failed.
    pub fn accountability(&self, query: &AccountabilityQuery) -> Result<Register, AppError> {
        let kinds = self.kinds_of_register(self.view()?.as_ref())?;
        self.note_opening(None)?;
        let directory = self.directory()?;
        let view = self.view()?;
        let view = view.as_ref();
        let bands = self.bands(self.clock.today());
        let (mut entries, mut more) = (vec![], false);
        for kind in kinds.iter().filter(|kind| query.kind.as_ref().is_none_or(|asked| asked == *kind)) {
            let filter = Filter { kind: Some(kind.clone()), ..Filter::default() };
            let rows = view.rows(&filter, Sort::Changed, None, LOOKED_AT + 1)?;
            more |= rows.len() > LOOKED_AT;
            for row in rows.into_iter().take(LOOKED_AT) {
                let Some(matter) = view.matter(row.id)? else { continue };
                let entry = registered(view, &matter, tell(row, &directory, bands.as_ref()), &directory)?;
                if fits(&entry, query, &directory) {
                    entries.push(entry);
                }
            }
        }
        entries.sort_by_key(|entry| std::cmp::Reverse((entry.on.is_none(), entry.on, entry.row.id)));
        Ok(Register { kinds, entries, more })
    }

    /// Enters a record, about a matter where one is named; both or neither.
    ///
    /// # Errors
    /// The kind is none of the register's, a refusal, or the store failed.
    pub fn enter_record(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        open: Open,
        about: Option<MatterId>,
    ) -> Result<Outcome, AppError> {
        let known = self.kinds_of_register(self.view()?.as_ref())?;
        if !known.contains(&open.kind) {
            return Err(Refusal::NoSuchKind(open.kind).into());
        }
        self.write_telling(move |desk| {
            if let Some(outcome) = desk.earlier(id)? {
                return Ok(outcome);
            }
            let mut act = Act::new(desk.actor(actor)?, id);
            let step = |matter, command| Step { matter, seen: None, command };
            let entry = desk.step(&mut act, &step(None, Command::Open(open)))?;
            if let Some(to) = about {
                let link = Command::Link { to, relation: "about".into(), note: String::new() };
                desk.step(&mut act, &step(Some(entry), link))?;
            }
            desk.finish(&mut act, entry)
        })
    }

    fn kinds_of_register(&self, view: &dyn View) -> Result<Vec<String>, AppError> {
        let kinds = view.kinds();
        let of_register = kinds.all().filter(|kind| kind.readers.iter().any(|right| right == READ));
        let names: Vec<String> = of_register.map(|kind| kind.name.clone()).collect();
        if names.is_empty() { Err(Refusal::NotAllowed { right: READ.into() }.into()) } else { Ok(names) }
    }
}

fn registered(
    view: &dyn View,
    matter: &Matter,
    row: Row,
    directory: &Directory,
) -> Result<Registered, AppError> {
    let text = |name: &str| matter.fields.get(name).and_then(FieldValue::as_text).map(str::to_owned);
    let named = |name: &str| match matter.fields.get(name) {
        Some(FieldValue::Matter(id)) => directory.named(*id).cloned(),
        _ => None,
    };
    let about: Vec<MatterId> =
        matter.links.iter().filter(|link| link.relation == "about").map(|link| link.to).collect();
    let about = view.summaries(&about)?;
    let title = |row: Summary| Named { id: row.id, number: row.number, title: row.title };
    Ok(Registered {
        row,
        sort: SORTS.iter().find_map(|name| text(name)),
        person: named("person"),
        unit: named("unit"),
        document: text("document").unwrap_or_default(),
        on: text("on").and_then(|on| on.parse().ok()),
        ground: text("ground").unwrap_or_default(),
        about: about.into_iter().map(title).collect(),
    })
}

fn fits(entry: &Registered, query: &AccountabilityQuery, directory: &Directory) -> bool {
    let below = |unit: MatterId| {
        entry.unit.as_ref().is_some_and(|named| directory.with_above(named.id).contains(&unit))
    };
    query.unit.is_none_or(below)
        && query.person.is_none_or(|id| entry.person.as_ref().is_some_and(|named| named.id == id))
        && query.from.is_none_or(|from| entry.on.is_some_and(|on| from <= on))
        && query.to.is_none_or(|to| entry.on.is_some_and(|on| on <= to))
}
