//! `/api/v1/scores`, `…/{id}`, `…/{id}/freezing`; announcements, objections and decisions are commands.

use super::Body;
use crate::{pages::scores::handler::read, problem::Problem, visit::Signed};
use app::{
    chance,
    scores::{ScoreLine, ScorePage},
};
use axum::{
    Json,
    extract::{Path, RawQuery},
    http::StatusCode,
};
use ledger::{CommandId, MatterId, score::Span};
use serde::{Deserialize, Serialize};

/// The newest sheets.
pub(crate) async fn scores(signed: Signed) -> Result<Json<Vec<ScoreLine>>, Problem> {
    signed.ask(app::App::score_sheets).await.map(Json)
}

/// A sheet to be opened.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct New {
    /// The sender's id: a retry with the same id gives the first sheet.
    id: Option<CommandId>,
    rules: String,
    period: Span,
}

/// What was opened.
#[derive(Serialize)]
pub(crate) struct Opened {
    score: MatterId,
}

/// Opens a sheet.
pub(crate) async fn open(
    signed: Signed,
    Body(new): Body<New>,
) -> Result<(StatusCode, Json<Opened>), Problem> {
    let id = new.id.unwrap_or_else(|| chance::command_id(signed.web.app.clock().now()));
    let actor = signed.actor();
    let score = signed.ask(move |app| app.open_score(actor, id, &new.rules, new.period)).await?;
    Ok((StatusCode::CREATED, Json(Opened { score })))
}

/// One sheet, with the points of a unit where one is asked for.
pub(crate) async fn score(
    signed: Signed,
    Path(id): Path<MatterId>,
    RawQuery(query): RawQuery,
) -> Result<Json<ScorePage>, Problem> {
    let unit = read(query.as_deref())?;
    signed.ask(move |app| app.score_sheet(id, unit)).await.map(Json)
}

/// The version that was seen.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Freezing {
    /// The sender's id: a retry with the same id is answered with the first outcome.
    id: Option<CommandId>,
    seen: Option<u64>,
}

/// Freezes the ranking.
pub(crate) async fn freeze(
    signed: Signed,
    Path(id): Path<MatterId>,
    Body(asked): Body<Freezing>,
) -> Result<Json<ScorePage>, Problem> {
    let command = asked.id.unwrap_or_else(|| chance::command_id(signed.web.app.clock().now()));
    let actor = signed.actor();
    let frozen = signed.ask(move |app| {
        app.freeze_score(actor, command, id, asked.seen)?;
        app.score_sheet(id, None)
    });
    frozen.await.map(Json)
}
