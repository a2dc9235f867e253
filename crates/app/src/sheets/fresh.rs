//! Rows that are no matter yet: what opens one, with who is responsible and by when.

use super::{
    Part, Wrong,
    cell::{self, cell, folded},
    compare::Comparing,
    field,
};
use crate::{AppError, Step, language::Language};
use documents::model::Entry;
use ledger::{
    Change, Command, Kind,
    command::{Assign, Open, ReportProgress},
    kind::Nature,
};
use serde::Serialize;
use std::sync::Arc;

/// A row that opens a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FreshRow {
    /// The cell of its title, as Excel names it.
    pub cell: String,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
}

/// A command of a row, and the cell that asks for it. Where no matter is named it is the one that the row opens.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    /// The row, from 0.
    pub(super) row: usize,
    /// The cell, as Excel names it.
    pub(super) cell: String,
    pub(super) step: Step,
}

/// What the cells of a row that opens a matter say.
#[derive(Default)]
struct Draft {
    open: Open,
    assign: Assign,
    due: Option<jiff::civil::Date>,
    report: ReportProgress,
}

impl Comparing<'_> {
    /// Reads a row without id or number: what it opens, or why it opens nothing. A row without a title says nothing.
    pub(super) fn fresh(&mut self, row: usize) -> Result<(), AppError> {
        let of = |part: &Part| self.upload.parts.iter().position(|one| one.as_ref() == Some(part));
        let title_column = of(&Part::Title);
        let says = |column: usize| *self.grid.at(row, column) != Entry::Empty;
        let Some(title_column) = title_column.filter(|column| says(*column)) else { return Ok(()) };
        let kind = match self.kind_to_open() {
            Ok(kind) => kind,
            // An office's own list of a plan may hold rows without a number; they say nothing.
            Err(_) if of(&Part::Id).is_none() => return Ok(()),
            Err(wrong) => {
                self.wrong(row, title_column, wrong);
                return Ok(());
            }
        };
        let mut draft = Draft::default();
        draft.open.kind.clone_from(&kind.name);
        draft.open.parent = self.upload.under.filter(|_| kind.under.iter().any(|under| !under.is_empty()));
        let wrong_before = self.out.errors.len();
        let upload = self.upload;
        for (column, part) in upload.parts.iter().enumerate() {
            let Some(part) = part else { continue };
            let entry = self.grid.at(row, column);
            if let Err(wrong) = draft.take(part, entry, &kind, self.directory) {
                self.wrong(row, column, wrong);
            }
        }
        let number = folded(&draft.open.number);
        if !number.is_empty() {
            let column = of(&Part::Number).unwrap_or(title_column);
            if self.numbers_there.contains_key(&number) {
                self.wrong(row, column, Wrong::NumberTaken);
            } else if !self.numbers_met.insert(number) {
                self.wrong(row, column, Wrong::Twice);
            }
        }
        let refusal = match &self.actor {
            Some(actor) if self.out.errors.len() == wrong_before => {
                self.app.trial_open(self.view, actor, &draft.open)?
            }
            _ => None,
        };
        if let Some(refusal) = refusal {
            self.refused(row, cell(row, title_column), self.grid.at(row, title_column).shown(), refusal);
        }
        if self.out.errors.len() == wrong_before {
            let (number, title) = (draft.open.number.clone(), draft.open.title.clone());
            self.out.fresh.push(FreshRow { cell: cell(row, title_column), number, title });
            let commands = draft.commands(&upload.name);
            let planned = |command| {
                let step = Step { matter: None, seen: None, command };
                Planned { row, cell: cell(row, title_column), step }
            };
            self.out.steps.extend(commands.into_iter().map(planned));
        }
        Ok(())
    }

    /// The kind of which rows without an id are opened.
    fn kind_to_open(&self) -> Result<Arc<Kind>, Wrong> {
        let name = self.upload.kind.as_ref().ok_or(Wrong::NeedsKind)?;
        let kind = self.kinds.latest(name).ok_or(Wrong::NeedsKind)?;
        let stands_alone = kind.under.is_empty() || kind.under.iter().any(String::is_empty);
        // What a plan promises comes with the plan, and what stands below something is opened there.
        let from_sheet =
            kind.nature == Nature::Matter && !kind.in_plan && (stands_alone || self.upload.under.is_some());
        if from_sheet { Ok(kind.clone()) } else { Err(Wrong::NotFromSheet) }
    }
}

impl Draft {
    /// Takes what a cell says.
    fn take(
        &mut self,
        part: &Part,
        entry: &Entry,
        kind: &Kind,
        directory: &crate::query::directory::Directory,
    ) -> Result<(), Wrong> {
        let text = entry.shown().trim().to_owned();
        if let Part::Field(name) = part {
            let Some(of) = kind.field(name) else {
                return if text.is_empty() { Ok(()) } else { Err(Wrong::NoField) };
            };
            if let Some(value) = field::read(of, entry, directory)? {
                self.open.fields.insert(name.clone(), value);
            }
            return Ok(());
        }
        if text.is_empty() {
            return Ok(());
        }
        match part {
            Part::Number if matches!(entry, Entry::Date(_)) => return Err(Wrong::BecameDate),
            Part::Number => self.open.number = text,
            Part::Title => self.open.title = text,
            Part::State => {
                let called = |label: &ledger::kind::Label| {
                    Language::ALL.iter().any(|language| language.of(label) == text)
                };
                let opens = kind.state(&kind.opens_as).is_some_and(|state| called(&state.label));
                let known = kind.states.iter().any(|state| called(&state.label));
                match (opens, known) {
                    (true, _) => {}
                    (false, true) => return Err(Wrong::NoWay),
                    (false, false) => return Err(Wrong::NoState),
                }
            }
            Part::Unit => self.assign.unit = Change::Set(field::unit(directory, &text)?),
            Part::Person => self.assign.person = Change::Set(field::person(directory, &text)?),
            Part::Leader => self.assign.leader = Change::Set(field::person(directory, &text)?),
            Part::Due => self.due = cell::date(entry)?,
            Part::Percent => self.report.percent = cell::percent(entry)?,
            Part::Report => self.report.text = text,
            Part::Id | Part::Field(_) => {}
        }
        Ok(())
    }

    /// The commands, in the order in which they build on one another.
    fn commands(self, sheet: &str) -> Vec<Command> {
        let Draft { open, assign, due, mut report } = self;
        let mut commands = vec![Command::Open(open)];
        if assign != Assign::default() {
            commands.push(Command::Assign(assign));
        }
        if due.is_some() {
            commands.push(Command::SetDueDate { due, reason: sheet.to_owned() });
        }
        if report.percent.is_some() && report.text.is_empty() {
            sheet.clone_into(&mut report.text);
        }
        if report != ReportProgress::default() {
            commands.push(Command::ReportProgress(report));
        }
        commands
    }
}
