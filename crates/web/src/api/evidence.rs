//! `POST /api/v1/evidence`, `GET /api/v1/matters/{id}/evidence/{hash}`

use super::number;
use crate::{pages::matter::evidence::as_file, problem::Problem, visit::Signed};
use axum::{Json, body::Bytes, extract::Path, http::StatusCode, response::Response};
use serde::Serialize;

/// A file that is kept and can be attached with the command `attach_evidence`.
#[derive(Serialize)]
pub(crate) struct Kept {
    hash: String,
    size: u64,
}

/// Keeps the body's bytes under their hash.
pub(crate) async fn keep(signed: Signed, bytes: Bytes) -> Result<(StatusCode, Json<Kept>), Problem> {
    if bytes.is_empty() {
        return Err(Problem::parameter("body"));
    }
    let size = bytes.len() as u64;
    let hash = signed.ask(move |app| app.evidence().keep(&bytes)).await?;
    Ok((StatusCode::CREATED, Json(Kept { hash, size })))
}

/// A file that is attached to the matter.
pub(crate) async fn download(
    signed: Signed,
    Path((id, hash)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let id = number("id", &id)?;
    let (evidence, bytes) = signed.ask(move |app| app.attached(id, &hash)).await?;
    Ok(as_file(&evidence, bytes))
}
