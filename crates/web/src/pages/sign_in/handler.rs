//! `GET /sign-in`, `POST /sign-in`, `POST /sign-out`

use super::view::SignInPage;
use crate::{
    filled::Filled,
    problem::{Problem, Why, render},
    visit::{SESSION, Visit, Web},
};
use app::accounts::SignedIn;
use axum::{
    extract::{ConnectInfo, FromRequestParts, Query, State},
    http::{HeaderMap, HeaderName, StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use serde::Deserialize;
use std::{convert::Infallible, net::SocketAddr, sync::Arc};

/// Where to go afterwards.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    next: String,
}

/// The form.
pub(crate) async fn form(
    State(web): State<Arc<Web>>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    page(&web, &visit, StatusCode::OK, String::new(), &asked.next, None).await
}

/// Signs in.
pub(crate) async fn sign_in(
    State(web): State<Arc<Web>>,
    visit: Visit,
    Address(address): Address,
    headers: HeaderMap,
    filled: Filled,
) -> Result<Response, Problem> {
    let (login, password) = (filled.get("login").trim().to_owned(), filled.get("password").to_owned());
    let next = filled.get("next").to_owned();
    let counted = web.attempts.count(&login, &address);
    let name = login.clone();
    let tried = match counted {
        Ok(()) => web.ask(move |app| app.sign_in(&name, &password)).await,
        Err(seconds) => Err(too_many(seconds)),
    };
    match tried {
        Ok(signed_in) => {
            Ok((with_cookie(&web, &headers, &signed_in), Redirect::to(local(&next))).into_response())
        }
        Err(problem) => {
            let wait = problem.retry_after;
            let (status, why) = problem.about_the_form(visit.t())?;
            let mut response = page(&web, &visit, status, login, &next, Some(why)).await?;
            if let Some(value) = wait.and_then(|seconds| seconds.to_string().parse().ok()) {
                response.headers_mut().insert(header::RETRY_AFTER, value);
            }
            Ok(response)
        }
    }
}

/// Signs out.
pub(crate) async fn sign_out(State(web): State<Arc<Web>>, jar: CookieJar) -> Result<Response, Problem> {
    if let Some(cookie) = jar.get(SESSION) {
        let secret = cookie.value().to_owned();
        web.ask(move |app| app.sign_out(&secret)).await?;
    }
    let gone = format!("{SESSION}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    Ok(([(header::SET_COOKIE, gone)], Redirect::to("/sign-in")).into_response())
}

/// The header that sets the cookie of a new session; `Secure` where the page came over https.
pub(crate) fn with_cookie(web: &Web, headers: &HeaderMap, signed_in: &SignedIn) -> [(HeaderName, String); 1] {
    let now = web.app.clock().now();
    let seconds = signed_in.until.as_second().saturating_sub(now.as_second()).max(0);
    let https = headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https");
    let secure = if https { "; Secure" } else { "" };
    let secret = &signed_in.secret;
    let cookie = format!("{SESSION}={secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    [(header::SET_COOKIE, cookie)]
}

/// Too many attempts.
pub(crate) fn too_many(seconds: u64) -> Problem {
    let args = vec![("seconds", seconds.to_string())];
    Problem {
        status: StatusCode::TOO_MANY_REQUESTS,
        why: Why::Text("error-too-many-attempts".into(), args),
        retry_after: Some(seconds),
    }
}

/// `next` when it is a path on this server, else the overview.
pub(crate) fn local(next: &str) -> &str {
    let is_path = next.starts_with('/') && !next.starts_with("//") && next.len() <= 2_000;
    let is_plain = next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if is_path && is_plain { next } else { "/" }
}

async fn page(
    web: &Web,
    visit: &Visit,
    status: StatusCode,
    login: String,
    next: &str,
    why: Option<String>,
) -> Result<Response, Problem> {
    let fresh = web.ask(app::App::is_fresh).await?;
    let s = visit.shell_without_reader(web);
    Ok(render(status, &SignInPage { s, login, next: local(next).to_owned(), why, fresh }))
}

/// The address a request comes from; behind a proxy on this machine, the one the proxy names.
pub(crate) struct Address(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Address {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Address, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let named = parts.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
        let last = named.and_then(|list| list.rsplit(',').next()).map(str::trim);
        let address = match (peer, last) {
            (Some(peer), Some(last)) if peer.is_loopback() => last.chars().take(64).collect(),
            (Some(peer), _) => peer.to_string(),
            (None, _) => String::new(),
        };
        Ok(Address(address))
    }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn only_paths_of_this_server_are_gone_to() {
        for (next, to) in [
            ("/matters?lamp=red", "/matters?lamp=red"),
            ("//evil.example", "/"),
            ("https://evil.example", "/"),
            ("/\\evil.example", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
            ("", "/"),
        ] {
            assert_eq!(local(next), to);
        }
    }
}
