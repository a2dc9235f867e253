//! A definition tried on sample rows, before anything is logged.

use super::propose::plain as proposed;
use crate::{App, AppError, language::Language, query::directory::Directory};
use documents::{Limits, read_csv};
use jiff::civil::Date;
use ledger::{
    Actor, Around, Command, FieldValue, Kind, Matter, MatterId, Refusal, Scene, authority::Reached,
    command::Open, decide, field::FieldType, kind::Field,
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
            let tried = columns.open(&kind, row, &directory).and_then(|open| {
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
    pub(super) fn open(&self, kind: &Kind, row: &[String], directory: &Directory) -> Result<Open, Refusal> {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map_or("", |cell| cell.trim());
        let mut fields = BTreeMap::new();
        for (at, name) in &self.fields {
            let Some(field) = kind.field(name) else { continue };
            if let Some(value) = value_of(field, cell(Some(*at)), directory)? {
                fields.insert(name.clone(), value);
            }
        }
        Ok(Open {
            kind: kind.name.clone(),
            number: cell(self.number).to_owned(),
            title: cell(self.title).to_owned(),
            fields,
            ..Open::default()
        })
    }
}

/// Whether a heading is the name of a field or what people call it. A label that was proposed from a long heading holds its
/// beginning.
fn is_called(heading: &str, field: &Field) -> bool {
    let whole = folded(heading);
    let names = [&field.name, &field.label.zh, &field.label.en];
    names
        .iter()
        .any(|name| !whole.is_empty() && [folded(&proposed(heading)), whole.clone()].contains(&folded(name)))
}

/// A name as it is compared: without gaps and line ends.
fn folded(name: &str) -> String {
    name.split_whitespace().collect()
}

/// What a cell says in a field.
fn value_of(field: &Field, cell: &str, directory: &Directory) -> Result<Option<FieldValue>, Refusal> {
    if cell.is_empty() {
        return Ok(None);
    }
    let wrong = || Refusal::WrongValue { field: field.name.clone() };
    let named = |named: &crate::query::answer::Named, full: &str| named.title == cell || full == cell;
    let value = match field.r#type {
        FieldType::Choice => {
            let is = |choice: &&ledger::kind::Choice| {
                [choice.name.as_str(), &choice.label.zh, &choice.label.en].contains(&cell)
            };
            FieldValue::Text(field.choices.iter().find(is).ok_or_else(wrong)?.name.clone())
        }
        FieldType::Flag => FieldValue::Flag(match cell {
            "1" | "yes" | "true" => true,
            "0" | "no" | "false" => false,
            _ => return Err(wrong()),
        }),
        FieldType::Many => {
            let items = cell.split([';', '；']).map(str::trim).filter(|item| !item.is_empty());
            FieldValue::Many(items.map(str::to_owned).collect())
        }
        FieldType::Unit => {
            let unit = directory.units.iter().find(|unit| named(&unit.named, &unit.full));
            FieldValue::Matter(unit.ok_or_else(wrong)?.named.id)
        }
        FieldType::Person => {
            let person = directory.people.iter().find(|person| named(&person.named, ""));
            FieldValue::Matter(person.ok_or_else(wrong)?.named.id)
        }
        FieldType::Matter => FieldValue::Matter(cell.parse().map_err(|_| wrong())?),
        FieldType::Decimal => FieldValue::Text(cell.replace([',', '，'], "")),
        FieldType::Text | FieldType::LongText | FieldType::Document | FieldType::Date => {
            FieldValue::Text(cell.to_owned())
        }
    };
    Ok(Some(value))
}
