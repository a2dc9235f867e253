//! `/own-ledgers`: proposing from a table, writing, trying, making live, taking rows over

use super::{
    form,
    view::{OwnLedgerView, OwnLedgersPage},
};
use crate::{
    filled::Filled,
    pages::matter::form::command_id,
    problem::{Problem, render},
    shell::{Notice, Section},
    visit::Signed,
};
use app::{
    AppError, chance,
    own_ledgers::{LedgerForm, TriedRow},
};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::Refusal;

/// All definitions.
pub(crate) async fn own_ledgers(signed: Signed) -> Result<Response, Problem> {
    list(signed, StatusCode::OK, None).await
}

async fn list(signed: Signed, status: StatusCode, why: Option<String>) -> Result<Response, Problem> {
    let actor = signed.actor();
    let lines = signed.ask(move |app| app.own_ledgers(actor)).await?;
    Ok(render(status, &OwnLedgersPage { s: signed.shell(Section::Ledgers), lines, why }))
}

/// Begins a definition: from a table where one is sent, otherwise from an example.
pub(crate) async fn begin(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let (name, label) = (filled.get("name").trim().to_owned(), filled.get("label").trim().to_owned());
    let actor = signed.actor();
    let file = filled.file.filter(|file| !file.bytes.is_empty());
    let begun = match file {
        Some(file) => signed.ask(move |app| app.propose_own_ledger(actor, &name, &label, &file.bytes)).await,
        None => signed.ask(move |app| app.begin_own_ledger(actor)).await,
    };
    match begun {
        Ok(key) => Ok(Redirect::to(&format!("/own-ledgers/{key}")).into_response()),
        Err(problem) => {
            let (status, why) = problem.about_the_form(signed.visit.t())?;
            list(signed, status, Some(why)).await
        }
    }
}

/// One definition.
pub(crate) async fn own_ledger(signed: Signed, Path(key): Path<String>) -> Result<Response, Problem> {
    show(signed, key, StatusCode::OK, None, String::new(), vec![]).await
}

async fn show(
    signed: Signed,
    key: String,
    status: StatusCode,
    notice: Option<Notice>,
    sample: String,
    tried: Vec<TriedRow>,
) -> Result<Response, Problem> {
    let actor = signed.actor();
    let l = signed.ask(move |app| app.own_ledger(actor, &key)).await?;
    let mut s = signed.shell(Section::Ledgers);
    s.notice = notice.or(s.notice);
    let form = l.kind.as_ref().map(|kind| form::with_room(LedgerForm::of(kind)));
    Ok(render(status, &OwnLedgerView { s, l, form, sample, tried, seed: chance::secret() }))
}

/// What a form of a definition does; afterwards it is shown again.
async fn after(signed: Signed, key: String, done: Result<(), Problem>) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/own-ledgers/{key}")).into_response()),
        Err(problem) => {
            let (status, text) = problem.about_the_form(signed.visit.t())?;
            show(signed, key, status, Some(Notice { tone: "bad", text }), String::new(), vec![]).await
        }
    }
}

/// Keeps a definition, right or wrong.
pub(crate) async fn keep(
    signed: Signed,
    Path(key): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let (actor, name) = (signed.actor(), key.clone());
    let (seen, source) = (filled.get("seen").to_owned(), filled.get("source").to_owned());
    let kept = signed.ask(move |app| app.keep_own_ledger(actor, Some(&name), &seen, &source).map(|_| ()));
    let kept = kept.await;
    after(signed, key, kept).await
}

/// Keeps what was filled in as a definition, right or wrong.
pub(crate) async fn fill(
    signed: Signed,
    Path(key): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let (actor, name) = (signed.actor(), key.clone());
    let seen = filled.get("seen").to_owned();
    let kept = match form::read(&filled) {
        Ok(form) => signed.ask(move |app| app.fill_own_ledger(actor, &name, &seen, &form)).await,
        Err(problem) => Err(problem),
    };
    after(signed, key, kept).await
}

/// Tries sample rows.
pub(crate) async fn try_rows(
    signed: Signed,
    Path(key): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let (actor, name, language) = (signed.actor(), key.clone(), signed.visit.language);
    let sample = filled.get("rows").to_owned();
    let rows = sample.clone();
    match signed.ask(move |app| app.try_own_ledger(actor, &name, &rows, language)).await {
        Ok(tried) => show(signed, key, StatusCode::OK, None, sample, tried).await,
        Err(problem) => {
            let (status, text) = problem.about_the_form(signed.visit.t())?;
            show(signed, key, status, Some(Notice { tone: "bad", text }), sample, vec![]).await
        }
    }
}

/// Makes a definition live.
pub(crate) async fn define(
    signed: Signed,
    Path(key): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let form = format!("own-ledger/{key}/define/{}", signed.session.person);
    let command = command_id(filled.get("seed"), &form, &filled.fingerprint());
    let (actor, name) = (signed.actor(), key.clone());
    let done = signed.ask(move |app| app.define_own_ledger(actor, command, &name)).await;
    after(signed, key, done).await
}

/// Throws a definition away that never went live.
pub(crate) async fn discard(signed: Signed, Path(key): Path<String>) -> Result<Response, Problem> {
    let (actor, name) = (signed.actor(), key.clone());
    match signed.ask(move |app| app.discard_own_ledger(actor, &name)).await {
        Ok(()) => Ok(Redirect::to("/own-ledgers").into_response()),
        Err(problem) => after(signed, key, Err(problem)).await,
    }
}

/// Takes the rows of a table over.
pub(crate) async fn take_over(
    signed: Signed,
    Path(key): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let form = format!("own-ledger/{key}/rows/{}", signed.session.person);
    let command = command_id(filled.get("seed"), &form, &filled.fingerprint());
    let (actor, name) = (signed.actor(), key.clone());
    let done = match filled.file.filter(|file| !file.bytes.is_empty()) {
        Some(file) => signed.ask(move |app| app.take_over_rows(actor, command, &name, &file.bytes)).await,
        None => Err(AppError::from(Refusal::Missing { field: "evidence".into() }).into()),
    };
    match done {
        Ok(count) => {
            let text = signed.visit.t().with("own-ledgers-taken", &[("count", &count)]);
            show(signed, key, StatusCode::OK, Some(Notice { tone: "good", text }), String::new(), vec![])
                .await
        }
        Err(problem) => after(signed, key, Err(problem)).await,
    }
}
