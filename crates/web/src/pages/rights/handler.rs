//! `GET /matters/{id}/rights`

use super::view::RightsPage;
use crate::{
    pages::matter::handler::read_id,
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use axum::{extract::Path, http::StatusCode, response::Response};

/// Who may do what.
pub(crate) async fn rights(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    let (row, holders) = signed.ask(move |app| Ok((app.row(id)?, app.who_may(id)?))).await?;
    Ok(render(StatusCode::OK, &RightsPage { s: signed.shell(Section::Matters), row, holders }))
}
