//! Setting the clock of a rehearsal from any page.

use crate::{filled::Filled, problem::Problem, visit::Signed};
use app::clock;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;

/// `POST /clock`: the morning of a later day.
pub(crate) async fn set_clock(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let day: Date = filled.read("to")?.ok_or_else(|| Problem::parameter("to"))?;
    let to = clock::instant(day.at(8, 0, 0, 0));
    signed.ask(move |app| app.set_clock(to.max(app.clock().now()))).await?;
    Ok(Redirect::to("/").into_response())
}
