//! `/api/v1/sheets`, `…/{key}`, `…/{key}/columns`, `…/{key}/acceptance`

use super::{Asked, Body};
use crate::{pages::sheets::handler::go_on, problem::Problem, visit::Signed};
use app::{
    AppError, chance,
    sheets::{Accepted, Preview, Reading, Run},
};
use axum::{
    Json,
    body::Bytes,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use ledger::CommandId;
use serde::{Deserialize, Serialize};

/// Name of the file, and of which kind its rows are.
#[derive(Deserialize)]
pub(crate) struct Named {
    #[serde(default)]
    name: String,
    kind: Option<String>,
}

/// What names it.
#[derive(Serialize)]
pub(crate) struct Uploaded {
    key: String,
}

/// Reads a sheet.
pub(crate) async fn upload(
    signed: Signed,
    Asked(asked): Asked<Named>,
    bytes: Bytes,
) -> Result<(StatusCode, Json<Uploaded>), Problem> {
    let actor = signed.actor();
    let key =
        signed.ask(move |app| app.upload_sheet(actor, &asked.name, &bytes, asked.kind.as_deref())).await?;
    Ok((StatusCode::CREATED, Json(Uploaded { key })))
}

/// What it would change.
pub(crate) async fn sheet(signed: Signed, Path(key): Path<String>) -> Result<Json<Preview>, Problem> {
    let actor = signed.actor();
    signed.ask(move |app| app.preview_sheet(actor, &key)).await.map(Json)
}

/// Says what the columns are.
pub(crate) async fn columns(
    signed: Signed,
    Path(key): Path<String>,
    Body(asked): Body<Reading>,
) -> Result<Json<Preview>, Problem> {
    let (actor, draft) = (signed.actor(), key.clone());
    signed.ask(move |app| app.read_columns(actor, &draft, asked)).await?;
    sheet(signed, Path(key)).await
}

/// What was seen.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Acceptance {
    id: Option<CommandId>,
    mark: String,
}

/// Takes everything over that was seen, or begins to.
pub(crate) async fn accept(
    signed: Signed,
    Path(key): Path<String>,
    Body(asked): Body<Acceptance>,
) -> Result<Response, Problem> {
    let actor = signed.actor();
    let id = asked.id.unwrap_or_else(|| chance::command_id(signed.web.app.clock().now()));
    let draft = key.clone();
    match signed.ask(move |app| app.accept_sheet(actor, id, &draft, &asked.mark)).await? {
        Accepted::Done(outcome) => Ok(Json(outcome).into_response()),
        Accepted::Runs => {
            go_on(&signed, key.clone());
            let Json(run) = run(signed, Path(key)).await?;
            Ok((StatusCode::ACCEPTED, Json(run)).into_response())
        }
    }
}

/// How far a sheet that is taken over in batches has come.
pub(crate) async fn run(signed: Signed, Path(key): Path<String>) -> Result<Json<Run>, Problem> {
    let actor = signed.actor();
    let run = move |app: &app::App| app.sheet_run(actor, &key)?.ok_or(AppError::NotFound("sheet"));
    signed.ask(run).await.map(Json)
}
