//! `/imports`: upload, preview, corrections, acceptance

use super::view::{ImportsPage, PreviewPage};
use crate::{
    filled::Filled,
    pages::matter::form::command_id,
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use app::{
    AppError, chance,
    import::{Correction, Proposal, Role},
};
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::Refusal;
use serde::Deserialize;

/// Upload and open drafts.
pub(crate) async fn imports(signed: Signed) -> Result<Response, Problem> {
    list(signed, StatusCode::OK, None).await
}

async fn list(signed: Signed, status: StatusCode, why: Option<String>) -> Result<Response, Problem> {
    let (drafts, campaigns) = signed.ask(|app| Ok((app.drafts()?, app.campaigns()?))).await?;
    Ok(render(
        status,
        &ImportsPage { s: signed.shell(Section::Imports), drafts, campaigns, why, seed: chance::secret() },
    ))
}

/// Reads a file into a draft, or leads to what was made of it before.
pub(crate) async fn upload(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let (actor, language) = (signed.actor(), signed.visit.language);
    let pasted = filled.get("text").to_owned();
    let proposed = match filled.file {
        Some(file) => signed.ask(move |app| app.propose(actor, &file.name, &file.bytes, language)).await,
        None if pasted.trim().is_empty() => {
            Err(AppError::from(Refusal::Missing { field: "evidence".into() }).into())
        }
        None => {
            let name = signed.visit.t().get("imports-pasted-name").into_owned();
            signed.ask(move |app| app.propose(actor, &name, pasted.as_bytes(), language)).await
        }
    };
    match proposed {
        Ok(Proposal::Draft { key, .. }) => Ok(Redirect::to(&format!("/imports/{key}")).into_response()),
        Ok(Proposal::Imported(id)) => Ok(Redirect::to(&format!("/matters/{id}")).into_response()),
        Err(problem) if problem.status == StatusCode::FORBIDDEN => Err(problem),
        Err(problem) => {
            let (status, why) = problem.about_the_form(signed.visit.t())?;
            list(signed, status, Some(why)).await
        }
    }
}

/// The node that is being corrected.
#[derive(Deserialize)]
pub(crate) struct Asked {
    node: Option<u32>,
}

/// The outline beside its source.
pub(crate) async fn preview(
    signed: Signed,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    show(signed, key, asked.node, StatusCode::OK, None).await
}

async fn show(
    signed: Signed,
    key: String,
    chosen: Option<u32>,
    status: StatusCode,
    why: Option<String>,
) -> Result<Response, Problem> {
    let read = move |app: &app::App| {
        let (draft, text) = app.draft(&key)?;
        let listed = app.listed(&draft, &text)?;
        Ok((draft, text, listed))
    };
    let (d, text, listed) = signed.ask(read).await?;
    let s = signed.shell(Section::Imports);
    Ok(render(status, &PreviewPage { s, d, text, listed, chosen, why, seed: chance::secret() }))
}

/// Corrects the draft.
pub(crate) async fn correct(
    signed: Signed,
    Path(key): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let seen = filled.read("seen")?.ok_or_else(|| Problem::parameter("seen"))?;
    let node: Option<u32> = filled.read("node")?;
    let correction = read(&filled, node.unwrap_or_default())?;
    let (actor, draft) = (signed.actor(), key.clone());
    match signed.ask(move |app| app.correct_draft(actor, &draft, seen, &correction)).await {
        Ok(_) => {
            let anchor = node.map(|node| format!("#n{node}")).unwrap_or_default();
            Ok(Redirect::to(&format!("/imports/{key}{anchor}")).into_response())
        }
        Err(problem) if problem.status == StatusCode::FORBIDDEN => Err(problem),
        Err(problem) => {
            let (status, why) = problem.about_the_form(signed.visit.t())?;
            show(signed, key, node, status, Some(why)).await
        }
    }
}

fn read(filled: &Filled, node: u32) -> Result<Correction, Problem> {
    let text = |name: &str| filled.get(name).trim().to_owned();
    Ok(match filled.get("do") {
        "retype" => Correction::Retype {
            node,
            role: match filled.get("role") {
                "group" => Role::Group,
                "item" => Role::Item,
                "measure" => Role::Measure,
                _ => return Err(Problem::parameter("role")),
            },
            level: filled.read("level")?,
        },
        "rename" => Correction::Rename { node, number: text("number"), title: text("title") },
        "merge" => Correction::Merge { node },
        "split" => {
            Correction::Split { node, at: filled.read("at")?.ok_or_else(|| Problem::parameter("at"))? }
        }
        "drop" => Correction::Drop { node },
        "restore" => Correction::Restore { node },
        "retitle" => Correction::Retitle { title: text("title") },
        _ => return Err(Problem::parameter("do")),
    })
}

/// Takes the draft into the ledger.
pub(crate) async fn accept(
    signed: Signed,
    Path(key): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let seen = filled.read("seen")?.ok_or_else(|| Problem::parameter("seen"))?;
    let id = command_id(filled.get("seed"), &format!("import/{key}"), &filled.fingerprint());
    let (actor, draft) = (signed.actor(), key.clone());
    match signed.ask(move |app| app.accept_draft(actor, id, &draft, seen)).await {
        Ok(outcome) => Ok(Redirect::to(&format!("/matters/{}?done=import", outcome.matter)).into_response()),
        Err(problem) => match already(&problem) {
            Some(matter) => Ok(Redirect::to(&format!("/matters/{matter}")).into_response()),
            None if problem.status == StatusCode::FORBIDDEN => Err(problem),
            None => {
                let (status, why) = problem.about_the_form(signed.visit.t())?;
                show(signed, key, None, status, Some(why)).await
            }
        },
    }
}

/// The campaign that the file became before.
fn already(problem: &Problem) -> Option<ledger::MatterId> {
    match &problem.why {
        crate::problem::Why::Refused(Refusal::AlreadyThere(matter)) => Some(*matter),
        _ => None,
    }
}

/// Throws the draft away.
pub(crate) async fn discard(signed: Signed, Path(key): Path<String>) -> Result<Response, Problem> {
    let actor = signed.actor();
    signed.ask(move |app| app.discard_draft(actor, &key)).await?;
    Ok(Redirect::to("/imports").into_response())
}
