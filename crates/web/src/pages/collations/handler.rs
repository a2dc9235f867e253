//! `GET /collations/{id}`

use super::view::CollationView;
use crate::{
    pages::matter::handler::read_id,
    problem::{Problem, render},
    shell::{Notice, Section},
    visit::Signed,
};
use app::chance;
use axum::{extract::Path, http::StatusCode, response::Response};
use ledger::MatterId;

/// A collation.
pub(crate) async fn collation(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    show(signed, read_id(&id)?, StatusCode::OK, None).await
}

/// Shows a collation; `typed` is the text somebody had typed that was refused, and why.
pub(crate) async fn show(
    signed: Signed,
    id: MatterId,
    status: StatusCode,
    typed: Option<(String, Notice)>,
) -> Result<Response, Problem> {
    let person = signed.session.person;
    let (c, may_edit, may_freeze) = signed
        .ask(move |app| {
            let may_edit = app.holds(person, "edit_fields")?;
            Ok((app.collation(id)?, may_edit, app.holds(person, "move:freeze")?))
        })
        .await?;
    let mut s = signed.shell(Section::Periods);
    let typed = typed.map(|(body, notice)| {
        s.notice = Some(notice);
        body
    });
    Ok(render(status, &CollationView { s, c, may_edit, may_freeze, typed, seed: chance::secret() }))
}
