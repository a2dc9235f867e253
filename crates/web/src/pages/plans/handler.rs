//! `GET /plans`, `GET /plans/{campaign}`

use super::{
    asked::Asked,
    view::{EmptyPlanPage, PlanPage},
};
use crate::{
    as_of::AsOf,
    pages::matter::{form::Typed, handler::read_id},
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use app::chance;
use axum::{
    extract::{Path, RawQuery},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::MatterId;
use std::collections::BTreeMap;

/// Leads to the plan of the campaign that the overview shows.
pub(crate) async fn plans(signed: Signed, AsOf(as_of): AsOf) -> Result<Response, Problem> {
    let s = signed.shell(Section::Plans).as_of(as_of);
    Ok(match signed.ask(move |app| app.campaign_in_hand()).await? {
        Some(campaign) => Redirect::to(&s.at_day(&format!("/plans/{}", campaign.id))).into_response(),
        None => render(StatusCode::OK, &EmptyPlanPage { s }),
    })
}

/// The plan of a campaign.
pub(crate) async fn plan(
    signed: Signed,
    Path(campaign): Path<String>,
    AsOf(as_of): AsOf,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let asked = Asked::read(query.as_deref(), as_of)?;
    show(signed, read_id(&campaign)?, asked, StatusCode::OK, None, Refilled::default()).await
}

/// What was typed into rows that were refused, and why.
#[derive(Default)]
pub struct Refilled {
    /// Names and values as they were sent.
    pub values: Vec<(String, String)>,
    /// Rows, each with the reason in the reader's language.
    pub refused: BTreeMap<MatterId, String>,
}

/// Shows the page; `typed` is what a person had typed into a form that was refused, `again` the same for rows.
pub(crate) async fn show(
    signed: Signed,
    campaign: MatterId,
    asked: Asked,
    status: StatusCode,
    typed: Option<Typed>,
    again: Refilled,
) -> Result<Response, Problem> {
    let (actor, of) = (signed.actor(), asked.clone());
    let (p, reviews, campaigns, units, people) = signed
        .ask(move |app| {
            let plan = app.plan(actor, campaign, &of.query)?;
            let reviews = match of.reviews {
                true => Some(app.reviews(campaign, of.after.as_deref(), of.query.as_of)?),
                false => None,
            };
            let (mut units, mut people) = (vec![], vec![]);
            if of.fill {
                let directory = app.directory()?;
                units =
                    directory.units.iter().filter(|one| one.active).map(|one| one.named.clone()).collect();
                people =
                    directory.people.iter().filter(|one| one.active).map(|one| one.named.clone()).collect();
            }
            Ok((plan, reviews, app.campaigns()?, units, people))
        })
        .await?;
    let s = signed.shell(Section::Plans).as_of(asked.query.as_of);
    let page =
        PlanPage { s, asked, p, reviews, campaigns, units, people, seed: chance::secret(), typed, again };
    Ok(render(status, &page))
}
