//! `GET /api/v1/log/…`: the log, its head and proofs

use super::{Asked, number};
use crate::{problem::Problem, visit::Signed};
use app::query::{
    answer::Entry,
    proofs::{EventProof, GrowthProof},
};
use axum::{Json, extract::Path};
use ledger::Seq;
use serde::{Deserialize, Serialize};

/// Entries in one answer at most.
const ENTRIES: usize = 500;

/// Where the log stands.
#[derive(Serialize)]
pub(crate) struct Head {
    size: u64,
    root: String,
}

/// The head.
pub(crate) async fn head(signed: Signed) -> Result<Json<Head>, Problem> {
    let head = signed.ask(app::App::tree_head).await?;
    Ok(Json(Head { size: head.size, root: head.root.to_string() }))
}

/// Which entries.
#[derive(Deserialize)]
pub(crate) struct Part {
    before: Option<u64>,
    limit: Option<usize>,
}

/// Entries, newest first.
pub(crate) async fn entries(signed: Signed, Asked(part): Asked<Part>) -> Result<Json<Vec<Entry>>, Problem> {
    let limit = part.limit.unwrap_or(100).clamp(1, ENTRIES);
    signed.ask(move |app| app.log(part.before.map(Seq), limit, false)).await.map(Json)
}

/// That an entry is in the log.
pub(crate) async fn proof(signed: Signed, Path(seq): Path<String>) -> Result<Json<EventProof>, Problem> {
    let seq = number("seq", &seq)?;
    signed.ask(move |app| app.prove_event(Seq(seq))).await.map(Json)
}

/// Which earlier state.
#[derive(Deserialize)]
pub(crate) struct From {
    from: u64,
}

/// That an earlier state of the log is the beginning of the present one.
pub(crate) async fn growth(
    signed: Signed,
    Asked(earlier): Asked<From>,
) -> Result<Json<GrowthProof>, Problem> {
    signed.ask(move |app| app.prove_growth(earlier.from)).await.map(Json)
}
