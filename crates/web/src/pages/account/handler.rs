//! `GET /account`, changes of password and access tokens

use super::view::AccountPage;
use crate::{
    filled::Filled,
    pages::matter::form::Typed,
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use app::messages::{ByMail, Preferences};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

/// The account.
pub(crate) async fn account(signed: Signed) -> Result<Response, Problem> {
    page(signed, StatusCode::OK, None, None, None).await
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

/// Chooses how messages come besides in the product.
pub(crate) async fn choose_messages(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let (person, tag) = (signed.session.person, signed.visit.language.tag());
    let by_mail = ByMail::from_name(filled.get("by_mail")).ok_or_else(|| Problem::parameter("by_mail"))?;
    let chosen = Preferences { address: filled.get("mail").to_owned(), by_mail, language: tag.to_owned() };
    let typed = chosen.clone();
    match signed.ask(move |app| app.choose(person, chosen)).await {
        Ok(()) => Ok(Redirect::to("/account?done=messages").into_response()),
        Err(problem) => refused_with(signed, "messages", problem, Some(typed)).await,
    }
}

/// Makes an access token and shows it once.
pub(crate) async fn make_token(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let (person, name) = (signed.session.person, filled.get("name").to_owned());
    match signed.ask(move |app| app.make_token(person, &name)).await {
        Ok(secret) => page(signed, StatusCode::CREATED, Some(secret), None, None).await,
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
    refused_with(signed, form, problem, None).await
}

async fn refused_with(
    signed: Signed,
    form: &str,
    problem: Problem,
    chosen: Option<Preferences>,
) -> Result<Response, Problem> {
    let (status, typed) = problem.typed(form, signed.visit.t(), vec![])?;
    // A wrong old password is no missing sign-in.
    let status = if status == StatusCode::UNAUTHORIZED { StatusCode::UNPROCESSABLE_ENTITY } else { status };
    page(signed, status, None, Some(typed), chosen).await
}

async fn page(
    signed: Signed,
    status: StatusCode,
    fresh: Option<String>,
    typed: Option<Typed>,
    chosen: Option<Preferences>,
) -> Result<Response, Problem> {
    let person = signed.session.person;
    let (tokens, kept, sends_mail) =
        signed.ask(move |app| Ok((app.tokens(person)?, app.preferences(person)?, app.sends_mail()))).await?;
    let page = AccountPage {
        s: signed.shell(Section::Account),
        login: signed.session.login.clone(),
        own: format!("/matters?person={person}"),
        tokens,
        sends_mail,
        chosen: chosen.unwrap_or(kept),
        fresh,
        typed,
    };
    Ok(render(status, &page))
}
