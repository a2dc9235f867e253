//! Drawing a sample of re-checks.

use super::{
    handler::{Asked, show},
    view::List,
};
use crate::{
    filled::Filled,
    pages::matter::{form::command_id, handler::read_id},
    problem::Problem,
    visit::Signed,
};
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};

/// Draws a sample of the re-checks that are due in a month.
pub(crate) async fn draw(
    signed: Signed,
    Path(campaign): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let campaign = read_id(&campaign)?;
    let month = filled.get("month").trim().to_owned();
    let share = filled.read::<u8>("share")?.unwrap_or(0);
    let form = format!("sample/{campaign}/{}", signed.session.person);
    let command = command_id(filled.get("seed"), &form, &filled.fingerprint());
    let actor = signed.actor();
    match signed.ask(move |app| app.draw_sample(actor, command, campaign, &month, share)).await {
        Ok(_) => {
            Ok(Redirect::to(&format!("/staying-fixed/{campaign}?list=samples&done=sample")).into_response())
        }
        Err(problem) => {
            let (status, typed) = problem.typed("sample", signed.visit.t(), filled.values)?;
            let asked = Asked { list: List::Samples, ..Asked::default() };
            show(signed, campaign, asked, status, Some(typed)).await
        }
    }
}
