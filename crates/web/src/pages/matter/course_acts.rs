//! What the forms of a matter's course send: extensions, checks on site, the plan, rungs of the ladder.

use super::{
    acts::{refuse, send},
    handler::read_id,
};
use crate::{filled::Filled, problem::Problem, visit::Signed};
use axum::{extract::Path, response::Response};
use jiff::civil::Date;
use ledger::{Command, command::RecordCheck};

/// Asks for a later due date.
pub(crate) async fn request_extension(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    let form = "request_extension";
    let to: Date = match filled.read("to").and_then(|to| to.ok_or_else(|| Problem::parameter("to"))) {
        Ok(to) => to,
        Err(problem) => return refuse(signed, id, form, filled, problem).await,
    };
    let (reason, progress) = (filled.get("reason").to_owned(), filled.get("progress").to_owned());
    send(signed, id, form, "extension", filled, move |_, _, _| {
        Ok(vec![Command::RequestExtension { to, reason, progress }])
    })
    .await
}

/// Grants or refuses the extension that was asked for.
pub(crate) async fn decide_extension(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let (approve, reason) = (filled.get("approve") == "yes", filled.get("reason").to_owned());
    send(signed, read_id(&id)?, "decide_extension", "decision", filled, move |_, _, _| {
        Ok(vec![Command::DecideExtension { approve, reason }])
    })
    .await
}

/// Records a check on site.
pub(crate) async fn record_check(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    let form = "record_check";
    let on: Date = match filled.read("on").and_then(|on| on.ok_or_else(|| Problem::parameter("on"))) {
        Ok(on) => on,
        Err(problem) => return refuse(signed, id, form, filled, problem).await,
    };
    let by = filled.all("by").filter_map(|id| id.parse().ok()).collect();
    let (met, text) = (filled.get("met") == "yes", filled.get("text").to_owned());
    let check = RecordCheck { on, by, met, text, evidence: vec![] };
    send(signed, id, form, "check", filled, move |_, _, _| Ok(vec![Command::RecordCheck(check)])).await
}

/// Adopts the plan of a campaign.
pub(crate) async fn adopt_plan(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let reason = filled.get("reason").to_owned();
    send(signed, read_id(&id)?, "adopt_plan", "plan", filled, move |_, _, _| {
        Ok(vec![Command::AdoptPlan { reason }])
    })
    .await
}

/// Takes a rung of the ladder.
pub(crate) async fn take_rung(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let (rung, reason) = (filled.get("rung").to_owned(), filled.get("reason").to_owned());
    send(signed, read_id(&id)?, "take_rung", "rung", filled, move |_, _, _| {
        Ok(vec![Command::TakeRung { rung, slip: None, reason }])
    })
    .await
}

/// Answers a rung.
pub(crate) async fn answer_rung(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let (rung, text) = (filled.get("rung").to_owned(), filled.get("text").to_owned());
    send(signed, read_id(&id)?, "answer_rung", "rung", filled, move |_, _, _| {
        Ok(vec![Command::AnswerRung { rung, text }])
    })
    .await
}

/// Takes a rung back.
pub(crate) async fn withdraw_rung(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let (rung, reason) = (filled.get("rung").to_owned(), filled.get("reason").to_owned());
    send(signed, read_id(&id)?, "withdraw_rung", "rung", filled, move |_, _, _| {
        Ok(vec![Command::WithdrawRung { rung, reason }])
    })
    .await
}
