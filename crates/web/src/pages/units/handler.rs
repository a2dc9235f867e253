//! `GET /units`, `POST /units`

use super::view::UnitsPage;
use crate::{
    filled::Filled,
    pages::matter::form::{Typed, command_id},
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use app::{Step, chance};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::{Command, FieldValue, MatterId, command::Open};
use std::collections::BTreeMap;

/// The register.
pub(crate) async fn units(signed: Signed) -> Result<Response, Problem> {
    page(signed, StatusCode::OK, None).await
}

/// Adds a unit.
pub(crate) async fn add(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let mut fields = BTreeMap::new();
    if !filled.get("short").trim().is_empty() {
        fields.insert("short".to_owned(), FieldValue::Text(filled.get("short").trim().to_owned()));
    }
    let open = Open {
        kind: "unit".into(),
        title: filled.get("title").trim().to_owned(),
        parent: filled.read::<MatterId>("parent")?,
        fields,
        ..Open::default()
    };
    let id = command_id(filled.get("seed"), "unit", &filled.fingerprint());
    let step = Step { matter: None, seen: None, command: Command::Open(open) };
    let actor = signed.actor();
    match signed.ask(move |app| app.execute(actor, id, step)).await {
        Ok(_) => Ok(Redirect::to("/units?done=unit").into_response()),
        Err(problem) => {
            let (status, typed) = problem.typed("unit", signed.visit.t(), filled.values)?;
            page(signed, status, Some(typed)).await
        }
    }
}

async fn page(signed: Signed, status: StatusCode, typed: Option<Typed>) -> Result<Response, Problem> {
    let person = signed.session.person;
    let (units, may_manage) =
        signed.ask(move |app| Ok((app.unit_tree()?, app.holds(person, "manage_people")?))).await?;
    let page =
        UnitsPage { s: signed.shell(Section::Units), units, may_manage, seed: chance::secret(), typed };
    Ok(render(status, &page))
}
