//! `GET /api/v1/draws`, `GET /api/v1/draws/{key}`, `GET /api/v1/draws/{key}/record`

use crate::{problem::Problem, visit::Signed};
use app::draws::DrawPage;
use axum::{
    Json,
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};

/// All draws, the newest first.
pub(crate) async fn draws(signed: Signed) -> Result<Json<Vec<DrawPage>>, Problem> {
    signed.ask(app::App::draws).await.map(Json)
}

/// One draw with its outcome.
pub(crate) async fn draw(signed: Signed, Path(key): Path<String>) -> Result<Json<DrawPage>, Problem> {
    signed.ask(move |app| app.draw(&key)).await.map(Json)
}

/// The record, as it is published.
pub(crate) async fn record(signed: Signed, Path(key): Path<String>) -> Result<Response, Problem> {
    let bytes = signed.ask(move |app| app.draw_record(&key)).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], bytes).into_response())
}
