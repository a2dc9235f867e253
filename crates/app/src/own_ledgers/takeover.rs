//! The rows of an office's own table taken over into its ledger: all of them in one write, or none. Each keeps where it was
//! taken from, and stands in the state whose name the table gives.

use super::{DRAWER, kept_on, propose::Column, text, trial::Columns};
use crate::{App, AppError, execute::Act, sheets};
use documents::{Grid, Limits, model::Entry, read_sheets};
use ledger::{
    CommandId, Event, Kind, MatterId, Origin, Refusal,
    command::{Assign, Change, Open},
};
use std::collections::{BTreeMap, BTreeSet};
use store::Record;

/// Rows that are taken over at once.
pub const MOST_ROWS: usize = 100_000;
/// Rows of the ledger among which numbers of the table are looked for.
const MOST_KNOWN: usize = 1_000_000;

/// Why a table is not taken over; nothing of it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// What is written is not what is live.
    #[error("the definition is not live as it stands")]
    NotLive,
    /// A filled column that no field takes.
    #[error("no field takes column {column}")]
    NoField {
        /// Its heading.
        column: String,
        /// A row in which it is filled, from 1.
        row: usize,
    },
    /// A row that says something and has no title.
    #[error("row {row} has no title")]
    NoTitle {
        /// Its number in the file, from 1.
        row: usize,
    },
    /// Two rows have one number.
    #[error("rows {first} and {row} have number {number}")]
    Twice {
        /// The number.
        number: String,
        /// The first of them.
        first: usize,
        /// The second.
        row: usize,
    },
    /// The ledger has a row of that number.
    #[error("the ledger has the number {number} of row {row}")]
    Known {
        /// The number.
        number: String,
        /// The row of the table.
        row: usize,
    },
    /// The same file was taken over before.
    #[error("the file was taken over before")]
    Again,
}

impl NotTaken {
    /// Stable code; with `error-take-over-` before it, the id of the text.
    pub fn code(&self) -> &'static str {
        match self {
            NotTaken::NotLive => "not-live",
            NotTaken::NoField { .. } => "no-field",
            NotTaken::NoTitle { .. } => "no-title",
            NotTaken::Twice { .. } => "twice",
            NotTaken::Known { .. } => "known",
            NotTaken::Again => "again",
        }
    }

    /// Arguments of the text, by name.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            NotTaken::NotLive | NotTaken::Again => vec![],
            NotTaken::NoField { column, row } => vec![("column", column.clone()), ("row", row.to_string())],
            NotTaken::NoTitle { row } => vec![("row", row.to_string())],
            NotTaken::Twice { number, first, row } => {
                vec![("number", number.clone()), ("first", first.to_string()), ("row", row.to_string())]
            }
            NotTaken::Known { number, row } => vec![("number", number.clone()), ("row", row.to_string())],
        }
    }
}

impl App {
    /// Takes rows over into a ledger that is live; a retry with the same `id` takes nothing over again. Gives how many.
    ///
    /// # Errors
    /// No right, there is no such ledger, [`NotTaken`], the file cannot be read, a row that is refused, with its number, or
    /// more than [`MOST_ROWS`].
    pub fn take_over_rows(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        key: &str,
        bytes: &[u8],
    ) -> Result<usize, AppError> {
        self.may_define(actor)?;
        let kept = self.kept_definition(key)?;
        let kinds = self.view()?.kinds();
        if !self.is_live(&kept, &kinds) {
            return Err(NotTaken::NotLive.into());
        }
        let kind = Kind::parse(&kept.source).map_err(AppError::Template)?;
        let source = self.keep_file(bytes)?;
        let done = self.earlier(id)?.is_some();
        if kept.taken.contains(&source) && !done {
            return Err(NotTaken::Again.into());
        }
        let sheets = read_sheets(bytes, &Limits::default())?;
        let grid = sheets.grids.first().ok_or(AppError::NoTable)?;
        let opens = self.rows_taken(&kind, grid, &source)?;
        let count = opens.len();
        if count == 0 {
            return Err(AppError::NoTable);
        }
        if !done {
            self.unless_known(&kind, &opens)?;
        }
        let key = key.to_owned();
        self.write_telling(move |desk| {
            if let Some(outcome) = desk.earlier(id)? {
                return Ok(outcome);
            }
            let mut act = Act::new(desk.actor(actor)?, id);
            desk.require(&mut act, "import")?;
            // Looked at again where nobody else writes: one file is taken over once.
            let mut now = kept_on(desk, &key)?;
            if now.taken.contains(&source) || now.source != kept.source {
                return Err(Refusal::NothingToDo.into());
            }
            now.taken.push(source);
            let value = text(&now)?;
            desk.write.put_record(DRAWER, &key, Some(Record { value, expires: None }))?;
            let mut last = MatterId::SPACE;
            for TakenRow { open, assign, has_ended, .. } in opens {
                if has_ended {
                    // Nobody is named for what has ended; taken over with its row it is as the table says.
                    last = desk.open_assigned(&mut act, open, Assign::default())?;
                    desk.append(&mut act, last, Event::Assigned(assign))?;
                } else {
                    last = desk.open_assigned(&mut act, open, assign)?;
                }
            }
            desk.finish(&mut act, last)
        })?;
        Ok(count)
    }

    /// What the rows of a table open.
    fn rows_taken(&self, kind: &Kind, grid: &Grid, source: &str) -> Result<Vec<TakenRow>, AppError> {
        let (first, head) = sheets::head(grid).ok_or(AppError::NoTable)?;
        let parts = self.table_words.columns(&head);
        let part = |wanted: Column| parts.iter().position(|part| *part == wanted);
        let mut columns = Columns::of(kind, &head);
        columns.title = part(Column::Title);
        let directory = self.directory()?;
        // Few units stand in many rows.
        let mut units: BTreeMap<String, Option<MatterId>> = BTreeMap::new();
        let mut rows: Vec<TakenRow> = vec![];
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for at in first + 1..grid.rows.len() {
            let cells: Vec<Entry> = (0..head.len()).map(|column| grid.at(at, column).clone()).collect();
            let row: Vec<String> = cells.iter().map(|cell| cell.shown().trim().to_owned()).collect();
            let cell = |wanted: Column| part(wanted).and_then(|at| row.get(at)).map_or("", String::as_str);
            if row.iter().all(String::is_empty) {
                continue;
            }
            // Nothing that a cell says is left behind without a word.
            let is_lost =
                |at: &usize| parts[*at] == Column::Own && !row[*at].is_empty() && !columns.takes(*at);
            if let Some(lost) = (0..head.len()).find(is_lost) {
                return Err(NotTaken::NoField { column: head[lost].clone(), row: at + 1 }.into());
            }
            if cell(Column::Title).is_empty() {
                return Err(NotTaken::NoTitle { row: at + 1 }.into());
            }
            let told = |refusal: Refusal| AppError::Row { row: at + 1, why: Box::new(refusal) };
            let mut open = columns.open(kind, &cells, &directory).map_err(told)?;
            open.number = cell(Column::Number).to_owned();
            let number = sheets::folded(&open.number);
            if !number.is_empty()
                && let Some(first) = seen.insert(number, at + 1)
            {
                return Err(NotTaken::Twice { number: open.number, first, row: at + 1 }.into());
            }
            let label = cell(Column::State);
            let state = kind.states.iter().find(|one| one.label.zh == label || one.label.en == label);
            if state.is_none() && !label.is_empty() {
                return Err(told(Refusal::WrongValue { field: "state".into() }));
            }
            open.taken_as = state.map(|state| state.name.clone());
            open.origin = Some(Origin { source: source.to_owned(), span: [at as u64 + 1, at as u64 + 1] });
            let unit = cell(Column::Unit);
            let known = *units.entry(unit.to_owned()).or_insert_with(|| sheets::unit(&directory, unit).ok());
            if known.is_none() && !unit.is_empty() {
                return Err(told(Refusal::WrongValue { field: "unit".into() }));
            }
            let unit = known.map_or(Change::Keep, Change::Set);
            let has_ended = unit != Change::Keep && state.is_some_and(|state| state.class.has_ended());
            rows.push(TakenRow {
                row: at + 1,
                open,
                assign: Assign { unit, ..Assign::default() },
                has_ended,
            });
            if rows.len() > MOST_ROWS {
                return Err(Refusal::TooMany { field: "rows", limit: MOST_ROWS }.into());
            }
        }
        Ok(rows)
    }

    /// Refuses a number that the ledger has.
    fn unless_known(&self, kind: &Kind, rows: &[TakenRow]) -> Result<(), AppError> {
        let number =
            |row: &TakenRow| Some(sheets::folded(&row.open.number)).filter(|number| !number.is_empty());
        let wanted: BTreeSet<String> = rows.iter().filter_map(number).collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let view = self.view()?;
        let known = sheets::numbers_below(view.as_ref(), &[&kind.name], None, &wanted, MOST_KNOWN)?;
        match rows.iter().find(|row| number(row).is_some_and(|number| known.contains_key(&number))) {
            None => Ok(()),
            Some(row) => Err(NotTaken::Known { number: row.open.number.clone(), row: row.row }.into()),
        }
    }
}

/// What a row of a table opens.
struct TakenRow {
    /// Its number in the file, from 1.
    row: usize,
    open: Open,
    assign: Assign,
    has_ended: bool,
}
