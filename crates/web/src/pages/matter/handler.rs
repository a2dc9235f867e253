//! `GET /matters/{id}`

use super::{form::Typed, view::MatterView};
use crate::{
    as_of::AsOf,
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use app::chance;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use jiff::civil::Date;
use ledger::MatterId;
use serde::Deserialize;

/// Which page of the history.
#[derive(Deserialize)]
pub(crate) struct Asked {
    before: Option<u64>,
}

/// The page of a matter.
pub(crate) async fn matter(
    signed: Signed,
    Path(id): Path<String>,
    AsOf(as_of): AsOf,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    show(signed, read_id(&id)?, Part { before: asked.before, as_of }, StatusCode::OK, None).await
}

/// Which part of a matter's time a page shows.
#[derive(Clone, Copy, Default)]
pub(crate) struct Part {
    /// Only history below this version.
    before: Option<u64>,
    /// The past day.
    as_of: Option<Date>,
}

/// A matter's id in an address.
pub(crate) fn read_id(id: &str) -> Result<MatterId, Problem> {
    id.parse().map_err(|_| Problem::new(StatusCode::NOT_FOUND, "error-page"))
}

/// Shows the page; `typed` is what a person had typed into a form that was refused.
pub(crate) async fn show(
    signed: Signed,
    id: MatterId,
    part: Part,
    status: StatusCode,
    typed: Option<Typed>,
) -> Result<Response, Problem> {
    let actor = signed.actor();
    let (m, units, people, may_open, alike, templates) = signed
        .ask(move |app| {
            let page = app.matter_as_of(actor, id, part.before, part.as_of)?;
            let directory = app.directory()?;
            let units = directory.units.iter().filter(|unit| unit.active).map(|unit| unit.named.clone());
            let people = directory.people.iter().filter(|one| one.active).map(|one| one.named.clone());
            let may_open = match actor {
                Some(person) if part.as_of.is_none() => app.holds(person, "open")?,
                _ => false,
            };
            let alike = match part.as_of {
                None => app.similar(id)?.alike,
                Some(_) => vec![],
            };
            let templates = app.templates_for(&page.matter).into_iter().cloned().collect();
            Ok((page, units.collect(), people.collect(), may_open, alike, templates))
        })
        .await?;
    let s = signed.shell(Section::Matters).as_of(part.as_of);
    let seed = chance::secret();
    Ok(render(status, &MatterView { s, m, units, people, seed, typed, may_open, alike, templates }))
}
