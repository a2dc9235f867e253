//! What is done about a period: `POST /periods/{key}/reminders`, `…/collations`, `…/meetings`

use super::handler::{read_period, show};
use crate::{
    filled::Filled, pages::matter::form::command_id, problem::Problem, shell::Notice, visit::Signed,
};
use app::period::{Decision, Meeting};
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use ledger::{CommandId, MatterId, cadence::Period};

/// Rows for decisions in the form of a meeting.
pub(crate) const DECISIONS: usize = 6;

fn campaign(filled: &Filled) -> Result<MatterId, Problem> {
    filled.read("campaign")?.ok_or_else(|| Problem::parameter("campaign"))
}

fn command(signed: &Signed, filled: &Filled, form: &str, period: Period) -> CommandId {
    let form = format!("{form}/{period}/{}", signed.session.person);
    command_id(filled.get("seed"), &form, &filled.fingerprint())
}

async fn refuse(
    signed: Signed,
    period: Period,
    campaign: MatterId,
    filled: Filled,
    problem: Problem,
) -> Result<Response, Problem> {
    let (status, text) = problem.about_the_form(signed.visit.t())?;
    let notice = Notice { tone: "bad", text };
    show(signed, period, Some(campaign), status, Some((filled.values, notice))).await
}

/// Reminds everybody who has not reported.
pub(crate) async fn remind(
    signed: Signed,
    Path(key): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let (period, campaign) = (read_period(&key)?, campaign(&filled)?);
    let (actor, id) = (signed.actor(), command(&signed, &filled, "remind", period));
    match signed.ask(move |app| app.remind(actor, id, campaign, period)).await {
        Ok(_) => {
            Ok(Redirect::to(&format!("/periods/{period}?campaign={campaign}&done=reminded")).into_response())
        }
        Err(problem) => refuse(signed, period, campaign, filled, problem).await,
    }
}

/// Drafts the collation and leads to it.
pub(crate) async fn collate(
    signed: Signed,
    Path(key): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let (period, campaign) = (read_period(&key)?, campaign(&filled)?);
    let (actor, language) = (signed.actor(), signed.visit.language);
    match signed.ask(move |app| app.draft_collation(actor, language, campaign, period)).await {
        Ok(id) => Ok(Redirect::to(&format!("/collations/{id}")).into_response()),
        Err(problem) => refuse(signed, period, campaign, filled, problem).await,
    }
}

/// Enters a meeting with its decisions.
pub(crate) async fn meet(
    signed: Signed,
    Path(key): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let (period, campaign) = (read_period(&key)?, campaign(&filled)?);
    let meeting = match read_meeting(&filled) {
        Ok(meeting) => meeting,
        Err(problem) => return refuse(signed, period, campaign, filled, problem).await,
    };
    let (actor, id) = (signed.actor(), command(&signed, &filled, "meet", period));
    match signed.ask(move |app| app.hold_meeting(actor, id, campaign, period, meeting)).await {
        Ok(_) => {
            let place = format!("/periods/{period}?campaign={campaign}&done=meeting#meetings");
            Ok(Redirect::to(&place).into_response())
        }
        Err(problem) => refuse(signed, period, campaign, filled, problem).await,
    }
}

fn read_meeting(filled: &Filled) -> Result<Meeting, Problem> {
    let mut decisions = vec![];
    for n in 0..DECISIONS {
        let part = |part: &str| format!("decision.{part}.{n}");
        let title = filled.get(&part("title")).trim().to_owned();
        // A row without words was left alone.
        if !title.is_empty() {
            decisions.push(Decision {
                title,
                unit: filled.read(&part("unit"))?,
                person: filled.read(&part("person"))?,
                due: filled.read(&part("due"))?,
            });
        }
    }
    let people = filled.get("attendees").lines().map(str::trim).filter(|name| !name.is_empty());
    Ok(Meeting {
        title: filled.get("title").trim().to_owned(),
        r#type: filled.get("type").to_owned(),
        on: filled.read("on")?,
        chair: filled.read("chair")?,
        attendees: people.map(str::to_owned).collect(),
        minutes: filled.get("minutes").trim().to_owned(),
        decisions,
    })
}
