//! `GET /matters`

use super::{filter::Filter, view::MattersPage};
use crate::{
    as_of::AsOf,
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use app::{AppError, Lacks, Sort, query::list::ListQuery};
use axum::{extract::RawQuery, http::StatusCode, response::Response};

/// The list.
pub(crate) async fn matters(
    signed: Signed,
    AsOf(as_of): AsOf,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (filter, unread) = read(query.as_deref());
    let filter = Filter { as_of, ..filter };
    let asked = filter.clone();
    let reader = signed.session.person;
    let (listing, places, units, person, about, views) = signed
        .ask(move |app| {
            let places = app.places()?;
            let query = app.placed(asked.query())?;
            let directory = app.directory()?;
            let units =
                directory.units.iter().filter(|unit| unit.active).map(|unit| unit.named.clone()).collect();
            let person = asked.person.and_then(|id| directory.named(id).cloned());
            let place =
                query.filter.under.map(|id| app.view()?.matter(id).map_err(AppError::from)).transpose()?;
            let about = place
                .flatten()
                .map(|place| (place.id, app.templates_for(&place).into_iter().cloned().collect::<Vec<_>>()));
            Ok((app.list(&query)?, places, units, person, about, app.views(reader)?))
        })
        .await?;
    let s = signed.shell(Section::Matters).as_of(as_of);
    let page = MattersPage { s, filter, unread, listing, places, units, person, about, views };
    Ok(render(StatusCode::OK, &page))
}

/// The list as a sheet, all its pages in one.
pub(crate) async fn sheet(
    signed: Signed,
    AsOf(as_of): AsOf,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (filter, _) = read(query.as_deref());
    let language = signed.visit.language;
    let query = ListQuery { as_of, ..filter.query() };
    let handout = signed.ask(move |app| app.list_workbook(&app.placed(query)?, language)).await?;
    Ok(crate::pages::documents::handler::as_file(handout))
}

/// Reads the filter of a query string.
pub(crate) fn read(query: Option<&str>) -> (Filter, Vec<String>) {
    let pairs: Vec<_> = form_urlencoded::parse(query.unwrap_or_default().as_bytes()).take(50).collect();
    Filter::read(pairs.iter().map(|(name, value)| (name.as_ref(), value.as_ref())))
}

impl Filter {
    /// What the use case is asked.
    pub(crate) fn query(&self) -> ListQuery {
        ListQuery {
            filter: app::Filter {
                kind: Some(self.kind.clone()).filter(|kind| !kind.is_empty()),
                under: self.under,
                unit: self.unit,
                person: self.person,
                class: self.class,
                due_to: self.due_until,
                lacks: match self.lacks.as_str() {
                    "unit" => Some(Lacks::Unit),
                    "due" => Some(Lacks::Due),
                    _ => None,
                },
                words: app::words(&self.text),
                ..app::Filter::default()
            },
            with_below: self.below,
            lamp: self.lamp,
            sort: match self.sort.as_str() {
                "due" => Sort::Due,
                "changed" => Sort::Changed,
                _ => Sort::Outline,
            },
            after: Some(self.after.clone()).filter(|after| !after.is_empty()),
            limit: self.size.unwrap_or(super::filter::ROWS),
            as_of: self.as_of,
        }
    }
}
