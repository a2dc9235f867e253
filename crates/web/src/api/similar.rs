//! `GET /api/v1/similar`, `GET /api/v1/matters/{id}/similar`

use super::number;
use crate::{pages::similar::handler::Asked, problem::Problem, visit::Signed};
use app::query::answer::{Groups, Similar};
use axum::{
    Json,
    extract::{Path, RawQuery},
};

/// Items that read alike, in groups; the parameters are those of the page `/similar`.
pub(crate) async fn groups(signed: Signed, RawQuery(query): RawQuery) -> Result<Json<Groups>, Problem> {
    let asked = Asked::read(query.as_deref())?;
    signed.ask(move |app| app.similar_groups(asked.under, asked.unit, asked.after.as_deref())).await.map(Json)
}

/// Items that read like one.
pub(crate) async fn similar(signed: Signed, Path(id): Path<String>) -> Result<Json<Similar>, Problem> {
    let id = number("id", &id)?;
    signed.ask(move |app| app.similar(id)).await.map(Json)
}
