//! `GET /figures`, `GET /figures/{id}`, `GET /figures/{id}/files/{format}`

use super::view::FiguresPage;
use crate::{
    pages::{documents::handler::as_file, matter::handler::read_id},
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};

/// Leads to the newest campaign.
pub(crate) async fn newest(signed: Signed) -> Result<Response, Problem> {
    let first = signed.ask(|app| Ok(app.places()?.first().map(|place| place.id))).await?;
    let to = first.map_or_else(|| "/bulletins".to_owned(), |id| format!("/figures/{id}"));
    Ok(Redirect::to(&to).into_response())
}

/// Figures of a campaign, or of a part of it.
pub(crate) async fn figures(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    let (f, places) = signed.ask(move |app| Ok((app.figures(id)?, app.places()?))).await?;
    Ok(render(StatusCode::OK, &FiguresPage { s: signed.shell(Section::Bulletins), f, places }))
}

/// The same as a file.
pub(crate) async fn file(
    signed: Signed,
    Path((id, format)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (id, language) = (read_id(&id)?, signed.visit.language);
    match format.as_str() {
        "xlsx" => Ok(as_file(signed.ask(move |app| app.figures_workbook(id, language)).await?)),
        "csv" => {
            let bytes = signed.ask(move |app| app.figures_csv(id, language)).await?;
            let headers = [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename=\"figures-{id}.csv\"")),
            ];
            Ok((headers, bytes).into_response())
        }
        _ => Err(Problem::parameter("format")),
    }
}
