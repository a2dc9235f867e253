//! `GET /api/v1/work`

use crate::{problem::Problem, visit::Signed};
use app::query::work::Work;
use axum::Json;

/// What waits for the one who asks.
pub(crate) async fn work(signed: Signed) -> Result<Json<Work>, Problem> {
    let person = signed.session.person;
    signed.ask(move |app| app.work(person)).await.map(Json)
}
