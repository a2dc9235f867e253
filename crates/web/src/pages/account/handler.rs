//! `GET /account`, changes of password and access tokens

use super::view::AccountPage;
use crate::{
    filled::Filled,
    pages::matter::form::Typed,
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

/// The account.
pub(crate) async fn account(signed: Signed) -> Result<Response, Problem> {
    page(signed, StatusCode::OK, None, None).await
}

/// Changes the password.
pub(crate) async fn change_password(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let (login, keep) = (signed.session.login.clone(), signed.secret.clone());
    if let Err(seconds) = signed.web.attempts.count(&login, "") {
        return Err(super::super::sign_in::handler::too_many(seconds));
    }
    let (old, new) = (filled.get("old").to_owned(), filled.get("new").to_owned());
    match signed.ask(move |app| app.change_password(&login, &old, &new, &keep)).await {
        Ok(()) => Ok(Redirect::to("/account?done=password").into_response()),
        Err(problem) => refused(signed, "password", problem).await,
    }
}

/// Makes an access token and shows it once.
pub(crate) async fn make_token(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let (person, name) = (signed.session.person, filled.get("name").to_owned());
    match signed.ask(move |app| app.make_token(person, &name)).await {
        Ok(secret) => page(signed, StatusCode::CREATED, Some(secret), None).await,
        Err(problem) => refused(signed, "token", problem).await,
    }
}

/// Ends an access token.
pub(crate) async fn revoke_token(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    let person = signed.session.person;
    signed.ask(move |app| app.revoke_token(person, &id)).await?;
    Ok(Redirect::to("/account").into_response())
}

async fn refused(signed: Signed, form: &str, problem: Problem) -> Result<Response, Problem> {
    if !problem.is_about_the_form() {
        return Err(problem);
    }
    let typed = Typed { form: form.to_owned(), why: problem.told(signed.visit.t()), values: vec![] };
    // A wrong old password is no missing sign-in.
    let status = if problem.status == StatusCode::UNAUTHORIZED {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        problem.status
    };
    page(signed, status, None, Some(typed)).await
}

async fn page(
    signed: Signed,
    status: StatusCode,
    fresh: Option<String>,
    typed: Option<Typed>,
) -> Result<Response, Problem> {
    let person = signed.session.person;
    let tokens = signed.ask(move |app| app.tokens(person)).await?;
    let page = AccountPage {
        s: signed.shell(Section::Account),
        login: signed.session.login.clone(),
        own: format!("/matters?person={person}"),
        tokens,
        fresh,
        typed,
    };
    Ok(render(status, &page))
}
