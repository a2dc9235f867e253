//! `GET /nodes/{plan}/notices/{id}`, and its form: a draft is edited, frozen or discarded; a frozen one never changes.

use super::view::NoticePage;
use crate::{
    filled::Filled,
    pages::matter::{
        form::{Typed, command_id},
        handler::read_id,
    },
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use app::{Step, chance};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::{Command, FieldValue, MatterId, command::TakeMove};

/// A notice.
pub(crate) async fn notice(
    signed: Signed,
    Path((plan, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    show(signed, read_id(&plan)?, read_id(&id)?, StatusCode::OK, None).await
}

async fn show(
    signed: Signed,
    plan: MatterId,
    id: MatterId,
    status: StatusCode,
    typed: Option<Typed>,
) -> Result<Response, Problem> {
    let person = signed.session.person;
    let (n, may_edit) =
        signed.ask(move |app| Ok((app.late_notice(plan, id)?, app.holds(person, "move:freeze")?))).await?;
    let page = NoticePage { s: signed.shell(Section::Nodes), n, may_edit, seed: chance::secret(), typed };
    Ok(render(status, &page))
}

/// Keeps the text as edited, and freezes or discards the draft where that is asked for.
pub(crate) async fn act(
    signed: Signed,
    Path((plan, id)): Path<(String, String)>,
    filled: Filled,
) -> Result<Response, Problem> {
    let (plan, id) = (read_id(&plan)?, read_id(&id)?);
    let seen = filled.read("seen")?;
    let body = filled.get("body").to_owned();
    let edit =
        Command::EditFields { set: [("body".to_owned(), Some(FieldValue::Text(body.clone())))].into() };
    let reason = filled.get("reason").trim().to_owned();
    let take = |name: &str| Command::Move(TakeMove { reason: reason.clone(), ..TakeMove::named(name) });
    let (wanted, done) = match filled.get("do") {
        "save" => (vec![edit], "fields"),
        "freeze" => (vec![edit, take("freeze")], "move"),
        "discard" => (vec![take("discard")], "move"),
        _ => return Err(Problem::parameter("do")),
    };
    let place = format!("notice/{id}/{}", signed.session.person);
    let command = command_id(filled.get("seed"), &place, &filled.fingerprint());
    let actor = signed.actor();
    let outcome = signed
        .ask(move |app| {
            let notice = app.late_notice(plan, id)?;
            // Freezing what was not edited edits nothing.
            let wanted = wanted.into_iter().filter(|one| {
                done == "fields" || !matches!(one, Command::EditFields { .. }) || notice.body != body
            });
            let step =
                |(i, command)| Step { matter: Some(id), seen: if i == 0 { seen } else { None }, command };
            app.execute_all(actor, command, wanted.enumerate().map(step).collect())
        })
        .await;
    match outcome {
        Ok(_) => Ok(Redirect::to(&format!("/nodes/{plan}/notices/{id}?done={done}")).into_response()),
        Err(problem) => {
            let (status, typed) = problem.typed("notice", signed.visit.t(), filled.values)?;
            show(signed, plan, id, status, Some(typed)).await
        }
    }
}
