//! `/api/v1/own-ledgers`, `…/{key}`, `…/{key}/trial`, `…/{key}/definition`, `…/{key}/rows`

use super::{Asked, Body};
use crate::{problem::Problem, visit::Signed};
use app::{
    chance,
    own_ledgers::{OwnLedger, OwnLedgerLine, TriedRow},
};
use axum::{Json, body::Bytes, extract::Path, http::StatusCode};
use ledger::CommandId;
use serde::{Deserialize, Serialize};

/// All definitions.
pub(crate) async fn own_ledgers(signed: Signed) -> Result<Json<Vec<OwnLedgerLine>>, Problem> {
    let actor = signed.actor();
    signed.ask(move |app| app.own_ledgers(actor)).await.map(Json)
}

/// A definition as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Written {
    source: String,
    /// Hash of what it said before; empty for a new one.
    #[serde(default)]
    seen: String,
}

/// What names it.
#[derive(Serialize)]
pub(crate) struct Kept {
    key: String,
}

/// Begins a definition.
pub(crate) async fn begin(
    signed: Signed,
    Body(written): Body<Written>,
) -> Result<(StatusCode, Json<Kept>), Problem> {
    let actor = signed.actor();
    let key = signed.ask(move |app| app.keep_own_ledger(actor, None, "", &written.source)).await?;
    Ok((StatusCode::CREATED, Json(Kept { key })))
}

/// One definition with the first mistake in it.
pub(crate) async fn own_ledger(signed: Signed, Path(key): Path<String>) -> Result<Json<OwnLedger>, Problem> {
    let actor = signed.actor();
    signed.ask(move |app| app.own_ledger(actor, &key)).await.map(Json)
}

/// Keeps a definition, right or wrong.
pub(crate) async fn keep(
    signed: Signed,
    Path(key): Path<String>,
    Body(written): Body<Written>,
) -> Result<Json<OwnLedger>, Problem> {
    let actor = signed.actor();
    let kept = signed.ask(move |app| {
        app.keep_own_ledger(actor, Some(&key), &written.seen, &written.source)?;
        app.own_ledger(actor, &key)
    });
    kept.await.map(Json)
}

/// Throws a definition away that never went live.
pub(crate) async fn discard(signed: Signed, Path(key): Path<String>) -> Result<StatusCode, Problem> {
    let actor = signed.actor();
    signed.ask(move |app| app.discard_own_ledger(actor, &key)).await.map(|()| StatusCode::NO_CONTENT)
}

/// Sample rows: text with separators under headings.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sample {
    rows: String,
}

/// Tries sample rows.
pub(crate) async fn try_rows(
    signed: Signed,
    Path(key): Path<String>,
    Body(sample): Body<Sample>,
) -> Result<Json<Vec<TriedRow>>, Problem> {
    let (actor, language) = (signed.actor(), signed.visit.language);
    signed.ask(move |app| app.try_own_ledger(actor, &key, &sample.rows, language)).await.map(Json)
}

/// The sender's id: a retry with the same id is answered as the first time.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sent {
    id: Option<CommandId>,
}

/// Makes a definition live.
pub(crate) async fn define(
    signed: Signed,
    Path(key): Path<String>,
    Body(sent): Body<Sent>,
) -> Result<Json<OwnLedger>, Problem> {
    let id = sent.id.unwrap_or_else(|| chance::command_id(signed.web.app.clock().now()));
    let actor = signed.actor();
    let defined = signed.ask(move |app| {
        app.define_own_ledger(actor, id, &key)?;
        app.own_ledger(actor, &key)
    });
    defined.await.map(Json)
}

/// How many rows were taken over.
#[derive(Serialize)]
pub(crate) struct Taken {
    rows: usize,
}

/// Takes the rows of a workbook over.
pub(crate) async fn take_over(
    signed: Signed,
    Path(key): Path<String>,
    Asked(sent): Asked<Sent>,
    bytes: Bytes,
) -> Result<Json<Taken>, Problem> {
    let id = sent.id.unwrap_or_else(|| chance::command_id(signed.web.app.clock().now()));
    let actor = signed.actor();
    let rows = signed.ask(move |app| app.take_over_rows(actor, id, &key, &bytes)).await?;
    Ok(Json(Taken { rows }))
}
