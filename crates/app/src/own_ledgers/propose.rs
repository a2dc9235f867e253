//! A definition proposed from an office's own table: columns recognised, types proposed from what the cells hold, states
//! taken from the column of states. A person looks it through before it goes live.

use super::{FORM_TEXT, MOST_BYTES};
use crate::{App, AppError, sheets};
use documents::{Grid, Limits, model::Entry, read_sheets};
use ledger::{
    Kind,
    field::FieldType,
    guard::Guard,
    kind::{Choice, Field, Label, Move, Nature, Privacy, State, StateClass},
};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Columns that become fields at most.
const COLUMNS: usize = 80;
/// Rows that types are read from.
const SEEN: usize = 500;
/// Different values of a column that is a choice at most.
const CHOICES: usize = 12;
/// Fields that the list shows at first.
const SHOWN: usize = 4;

/// The words of `data/own_ledgers.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableWords {
    title: Vec<String>,
    number: Vec<String>,
    unit: Vec<String>,
    state: Vec<String>,
    ended: Vec<String>,
    opened: Label,
    closed: Label,
    finish: Label,
    to: Label,
    pub(super) example: String,
}

impl Default for TableWords {
    fn default() -> TableWords {
        let label = || Label { zh: String::new(), en: String::new() };
        TableWords {
            title: vec![],
            number: vec![],
            unit: vec![],
            state: vec![],
            ended: vec![],
            opened: label(),
            closed: label(),
            finish: label(),
            to: label(),
            example: String::new(),
        }
    }
}

/// What a column of the table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Title,
    Number,
    Unit,
    State,
    Own,
}

impl TableWords {
    /// What the columns are: each of the four at most once, the title in any case.
    pub(super) fn columns(&self, head: &[String]) -> Vec<Column> {
        let mut columns = vec![Column::Own; head.len()];
        let parts = [
            (Column::State, &self.state),
            (Column::Unit, &self.unit),
            (Column::Number, &self.number),
            (Column::Title, &self.title),
        ];
        for (part, words) in parts {
            let plain = |name: &String| name.to_lowercase();
            let exact = head.iter().position(|name| words.contains(&plain(name)));
            let part_of = || {
                let free = |at: &usize| columns[*at] == Column::Own;
                (0..head.len())
                    .filter(free)
                    .find(|at| words.iter().any(|word| plain(&head[*at]).contains(word.as_str())))
            };
            if let Some(at) = exact.filter(|at| columns[*at] == Column::Own).or_else(part_of) {
                columns[at] = part;
            }
        }
        if !columns.contains(&Column::Title)
            && let Some(at) = columns.iter().position(|column| *column == Column::Own)
        {
            columns[at] = Column::Title;
        }
        columns
    }

    fn is_end(&self, state: &str) -> bool {
        self.ended.iter().any(|word| state.to_lowercase() == *word)
    }
}

impl App {
    /// A definition of kind `name` proposed from a workbook.
    ///
    /// # Errors
    /// No right, the file cannot be read or holds no table, or too many columns.
    pub fn propose_own_ledger(
        &self,
        actor: Option<ledger::MatterId>,
        name: &str,
        label: &str,
        bytes: &[u8],
    ) -> Result<String, AppError> {
        self.may_define(actor)?;
        let sheets = read_sheets(bytes, &Limits::default())?;
        let grid = sheets.grids.first().ok_or(AppError::NoTable)?;
        let (row, head) = sheets::head(grid).ok_or(AppError::NoTable)?;
        let shelf = self.shelves.last().map_or("", |shelf| shelf.name.as_str());
        let table = Table { grid, first: row + 1, head: &head, words: &self.table_words };
        let source = table.definition(name, label, shelf).to_toml();
        if source.len() > MOST_BYTES {
            return Err(ledger::Refusal::TooMany { field: "columns", limit: COLUMNS }.into());
        }
        self.keep_own_ledger(actor, None, "", &source)
    }
}

/// A table with what its columns are.
struct Table<'t> {
    grid: &'t Grid,
    first: usize,
    head: &'t [String],
    words: &'t TableWords,
}

impl Table<'_> {
    fn cells(&self, column: usize) -> impl Iterator<Item = &Entry> {
        let rows = self.first..self.grid.rows.len().min(self.first + SEEN);
        rows.map(move |row| self.grid.at(row, column)).filter(|entry| **entry != Entry::Empty)
    }

    /// Different texts of a column in the order in which they come; nothing where they are too many.
    fn choices(&self, column: usize) -> Vec<String> {
        let (mut seen, mut choices) = (BTreeSet::new(), vec![]);
        for entry in self.cells(column) {
            let text: String = entry.shown().trim().chars().take(FORM_TEXT).collect();
            if !text.is_empty() && seen.insert(text.clone()) {
                choices.push(text);
            }
        }
        if choices.len() > CHOICES { vec![] } else { choices }
    }

    fn type_of(&self, column: usize) -> FieldType {
        let count = self.cells(column).count();
        let all = |is: fn(&Entry) -> bool| count > 0 && self.cells(column).all(is);
        if all(|entry| matches!(entry, Entry::Date(_))) {
            return FieldType::Date;
        }
        if all(|entry| match entry {
            Entry::Number(_) => true,
            other => ledger::Decimal::parse(&other.shown().replace([',', '，'], "")).is_some(),
        }) {
            return FieldType::Decimal;
        }
        let choices = self.choices(column).len();
        if choices >= 2 && count >= choices * 3 {
            return FieldType::Choice;
        }
        let is_long = self.cells(column).any(|entry| entry.shown().chars().count() > 200);
        if is_long { FieldType::LongText } else { FieldType::Text }
    }

    fn definition(&self, name: &str, label: &str, shelf: &str) -> Kind {
        let columns = self.words.columns(self.head);
        let own = |at: &usize| columns[*at] == Column::Own && !self.head[*at].is_empty();
        let own = (0..columns.len()).filter(own).take(COLUMNS);
        let fields: Vec<Field> = own.enumerate().map(|(at, column)| self.field(at + 1, column)).collect();
        let (states, moves) = self.states(&columns);
        Kind {
            name: plain(name),
            version: 1,
            nature: Nature::Matter,
            label: both(label),
            under: vec![String::new()],
            opens_as: "s1".into(),
            imports_as: "s1".into(),
            columns: fields.iter().take(SHOWN).map(|field| field.name.clone()).collect(),
            fields,
            states,
            moves,
            return_codes: vec![],
            readers: vec![],
            in_plan: false,
            series: vec![],
            follow_ups: vec![],
            shelf: Some(shelf.to_owned()),
            limits: vec![],
            longest_extension: None,
            through: None,
        }
    }

    fn field(&self, at: usize, column: usize) -> Field {
        let r#type = self.type_of(column);
        let choices = if r#type == FieldType::Choice { self.choices(column) } else { vec![] };
        let choice = |(n, text): (usize, &String)| Choice { name: format!("c{}", n + 1), label: both(text) };
        Field {
            name: format!("f{at}"),
            r#type,
            label: both(&self.head[column]),
            choices: choices.iter().enumerate().map(choice).collect(),
            privacy: Privacy::default(),
            required: false,
        }
    }

    /// States from their column, each with a move to the next and to each end; two where there is no such column.
    fn states(&self, columns: &[Column]) -> (Vec<State>, Vec<Move>) {
        let found = columns.iter().position(|column| *column == Column::State);
        let found = found.map(|at| self.choices(at)).unwrap_or_default();
        let (ended, open): (Vec<String>, Vec<String>) =
            found.into_iter().partition(|text| self.words.is_end(text));
        let mut labels: Vec<Label> = open.iter().map(|text| both(text)).collect();
        if labels.is_empty() {
            labels.push(self.words.opened.clone());
        }
        let last = labels.len();
        let ends: Vec<Label> = match ended.is_empty() {
            true => vec![self.words.closed.clone()],
            false => ended.iter().map(|text| both(text)).collect(),
        };
        labels.extend(ends.iter().cloned());
        let state = |(at, label)| {
            let class = if at >= last { StateClass::Closed } else { StateClass::Open };
            State { name: named(at), class, label }
        };
        let states = labels.into_iter().enumerate().map(state).collect();
        let steps = (1..last).map(|at| {
            let name = format!("step_{}", at + 1);
            Move::plain(name, vec![named(at - 1)], named(at), self.words.to.clone())
        });
        // To the first end it is finished; the others are called what they are.
        let finishes = ends.into_iter().enumerate().map(|(at, label)| {
            let (name, label) = match at {
                0 => ("gate_finish".to_owned(), self.words.finish.clone()),
                _ => (format!("gate_finish_{}", at + 1), label),
            };
            let mut finish = Move::plain(name, (0..last).map(named).collect(), named(last + at), label);
            finish.guards.push(Guard::ActorIsNotOwner);
            finish
        });
        (states, steps.chain(finishes).collect())
    }
}

/// Name of the state at a place, from 0.
fn named(at: usize) -> String {
    format!("s{}", at + 1)
}

/// The words of a table stand for both languages until somebody gives others.
fn both(text: &str) -> Label {
    Label { zh: plain(text), en: plain(text) }
}

/// A text without signs that are not seen, as long as a label may be.
pub(super) fn plain(text: &str) -> String {
    let seen = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign });
    seen.take(FORM_TEXT).collect::<String>().trim().to_owned()
}
