//! The end of a comparison: every mismatch becomes a matter, and what was decided is logged by its hash.

use super::{DRAWER, Kept, NotCompared, Settled, THROUGH, json, standing::Standing, text};
use crate::{App, AppError, Step, execute::Act};
use comparison::{List, Pair, Place, Role};
use ledger::{
    Command, CommandId, FieldValue, MatterId, Refusal,
    command::{Assign, Change, Open, TakeMove},
    limit,
};
use std::collections::BTreeMap;
use store::Record;

/// Mismatches that are opened at once.
pub const MOST_MISMATCHES: usize = 2_000;

impl App {
    /// Opens a matter for each mismatch, for `unit` to hand over where one is named, and closes the comparison, all in one
    /// write; a retry with the same `id` opens nothing more. Gives how many there are.
    ///
    /// # Errors
    /// No right, no such comparison, pairs wait, it is settled by another command, or more than [`MOST_MISMATCHES`].
    pub fn settle_comparison(
        &self,
        actor: Option<MatterId>,
        command: CommandId,
        id: MatterId,
        unit: Option<MatterId>,
    ) -> Result<usize, AppError> {
        self.may_compare(actor)?;
        let (before, mut kept) = self.kept_comparison(id)?;
        let (outcome, lists) = (self.outcome_of(&kept)?, self.lists_of(&kept)?);
        let sizes: Vec<usize> = lists.iter().map(|list| list.rows.len()).collect();
        let standing = Standing::of(&outcome, &kept.judged, &sizes);
        if !standing.waiting.is_empty() {
            return Err(NotCompared::Waiting { count: standing.waiting.len() }.into());
        }
        let opens = Told { lists: &lists, kept: &kept, number: id }.mismatches(&standing);
        let count = opens.len();
        if count > MOST_MISMATCHES {
            return Err(Refusal::TooMany { field: "rows", limit: MOST_MISMATCHES }.into());
        }
        let is_settled = kept.settled.is_some();
        let file = self.keep_file(&json(&(&outcome, &kept.judged))?)?;
        let assign = Assign { unit: unit.map_or(Change::Keep, Change::Set), ..Assign::default() };
        self.write_telling(move |desk| {
            if let Some(outcome) = desk.earlier(command)? {
                return Ok(outcome);
            }
            let key = id.to_string();
            if is_settled || desk.write.record(DRAWER, &key)?.map(|record| record.value) != Some(before) {
                return Err(Refusal::NothingToDo.into());
            }
            let mut act = Act::new(desk.actor(actor)?, command).through(THROUGH);
            let mut mismatches = vec![];
            for open in opens {
                mismatches.push(desk.open_assigned(&mut act, open, assign.clone())?);
            }
            let fields = [("decided", file.clone()), ("mismatches", mismatches.len().to_string())];
            let fields = fields.map(|(name, text)| (name.to_owned(), FieldValue::Text(text))).into();
            let taken = TakeMove { fields, ..TakeMove::named("office_settle") };
            desk.step(&mut act, &Step { matter: Some(id), seen: None, command: Command::Move(taken) })?;
            kept.settled = Some(Settled { file, mismatches });
            let value = text(&kept)?;
            desk.write.put_record(DRAWER, &key, Some(Record { value, expires: None }))?;
            desk.finish(&mut act, id)
        })?;
        Ok(count)
    }
}

/// Says what rows and differences are, in the words of the lists themselves.
pub(super) struct Told<'k> {
    pub(super) lists: &'k [List],
    pub(super) kept: &'k Kept,
    pub(super) number: MatterId,
}

impl Told<'_> {
    fn mismatches(&self, standing: &Standing<'_>) -> Vec<Open> {
        let differing = standing.same.iter().filter(|pair| pair.differences().next().is_some());
        let differing =
            differing.map(|pair| self.open("differs", &[pair.left, pair.right], self.difference(pair)));
        let alone = standing.incomplete(self.lists.len()).map(|rows| {
            let has = |list: usize| rows.iter().any(|row| row.list == list);
            let lacking = (0..self.lists.len()).filter(|list| !has(*list));
            let names: Vec<&str> = lacking.map(|list| self.lists[list].name.as_str()).collect();
            self.open("alone", rows, format!("≠ {}", names.join(" · ")))
        });
        differing.chain(alone).collect()
    }

    fn open(&self, kind: &str, rows: &[Place], difference: String) -> Open {
        let title = rows.first().map(|row| self.title(*row)).unwrap_or_default();
        let at: Vec<String> = rows.iter().map(|row| self.place(*row)).collect();
        let fields = [
            ("type", kind.to_owned()),
            ("comparison", self.number.to_string()),
            ("rows", bounded(&at.join("; "), limit::SHORT)),
            ("difference", bounded(&difference, limit::SHORT)),
        ];
        Open {
            kind: "mismatch".into(),
            title: bounded(&title, limit::TITLE),
            fields: fields.map(|(name, text)| (name.to_owned(), FieldValue::Text(text))).into(),
            ..Open::default()
        }
    }

    /// The name of what a row speaks of: its first name, else its key, else where it stands.
    pub(super) fn title(&self, place: Place) -> String {
        let of = |role: Role| {
            let fields = self.kept.fields.iter().filter(move |field| field.role == role);
            fields.filter_map(|field| field.columns.get(place.list).copied().flatten())
        };
        let list = self.lists.get(place.list);
        let cell = |column: usize| list.map_or("", |list| list.cell(place.row, column).trim());
        let known = of(Role::Name).chain(of(Role::Key)).map(cell).find(|cell| !cell.is_empty());
        known.map_or_else(|| self.place(place), str::to_owned)
    }

    /// The list and the row as a person counts: the headings are the first.
    fn place(&self, place: Place) -> String {
        let name = self.lists.get(place.list).map_or("", |list| list.name.as_str());
        format!("{name} #{}", place.row + 2)
    }

    fn difference(&self, pair: &Pair) -> String {
        let told: Vec<String> =
            self.differing(pair).map(|(label, left, right)| format!("{label}: {left} ≠ {right}")).collect();
        told.join("; ")
    }

    /// What differs: the field, and what each list says.
    pub(super) fn differing<'p>(
        &'p self,
        pair: &'p Pair,
    ) -> impl Iterator<Item = (&'p str, &'p str, &'p str)> {
        let fields: BTreeMap<usize, ()> =
            pair.differences().filter_map(|reason| Some((reason.field?, ()))).collect();
        fields.into_keys().filter_map(|at| {
            let field = self.kept.fields.get(at)?;
            let cell = |place: Place| {
                let column = field.columns.get(place.list).copied().flatten()?;
                Some(self.lists.get(place.list)?.cell(place.row, column))
            };
            Some((field.label.as_str(), cell(pair.left).unwrap_or(""), cell(pair.right).unwrap_or("")))
        })
    }
}

fn bounded(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
