//! `GET /messages`, `GET /messages/{id}`, `POST /messages/read`

use super::view::MessagesPage;
use crate::{
    filled::Filled,
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use app::messages::UNREAD_SHOWN;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

/// Read messages on a page.
const PAGE: usize = 50;

/// Where the page starts.
#[derive(Deserialize)]
pub(crate) struct Asked {
    after: Option<String>,
}

/// What the reader is told.
pub(crate) async fn messages(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let (person, language) = (signed.session.person, signed.visit.language);
    let is_further = asked.after.is_some();
    let (unread, read, delivery) = signed
        .ask(move |app| {
            let unread = match is_further {
                true => vec![],
                false => app.inbox(person, false, language, None, UNREAD_SHOWN)?.messages,
            };
            let read = app.inbox(person, true, language, asked.after.as_deref(), PAGE)?;
            let looks_after_it = !is_further && app.holds(person, "manage_people")?;
            Ok((unread, read, looks_after_it.then(|| app.delivery()).transpose()?))
        })
        .await?;
    let page = MessagesPage {
        s: signed.shell(Section::Messages),
        unread,
        read: read.messages,
        older: read.next,
        is_further,
        delivery,
    };
    Ok(render(StatusCode::OK, &page))
}

/// Leads to what a message is about; that reads it, as opening a letter does.
pub(crate) async fn open(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let person = signed.session.person;
    let about = signed
        .ask(move |app| {
            let about = app.message(person, &id)?;
            app.mark_read(person, vec![id])?;
            Ok(about)
        })
        .await?;
    Ok(Redirect::to(&about.path()).into_response())
}

/// Marks one message, or all up to the newest one that was shown, as read.
pub(crate) async fn mark_read(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let person = signed.session.person;
    let ids: Vec<String> = filled.all("message").map(str::to_owned).collect();
    let newest = filled.get("newest").to_owned();
    signed
        .ask(move |app| match newest.is_empty() {
            true => app.mark_read(person, ids),
            false => app.mark_all_read(person, &newest),
        })
        .await?;
    Ok(Redirect::to("/messages").into_response())
}
