//! `GET /activity`

use super::view::ActivityPage;
use crate::{
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use axum::{extract::Query, http::StatusCode, response::Response};
use ledger::Seq;
use serde::Deserialize;

/// Entries on a page.
const ENTRIES: usize = 60;

/// Where the page starts.
#[derive(Deserialize)]
pub(crate) struct Asked {
    before: Option<u64>,
}

/// The latest entries.
pub(crate) async fn activity(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let entries = signed.ask(move |app| app.log(asked.before.map(Seq), ENTRIES, false)).await?;
    let older = entries.last().map(|entry| entry.seq.0).filter(|seq| *seq > 0 && entries.len() == ENTRIES);
    Ok(render(StatusCode::OK, &ActivityPage { s: signed.shell(Section::Activity), entries, older }))
}
