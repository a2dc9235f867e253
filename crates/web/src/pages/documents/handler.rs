//! `GET /documents/{template}`, `…/files/{format}`, `…/figures/{figure}`; the matter is the parameter `of`.

use super::view::{DocumentPage, FigurePage};
use crate::{
    as_of::AsOf,
    problem::{Problem, render},
    shell::{Section, markup::encode},
    visit::Signed,
};
use app::document::{Format, Handout};
use axum::{
    extract::{Path, Query},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use ledger::MatterId;
use serde::Deserialize;

/// Which matter.
#[derive(Deserialize)]
pub(crate) struct Of {
    of: MatterId,
}

/// Reads the matter that a document speaks of.
pub(crate) fn matter(
    asked: Result<Query<Of>, axum::extract::rejection::QueryRejection>,
) -> Result<MatterId, Problem> {
    asked.map(|Query(of)| of.of).map_err(|_| Problem::parameter("of"))
}

/// The document as it will be handed out.
pub(crate) async fn document(
    signed: Signed,
    Path(name): Path<String>,
    AsOf(as_of): AsOf,
    asked: Result<Query<Of>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Problem> {
    let of = matter(asked)?;
    let (template, filled, matter) = signed
        .ask(move |app| {
            let filled = app.document(&name, of, as_of)?;
            Ok((app.template(&name)?.clone(), filled, app.row(of)?))
        })
        .await?;
    let s = signed.shell(Section::Matters).as_of(as_of);
    Ok(render(StatusCode::OK, &DocumentPage { s, template, filled, matter }))
}

/// The document as a file.
pub(crate) async fn file(
    signed: Signed,
    Path((name, format)): Path<(String, String)>,
    AsOf(as_of): AsOf,
    asked: Result<Query<Of>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Problem> {
    let of = matter(asked)?;
    let format = Format::from_extension(&format).ok_or_else(|| Problem::parameter("format"))?;
    let handout = signed
        .ask(move |app| {
            let filled = app.document(&name, of, as_of)?;
            app.hand_out(&filled.document, format)
        })
        .await?;
    Ok(as_file(handout))
}

/// The answer that gives a file, to be saved: what stands in it is never run here.
pub(crate) fn as_file(handout: Handout) -> Response {
    let headers = [
        (header::CONTENT_TYPE, handout.format.media().to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{}", encode(&handout.name))),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox; style-src 'unsafe-inline'".to_owned(),
        ),
    ];
    (headers, handout.bytes).into_response()
}

/// The rows behind a figure.
pub(crate) async fn figure(
    signed: Signed,
    Path((name, figure)): Path<(String, String)>,
    AsOf(as_of): AsOf,
    asked: Result<Query<Of>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Problem> {
    let of = matter(asked)?;
    let named = figure.clone();
    let (template, value, rows, matter) = signed
        .ask(move |app| {
            let rows = app.behind_figure(&name, &figure, of, as_of)?;
            let filled = app.document(&name, of, as_of)?;
            let value = filled.figures.get(&figure).cloned().unwrap_or_default();
            Ok((app.template(&name)?.clone(), value, rows, app.row(of)?))
        })
        .await?;
    let s = signed.shell(Section::Matters).as_of(as_of);
    Ok(render(StatusCode::OK, &FigurePage { s, template, name: named, value, rows, matter }))
}
