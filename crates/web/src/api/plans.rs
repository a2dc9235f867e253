//! `GET /api/v1/plans/{campaign}`, `…/reviews`, `POST …/fillings`

use super::{Body, bulk_edits::Refused, number};
use crate::{as_of::AsOf, pages::plans::asked::Asked, problem::Problem, visit::Signed};
use app::{
    chance,
    filling::Filling,
    query::answer::{Plan, Reviews},
};
use axum::{
    Json,
    extract::{Path, RawQuery},
};
use ledger::{CommandId, MatterId};
use serde::{Deserialize, Serialize};

/// One page of a plan; the parameters are those of the page `/plans/{campaign}`.
pub(crate) async fn plan(
    signed: Signed,
    Path(campaign): Path<String>,
    AsOf(as_of): AsOf,
    RawQuery(query): RawQuery,
) -> Result<Json<Plan>, Problem> {
    let (actor, campaign) = (signed.actor(), number("campaign", &campaign)?);
    let asked = Asked::read(query.as_deref(), as_of)?;
    // Review comments have an address of their own.
    if asked.reviews {
        return Err(Problem::parameter("list"));
    }
    signed.ask(move |app| app.plan(actor, campaign, &asked.query)).await.map(Json)
}

/// A page of the review comments on a plan.
pub(crate) async fn reviews(
    signed: Signed,
    Path(campaign): Path<String>,
    AsOf(as_of): AsOf,
    RawQuery(query): RawQuery,
) -> Result<Json<Reviews>, Problem> {
    let campaign = number("campaign", &campaign)?;
    let after = Asked::read(query.as_deref(), as_of)?.after;
    signed.ask(move |app| app.reviews(campaign, after.as_deref(), as_of)).await.map(Json)
}

/// Gaps of rows, filled in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fillings {
    id: Option<CommandId>,
    rows: Vec<Filling>,
}

/// A row that was refused.
#[derive(Serialize)]
pub(crate) struct Unfilled {
    matter: MatterId,
    refusal: Refused,
}

/// Fills in gaps; answers with the rows that were refused.
pub(crate) async fn fill(
    signed: Signed,
    Path(campaign): Path<String>,
    Body(asked): Body<Fillings>,
) -> Result<Json<Vec<Unfilled>>, Problem> {
    let (actor, campaign) = (signed.actor(), number("campaign", &campaign)?);
    let filled = move |app: &app::App| {
        let id = asked.id.unwrap_or_else(|| chance::command_id(app.clock().now()));
        app.fill_gaps(actor, id, campaign, &asked.rows)
    };
    let t = signed.visit.t();
    let refused = signed.ask(filled).await?.into_iter();
    let told = |(matter, refusal)| Unfilled { matter, refusal: Refused::told(&refusal, t) };
    Ok(Json(refused.map(told).collect()))
}
