//! `GET /changes`

use super::{asked::Asked, view::ChangesPage};
use crate::{
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use axum::{extract::RawQuery, http::StatusCode, response::Response};

/// What moved.
pub(crate) async fn changes(signed: Signed, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let asked = Asked::read(query.as_deref())?;
    let of = asked.clone();
    let (c, places, units) = signed
        .ask(move |app| {
            let changes = app.changes(&of.query(app.clock().today()))?;
            let directory = app.directory()?;
            let units = directory.units.iter().filter(|unit| unit.active).map(|unit| unit.named.clone());
            Ok((changes, app.places()?, units.collect()))
        })
        .await?;
    Ok(render(StatusCode::OK, &ChangesPage { s: signed.shell(Section::Changes), asked, c, places, units }))
}
