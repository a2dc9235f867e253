//! `GET /api/v1/matters/{id}/figures`

use super::number;
use crate::{problem::Problem, visit::Signed};
use app::query::figures::Figures;
use axum::{Json, extract::Path};

/// The figures reported below a matter, as series over time.
pub(crate) async fn figures(signed: Signed, Path(id): Path<String>) -> Result<Json<Figures>, Problem> {
    let id = number("id", &id)?;
    signed.ask(move |app| app.figures(id)).await.map(Json)
}
