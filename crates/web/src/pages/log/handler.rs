//! `GET /log`, `GET /log/{seq}`, `GET /log/find`

use super::view::{EntryPage, LogPage};
use crate::{
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::Seq;
use serde::Deserialize;

/// The head of the log.
pub(crate) async fn head(signed: Signed) -> Result<Response, Problem> {
    let head = signed.ask(app::App::tree_head).await?;
    let page = LogPage { s: signed.shell(Section::Log), size: head.size, root: head.root.to_string() };
    Ok(render(StatusCode::OK, &page))
}

/// One entry with its proof.
pub(crate) async fn entry(signed: Signed, Path(seq): Path<String>) -> Result<Response, Problem> {
    let seq: u64 = seq.parse().map_err(|_| Problem::parameter("seq"))?;
    let (entry, proved) = signed
        .ask(move |app| {
            let proved = app.prove_event(Seq(seq))?;
            let entry = app.log(Some(Seq(seq + 1)), 1, false)?.pop();
            // An auditor who may not read it still has its hash and its proof.
            Ok((entry.filter(|entry| entry.seq == Seq(seq)), proved))
        })
        .await?;
    let path = proved.proof.path.hashes().iter().map(ToString::to_string).collect();
    let (size, root) = (proved.head.size, proved.head.root.to_string());
    let leaf = proved.leaf.to_string();
    let s = signed.shell(Section::Log);
    Ok(render(StatusCode::OK, &EntryPage { s, seq, entry, leaf, size, root, path }))
}

/// The place to look for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    seq: String,
}

/// Leads to one entry.
pub(crate) async fn find(_signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let seq: u64 = asked.seq.trim().trim_start_matches('#').parse().map_err(|_| Problem::parameter("seq"))?;
    Ok(Redirect::to(&format!("/log/{seq}")).into_response())
}
