//! `GET /api/v1/staying-fixed/{campaign}` and what stands below; drawing a sample

use super::{Body, number};
use crate::{as_of::AsOf, pages::staying::handler::Asked, problem::Problem, visit::Signed};
use app::{
    Outcome, chance,
    query::answer::{Rebound, Rechecks, Sample, StandingWork, StayingFixed},
};
use axum::{
    Json,
    extract::{Path, RawQuery},
};
use ledger::CommandId;
use serde::Deserialize;

/// What is counted over a campaign.
pub(crate) async fn counts(
    signed: Signed,
    Path(campaign): Path<String>,
    AsOf(as_of): AsOf,
) -> Result<Json<StayingFixed>, Problem> {
    let (actor, campaign) = (signed.actor(), number("campaign", &campaign)?);
    signed.ask(move |app| app.staying_fixed(actor, campaign, as_of)).await.map(Json)
}

/// Items of one class, each with the next thing to do.
pub(crate) async fn work(
    signed: Signed,
    Path(campaign): Path<String>,
    AsOf(as_of): AsOf,
    RawQuery(query): RawQuery,
) -> Result<Json<StandingWork>, Problem> {
    let campaign = number("campaign", &campaign)?;
    let asked = Asked::read(query.as_deref(), as_of)?;
    signed
        .ask(move |app| app.standing_work(campaign, asked.list.standing(), asked.after, as_of))
        .await
        .map(Json)
}

/// Re-checks of which something has become.
pub(crate) async fn rechecks(
    signed: Signed,
    Path(campaign): Path<String>,
    AsOf(as_of): AsOf,
    RawQuery(query): RawQuery,
) -> Result<Json<Rechecks>, Problem> {
    let campaign = number("campaign", &campaign)?;
    let asked = Asked::read(query.as_deref(), as_of)?;
    let state = asked.state.unwrap_or_default();
    signed.ask(move |app| app.rechecks(campaign, state, asked.after, as_of)).await.map(Json)
}

/// What came back.
pub(crate) async fn rebounds(
    signed: Signed,
    Path(campaign): Path<String>,
    AsOf(as_of): AsOf,
) -> Result<Json<Vec<Rebound>>, Problem> {
    let campaign = number("campaign", &campaign)?;
    signed.ask(move |app| app.rebounds(campaign, as_of)).await.map(Json)
}

/// Samples that were drawn.
pub(crate) async fn samples(
    signed: Signed,
    Path(campaign): Path<String>,
    AsOf(as_of): AsOf,
) -> Result<Json<Vec<Sample>>, Problem> {
    let campaign = number("campaign", &campaign)?;
    signed.ask(move |app| app.samples(campaign, as_of)).await.map(Json)
}

/// Of which month, and how many of a hundred.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Draw {
    id: Option<CommandId>,
    month: String,
    share: u8,
}

/// Draws a sample.
pub(crate) async fn draw(
    signed: Signed,
    Path(campaign): Path<String>,
    Body(draw): Body<Draw>,
) -> Result<Json<Outcome>, Problem> {
    let (actor, campaign) = (signed.actor(), number("campaign", &campaign)?);
    let drawn = move |app: &app::App| {
        let id = draw.id.unwrap_or_else(|| chance::command_id(app.clock().now()));
        app.draw_sample(actor, id, campaign, &draw.month, draw.share)
    };
    signed.ask(drawn).await.map(Json)
}
