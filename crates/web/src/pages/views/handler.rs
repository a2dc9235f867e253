//! `POST /views`, `GET /views/{id}`, `POST /views/{id}/removal`

use crate::{filled::Filled, pages::matters::handler::read, problem::Problem, visit::Signed};
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};

/// The question of a list as it is saved: what narrows and orders it, without the page and the day.
pub(crate) fn question(query: &str) -> String {
    let mut filter = read(Some(query)).0;
    (filter.after, filter.choose, filter.as_of) = (String::new(), false, None);
    filter.href().split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default()
}

fn list(query: &str) -> String {
    if query.is_empty() { "/matters".into() } else { format!("/matters?{query}") }
}

/// Saves the list that it was sent from.
pub(crate) async fn save(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let query = question(filled.get("q"));
    let (person, name, shared) =
        (signed.session.person, filled.get("name").to_owned(), filled.get("shared") == "1");
    let saved = query.clone();
    signed.ask(move |app| app.save_view(person, &name, &saved, shared)).await?;
    let list = list(&query);
    let join = if list.contains('?') { '&' } else { '?' };
    Ok(Redirect::to(&format!("{list}{join}done=view")).into_response())
}

/// Leads to the list.
pub(crate) async fn open(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let person = signed.session.person;
    let view = signed.ask(move |app| app.saved_view(person, &id)).await?;
    Ok(Redirect::to(&list(&view.query)).into_response())
}

/// Takes one away.
pub(crate) async fn remove(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let person = signed.session.person;
    signed.ask(move |app| app.forget_view(person, &id)).await?;
    Ok(Redirect::to("/matters?done=view-gone").into_response())
}
