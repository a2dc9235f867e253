//! Evidence: files come in as attachments of a matter and go out again only through it.

use super::{
    acts::{refuse, send},
    handler::read_id,
};
use crate::{filled::Filled, problem::Problem, shell::markup::encode, visit::Signed};
use app::AppError;
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use ledger::{Command, Evidence, Refusal, Seq};

/// Attaches a file.
pub(crate) async fn attach(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    let missing = || Problem::from(AppError::from(Refusal::Missing { field: "evidence".into() }));
    let Some(file) = filled.file.clone() else {
        return refuse(signed, id, "evidence", filled, missing()).await;
    };
    let produced = match filled.read("produced") {
        Ok(produced) => produced,
        Err(problem) => return refuse(signed, id, "evidence", filled, problem).await,
    };
    let title = filled.get("title").trim().to_owned();
    let kind = filled.get("kind").to_owned();
    send(signed, id, "evidence", "evidence", filled, move |app, _, _| {
        let hash = app.evidence().keep(&file.bytes)?;
        let title = if title.is_empty() { file.name.clone() } else { title };
        let size = file.bytes.len() as u64;
        let evidence = Evidence {
            hash,
            size,
            media: file.media,
            name: file.name,
            title,
            kind,
            produced,
            seq: Seq::default(),
        };
        Ok(vec![Command::AttachEvidence { evidence }])
    })
    .await
}

/// Gives a file back, to be saved and never to be run: the browser is told to keep it in a sandbox.
pub(crate) async fn download(
    signed: Signed,
    Path((id, hash)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    let (evidence, bytes) = signed.ask(move |app| app.attached(id, &hash)).await?;
    Ok(as_file(&evidence, bytes))
}

/// The answer that gives a file.
pub(crate) fn as_file(evidence: &Evidence, bytes: Vec<u8>) -> Response {
    let name = if evidence.name.is_empty() { &evidence.hash } else { &evidence.name };
    let headers = [
        (header::CONTENT_TYPE, evidence.media.clone()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{}", encode(name))),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
        (header::ETAG, format!("\"{}\"", evidence.hash)),
    ];
    (headers, bytes).into_response()
}
