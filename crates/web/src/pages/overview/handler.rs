//! `GET /`

use super::view::OverviewPage;
use crate::{
    as_of::AsOf,
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use axum::{extract::Query, http::StatusCode, response::Response};
use ledger::MatterId;
use serde::Deserialize;

/// Which campaign.
#[derive(Deserialize)]
pub(crate) struct Asked {
    campaign: Option<MatterId>,
}

/// The overview.
pub(crate) async fn overview(
    signed: Signed,
    AsOf(as_of): AsOf,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (o, pressing) = signed
        .ask(move |app| {
            let overview = app.overview_as_of(asked.campaign, as_of)?;
            let pressing = app.pressing(overview.campaign.as_ref().map(|campaign| campaign.id), as_of)?;
            Ok((overview, pressing))
        })
        .await?;
    let s = signed.shell(Section::Overview).as_of(as_of);
    Ok(render(StatusCode::OK, &OverviewPage { s, o, pressing }))
}
