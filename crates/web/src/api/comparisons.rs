//! `/api/v1/comparisons`, `…/{id}`, `…/{id}/judgements`, `…/{id}/settlement`, `…/{id}/repetition`

use super::Body;
use crate::{problem::Problem, visit::Signed};
use app::{
    chance,
    comparison::Place,
    comparisons::{ComparisonLine, ComparisonPage, NewComparison, Repeated, Source},
};
use axum::{Json, extract::Path, http::StatusCode};
use ledger::{CommandId, MatterId};
use serde::{Deserialize, Serialize};

/// The newest comparisons.
pub(crate) async fn comparisons(signed: Signed) -> Result<Json<Vec<ComparisonLine>>, Problem> {
    let actor = signed.actor();
    signed.ask(move |app| app.comparisons(actor)).await.map(Json)
}

/// A comparison to be made.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct New {
    /// The sender's id: a retry with the same id gives the first comparison.
    id: Option<CommandId>,
    title: String,
    lists: Vec<Listed>,
}

/// A list: rows of text with separators under headings, or a ledger.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, untagged)]
pub(crate) enum Listed {
    Text { name: String, text: String },
    Ledger { ledger: String },
}

/// What was made.
#[derive(Serialize)]
pub(crate) struct Made {
    comparison: MatterId,
}

/// Compares.
pub(crate) async fn compare(
    signed: Signed,
    Body(new): Body<New>,
) -> Result<(StatusCode, Json<Made>), Problem> {
    let sources = new.lists.into_iter().map(|list| match list {
        Listed::Text { name, text } => Source::File { name, bytes: text.into_bytes() },
        Listed::Ledger { ledger } => Source::Ledger(ledger),
    });
    let asked = NewComparison { title: new.title, sources: sources.collect() };
    let id = new.id.unwrap_or_else(|| chance::command_id(signed.web.app.clock().now()));
    let actor = signed.actor();
    let comparison = signed.ask(move |app| app.compare_lists(actor, id, asked)).await?;
    Ok((StatusCode::CREATED, Json(Made { comparison })))
}

/// One comparison.
pub(crate) async fn comparison(
    signed: Signed,
    Path(id): Path<MatterId>,
) -> Result<Json<ComparisonPage>, Problem> {
    let actor = signed.actor();
    signed.ask(move |app| app.comparison(actor, id)).await.map(Json)
}

/// What a person says of a pair.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Judgement {
    left: Place,
    right: Place,
    same: bool,
}

/// Says whether two rows are the same.
pub(crate) async fn judge(
    signed: Signed,
    Path(id): Path<MatterId>,
    Body(said): Body<Judgement>,
) -> Result<Json<ComparisonPage>, Problem> {
    let actor = signed.actor();
    let judged = signed.ask(move |app| {
        app.judge_pair(actor, id, (said.left, said.right), said.same)?;
        app.comparison(actor, id)
    });
    judged.await.map(Json)
}

/// For whom the mismatches are.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settling {
    /// The sender's id: a retry with the same id opens nothing more.
    id: Option<CommandId>,
    unit: Option<MatterId>,
}

/// Opens the mismatches.
pub(crate) async fn settle(
    signed: Signed,
    Path(id): Path<MatterId>,
    Body(asked): Body<Settling>,
) -> Result<Json<ComparisonPage>, Problem> {
    let command = asked.id.unwrap_or_else(|| chance::command_id(signed.web.app.clock().now()));
    let actor = signed.actor();
    let settled = signed.ask(move |app| {
        app.settle_comparison(actor, command, id, asked.unit)?;
        app.comparison(actor, id)
    });
    settled.await.map(Json)
}

/// Compares again.
pub(crate) async fn repeat(signed: Signed, Path(id): Path<MatterId>) -> Result<Json<Repeated>, Problem> {
    let actor = signed.actor();
    signed.ask(move |app| app.repeat_comparison(actor, id)).await.map(Json)
}
