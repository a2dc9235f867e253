//! `GET /api/v1/plans/{campaign}`, `…/reviews`

use super::number;
use crate::{as_of::AsOf, pages::plans::asked::Asked, problem::Problem, visit::Signed};
use app::query::answer::{Plan, Reviews};
use axum::{
    Json,
    extract::{Path, RawQuery},
};

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
