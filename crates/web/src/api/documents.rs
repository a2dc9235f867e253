//! `GET /api/v1/documents`, `…/{template}`, `…/{template}/files/{format}`, `…/{template}/figures/{figure}`

use crate::{
    as_of::AsOf,
    pages::documents::handler::{self, Of},
    problem::Problem,
    visit::Signed,
};
use app::query::answer::Row;
use axum::{
    Json,
    extract::{Path, Query, rejection::QueryRejection},
    response::Response,
};
use ledger::kind::Label;
use serde::Serialize;
use std::collections::BTreeMap;

/// A template.
#[derive(Serialize)]
pub(crate) struct Kind {
    name: String,
    label: Label,
    on: Vec<String>,
    figures: Vec<String>,
}

/// All templates of the house.
pub(crate) async fn templates(signed: Signed) -> Result<Json<Vec<Kind>>, Problem> {
    let all = signed.ask(|app| Ok(app.templates().to_vec())).await?;
    let told = all.into_iter().map(|one| Kind {
        figures: one.figures.into_iter().map(|figure| figure.name).collect(),
        name: one.name,
        label: one.label,
        on: one.on,
    });
    Ok(Json(told.collect()))
}

/// A filled template.
#[derive(Serialize)]
pub(crate) struct Answer {
    title: String,
    text: String,
    figures: BTreeMap<String, String>,
}

/// The text of a document and its figures.
pub(crate) async fn document(
    signed: Signed,
    Path(name): Path<String>,
    AsOf(as_of): AsOf,
    asked: Result<Query<Of>, QueryRejection>,
) -> Result<Json<Answer>, Problem> {
    let of = handler::matter(asked)?;
    let filled = signed.ask(move |app| app.document(&name, of, as_of)).await?;
    let text = app::document::text(&filled.document);
    Ok(Json(Answer { title: filled.document.title, text, figures: filled.figures }))
}

/// A document as a file.
pub(crate) async fn file(
    signed: Signed,
    names: Path<(String, String)>,
    as_of: AsOf,
    asked: Result<Query<Of>, QueryRejection>,
) -> Result<Response, Problem> {
    handler::file(signed, names, as_of, asked).await
}

/// The matters behind a figure.
pub(crate) async fn figure(
    signed: Signed,
    Path((name, figure)): Path<(String, String)>,
    AsOf(as_of): AsOf,
    asked: Result<Query<Of>, QueryRejection>,
) -> Result<Json<Vec<Row>>, Problem> {
    let of = handler::matter(asked)?;
    signed.ask(move |app| app.behind_figure(&name, &figure, of, as_of)).await.map(Json)
}
