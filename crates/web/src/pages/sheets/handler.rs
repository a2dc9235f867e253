//! `/sheets` and `/sheets/{key}`

use super::view::{SheetPage, SheetsPage};
use crate::{
    filled::Filled,
    pages::matter::form::command_id,
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use app::{
    AppError, chance,
    sheets::{Part, Reading},
};
use axum::{
    extract::{Path, Query},
    http::StatusCode,
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
        Ok(_) => Ok(Redirect::to(&format!("/sheets/{key}?done=sheet")).into_response()),
        Err(problem) => {
            let (status, why) = problem.about_the_form(signed.visit.t())?;
            show(signed, key, status, Some(why)).await
        }
    }
}
