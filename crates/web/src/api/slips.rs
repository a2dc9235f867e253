//! `GET /api/v1/slips`, `GET /api/v1/rungs`, `GET /api/v1/coverage`, `POST /api/v1/visits`

use super::{Asked, Body};
use crate::{
    pages::{
        coverage::handler::Asked as Covered,
        slips::handler::{Asked as Which, Of},
    },
    problem::Problem,
    visit::Signed,
};
use app::{
    chance,
    query::answer::{Coverage, Proposals, Slips},
    visit::Visit,
};
use axum::{Json, http::StatusCode};
use ledger::{CommandId, MatterId};
use serde::{Deserialize, Serialize};

/// The register of slips; the parameters are those of the page `/slips`.
pub(crate) async fn slips(signed: Signed, Asked(which): Asked<Which>) -> Result<Json<Slips>, Problem> {
    let query = which.query()?;
    signed.ask(move |app| app.slips(&query)).await.map(Json)
}

/// What the ladder proposes.
pub(crate) async fn rungs(signed: Signed, Asked(of): Asked<Of>) -> Result<Json<Proposals>, Problem> {
    let person = signed.actor();
    signed.ask(move |app| app.proposals(person, of.campaign)).await.map(Json)
}

/// Which units were visited.
pub(crate) async fn coverage(signed: Signed, Asked(of): Asked<Covered>) -> Result<Json<Coverage>, Problem> {
    signed.ask(move |app| app.coverage(of.campaign, of.period(app.clock().today()))).await.map(Json)
}

/// A visit.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Visited {
    /// The sender's id: a retry with the same id is answered with the first outcome.
    id: Option<CommandId>,
    campaign: MatterId,
    visit: Visit,
}

/// A visit that was recorded.
#[derive(Serialize)]
pub(crate) struct Made {
    matter: MatterId,
}

/// Records a visit.
pub(crate) async fn visit(
    signed: Signed,
    Body(visited): Body<Visited>,
) -> Result<(StatusCode, Json<Made>), Problem> {
    let (actor, language) = (signed.actor(), signed.visit.language);
    let id = visited.id.unwrap_or_else(|| chance::command_id(signed.web.app.clock().now()));
    let work = move |app: &app::App| app.record_visit(actor, id, language, visited.campaign, visited.visit);
    let matter = signed.ask(work).await?;
    Ok((StatusCode::CREATED, Json(Made { matter })))
}
