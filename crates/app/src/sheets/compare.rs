//! A sheet and the ledger, cell by cell.

use super::{
    Part, Upload,
    cell::{cell, date, folded, percent, shown},
    numbers,
};
use crate::{AppError, Step, query::directory::Directory};
use documents::{Grid, model::Entry};
use jiff::civil::Date;
use ledger::{
    Change, Command, Matter, MatterId,
    command::{Assign, ReportProgress},
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use store::View;

/// A cell that says something else than the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The cell, as Excel names it.
    pub cell: String,
    /// The matter.
    pub matter: MatterId,
    /// Its title.
    pub title: String,
    /// What of it.
    pub part: Part,
    /// As the ledger has it.
    pub from: String,
    /// As the sheet has it.
    pub to: String,
}

/// A cell that cannot be taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CellError {
    /// The cell, as Excel names it.
    pub cell: String,
    /// Why.
    pub wrong: Wrong,
    /// What stands in it.
    pub value: String,
}

/// Why a cell cannot be taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Wrong {
    /// No matter has this id or number.
    NoMatter,
    /// Several matters have this number.
    Ambiguous,
    /// The row was there before.
    Twice,
    /// No unit has this name.
    NoUnit,
    /// No person has this name.
    NoPerson,
    /// Several have this name.
    SeveralOfName,
    /// No date.
    NoDate,
    /// No whole number from 0 to 100.
    NoPercent,
    /// A title cannot be empty.
    Empty,
    /// A number that Excel has made a date of.
    BecameDate,
}

impl Wrong {
    /// All of them.
    pub const ALL: [Wrong; 10] = [
        Wrong::NoMatter,
        Wrong::Ambiguous,
        Wrong::Twice,
        Wrong::NoUnit,
        Wrong::NoPerson,
        Wrong::SeveralOfName,
        Wrong::NoDate,
        Wrong::NoPercent,
        Wrong::Empty,
        Wrong::BecameDate,
    ];

    /// Stable code in the interface for programs.
    pub fn code(self) -> String {
        self.name().replace('-', "_")
    }

    /// Stable name in texts.
    pub fn name(self) -> &'static str {
        match self {
            Wrong::NoMatter => "no-matter",
            Wrong::Ambiguous => "ambiguous",
            Wrong::Twice => "twice",
            Wrong::NoUnit => "no-unit",
            Wrong::NoPerson => "no-person",
            Wrong::SeveralOfName => "several-of-name",
            Wrong::NoDate => "no-date",
            Wrong::NoPercent => "no-percent",
            Wrong::Empty => "empty",
            Wrong::BecameDate => "became-date",
        }
    }
}

/// What came of it.
#[derive(Default)]
pub(super) struct Compared {
    pub(super) matched: usize,
    pub(super) differences: Vec<Difference>,
    pub(super) errors: Vec<CellError>,
    pub(super) steps: Vec<Step>,
}

/// A comparison that is under way.
pub(super) struct Comparing<'a> {
    view: &'a dyn View,
    directory: &'a Directory,
    upload: &'a Upload,
    grid: &'a Grid,
    /// Matters by number, folded, where numbers match rows.
    by_number: BTreeMap<String, Vec<MatterId>>,
    out: Compared,
}

impl<'a> Comparing<'a> {
    pub(super) fn new(
        view: &'a dyn View,
        directory: &'a Directory,
        upload: &'a Upload,
        grid: &'a Grid,
    ) -> Result<Self, AppError> {
        let mut new =
            Self { view, directory, upload, grid, by_number: BTreeMap::new(), out: Compared::default() };
        if !upload.parts.contains(&Some(Part::Id)) {
            let column = new.key_column();
            let rows = upload.head_row + 1..grid.rows.len();
            let wanted = rows.map(|row| folded(&grid.at(row, column).shown())).collect();
            new.by_number = numbers::below(view, upload.under, wanted, numbers::MOST)?;
        }
        Ok(new)
    }

    pub(super) fn compare(mut self) -> Result<Compared, AppError> {
        let mut seen = BTreeSet::new();
        for row in self.upload.head_row + 1..self.grid.rows.len() {
            let Some(id) = self.matter_of(row) else { continue };
            let Some(matter) = self.view.matter(id)? else {
                self.wrong(row, self.key_column(), Wrong::NoMatter);
                continue;
            };
            if !seen.insert(id) {
                self.wrong(row, self.key_column(), Wrong::Twice);
                continue;
            }
            self.out.matched += 1;
            self.row(row, &matter);
        }
        Ok(self.out)
    }

    fn key_column(&self) -> usize {
        let of = |part| self.upload.parts.iter().position(|one| *one == Some(part));
        of(Part::Id).or_else(|| of(Part::Number)).unwrap_or(0)
    }

    /// The matter that a row speaks of; a row without id and number says nothing.
    fn matter_of(&mut self, row: usize) -> Option<MatterId> {
        let column = self.key_column();
        let shown = self.grid.at(row, column).shown();
        let text = shown.trim();
        if text.is_empty() {
            return None;
        }
        if self.upload.parts.contains(&Some(Part::Id)) {
            let id = text.parse().ok().map(MatterId).filter(|id| *id != MatterId::SPACE);
            if id.is_none() {
                self.wrong(row, column, Wrong::NoMatter);
            }
            return id;
        }
        match self.by_number.get(&folded(text)).map(Vec::as_slice) {
            Some([one]) => Some(*one),
            Some([_, ..]) => {
                self.wrong(row, column, Wrong::Ambiguous);
                None
            }
            Some([]) | None => {
                self.wrong(row, column, Wrong::NoMatter);
                None
            }
        }
    }

    fn row(&mut self, row: usize, matter: &Matter) {
        let mut assign = Assign::default();
        let mut correct = (None, None);
        let mut report = ReportProgress::default();
        let mut due = None;
        for (column, part) in self.upload.parts.iter().enumerate() {
            let Some(part) = part else { continue };
            let entry = self.grid.at(row, column).clone();
            let to = shown(&entry, *part == Part::Due);
            let from = self.as_is(matter, *part);
            // A report says something only where it is written; everything else speaks by being empty, too.
            if to == from || *part == Part::Report && to.is_empty() {
                continue;
            }
            let matches = self.upload.parts.contains(&Some(Part::Id));
            let taken = match part {
                Part::Id => continue,
                Part::Number if !matches => continue,
                Part::Number if matches!(entry, Entry::Date(_)) => Err(Wrong::BecameDate),
                Part::Number => {
                    correct.0 = Some(to.clone());
                    Ok(())
                }
                Part::Title if to.is_empty() => Err(Wrong::Empty),
                Part::Title => {
                    correct.1 = Some(to.clone());
                    Ok(())
                }
                Part::Unit => self.unit(&to).map(|unit| assign.unit = unit),
                Part::Person => self.person(&to).map(|person| assign.person = person),
                Part::Leader => self.person(&to).map(|leader| assign.leader = leader),
                Part::Due => date(&entry).map(|date| due = Some(date)),
                Part::Percent => percent(&entry).map(|percent| report.percent = percent),
                Part::Report => {
                    report.text.clone_from(&to);
                    Ok(())
                }
            };
            match taken {
                Ok(()) => {
                    let (cell, title) = (cell(row, column), matter.title.clone());
                    let (matter, part) = (matter.id, *part);
                    self.out.differences.push(Difference { cell, matter, title, part, from, to });
                }
                Err(wrong) => self.wrong(row, column, wrong),
            }
        }
        self.steps(matter, assign, correct, report, due);
    }

    fn steps(
        &mut self,
        matter: &Matter,
        assign: Assign,
        (number, title): (Option<String>, Option<String>),
        mut report: ReportProgress,
        due: Option<Option<Date>>,
    ) {
        let mut commands = vec![];
        if number.is_some() || title.is_some() {
            let reason = self.upload.name.clone();
            commands.push(Command::Correct { number, title, reason });
        }
        if assign != Assign::default() {
            commands.push(Command::Assign(assign));
        }
        if let Some(due) = due {
            commands.push(Command::SetDueDate { due, reason: self.upload.name.clone() });
        }
        if report.percent.is_some() && report.text.is_empty() {
            // A report says something; where only the percentage came, it says where it came from.
            report.text.clone_from(&self.upload.name);
        }
        if report != ReportProgress::default() {
            commands.push(Command::ReportProgress(report));
        }
        // Only the first command sees the version that was compared; those after it follow from it.
        let mut seen = Some(matter.version);
        for command in commands {
            self.out.steps.push(Step { matter: Some(matter.id), seen: seen.take(), command });
        }
    }

    /// What the ledger says, as the sheet would.
    fn as_is(&self, matter: &Matter, part: Part) -> String {
        let name = |id: Option<MatterId>| {
            id.and_then(|id| self.directory.named(id)).map(|named| named.title.clone()).unwrap_or_default()
        };
        match part {
            Part::Id => matter.id.0.to_string(),
            Part::Number => matter.number.trim().to_owned(),
            Part::Title => matter.title.trim().to_owned(),
            Part::Unit => name(matter.unit),
            Part::Person => name(matter.person),
            Part::Leader => name(matter.leader),
            Part::Due => matter.due.map(|due| due.to_string()).unwrap_or_default(),
            Part::Percent => matter.percent.map(|percent| percent.to_string()).unwrap_or_default(),
            Part::Report => String::new(),
        }
    }

    fn unit(&self, name: &str) -> Result<Change<MatterId>, Wrong> {
        let units = self.directory.units.iter().filter(|unit| unit.active);
        let called = units.filter(|unit| unit.named.title == name || unit.full == name);
        one(name, called.map(|unit| unit.named.id).collect(), Wrong::NoUnit)
    }

    fn person(&self, name: &str) -> Result<Change<MatterId>, Wrong> {
        let people =
            self.directory.people.iter().filter(|person| person.active && person.named.title == name);
        one(name, people.map(|person| person.named.id).collect(), Wrong::NoPerson)
    }

    fn wrong(&mut self, row: usize, column: usize, wrong: Wrong) {
        let value = self.grid.at(row, column).shown();
        self.out.errors.push(CellError { cell: cell(row, column), wrong, value });
    }
}

/// The one that has the name; nobody where it is empty.
fn one(name: &str, found: Vec<MatterId>, none: Wrong) -> Result<Change<MatterId>, Wrong> {
    match found.as_slice() {
        _ if name.is_empty() => Ok(Change::Clear),
        [] => Err(none),
        [id] => Ok(Change::Set(*id)),
        _ => Err(Wrong::SeveralOfName),
    }
}
