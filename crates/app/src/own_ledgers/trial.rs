//! A definition tried on sample rows, before anything is logged.

use super::propose::plain as proposed;
use crate::{
    App, AppError,
    language::Language,
    query::directory::Directory,
    sheets::{Wrong, plain_name, read_field},
};
use documents::{Limits, model::Entry, read_csv};
use jiff::civil::Date;
use ledger::{
    Actor, Around, Command, Kind, Matter, MatterId, Refusal, Scene, authority::Reached, command::Open,
    decide, kind::Field,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// Sample rows at most.
const ROWS: usize = 100;

/// What became of a sample row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TriedRow {
    /// Its title.
    pub title: String,
    /// Name of the state it would be opened in.
    pub state: Option<String>,
    /// When it would be due.
    pub due: Option<Date>,
    /// Why it would be refused, in the reader's language.
    pub refused: Option<String>,
}

impl App {
    /// Opens sample rows under a definition without logging anything. The first line holds headings: `title`, `number` and
    /// names of fields, or what people call them.
    ///
    /// # Errors
    /// No right, there is none, a mistake in it, rows that cannot be read or are too many.
    pub fn try_own_ledger(
        &self,
        actor: Option<MatterId>,
        key: &str,
        rows: &str,
        language: Language,
    ) -> Result<Vec<TriedRow>, AppError> {
        self.may_define(actor)?;
        let kept = self.kept_definition(key)?;
        let view = self.view()?;
        let kinds = view.kinds();
        let kind = match self.checked(&kept.source, &kinds) {
            Err(_) if self.is_live(&kept, &kinds) => Kind::parse(&kept.source).map_err(AppError::Template)?,
            checked => checked.map_err(AppError::Template)?,
        };
        let table = read_csv(rows.as_bytes(), &Limits::default())?;
        let Some((head, rows)) = table.split_first() else { return Err(AppError::NoTable) };
        if rows.len() > ROWS {
            return Err(Refusal::TooMany { field: "rows", limit: ROWS }.into());
        }
        let columns = Columns::of(&kind, head);
        let directory = self.directory()?;
        let (none, around, reached) = (BTreeMap::new(), Around::default(), Reached::default());
        let scene = Scene {
            roles: &self.roles,
            kind: &kind,
            matter: None,
            parent: None,
            new_id: MatterId(u64::MAX),
            next_rank: 1,
            reached: &reached,
            referenced: &none,
            around: &around,
            ladder: None,
            calendar: &self.calendar,
            today: self.clock.today(),
        };
        let tried = rows.iter().map(|row| {
            let cells: Vec<Entry> = row.iter().map(Entry::text).collect();
            let tried = columns.open(&kind, &cells, &directory).and_then(|open| {
                let command = Command::Open(open);
                let referenced: BTreeMap<MatterId, Matter> = command
                    .refers_to()
                    .into_iter()
                    .filter_map(|id| Some((id, view.matter(id).ok().flatten()?)))
                    .collect();
                decide(&Scene { referenced: &referenced, ..scene.clone() }, &Actor::system(), &command, None)
            });
            let title = columns.title.and_then(|at| row.get(at)).cloned().unwrap_or_default();
            match tried {
                Err(refusal) => {
                    let refused = Some(language.texts().refusal(&refusal));
                    TriedRow { title, state: None, due: None, refused }
                }
                Ok(events) => match events.into_iter().next() {
                    Some(ledger::Event::Opened { open, state, .. }) => {
                        TriedRow { title: open.title, state: Some(state), due: open.due, refused: None }
                    }
                    _ => TriedRow { title, state: None, due: None, refused: None },
                },
            }
        });
        Ok(tried.collect())
    }
}

/// What the columns of a table are in a kind.
pub(super) struct Columns {
    pub(super) title: Option<usize>,
    number: Option<usize>,
    fields: Vec<(usize, String)>,
}

impl Columns {
    /// By names and by what people call them, in either language.
    pub(super) fn of(kind: &Kind, head: &[String]) -> Columns {
        let called = |part: &str| {
            let texts = Language::ALL.map(|language| language.texts().get(&format!("part-{part}")));
            head.iter().position(|name| name == part || texts.iter().any(|text| *text == *name))
        };
        // Of several columns with one name the first is that of the first field with it, and so on.
        let mut free: Vec<usize> = (0..head.len()).collect();
        let mut fields = vec![];
        for field in &kind.fields {
            let found = free.iter().position(|at| is_called(&head[*at], field));
            fields.extend(found.map(|at| (free.remove(at), field.name.clone())));
        }
        Columns { title: called("title"), number: called("number"), fields }
    }

    /// Whether a column is that of a field.
    pub(super) fn takes(&self, at: usize) -> bool {
        self.fields.iter().any(|(column, _)| *column == at)
    }

    /// What a row says, as it would be opened.
    pub(super) fn open(&self, kind: &Kind, row: &[Entry], directory: &Directory) -> Result<Open, Refusal> {
        let cell = |at: Option<usize>| {
            at.and_then(|at| row.get(at)).map_or(String::new(), |cell| cell.shown().trim().to_owned())
        };
        let mut fields = BTreeMap::new();
        for (at, name) in &self.fields {
            let (Some(field), Some(entry)) = (kind.field(name), row.get(*at)) else { continue };
            match read_field(field, entry, directory) {
                Ok(value) => fields.extend(value.map(|value| (name.clone(), value))),
                // Opening tells what has to be filled in.
                Err(Wrong::Empty) => {}
                Err(_) => return Err(Refusal::WrongValue { field: field.name.clone() }),
            }
        }
        Ok(Open {
            kind: kind.name.clone(),
            number: cell(self.number),
            title: cell(self.title),
            fields,
            ..Open::default()
        })
    }
}

/// Whether a heading is the name of a field or what people call it. A label that was proposed from a long heading holds its
/// beginning.
fn is_called(heading: &str, field: &Field) -> bool {
    let whole = plain_name(heading);
    let names = [&field.name, &field.label.zh, &field.label.en];
    names.iter().any(|name| {
        !whole.is_empty() && [plain_name(&proposed(heading)), whole.clone()].contains(&plain_name(name))
    })
}
