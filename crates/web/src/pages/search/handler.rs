//! `GET /search`

use super::view::SearchPage;
use crate::{
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use app::query::search::PAGES;
use axum::{extract::Query, http::StatusCode, response::Response};
use serde::Deserialize;

/// Code points of a query at most; what is longer is cut.
pub(crate) const QUERY: usize = 100;

/// What is searched for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    /// Which page of the hits, from 0.
    #[serde(default)]
    page: usize,
}

/// The search.
pub(crate) async fn search(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let q: String = asked.q.trim().chars().take(QUERY).collect();
    let page = asked.page.min(PAGES - 1);
    let hits = if q.is_empty() {
        None
    } else {
        let words = q.clone();
        Some(signed.ask(move |app| app.search(&words, page)).await?)
    };
    Ok(render(StatusCode::OK, &SearchPage { s: signed.shell(Section::Search), q, page, hits }))
}
