//! `/api/v1/imports`: upload, draft, corrections, acceptance

use super::{Asked, Body};
use crate::{filled::base_name, problem::Problem, visit::Signed};
use app::{
    Outcome, chance,
    import::{Correction, Draft, ListedNode, Proposal},
};
use axum::{
    Json,
    body::Bytes,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use ledger::{CommandId, MatterId};
use serde::{Deserialize, Serialize};

/// Drafts that nobody has accepted yet.
pub(crate) async fn drafts(signed: Signed) -> Result<Json<Vec<Waiting>>, Problem> {
    let drafts = signed.ask(app::App::drafts).await?;
    let told = |draft: Draft| Waiting { key: draft.file.hash, title: draft.title, version: draft.version };
    Ok(Json(drafts.into_iter().map(told).collect()))
}

/// A draft in a list.
#[derive(Serialize)]
pub(crate) struct Waiting {
    key: String,
    title: String,
    version: u64,
}

/// Name of the file.
#[derive(Deserialize)]
pub(crate) struct File {
    #[serde(default)]
    name: String,
}

/// What came of an upload: a draft or the campaign it became before.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Proposed {
    /// A draft to look at.
    Draft {
        /// Its key.
        draft: String,
        /// Whether it was there already.
        resumed: bool,
    },
    /// Imported before.
    Imported {
        /// The campaign.
        imported: MatterId,
    },
}

/// Reads the body's bytes into a draft.
pub(crate) async fn propose(
    signed: Signed,
    Asked(file): Asked<File>,
    bytes: Bytes,
) -> Result<Response, Problem> {
    if bytes.is_empty() {
        return Err(Problem::parameter("body"));
    }
    let (actor, language, name) = (signed.actor(), signed.visit.language, base_name(&file.name));
    Ok(match signed.ask(move |app| app.propose(actor, &name, &bytes, language)).await? {
        Proposal::Draft { key, resumed } => {
            (StatusCode::CREATED, Json(Proposed::Draft { draft: key, resumed })).into_response()
        }
        Proposal::Imported(imported) => Json(Proposed::Imported { imported }).into_response(),
    })
}

/// A draft with the text its spans lie in.
#[derive(Serialize)]
pub(crate) struct Whole {
    draft: Draft,
    text: String,
    listed: Vec<ListedNode>,
}

/// A draft.
pub(crate) async fn draft(signed: Signed, Path(key): Path<String>) -> Result<Json<Whole>, Problem> {
    let read = move |app: &app::App| {
        let (draft, text) = app.draft(&key)?;
        let listed = app.listed(&draft, &text)?;
        Ok(Whole { draft, text, listed })
    };
    signed.ask(read).await.map(Json)
}

/// A correction and the version it was made on.
#[derive(Deserialize)]
pub(crate) struct Corrected {
    seen: u64,
    #[serde(flatten)]
    correction: Correction,
}

/// The new version of a draft.
#[derive(Serialize)]
pub(crate) struct Version {
    version: u64,
}

/// Corrects a draft.
pub(crate) async fn correct(
    signed: Signed,
    Path(key): Path<String>,
    Body(asked): Body<Corrected>,
) -> Result<Json<Version>, Problem> {
    let actor = signed.actor();
    let version =
        signed.ask(move |app| app.correct_draft(actor, &key, asked.seen, &asked.correction)).await?;
    Ok(Json(Version { version }))
}

/// The version that is accepted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Accepted {
    seen: u64,
    id: Option<CommandId>,
}

/// Takes a draft into the ledger; the outcome's matter is the campaign.
pub(crate) async fn accept(
    signed: Signed,
    Path(key): Path<String>,
    Body(asked): Body<Accepted>,
) -> Result<Json<Outcome>, Problem> {
    let id = asked.id.unwrap_or_else(|| chance::command_id(signed.web.app.clock().now()));
    let actor = signed.actor();
    signed.ask(move |app| app.accept_draft(actor, id, &key, asked.seen)).await.map(Json)
}

/// Throws a draft away.
pub(crate) async fn discard(signed: Signed, Path(key): Path<String>) -> Result<StatusCode, Problem> {
    let actor = signed.actor();
    signed.ask(move |app| app.discard_draft(actor, &key)).await?;
    Ok(StatusCode::NO_CONTENT)
}
