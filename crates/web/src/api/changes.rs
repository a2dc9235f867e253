//! `GET /api/v1/changes`

use crate::{pages::changes::asked::Asked, problem::Problem, visit::Signed};
use app::query::answer::Changes;
use axum::{Json, extract::RawQuery};

/// What moved between two days; the parameters are those of the page `/changes`.
pub(crate) async fn changes(signed: Signed, RawQuery(query): RawQuery) -> Result<Json<Changes>, Problem> {
    let asked = Asked::read(query.as_deref())?;
    signed.ask(move |app| app.changes(&asked.query(app.clock().today()))).await.map(Json)
}
