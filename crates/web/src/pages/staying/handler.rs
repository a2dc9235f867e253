//! `GET /staying-fixed`, `GET /staying-fixed/{campaign}`

use super::view::{EmptyStayingPage, List, Shown, StayingPage};
use crate::{
    address,
    as_of::AsOf,
    pages::matter::{form::Typed, handler::read_id},
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use app::{chance, query::staying::RecheckState};
use axum::{
    extract::{Path, RawQuery},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use jiff::civil::Date;
use ledger::MatterId;

/// Which list an address asks for; page and API read it alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The list.
    pub(crate) list: List,
    /// What has become of the re-checks listed; where nothing is said, what presses first and is there.
    pub(crate) state: Option<RecheckState>,
    /// The row after which the page starts.
    pub(crate) after: Option<MatterId>,
    /// The past day.
    pub(crate) as_of: Option<Date>,
}

impl Asked {
    /// Reads a query string; what cannot be read is told.
    pub(crate) fn read(query: Option<&str>, as_of: Option<Date>) -> Result<Asked, Problem> {
        let mut asked = Asked { as_of, ..Asked::default() };
        address::read(query, |name, value| {
            match name {
                "list" => asked.list = List::from_name(value)?,
                "state" => asked.state = Some(RecheckState::from_name(value)?),
                "after" => address::set(&mut asked.after, value)?,
                // Read by the frame.
                "as_of" => {}
                _ => return None,
            }
            Some(())
        })?;
        Ok(asked)
    }
}

/// Leads to the campaign that the overview shows.
pub(crate) async fn campaigns(signed: Signed, AsOf(as_of): AsOf) -> Result<Response, Problem> {
    let s = signed.shell(Section::Staying).as_of(as_of);
    Ok(match signed.ask(move |app| app.campaign_in_hand()).await? {
        Some(campaign) => Redirect::to(&s.at_day(&format!("/staying-fixed/{}", campaign.id))).into_response(),
        None => render(StatusCode::OK, &EmptyStayingPage { s }),
    })
}

/// One campaign.
pub(crate) async fn campaign(
    signed: Signed,
    Path(campaign): Path<String>,
    AsOf(as_of): AsOf,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let asked = Asked::read(query.as_deref(), as_of)?;
    show(signed, read_id(&campaign)?, asked, StatusCode::OK, None).await
}

/// Shows the page; `typed` is what a person had typed into the form that was refused.
pub(crate) async fn show(
    signed: Signed,
    campaign: MatterId,
    asked: Asked,
    status: StatusCode,
    typed: Option<Typed>,
) -> Result<Response, Problem> {
    let (actor, of) = (signed.actor(), asked.clone());
    let (f, shown, campaigns) = signed
        .ask(move |app| {
            let f = app.staying_fixed(actor, campaign, of.as_of)?;
            let shown = match of.list {
                List::Completed | List::Basically | List::LongTerm => {
                    Shown::Work(app.standing_work(campaign, of.list.standing(), of.after, of.as_of)?)
                }
                List::Rechecks => {
                    let state = of.state.unwrap_or_else(|| pressing(&f.rechecks));
                    Shown::Rechecks(state, app.rechecks(campaign, state, of.after, of.as_of)?)
                }
                List::Rebounds => Shown::Rebounds(app.rebounds(campaign, of.as_of)?),
                List::Samples => Shown::Samples(app.samples(campaign, of.as_of)?),
            };
            Ok((f, shown, app.campaigns()?))
        })
        .await?;
    let s = signed.shell(Section::Staying).as_of(asked.as_of);
    let is_later = asked.after.is_some();
    let page =
        StayingPage { s, list: asked.list, f, shown, campaigns, is_later, seed: chance::secret(), typed };
    Ok(render(status, &page))
}

/// The first state in which there are re-checks.
fn pressing(counts: &app::query::answer::RecheckCounts) -> RecheckState {
    let found = RecheckState::ALL.into_iter().find(|state| super::view::count(counts, *state) > 0);
    found.unwrap_or_default()
}
