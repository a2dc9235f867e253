//! `GET /rates`, `GET /rates/{name}`

use super::view::{RateView, RatesPage};
use crate::{
    address,
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
    address::read(query, |name, value| match (name, value) {
        ("year", year) => address::set(&mut asked.year, year),
        ("month", month) => {
            asked.month = Some(month.parse().ok().filter(|month| (1..=12).contains(month))?);
            Some(())
        }
        ("last", month) => {
            asked.last = Some(month.parse().ok().filter(|month| (1..=12).contains(month))?);
            Some(())
        }
        ("unit", unit) => address::set(&mut asked.unit, unit),
        ("met", "yes" | "no") => {
            asked.met = Some(value == "yes");
            Some(())
        }
        ("version", version) => address::set(&mut asked.version, version),
        ("after", after) => address::set(&mut asked.after, after),
        _ => None,
    })?;
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
    let (p, asked) = signed.ask(move |app| Ok((app.rate(&name, &asked)?, asked))).await?;
    Ok(render(StatusCode::OK, &RateView { s: signed.shell(Section::Rates), asked, p }))
}
