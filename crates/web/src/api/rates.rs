//! `GET /api/v1/rates`, `GET /api/v1/rates/{name}`

use crate::{pages::rates::handler::read, problem::Problem, visit::Signed};
use app::query::rates::{RatePage, Rates};
use axum::{
    Json,
    extract::{Path, RawQuery},
};

/// All rates of a year.
pub(crate) async fn rates(signed: Signed, RawQuery(query): RawQuery) -> Result<Json<Rates>, Problem> {
    let asked = read(query.as_deref())?;
    signed.ask(move |app| app.rates(asked.year)).await.map(Json)
}

/// One rate with the rows behind it; the parameters are those of the page `/rates/{name}`.
pub(crate) async fn rate(
    signed: Signed,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<RatePage>, Problem> {
    let asked = read(query.as_deref())?;
    signed.ask(move |app| app.rate(&name, &asked)).await.map(Json)
}
