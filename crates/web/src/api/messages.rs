//! `GET /api/v1/messages`, `POST /api/v1/messages/read`, `GET /api/v1/messages/delivery`

use super::{Asked, Body};
use crate::{problem::Problem, visit::Signed};
use app::messages::{Delivery, Inbox};
use axum::Json;
use ledger::Refusal;
use serde::{Deserialize, Serialize};

/// Which messages.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Part {
    #[serde(default)]
    read: bool,
    after: Option<String>,
    limit: Option<usize>,
    /// Read by the visit already.
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// What the one who asks is told, newest first.
pub(crate) async fn messages(signed: Signed, Asked(part): Asked<Part>) -> Result<Json<Inbox>, Problem> {
    let (person, language) = (signed.session.person, signed.visit.language);
    let limit = part.limit.unwrap_or(50);
    signed
        .ask(move |app| app.inbox(person, part.read, language, part.after.as_deref(), limit))
        .await
        .map(Json)
}

/// What has been read: these, or all up to one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reading {
    #[serde(default)]
    messages: Vec<String>,
    newest: Option<String>,
}

/// What is left.
#[derive(Serialize)]
pub(crate) struct Left {
    unread: usize,
}

/// Marks messages as read.
pub(crate) async fn mark_read(signed: Signed, Body(reading): Body<Reading>) -> Result<Json<Left>, Problem> {
    let person = signed.session.person;
    let unread = signed
        .ask(move |app| {
            app.mark_read(person, reading.messages)?;
            if let Some(newest) = reading.newest {
                app.mark_all_read(person, &newest)?;
            }
            app.unread(person)
        })
        .await?;
    Ok(Json(Left { unread }))
}

/// How messages leave the product, for who looks after that.
pub(crate) async fn delivery(signed: Signed) -> Result<Json<Delivery>, Problem> {
    let person = signed.session.person;
    signed
        .ask(move |app| match app.holds(person, "manage_people")? {
            true => app.delivery(),
            false => Err(Refusal::NotAllowed { right: "manage_people".into() }.into()),
        })
        .await
        .map(Json)
}
