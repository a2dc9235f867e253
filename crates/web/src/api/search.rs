//! `GET /api/v1/search`

use super::Asked;
use crate::{pages::search::handler::QUERY, problem::Problem, visit::Signed};
use app::query::{answer::Hits, search::PAGES};
use axum::Json;
use serde::Deserialize;

/// What is searched for.
#[derive(Deserialize)]
pub(crate) struct Words {
    q: String,
    #[serde(default)]
    page: usize,
}

/// Full-text search.
pub(crate) async fn search(signed: Signed, Asked(words): Asked<Words>) -> Result<Json<Hits>, Problem> {
    if words.q.trim().is_empty() || words.q.chars().count() > QUERY {
        return Err(Problem::parameter("q"));
    }
    if words.page >= PAGES {
        return Err(Problem::parameter("page"));
    }
    signed.ask(move |app| app.search(&words.q, words.page)).await.map(Json)
}
