//! The rows of an office's own table taken over into its ledger: all of them in one write, or none. Each keeps where it was
//! taken from, and stands in the state whose name the table gives.

use super::{propose::Column, trial::Columns};
use crate::{App, AppError, execute::Act, sheets};
use documents::{Limits, read_sheets};
use ledger::{
    CommandId, Event, Kind, MatterId, Origin, Refusal,
    command::{Assign, Change, Open},
};

/// Rows that are taken over at once.
pub const MOST_ROWS: usize = 5_000;

impl App {
    /// Takes rows over into a ledger that is live; a retry with the same `id` takes nothing over again. Gives how many.
    ///
    /// # Errors
    /// No right, there is no such ledger or it is not live, the file cannot be read, a row that is refused, with its number,
    /// or more than [`MOST_ROWS`].
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
        let name = Kind::parse(&kept.source).map_err(AppError::Template)?.name;
        let kind = kinds.latest(&name).filter(|_| kept.live.is_some());
        let kind = kind.ok_or_else(|| Refusal::NoSuchKind(name.clone()))?;
        let source = self.keep_file(bytes)?;
        let sheets = read_sheets(bytes, &Limits::default())?;
        let grid = sheets.grids.first().ok_or(AppError::NoTable)?;
        let (first, head) = sheets::head(grid).ok_or(AppError::NoTable)?;
        let parts = self.table_words.columns(&head);
        let part = |wanted: Column| parts.iter().position(|part| *part == wanted);
        let mut columns = Columns::of(kind, &head);
        columns.title = part(Column::Title);
        let directory = self.directory()?;
        let mut opens: Vec<(Open, Assign, bool)> = vec![];
        for at in first + 1..grid.rows.len() {
            let row: Vec<String> =
                (0..head.len()).map(|column| grid.at(at, column).shown().trim().to_owned()).collect();
            let cell = |wanted: Column| part(wanted).and_then(|at| row.get(at)).map_or("", String::as_str);
            if cell(Column::Title).is_empty() {
                continue;
            }
            let told = |refusal: Refusal| AppError::Row { row: at + 1, why: Box::new(refusal) };
            let mut open = columns.open(kind, &row, &directory).map_err(told)?;
            open.number = cell(Column::Number).to_owned();
            let label = cell(Column::State);
            let state = kind.states.iter().find(|one| one.label.zh == label || one.label.en == label);
            if state.is_none() && !label.is_empty() {
                return Err(told(Refusal::WrongValue { field: "state".into() }));
            }
            open.taken_as = state.map(|state| state.name.clone());
            open.origin = Some(Origin { source: source.clone(), span: [at as u64 + 1, at as u64 + 1] });
            let unit = cell(Column::Unit);
            let known = directory.units.iter().find(|one| one.named.title == unit || one.full == unit);
            if known.is_none() && !unit.is_empty() {
                return Err(told(Refusal::WrongValue { field: "unit".into() }));
            }
            let unit = known.map_or(Change::Keep, |unit| Change::Set(unit.named.id));
            let has_ended = unit != Change::Keep && state.is_some_and(|state| state.class.has_ended());
            opens.push((open, Assign { unit, ..Assign::default() }, has_ended));
            if opens.len() > MOST_ROWS {
                return Err(Refusal::TooMany { field: "rows", limit: MOST_ROWS }.into());
            }
        }
        let count = opens.len();
        if count == 0 {
            return Err(AppError::NoTable);
        }
        self.write_telling(move |desk| {
            if let Some(outcome) = desk.earlier(id)? {
                return Ok(outcome);
            }
            let mut act = Act::new(desk.actor(actor)?, id);
            desk.require(&mut act, "import")?;
            let mut last = MatterId::SPACE;
            for (open, assign, has_ended) in opens {
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
}
