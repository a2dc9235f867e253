//! `GET /api/v1/work`, `GET /api/v1/work.ics`

use crate::{problem::Problem, visit::Signed};
use app::query::work::Work;
use axum::{
    Json,
    extract::Query,
    http::header,
    response::{IntoResponse, Response},
};
use ledger::MatterId;
use serde::Deserialize;

/// What waits for the one who asks.
pub(crate) async fn work(signed: Signed) -> Result<Json<Work>, Problem> {
    let person = signed.session.person;
    signed.ask(move |app| app.work(person)).await.map(Json)
}

/// Whose dates a calendar asks for.
#[derive(Deserialize)]
pub(crate) struct Whose {
    unit: Option<MatterId>,
}

/// The dates of what waits for the one who asks, or of a unit, for a calendar program.
pub(crate) async fn calendar(signed: Signed, Query(whose): Query<Whose>) -> Result<Response, Problem> {
    let person = signed.session.person;
    let bytes = signed.ask(move |app| app.calendar_feed(person, whose.unit)).await?;
    Ok(([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], bytes).into_response())
}
