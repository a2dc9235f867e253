//! `GET /set-up/{secret}`, `POST /set-up/{secret}`

use super::view::SetUpPage;
use crate::{
    filled::Filled,
    pages::{
        matter::form::Typed,
        sign_in::handler::{Address, too_many, with_cookie},
    },
    problem::{Problem, render},
    visit::{Visit, Web},
};
use app::{AppError, accounts::NewUser};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use std::sync::Arc;

/// The form, as long as the link holds.
pub(crate) async fn form(
    State(web): State<Arc<Web>>,
    visit: Visit,
    Path(secret): Path<String>,
) -> Result<Response, Problem> {
    let asked = secret.clone();
    if !web.ask(move |app| app.set_up_holds(&asked)).await? {
        return Err(AppError::LinkUsed.into());
    }
    Ok(page(&web, &visit, StatusCode::OK, secret, None))
}

/// Adds the first person and signs them in.
pub(crate) async fn set_up(
    State(web): State<Arc<Web>>,
    visit: Visit,
    Path(secret): Path<String>,
    Address(address): Address,
    headers: HeaderMap,
    filled: Filled,
) -> Result<Response, Problem> {
    web.attempts.count("", &address).map_err(too_many)?;
    let user = NewUser {
        login: filled.get("login").trim().to_owned(),
        password: filled.get("password").to_owned(),
        name: filled.get("name").trim().to_owned(),
        ..NewUser::default()
    };
    let (link, login, password) = (secret.clone(), user.login.clone(), user.password.clone());
    let done = web
        .ask(move |app| {
            app.set_up(&link, user)?;
            app.sign_in(&login, &password)
        })
        .await;
    match done {
        Ok(signed_in) => Ok((with_cookie(&web, &headers, &signed_in), Redirect::to("/")).into_response()),
        Err(problem) if problem.status == StatusCode::GONE => Err(problem),
        Err(problem) => {
            let mut values = filled.values;
            values.retain(|(name, _)| name != "password");
            let (status, typed) = problem.typed("set-up", visit.t(), values)?;
            Ok(page(&web, &visit, status, secret, Some(typed)))
        }
    }
}

fn page(web: &Web, visit: &Visit, status: StatusCode, secret: String, typed: Option<Typed>) -> Response {
    render(status, &SetUpPage { s: visit.shell_without_reader(web), secret, typed })
}
