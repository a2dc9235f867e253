//! What one row of a sheet changes of its matter, and the commands that do it.

use super::{
    Part, Wrong,
    cell::{date, percent},
    field,
};
use crate::{Step, language::Language, query::directory::Directory};
use documents::model::Entry;
use jiff::civil::Date;
use ledger::{
    Change, Command, FieldValue, Kind, Matter, MatterId,
    command::{Assign, ReportProgress, TakeMove},
};
use std::collections::BTreeMap;

/// Changes of one matter.
#[derive(Default)]
pub(super) struct Edits {
    number: Option<String>,
    title: Option<String>,
    assign: Assign,
    due: Option<Option<Date>>,
    report: ReportProgress,
    fields: BTreeMap<String, Option<FieldValue>>,
    way: Option<String>,
    /// The first cell that asks for each command.
    cells: BTreeMap<Slot, String>,
}

/// The commands that a row can ask for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    Correct,
    Assign,
    Due,
    Fields,
    Report,
    Way,
}

impl Edits {
    /// Takes over what a cell says, which reads `to` and differs from what the ledger shows; whether it changes anything.
    ///
    /// # Errors
    /// It cannot be taken over.
    pub(super) fn take(
        &mut self,
        part: &Part,
        cell: &Entry,
        to: &str,
        matter: &Matter,
        kind: &Kind,
        directory: &Directory,
    ) -> Result<bool, Wrong> {
        let person = |name: &str| change(name, |name| field::person(directory, name));
        match part {
            Part::Id => return Ok(false),
            Part::Number if matches!(cell, Entry::Date(_)) => return Err(Wrong::BecameDate),
            Part::Number => self.number = Some(to.to_owned()),
            Part::Title if to.is_empty() => return Err(Wrong::Empty),
            Part::Title => self.title = Some(to.to_owned()),
            Part::State => match way(kind, matter, to)? {
                Some(way) => self.way = Some(way),
                None => return Ok(false),
            },
            Part::Unit => self.assign.unit = change(to, |name| field::unit(directory, name))?,
            Part::Person => self.assign.person = person(to)?,
            Part::Leader => self.assign.leader = person(to)?,
            Part::Due => self.due = Some(date(cell)?),
            Part::Percent => self.report.percent = percent(cell)?,
            Part::Report => to.clone_into(&mut self.report.text),
            Part::Field(name) => {
                let Some(of) = kind.field(name) else {
                    return if to.is_empty() { Ok(false) } else { Err(Wrong::NoField) };
                };
                let value = field::read(of, cell, directory)?;
                if field::same(of, matter.fields.get(name), value.as_ref()) {
                    return Ok(false);
                }
                self.fields.insert(name.clone(), value);
            }
        }
        Ok(true)
    }

    /// Notes that a cell asks for something.
    pub(super) fn asked_by(&mut self, part: &Part, cell: &str) {
        let slot = match part {
            Part::Id | Part::Number | Part::Title => Slot::Correct,
            Part::Unit | Part::Person | Part::Leader => Slot::Assign,
            Part::Due => Slot::Due,
            Part::Field(_) => Slot::Fields,
            Part::Percent | Part::Report => Slot::Report,
            Part::State => Slot::Way,
        };
        self.cells.entry(slot).or_insert_with(|| cell.to_owned());
    }

    /// The commands with the cells that ask for them, in the order in which they build on one another; `sheet` is the name
    /// of the file, which says why.
    pub(super) fn steps(self, matter: &Matter, sheet: &str) -> Vec<(String, Step)> {
        let Edits { number, title, assign, due, mut report, fields, way, cells } = self;
        let mut commands = vec![];
        if number.is_some() || title.is_some() {
            commands.push((Slot::Correct, Command::Correct { number, title, reason: sheet.to_owned() }));
        }
        if assign != Assign::default() {
            commands.push((Slot::Assign, Command::Assign(assign)));
        }
        if let Some(due) = due {
            commands.push((Slot::Due, Command::SetDueDate { due, reason: sheet.to_owned() }));
        }
        if !fields.is_empty() {
            commands.push((Slot::Fields, Command::EditFields { set: fields }));
        }
        if report.percent.is_some() && report.text.is_empty() {
            // A report says something; where only the percentage came, it says where it came from.
            sheet.clone_into(&mut report.text);
        }
        if report != ReportProgress::default() {
            commands.push((Slot::Report, Command::ReportProgress(report)));
        }
        if let Some(name) = way {
            let taken = TakeMove { reason: sheet.to_owned(), ..TakeMove::named(name) };
            commands.push((Slot::Way, Command::Move(taken)));
        }
        // Only the first command sees the version that was compared; those after it follow from it.
        let mut seen = Some(matter.version);
        let step = |(slot, command)| {
            let cell = cells.get(&slot).cloned().unwrap_or_default();
            (cell, Step { matter: Some(matter.id), seen: seen.take(), command })
        };
        commands.into_iter().map(step).collect()
    }
}

/// The one who has the name; nobody where it is empty.
fn change(name: &str, find: impl Fn(&str) -> Result<MatterId, Wrong>) -> Result<Change<MatterId>, Wrong> {
    if name.is_empty() { Ok(Change::Clear) } else { find(name).map(Change::Set) }
}

/// The one step that leads to the state of this label; `None` where it stands in it.
fn way(kind: &Kind, matter: &Matter, to: &str) -> Result<Option<String>, Wrong> {
    let called = |label| Language::ALL.iter().any(|language| language.of(label) == to);
    let states: Vec<&str> =
        kind.states.iter().filter(|state| called(&state.label)).map(|state| state.name.as_str()).collect();
    if states.is_empty() {
        return Err(Wrong::NoState);
    }
    if states.contains(&matter.state.as_str()) {
        return Ok(None);
    }
    let leads =
        |way: &&ledger::kind::Move| way.from.contains(&matter.state) && states.contains(&way.to.as_str());
    let mut ways = kind.moves.iter().filter(leads);
    match (ways.next(), ways.next()) {
        (Some(way), None) => Ok(Some(way.name.clone())),
        _ => Err(Wrong::NoWay),
    }
}
