//! `GET /api/v1/matters/{id}/rights`, `GET /api/v1/units/tree`

use super::number;
use crate::{problem::Problem, visit::Signed};
use app::query::{rights::Holders, units::UnitNode};
use axum::{Json, extract::Path};

/// Who may do what on a matter.
pub(crate) async fn rights(signed: Signed, Path(id): Path<String>) -> Result<Json<Vec<Holders>>, Problem> {
    let id = number("id", &id)?;
    signed.ask(move |app| app.who_may(id)).await.map(Json)
}

/// Units with what each has open and red.
pub(crate) async fn tree(signed: Signed) -> Result<Json<Vec<UnitNode>>, Problem> {
    signed.ask(app::App::unit_tree).await.map(Json)
}
