//! A sheet and the ledger, cell by cell.

use super::{
    CellError, Difference, Part, Upload, Wrong,
    cell::{cell, folded, shown},
    edits::Edits,
    field,
    fresh::{FreshRow, Planned},
    numbers,
};
use crate::{App, AppError, language::Language, query::directory::Directory};
use documents::Grid;
use ledger::{Actor, Command, Kind, Kinds, Matter, MatterId, Refusal, field::FieldType};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use store::View;

/// Kinds whose numbers match rows where the sheet does not say of which kind they are.
const NUMBERED: [&str; 3] = ["item", "measure", "node"];

/// What came of it.
#[derive(Default)]
pub(super) struct Compared {
    pub(super) matched: usize,
    pub(super) differences: Vec<Difference>,
    pub(super) errors: Vec<CellError>,
    /// Rows that open matters.
    pub(super) fresh: Vec<FreshRow>,
    pub(super) steps: Vec<Planned>,
}

/// A comparison that is under way.
pub(super) struct Comparing<'a> {
    pub(super) app: &'a App,
    pub(super) view: &'a dyn View,
    /// By whose rights what a row asks for is tried.
    pub(super) actor: Option<Actor>,
    pub(super) kinds: Arc<Kinds>,
    pub(super) directory: &'a Directory,
    pub(super) upload: &'a Upload,
    pub(super) grid: &'a Grid,
    /// Matters that rows of this file have opened before.
    opened: BTreeMap<usize, MatterId>,
    /// In which what stands in the ledger is told: that of the sheet.
    language: Language,
    /// Matters by number, folded, where numbers match rows.
    by_number: BTreeMap<String, Vec<MatterId>>,
    /// Numbers of rows to be opened that matters of the kind have, and those met so far.
    pub(super) numbers_there: BTreeMap<String, Vec<MatterId>>,
    pub(super) numbers_met: BTreeSet<String>,
    pub(super) out: Compared,
}

impl<'a> Comparing<'a> {
    pub(super) fn new(
        app: &'a App,
        view: &'a dyn View,
        directory: &'a Directory,
        upload: &'a Upload,
        grid: &'a Grid,
    ) -> Result<Self, AppError> {
        let names = |language: &Language| {
            upload.head.iter().any(|name| *name == language.texts().get(Part::Title.text()))
        };
        let language = Language::ALL.into_iter().find(names).unwrap_or(Language::Zh);
        let actor = Some(app.actor(view, upload.by)?);
        let mut new = Self {
            app,
            view,
            actor,
            kinds: view.kinds(),
            directory,
            upload,
            grid,
            opened: super::opened::read(view, &upload.hash)?,
            language,
            by_number: BTreeMap::new(),
            numbers_there: BTreeMap::new(),
            numbers_met: BTreeSet::new(),
            out: Compared::default(),
        };
        if !upload.parts.contains(&Some(Part::Id)) {
            let column = new.key_column();
            let rows = upload.head_row + 1..grid.rows.len();
            let wanted = rows.map(|row| folded(&grid.at(row, column).shown())).collect();
            let of = upload.kind.as_ref().map_or(NUMBERED.to_vec(), |kind| vec![kind.as_str()]);
            new.by_number = numbers::below(view, &of, upload.under, &wanted, numbers::MOST)?;
        } else if let Some(kind) = &upload.kind {
            let wanted = new.fresh_numbers();
            if !wanted.is_empty() {
                new.numbers_there = numbers::below(view, &[kind.as_str()], None, &wanted, numbers::MOST)?;
            }
        }
        Ok(new)
    }

    /// One that does not ask the ledger what it would say: each command is decided when it is carried out.
    pub(super) fn untried(
        app: &'a App,
        view: &'a dyn View,
        directory: &'a Directory,
        upload: &'a Upload,
        grid: &'a Grid,
    ) -> Result<Self, AppError> {
        Ok(Self { actor: None, ..Self::new(app, view, directory, upload, grid)? })
    }

    pub(super) fn compare(mut self) -> Result<Compared, AppError> {
        let mut seen = BTreeSet::new();
        for row in self.upload.head_row + 1..self.grid.rows.len() {
            if self.grid.at(row, self.key_column()).shown().trim().is_empty()
                && !self.opened.contains_key(&row)
            {
                self.fresh(row)?;
                continue;
            }
            let Some(id) = self.matter_of(row) else { continue };
            let Some(matter) = self.view.matter(id)? else {
                self.wrong(row, self.key_column(), Wrong::NoMatter);
                continue;
            };
            let Some(kind) = self.kinds.get(&matter.kind, matter.kind_version).cloned() else {
                self.wrong(row, self.key_column(), Wrong::NoMatter);
                continue;
            };
            if !seen.insert(id) {
                self.wrong(row, self.key_column(), Wrong::Twice);
                continue;
            }
            self.out.matched += 1;
            self.row(row, &matter, &kind)?;
        }
        Ok(self.out)
    }

    fn key_column(&self) -> usize {
        let of = |part: &Part| self.upload.parts.iter().position(|one| one.as_ref() == Some(part));
        of(&Part::Id).or_else(|| of(&Part::Number)).unwrap_or(0)
    }

    /// Numbers of rows without an id, which are to be opened.
    fn fresh_numbers(&self) -> BTreeSet<String> {
        let of = |part: &Part| self.upload.parts.iter().position(|one| one.as_ref() == Some(part));
        let (Some(id), Some(number)) = (of(&Part::Id), of(&Part::Number)) else { return BTreeSet::new() };
        let rows = self.upload.head_row + 1..self.grid.rows.len();
        let fresh = rows
            .filter(|row| self.grid.at(*row, id).shown().trim().is_empty() && !self.opened.contains_key(row));
        let numbers = fresh.map(|row| folded(&self.grid.at(row, number).shown()));
        numbers.filter(|number| !number.is_empty()).collect()
    }

    /// The matter that a row speaks of.
    fn matter_of(&mut self, row: usize) -> Option<MatterId> {
        let column = self.key_column();
        let shown = self.grid.at(row, column).shown();
        let text = shown.trim();
        if text.is_empty() {
            return self.opened.get(&row).copied();
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

    fn row(&mut self, row: usize, matter: &Matter, kind: &Kind) -> Result<(), AppError> {
        let upload = self.upload;
        let matches_by_number = !upload.parts.contains(&Some(Part::Id));
        let mut edits = Edits::default();
        for (column, part) in upload.parts.iter().enumerate() {
            let Some(part) = part.as_ref().filter(|part| **part != Part::Id) else { continue };
            if *part == Part::Number && matches_by_number {
                continue;
            }
            let entry = self.grid.at(row, column);
            let to = shown(entry, self.holds_dates(part, kind));
            let from = self.as_is(matter, kind, part);
            // A report says something only where it is written, and so does a row that opened its matter; everything
            // else speaks by being empty, too.
            let speaks_empty = *part != Part::Report && !self.opened.contains_key(&row);
            if to == from || to.is_empty() && !speaks_empty {
                continue;
            }
            match edits.take(part, entry, &to, matter, kind, self.directory) {
                Ok(true) => {
                    let (cell, title) = (cell(row, column), matter.title.clone());
                    edits.asked_by(part, &cell);
                    let (matter, part) = (matter.id, part.clone());
                    self.out.differences.push(Difference { cell, matter, title, part, from, to });
                }
                Ok(false) => {}
                Err(wrong) => self.wrong(row, column, wrong),
            }
        }
        let steps = edits.steps(matter, &upload.name);
        let alone = steps.len() == 1;
        for (cell, step) in steps {
            // A move may wait for what the other cells of its row change.
            let tried = alone || !matches!(step.command, Command::Move(_));
            if let Some(actor) = self.actor.as_ref().filter(|_| tried)
                && let Err(refusal) = self.app.trial(self.view, actor, matter, &step.command)?
            {
                let value = self.out.differences.iter().rev().find(|one| one.cell == cell);
                let value = value.map(|one| one.to.clone()).unwrap_or_default();
                self.refused(row, cell, value, refusal);
                continue;
            }
            self.out.steps.push(Planned { row, cell, step });
        }
        Ok(())
    }

    fn holds_dates(&self, part: &Part, kind: &Kind) -> bool {
        match part {
            Part::Due => true,
            Part::Field(name) => kind.field(name).is_some_and(|field| field.r#type == FieldType::Date),
            _ => false,
        }
    }

    /// What the ledger says, as the sheet would.
    fn as_is(&self, matter: &Matter, kind: &Kind, part: &Part) -> String {
        let name = |id: Option<MatterId>| {
            id.and_then(|id| self.directory.named(id)).map(|named| named.title.clone()).unwrap_or_default()
        };
        match part {
            Part::Id => matter.id.0.to_string(),
            Part::Number => matter.number.trim().to_owned(),
            Part::Title => matter.title.trim().to_owned(),
            Part::State => {
                let label = kind.state(&matter.state).map(|state| self.language.of(&state.label));
                label.unwrap_or(&matter.state).to_owned()
            }
            Part::Unit => name(matter.unit),
            Part::Person => name(matter.person),
            Part::Leader => name(matter.leader),
            Part::Due => matter.due.map(|due| due.to_string()).unwrap_or_default(),
            Part::Percent => matter.percent.map(|percent| percent.to_string()).unwrap_or_default(),
            Part::Report => String::new(),
            Part::Field(name) => {
                let held =
                    |field| field::entry(field, matter.fields.get(name), self.directory, self.language);
                kind.field(name).map(held).map(|held| held.shown().trim().to_owned()).unwrap_or_default()
            }
        }
    }

    pub(super) fn wrong(&mut self, row: usize, column: usize, wrong: Wrong) {
        let value = self.grid.at(row, column).shown();
        self.out.errors.push(CellError { row, cell: cell(row, column), wrong, value, refusal: None });
    }

    pub(super) fn refused(&mut self, row: usize, cell: String, value: String, refusal: Refusal) {
        self.out.errors.push(CellError { row, cell, wrong: Wrong::Refused, value, refusal: Some(refusal) });
    }
}
