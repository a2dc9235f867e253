//! `GET /api/v1/periods`, `GET /api/v1/periods/{key}` and what is done about one, `GET /api/v1/collations/{id}`

use super::{Asked, Body, number};
use crate::{pages::periods::handler::Asked as Which, problem::Problem, visit::Signed};
use app::{
    chance,
    period::Meeting,
    query::answer::{Collation, PeriodPage, Periods},
};
use axum::{Json, extract::Path, http::StatusCode};
use ledger::{CommandId, MatterId, cadence::Period};
use serde::{Deserialize, Serialize};

/// The periods of a campaign; the parameters are those of the page `/periods`.
pub(crate) async fn periods(signed: Signed, Asked(which): Asked<Which>) -> Result<Json<Periods>, Problem> {
    let query = which.query();
    signed.ask(move |app| app.periods(&query)).await.map(Json)
}

/// One period.
pub(crate) async fn period(
    signed: Signed,
    Path(key): Path<String>,
    Asked(which): Asked<Which>,
) -> Result<Json<PeriodPage>, Problem> {
    let period: Period = number("key", &key)?;
    signed.ask(move |app| app.period(which.campaign, period)).await.map(Json)
}

/// For which campaign.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Of {
    campaign: MatterId,
}

/// How many people were told.
#[derive(Serialize)]
pub(crate) struct Told {
    people: u64,
}

/// Reminds everybody who has not reported.
pub(crate) async fn remind(
    signed: Signed,
    Path(key): Path<String>,
    Body(of): Body<Of>,
) -> Result<Json<Told>, Problem> {
    let (period, actor) = (number("key", &key)?, signed.actor());
    let id = chance::command_id(signed.web.app.clock().now());
    let people = signed.ask(move |app| app.remind(actor, id, of.campaign, period)).await?;
    Ok(Json(Told { people }))
}

/// A matter that was made.
#[derive(Serialize)]
pub(crate) struct Made {
    matter: MatterId,
}

/// Drafts the collation of a period, or gives the one that is there.
pub(crate) async fn collate(
    signed: Signed,
    Path(key): Path<String>,
    Body(of): Body<Of>,
) -> Result<(StatusCode, Json<Made>), Problem> {
    let (period, actor, language) = (number("key", &key)?, signed.actor(), signed.visit.language);
    let matter = signed.ask(move |app| app.draft_collation(actor, language, of.campaign, period)).await?;
    Ok((StatusCode::CREATED, Json(Made { matter })))
}

/// A meeting with its decisions.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Held {
    /// The sender's id: a retry with the same id is answered with the first outcome.
    id: Option<CommandId>,
    campaign: MatterId,
    meeting: Meeting,
}

/// Enters a meeting held on a period, with its decisions.
pub(crate) async fn meet(
    signed: Signed,
    Path(key): Path<String>,
    Body(held): Body<Held>,
) -> Result<(StatusCode, Json<Made>), Problem> {
    let (period, actor) = (number("key", &key)?, signed.actor());
    let id = held.id.unwrap_or_else(|| chance::command_id(signed.web.app.clock().now()));
    let matter =
        signed.ask(move |app| app.hold_meeting(actor, id, held.campaign, period, held.meeting)).await?;
    Ok((StatusCode::CREATED, Json(Made { matter })))
}

/// A collation with what it stands on.
pub(crate) async fn collation(signed: Signed, Path(id): Path<String>) -> Result<Json<Collation>, Problem> {
    let id = number("id", &id)?;
    signed.ask(move |app| app.collation(id)).await.map(Json)
}
