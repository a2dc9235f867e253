//! What is done to a collation: `POST /collations/{id}/text`, `…/drafts`, `…/freezing`, `…/removal`

use super::handler::show;
use crate::{
    filled::Filled,
    pages::matter::{form::command_id, handler::read_id},
    problem::Problem,
    shell::Notice,
    visit::Signed,
};
use app::{App, AppError, Step};
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use ledger::{Command, CommandId, FieldValue, MatterId, command::TakeMove};
use std::collections::BTreeMap;

/// Saves the text as it was edited.
pub(crate) async fn edit(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let body = FieldValue::Text(filled.get("body").trim().to_owned());
    let set = BTreeMap::from([("body".to_owned(), Some(body))]);
    send(signed, &id, "collation", filled, Command::EditFields { set }).await
}

/// Freezes it.
pub(crate) async fn freeze(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    send(signed, &id, "frozen", filled, Command::Move(TakeMove::named("freeze"))).await
}

/// Throws a draft away.
pub(crate) async fn discard(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let reason = filled.get("reason").trim().to_owned();
    let way = TakeMove { reason, ..TakeMove::named("discard") };
    send(signed, &id, "collation", filled, Command::Move(way)).await
}

/// Drafts it anew.
pub(crate) async fn draft(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    let language = signed.visit.language;
    carry_out(signed, id, "collation", filled, move |app, actor, command, seen| {
        app.draft_anew(actor, command, language, id, seen)
    })
    .await
}

async fn send(
    signed: Signed,
    id: &str,
    done: &str,
    filled: Filled,
    command: Command,
) -> Result<Response, Problem> {
    let id = read_id(id)?;
    carry_out(signed, id, done, filled, move |app, actor, name, seen| {
        app.execute(actor, name, Step { matter: Some(id), seen, command }).map(|_| ())
    })
    .await
}

async fn carry_out(
    signed: Signed,
    id: MatterId,
    done: &str,
    filled: Filled,
    act: impl FnOnce(&App, Option<MatterId>, CommandId, Option<u64>) -> Result<(), AppError> + Send + 'static,
) -> Result<Response, Problem> {
    let seen = filled.read("seen")?;
    let form = format!("collation/{id}/{}", signed.session.person);
    let command = command_id(filled.get("seed"), &form, &filled.fingerprint());
    let actor = signed.actor();
    match signed.ask(move |app| act(app, actor, command, seen)).await {
        Ok(()) => Ok(Redirect::to(&format!("/collations/{id}?done={done}")).into_response()),
        Err(problem) => {
            let (status, text) = problem.about_the_form(signed.visit.t())?;
            let notice = Notice { tone: "bad", text };
            show(signed, id, status, Some((filled.get("body").to_owned(), notice))).await
        }
    }
}
