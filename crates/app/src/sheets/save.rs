//! Lists as workbooks: typed cells, states, units and people to choose from, each row under the id of its matter; where
//! all rows are of one kind, its own fields stand behind them. What goes out here is what [`super::compare`] reads back.

use super::{MOST_ROWS, Part, field};
use crate::{
    App, AppError,
    clock::day_of,
    document::{Format, Handout},
    language::{Language, Texts},
    query::{
        answer::{Named, Row},
        list::{ListQuery, PAGE_MAX},
    },
};
use documents::{
    model::{Column, Entry, Sheet, Workbook},
    write,
};
use jiff::civil::Date;
use ledger::{Kind, Kinds, Refusal};
use std::sync::Arc;

impl App {
    /// A list as a workbook, from its first row on; `after` and `limit` of the query are not looked at.
    ///
    /// # Errors
    /// As [`App::list`]; more than [`MOST_ROWS`] rows, as many as a sheet that comes back may have.
    pub fn list_workbook(&self, query: &ListQuery, language: Language) -> Result<Handout, AppError> {
        let rows = self.all_rows(query)?;
        let look = self.look(query.as_of)?;
        let kinds = look.view.kinds();
        let kind = query.filter.kind.as_ref().and_then(|name| kinds.latest(name)).cloned();
        let fields: Vec<&ledger::kind::Field> =
            kind.iter().flat_map(|kind| field::shown_in_sheets(kind)).collect();
        let mut cells = vec![];
        for row in &rows {
            let mut line = common(row, &kinds, language);
            if !fields.is_empty()
                && let Some(matter) = look.view.matter(row.id)?
            {
                let own = fields
                    .iter()
                    .map(|of| field::entry(of, matter.fields.get(&of.name), &look.directory, language));
                line.extend(own);
            }
            cells.push(line);
        }
        let units = look.directory.units.iter().filter(|unit| unit.active);
        let units: Vec<String> = units.map(|unit| unit.named.title.clone()).collect();
        let people = look.directory.people.iter().filter(|person| person.active);
        let people: Vec<String> = people.map(|person| person.named.title.clone()).collect();
        let mut columns = columns(kind.as_ref(), language.texts(), language, &units, &people);
        columns.extend(fields.iter().map(|of| field::column(of, language, &units, &people)));
        let name = match &kind {
            Some(kind) => language.of(&kind.label).to_owned(),
            None => language.texts().get("nav-matters").into_owned(),
        };
        let sheet = Sheet { name: name.clone(), columns, rows: cells, landscape: true };
        let bytes = write::xlsx(&Workbook { title: name.clone(), sheets: vec![sheet] })?;
        Ok(Handout { name: format!("{name}.xlsx"), format: Format::Xlsx, bytes, substitutes: vec![] })
    }

    fn all_rows(&self, query: &ListQuery) -> Result<Vec<Row>, AppError> {
        let mut query = ListQuery { after: None, limit: PAGE_MAX, ..query.clone() };
        let mut rows = vec![];
        loop {
            let page = self.list(&query)?;
            rows.extend(page.rows);
            if rows.len() > MOST_ROWS {
                return Err(Refusal::TooMany { field: "rows", limit: MOST_ROWS }.into());
            }
            match page.next {
                Some(next) => query.after = Some(next),
                None => return Ok(rows),
            }
        }
    }
}

/// Columns that every list has: the part that reads it back, or the text that names it, and its width.
const COMMON: [(Result<Part, &str>, u16); 12] = [
    (Ok(Part::Id), 8),
    (Ok(Part::Number), 10),
    (Ok(Part::Title), 48),
    (Err("part-kind"), 10),
    (Ok(Part::State), 14),
    (Ok(Part::Unit), 18),
    (Ok(Part::Person), 12),
    (Ok(Part::Leader), 12),
    (Ok(Part::Due), 12),
    (Ok(Part::Percent), 8),
    (Err("part-lamp"), 10),
    (Err("part-reported"), 12),
];

fn columns(
    kind: Option<&Arc<Kind>>,
    texts: Texts,
    language: Language,
    units: &[String],
    people: &[String],
) -> Vec<Column> {
    let states = |kind: &Arc<Kind>| -> Vec<String> {
        kind.states.iter().map(|state| language.of(&state.label).to_owned()).collect()
    };
    let column = |(part, width): &(Result<Part, &str>, u16)| Column {
        name: texts
            .get(match part {
                Ok(part) => part.text(),
                Err(text) => text,
            })
            .into_owned(),
        width: *width,
        choices: match part {
            Ok(Part::State) => kind.map(states).unwrap_or_default(),
            Ok(Part::Unit) => units.to_vec(),
            Ok(Part::Person | Part::Leader) => people.to_vec(),
            _ => vec![],
        },
        dates: *part == Ok(Part::Due),
        ..Column::default()
    };
    COMMON.iter().map(column).collect()
}

fn common(row: &Row, kinds: &Kinds, language: Language) -> Vec<Entry> {
    let kind = kinds.latest(&row.kind);
    let state = kind.and_then(|kind| kind.state(&row.state));
    let named = |one: &Option<Named>| Entry::text(one.as_ref().map_or("", |one| one.title.as_str()));
    let day = |date: Option<Date>| date.map_or(Entry::Empty, Entry::Date);
    let lamp = row.lamp.map(|lamp| language.texts().of("lamp", lamp.name()));
    vec![
        Entry::Number(row.id.0 as f64),
        Entry::text(row.number.clone()),
        Entry::text(row.title.clone()),
        Entry::text(kind.map_or(row.kind.as_str(), |kind| language.of(&kind.label))),
        Entry::text(state.map_or(row.state.as_str(), |state| language.of(&state.label))),
        named(&row.unit),
        named(&row.person),
        named(&row.leader),
        day(row.due),
        row.percent.map_or(Entry::Empty, |percent| Entry::Number(f64::from(percent))),
        Entry::text(lamp.unwrap_or_default()),
        day(row.reported_at.map(day_of)),
    ]
}
