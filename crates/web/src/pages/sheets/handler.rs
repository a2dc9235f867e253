//! `/sheets` and `/sheets/{key}`

use super::view::{RunPage, SheetPage, SheetsPage};
use crate::{
    filled::Filled,
    pages::matter::form::command_id,
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use app::{
    AppError, chance,
    sheets::{Accepted, Part, Reading},
};
use axum::{
    extract::{Path, Query},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use ledger::Refusal;
use serde::Deserialize;

/// Of which kind the rows are, where a list leads here.
#[derive(Deserialize)]
pub(crate) struct Of {
    #[serde(default)]
    kind: String,
}

/// The form.
pub(crate) async fn sheets(signed: Signed, Query(of): Query<Of>) -> Result<Response, Problem> {
    let s = signed.shell(Section::Matters);
    Ok(render(StatusCode::OK, &SheetsPage { s, kind: of.kind, why: None }))
}

/// Reads a sheet.
pub(crate) async fn upload(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let (actor, kind) = (signed.actor(), filled.get("kind").to_owned());
    let of = Some(kind.clone()).filter(|kind| !kind.is_empty());
    let read = match filled.file {
        Some(file) => {
            signed.ask(move |app| app.upload_sheet(actor, &file.name, &file.bytes, of.as_deref())).await
        }
        None => Err(AppError::from(Refusal::Missing { field: "evidence".into() }).into()),
    };
    match read {
        Ok(key) => Ok(Redirect::to(&format!("/sheets/{key}")).into_response()),
        Err(problem) => {
            let (status, why) = problem.about_the_form(signed.visit.t())?;
            Ok(render(status, &SheetsPage { s: signed.shell(Section::Matters), kind, why: Some(why) }))
        }
    }
}

/// What it would change.
pub(crate) async fn sheet(signed: Signed, Path(key): Path<String>) -> Result<Response, Problem> {
    show(signed, key, StatusCode::OK, None).await
}

async fn show(
    signed: Signed,
    key: String,
    status: StatusCode,
    why: Option<String>,
) -> Result<Response, Problem> {
    let actor = signed.actor();
    let asked = key.clone();
    if let Some(run) = signed.ask(move |app| app.sheet_run(actor, &asked)).await? {
        let under_way = !run.finished;
        if under_way {
            go_on(&signed, key);
        }
        let s = signed.shell(Section::Matters);
        let mut page = render(StatusCode::OK, &RunPage { s, run });
        if under_way {
            page.headers_mut().insert(header::REFRESH, HeaderValue::from_static(AGAIN));
        }
        return Ok(page);
    }
    let (preview, campaigns) =
        signed.ask(move |app| Ok((app.preview_sheet(actor, &key)?, app.campaigns()?))).await?;
    let s = signed.shell(Section::Matters);
    Ok(render(status, &SheetPage { s, preview, campaigns, why, seed: chance::secret() }))
}

/// Says what the columns are.
pub(crate) async fn columns(
    signed: Signed,
    Path(key): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let parts =
        filled.values.iter().filter(|(name, _)| name == "part").map(|(_, value)| Part::from_name(value));
    let parts: Vec<Option<Part>> = parts.collect();
    let kind = Some(filled.get("kind").to_owned()).filter(|kind| !kind.is_empty());
    let reading = Reading { parts, kind, under: filled.read("under")? };
    let (actor, draft) = (signed.actor(), key.clone());
    match signed.ask(move |app| app.read_columns(actor, &draft, reading)).await {
        Ok(()) => Ok(Redirect::to(&format!("/sheets/{key}")).into_response()),
        Err(problem) => {
            let (status, why) = problem.about_the_form(signed.visit.t())?;
            show(signed, key, status, Some(why)).await
        }
    }
}

/// Takes everything over.
pub(crate) async fn accept(
    signed: Signed,
    Path(key): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id = command_id(filled.get("seed"), &format!("sheet/{key}"), &filled.fingerprint());
    let (actor, draft, mark) = (signed.actor(), key.clone(), filled.get("mark").to_owned());
    match signed.ask(move |app| app.accept_sheet(actor, id, &draft, &mark)).await {
        Ok(Accepted::Done(_)) => Ok(Redirect::to(&format!("/sheets/{key}?done=sheet")).into_response()),
        Ok(Accepted::Runs) => {
            go_on(&signed, key.clone());
            Ok(Redirect::to(&format!("/sheets/{key}")).into_response())
        }
        Err(problem) => {
            let (status, why) = problem.about_the_form(signed.visit.t())?;
            show(signed, key, status, Some(why)).await
        }
    }
}

/// Seconds after which the page of a run looks again.
const AGAIN: &str = "2";

/// Goes on with a run beside the requests, unless one is under way; what it has done is kept if the process ends.
pub(crate) fn go_on(signed: &Signed, key: String) {
    let app = signed.web.app.clone();
    if app.is_running_a_sheet() {
        return;
    }
    let run = move || {
        if let Err(error) = app.run_sheet(&key, &|| false) {
            tracing::error!(%error, "a sheet could not be taken over; it goes on with the next look at it");
        }
    };
    if let Err(error) = std::thread::Builder::new().name("sheet".into()).spawn(run) {
        tracing::error!(%error, "no thread for a sheet; it goes on with the next look at it");
    }
}
