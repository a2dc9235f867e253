//! `GET /rates`, `GET /rates/{name}`

use super::view::{RateView, RatesPage};
use crate::{
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use app::query::rates::RateQuery;
use axum::{
    extract::{Path, RawQuery},
    http::StatusCode,
    response::Response,
};

/// Reads the parameters of a rate; page and API read them alike.
pub(crate) fn read(query: Option<&str>) -> Result<RateQuery, Problem> {
    let mut asked = RateQuery::default();
    for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()).take(50) {
        let bad = || Problem::parameter(&name.chars().take(50).collect::<String>());
        match (name.as_ref(), value.trim()) {
            (_, "") | ("lang", _) => {}
            ("year", year) => asked.year = Some(year.parse().map_err(|_| bad())?),
            ("month", month) => {
                let month = month.parse().ok().filter(|month| (1..=12).contains(month));
                asked.month = Some(month.ok_or_else(bad)?);
            }
            ("unit", unit) => asked.unit = Some(unit.parse().map_err(|_| bad())?),
            ("met", "yes") => asked.met = Some(true),
            ("met", "no") => asked.met = Some(false),
            _ => return Err(bad()),
        }
    }
    Ok(asked)
}

/// All rates of a year.
pub(crate) async fn rates(signed: Signed, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let asked = read(query.as_deref())?;
    let g = signed.ask(move |app| app.rates(asked.year)).await?;
    Ok(render(StatusCode::OK, &RatesPage { s: signed.shell(Section::Rates), g }))
}

/// One rate.
pub(crate) async fn rate(
    signed: Signed,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let asked = read(query.as_deref())?;
    let p = signed.ask(move |app| app.rate(&name, asked)).await?;
    Ok(render(StatusCode::OK, &RateView { s: signed.shell(Section::Rates), asked, p }))
}
