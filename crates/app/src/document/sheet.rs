//! Lists as workbooks: typed cells, states, units and people to choose from, each row under the id of its matter.

use crate::{
    App, AppError,
    language::Language,
    query::list::{ListQuery, PAGE_MAX},
};
use documents::{
    model::{Column, Entry, Sheet, Workbook},
    write,
};

use super::{Format, Handout};

/// Rows of a workbook at most.
pub const MOST_ROWS: usize = 10_000;

/// Columns of a list, by the text that names each.
const COLUMNS: [(&str, u16); 12] = [
    ("sheet-id", 8),
    ("part-number", 10),
    ("part-title", 48),
    ("part-kind", 10),
    ("part-state", 14),
    ("part-unit", 18),
    ("part-person", 12),
    ("part-leader", 12),
    ("part-due", 12),
    ("part-percent", 8),
    ("part-lamp", 10),
    ("part-reported", 12),
];

impl App {
    /// A list as a workbook, from its first row on; `after` and `limit` of the query are not looked at.
    ///
    /// # Errors
    /// As [`App::list`]; more than [`MOST_ROWS`] rows.
    pub fn list_workbook(&self, query: &ListQuery, language: Language) -> Result<Handout, AppError> {
        let mut query = ListQuery { after: None, limit: PAGE_MAX, ..query.clone() };
        let mut rows = vec![];
        loop {
            let page = self.list(&query)?;
            rows.extend(page.rows);
            if rows.len() > MOST_ROWS {
                return Err(ledger::Refusal::TooMany { field: "rows", limit: MOST_ROWS }.into());
            }
            match page.next {
                Some(next) => query.after = Some(next),
                None => break,
            }
        }
        let texts = language.texts();
        let kinds = self.kinds()?;
        let kind = |name: &str| kinds.latest(name);
        let named = |one: &Option<crate::query::answer::Named>| {
            Entry::text(one.as_ref().map(|one| one.title.clone()).unwrap_or_default())
        };
        let day = |date: Option<jiff::civil::Date>| date.map_or(Entry::Empty, Entry::Date);
        let cells = rows.iter().map(|row| {
            let state = kind(&row.kind).and_then(|kind| kind.state(&row.state));
            vec![
                Entry::Number(row.id.0 as f64),
                Entry::text(row.number.clone()),
                Entry::text(row.title.clone()),
                Entry::text(kind(&row.kind).map(|kind| language.of(&kind.label)).unwrap_or(&row.kind)),
                Entry::text(state.map(|state| language.of(&state.label)).unwrap_or(&row.state)),
                named(&row.unit),
                named(&row.person),
                named(&row.leader),
                day(row.due),
                row.percent.map_or(Entry::Empty, |percent| Entry::Number(f64::from(percent))),
                Entry::text(row.lamp.map(|lamp| texts.of("lamp", lamp.name())).unwrap_or_default()),
                day(row.reported_at.map(crate::clock::day_of)),
            ]
        });
        let cells = cells.collect();
        let directory = self.directory()?;
        let units = directory.units.iter().filter(|unit| unit.active).map(|unit| unit.named.title.clone());
        let people = directory.people.iter().filter(|one| one.active).map(|one| one.named.title.clone());
        let (units, people): (Vec<String>, Vec<String>) = (units.collect(), people.collect());
        let columns = COLUMNS.iter().map(|(id, width)| Column {
            name: texts.get(id).into_owned(),
            width: *width,
            choices: match *id {
                "part-unit" => units.clone(),
                "part-person" | "part-leader" => people.clone(),
                _ => vec![],
            },
            dates: *id == "part-due",
            ..Column::default()
        });
        let name = texts.get("nav-matters").into_owned();
        let sheet = Sheet { name: name.clone(), columns: columns.collect(), rows: cells, landscape: true };
        let bytes = write::xlsx(&Workbook { title: name.clone(), sheets: vec![sheet] })?;
        Ok(Handout { name: format!("{name}.xlsx"), format: Format::Xlsx, bytes, substitutes: vec![] })
    }
}
