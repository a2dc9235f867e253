//! What the forms of a plan send: its adoption, review comments and what becomes of them.

use super::{
    asked::Asked,
    handler::{Refilled, show},
};
use crate::{
    filled::Filled,
    pages::matter::{form::command_id, handler::read_id},
    problem::Problem,
    visit::Signed,
};
use app::Step;
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use ledger::{
    Command, FieldValue, MatterId,
    command::{Open, TakeMove},
};

/// Code points of a comment that become its title.
const TITLE: usize = 60;

/// Adopts the plan.
pub(crate) async fn adopt(
    signed: Signed,
    Path(campaign): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let campaign = read_id(&campaign)?;
    let command = Command::AdoptPlan { reason: filled.get("reason").to_owned() };
    let step = Step { matter: Some(campaign), seen: filled.read("seen")?, command };
    carry_out(signed, campaign, "adopt", "plan", step, filled).await
}

/// Comments on the plan, or on a part of it.
pub(crate) async fn comment(
    signed: Signed,
    Path(campaign): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let campaign = read_id(&campaign)?;
    let part = |name: &str| filled.get(name).trim().to_owned();
    let (from, text) = (part("from"), part("text"));
    // The first line stands for the comment in lists.
    let title: String = text.lines().next().unwrap_or_default().chars().take(TITLE).collect();
    let fields = [("from", from), ("text", text)];
    let fields = fields.into_iter().filter(|(_, value)| !value.is_empty());
    let about = filled.read::<MatterId>("about")?.unwrap_or(campaign);
    let command = Command::Open(Open {
        kind: "review".into(),
        title,
        parent: Some(about),
        fields: fields.map(|(name, value)| (name.to_owned(), FieldValue::Text(value))).collect(),
        ..Open::default()
    });
    let step = Step { matter: None, seen: None, command };
    carry_out(signed, campaign, "review", "open", step, filled).await
}

/// Takes a comment up, or does not.
pub(crate) async fn decide(
    signed: Signed,
    Path((campaign, review)): Path<(String, String)>,
    filled: Filled,
) -> Result<Response, Problem> {
    let (campaign, review) = (read_id(&campaign)?, read_id(&review)?);
    let name = match filled.get("decision") {
        "adopt" => "adopt_comment",
        "decline" => "decline",
        _ => return Err(Problem::parameter("decision")),
    };
    let reason = filled.get("reason").trim().to_owned();
    let command = Command::Move(TakeMove { reason, ..TakeMove::named(name) });
    let step = Step { matter: Some(review), seen: filled.read("seen")?, command };
    carry_out(signed, campaign, &format!("decide-{review}"), "decision", step, filled).await
}

async fn carry_out(
    signed: Signed,
    campaign: MatterId,
    form: &str,
    done: &str,
    step: Step,
    filled: Filled,
) -> Result<Response, Problem> {
    let place = format!("plan/{form}/{campaign}/{}", signed.session.person);
    let command = command_id(filled.get("seed"), &place, &filled.fingerprint());
    let actor = signed.actor();
    let is_adoption = form == "adopt";
    match signed.ask(move |app| app.execute(actor, command, step)).await {
        Ok(_) => {
            let list = if is_adoption { "" } else { "list=reviews&" };
            Ok(Redirect::to(&format!("/plans/{campaign}?{list}done={done}")).into_response())
        }
        Err(problem) => {
            let (status, typed) = problem.typed(form, signed.visit.t(), filled.values)?;
            let asked = Asked { reviews: !is_adoption, ..Asked::read(None, None)? };
            show(signed, campaign, asked, status, Some(typed), Refilled::default()).await
        }
    }
}
