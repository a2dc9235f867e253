//! `GET /api/v1/views`, `POST /api/v1/views`, `DELETE /api/v1/views/{id}`

use super::Body;
use crate::{pages::views::handler::question, problem::Problem, visit::Signed};
use app::views::SavedView;
use axum::{Json, extract::Path, http::StatusCode};
use serde::Deserialize;

/// Those of the one who asks, and those shared with their unit.
pub(crate) async fn views(signed: Signed) -> Result<Json<Vec<SavedView>>, Problem> {
    let person = signed.session.person;
    signed.ask(move |app| app.views(person)).await.map(Json)
}

/// A view to be saved.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct New {
    name: String,
    query: String,
    #[serde(default)]
    shared: bool,
}

/// Saves one.
pub(crate) async fn save(
    signed: Signed,
    Body(new): Body<New>,
) -> Result<(StatusCode, Json<SavedView>), Problem> {
    let person = signed.session.person;
    let query = question(&new.query);
    let saved = signed.ask(move |app| app.save_view(person, &new.name, &query, new.shared)).await?;
    Ok((StatusCode::CREATED, Json(saved)))
}

/// Takes one away.
pub(crate) async fn forget(signed: Signed, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    let person = signed.session.person;
    signed.ask(move |app| app.forget_view(person, &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
