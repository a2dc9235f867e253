//! `GET /`

use super::view::OverviewPage;
use crate::{
    as_of::AsOf,
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use app::chance;
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
    let person = signed.actor();
    let (o, pressing, office) = signed
        .ask(move |app| {
            let overview = app.overview_as_of(asked.campaign, as_of)?;
            let pressing = app.pressing(overview.campaign.as_ref().map(|campaign| campaign.id), as_of)?;
            let shown = overview.campaign.as_ref().map(|campaign| campaign.id);
            let office = match shown.filter(|_| as_of.is_none()) {
                Some(campaign) => Some(app.office(person, campaign)?),
                None => None,
            };
            Ok((overview, pressing, office))
        })
        .await?;
    let s = signed.shell(Section::Overview).as_of(as_of);
    Ok(render(StatusCode::OK, &OverviewPage { s, o, pressing, office, seed: chance::secret() }))
}
