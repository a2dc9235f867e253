//! `GET /api/v1/accountability`, `POST /api/v1/accountability`, `GET /api/v1/accountability/openings`

use super::Body;
use crate::{pages::accountability::handler::Asked, problem::Problem, visit::Signed};
use app::{Outcome, accountability::Register, chance, openings::Opening};
use axum::{Json, extract::RawQuery, http::StatusCode};
use ledger::{CommandId, FieldValue, MatterId, command::Open};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The register; the parameters are those of the page.
pub(crate) async fn register(signed: Signed, RawQuery(query): RawQuery) -> Result<Json<Register>, Problem> {
    let asked = Asked::read(query.as_deref())?;
    signed.ask(move |app| app.accountability(&asked.query)).await.map(Json)
}

/// A record to be entered.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Record {
    id: Option<CommandId>,
    kind: String,
    title: String,
    fields: BTreeMap<String, FieldValue>,
    about: Option<MatterId>,
}

/// Enters a record.
pub(crate) async fn enter(
    signed: Signed,
    Body(record): Body<Record>,
) -> Result<(StatusCode, Json<Outcome>), Problem> {
    let id = record.id.unwrap_or_else(|| chance::command_id(signed.web.app.clock().now()));
    let actor = signed.actor();
    let Record { kind, title, fields, about, .. } = record;
    let open = Open { kind, title, fields, ..Open::default() };
    let outcome = signed.ask(move |app| app.enter_record(actor, id, open, about)).await?;
    Ok((StatusCode::CREATED, Json(outcome)))
}

/// Who opened what.
pub(crate) async fn openings(signed: Signed) -> Result<Json<Vec<Opening>>, Problem> {
    signed.ask(app::App::openings).await.map(Json)
}
