//! `GET /api/v1/overview`

use super::Asked;
use crate::{as_of::AsOf, problem::Problem, visit::Signed};
use app::query::answer::Overview;
use axum::Json;
use ledger::MatterId;
use serde::Deserialize;

/// Which campaign.
#[derive(Deserialize)]
pub(crate) struct Which {
    campaign: Option<MatterId>,
}

/// Counts of a campaign.
pub(crate) async fn overview(
    signed: Signed,
    AsOf(as_of): AsOf,
    Asked(which): Asked<Which>,
) -> Result<Json<Overview>, Problem> {
    signed.ask(move |app| app.overview_as_of(which.campaign, as_of)).await.map(Json)
}
