//! `GET /sections`

use super::view::SectionsPage;
use crate::{
    as_of::AsOf,
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use axum::{http::StatusCode, response::Response};

/// Every section that the reader can use.
pub(crate) async fn sections(signed: Signed, AsOf(as_of): AsOf) -> Result<Response, Problem> {
    Ok(render(StatusCode::OK, &SectionsPage { s: signed.shell(Section::Sections).as_of(as_of) }))
}
