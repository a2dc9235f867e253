//! Who asks, in which language, and the way from a request to the use cases.

use crate::{
    attempts::Attempts,
    problem::Problem,
    shell::{Notice, Reader, Section, Shell, words::Words},
};
use app::{
    App, AppError,
    accounts::Session,
    language::{Language, Texts},
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, StatusCode, Uri, header, request::Parts},
};
use axum_extra::extract::cookie::CookieJar;
use base64ct::{Base64, Encoding};
use ledger::{Kind, Kinds, MatterId};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};

/// Cookie of a session.
pub(crate) const SESSION: &str = "bihuan_session";
/// Cookie of the language chosen.
pub(crate) const LANGUAGE: &str = "bihuan_language";

/// What all requests share.
pub(crate) struct Web {
    /// The use cases as the product itself may ask them: for those who are not signed in yet. Whoever is asks
    /// through [`Signed::ask`], which leaves out what they may not know of.
    pub(crate) app: Arc<App>,
    /// Labels of roles, and of kinds as they were when the server began.
    pub(crate) words: Arc<Words>,
    /// The same with the kinds in force, without those that are not shown.
    shown: Mutex<Shown>,
    /// Attempts to sign in.
    pub(crate) attempts: Attempts,
}

/// Labels by what is not shown, and the kinds they were made of.
struct Shown {
    kinds: Arc<Kinds>,
    by_hidden: BTreeMap<Arc<BTreeSet<String>>, Arc<Words>>,
}

/// The newest version of each kind.
fn latest(kinds: &Kinds) -> BTreeMap<String, Kind> {
    let names: BTreeSet<&str> = kinds.all().map(|kind| kind.name.as_str()).collect();
    let latest = names.into_iter().filter_map(|name| kinds.latest(name));
    latest.map(|kind| (kind.name.clone(), kind.as_ref().clone())).collect()
}

impl Web {
    /// Shares `app`.
    pub(crate) fn new(app: Arc<App>) -> Result<Web, AppError> {
        let kinds = app.kinds()?;
        let words = Words {
            kinds: latest(&kinds),
            roles: app.roles().clone(),
            ladder: app.ladder().cloned(),
            shelves: app.shelves().to_vec(),
        };
        let shown = Mutex::new(Shown { kinds, by_hidden: BTreeMap::new() });
        Ok(Web { app, words: Arc::new(words), shown, attempts: Attempts::default() })
    }

    /// The labels that somebody sees: made once for each of the few sorts of readers, until a kind is defined.
    fn words_for(&self, kinds: &Arc<Kinds>, hidden: &Arc<BTreeSet<String>>) -> Arc<Words> {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if !Arc::ptr_eq(&shown.kinds, kinds) {
            *shown = Shown { kinds: kinds.clone(), by_hidden: BTreeMap::new() };
        }
        let made = || {
            let words = Words { kinds: latest(kinds), ..self.words.as_ref().clone() };
            Arc::new(words.without(hidden))
        };
        shown.by_hidden.entry(hidden.clone()).or_insert_with(made).clone()
    }

    /// Asks a use case away from the threads that serve requests.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&App) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, Problem> {
        ask(self.app.clone(), question).await
    }
}

/// Asks a use case away from the threads that serve requests.
async fn ask<T: Send + 'static>(
    app: Arc<App>,
    question: impl FnOnce(&App) -> Result<T, AppError> + Send + 'static,
) -> Result<T, Problem> {
    match tokio::task::spawn_blocking(move || question(&app)).await {
        Ok(answer) => answer.map_err(Problem::from),
        Err(error) => {
            tracing::error!(%error, "a use case broke off");
            Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "error-unexpected"))
        }
    }
}

/// A request's language and place.
#[derive(Clone, Debug)]
pub(crate) struct Visit {
    /// Language of the answer.
    pub(crate) language: Language,
    /// Path with query, without `lang` and `done`.
    pub(crate) path: String,
    /// What was just done, by the name of its text.
    done: Option<String>,
    /// The clock's day.
    today: jiff::civil::Date,
    /// Whether the clock is set by hand.
    rehearsal: bool,
}

impl Visit {
    /// Reads language and place: `?lang=`, then the cookie, then what the browser accepts, then Chinese.
    pub(crate) fn of(web: &Web, uri: &Uri, headers: &HeaderMap) -> Visit {
        let mut pairs = vec![];
        let (mut asked, mut done) = (None, None);
        for pair in uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("lang", tag)) => asked = Language::from_tag(tag),
                Some(("done", name)) => done = Some(name.to_owned()),
                _ => pairs.push(pair),
            }
        }
        let query = pairs.join("&");
        let path = if query.is_empty() { uri.path().to_owned() } else { format!("{}?{query}", uri.path()) };
        let cookie = || {
            let jar = CookieJar::from_headers(headers);
            jar.get(LANGUAGE).and_then(|cookie| Language::from_tag(cookie.value()))
        };
        let language = asked.or_else(cookie).or_else(|| accepted(headers)).unwrap_or_default();
        Visit { language, path, done, today: web.app.clock().today(), rehearsal: web.app.is_rehearsal() }
    }

    /// Texts of the language.
    pub(crate) fn t(&self) -> Texts {
        self.language.texts()
    }

    /// The frame for somebody who is not signed in.
    pub(crate) fn shell_without_reader(&self, web: &Web) -> Shell {
        Shell {
            t: self.t(),
            today: self.today,
            as_of: None,
            reader: None,
            section: Section::None,
            path: self.path.clone(),
            words: web.words.clone(),
            rehearsal: self.rehearsal,
            notice: None,
        }
    }
}

/// What a browser accepts first, of the two languages.
fn accepted(headers: &HeaderMap) -> Option<Language> {
    let value = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    value.split(',').take(20).find_map(|part| Language::from_tag(part.split(';').next()?.trim()))
}

impl FromRequestParts<Arc<Web>> for Visit {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Arc<Web>) -> Result<Visit, Self::Rejection> {
        Ok(Visit::of(web, &parts.uri, &parts.headers))
    }
}

/// Somebody who is signed in, by cookie or by access token.
#[derive(Clone)]
pub(crate) struct Signed {
    /// What all requests share.
    pub(crate) web: Arc<Web>,
    /// Language and place.
    pub(crate) visit: Visit,
    /// Labels of what the person may know of.
    pub(crate) words: Arc<Words>,
    /// The use cases as the person sees them.
    app: Arc<App>,
    /// Who.
    pub(crate) session: Session,
    /// Secret of the session's cookie; empty with an access token.
    pub(crate) secret: String,
    roles: String,
    may_import: bool,
    unread: usize,
}

impl Signed {
    /// The person.
    pub(crate) fn actor(&self) -> Option<MatterId> {
        Some(self.session.person)
    }

    /// The frame of a page in `section`.
    pub(crate) fn shell(&self, section: Section) -> Shell {
        // Only texts that are there can be asked for by the address.
        let done = self.visit.done.as_ref().filter(|name| self.visit.t().has("done", name));
        let notice =
            done.map(|name| Notice { tone: "good", text: self.visit.t().of("done", name).into_owned() });
        Shell {
            reader: Some(Reader {
                person: self.actor(),
                name: self.session.name.clone(),
                roles: self.roles.clone(),
                may_import: self.may_import,
                unread: self.unread,
            }),
            notice,
            section,
            words: self.words.clone(),
            ..self.visit.shell_without_reader(&self.web)
        }
    }

    /// Asks a use case.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&App) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, Problem> {
        ask(self.app.clone(), question).await
    }
}

/// The access token that a program shows: `Bearer`, or, since calendar programs know no other way, the password of
/// `Basic` with any name.
fn access_token(shown: &str) -> Option<String> {
    if let Some(token) = shown.strip_prefix("Bearer ") {
        return Some(token.trim().to_owned());
    }
    let bytes = Base64::decode_vec(shown.strip_prefix("Basic ")?.trim()).ok()?;
    String::from_utf8(bytes).ok()?.split_once(':').map(|(_, token)| token.to_owned())
}

impl FromRequestParts<Arc<Web>> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Arc<Web>) -> Result<Signed, Problem> {
        let visit = Visit::of(web, &parts.uri, &parts.headers);
        let shown = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = shown.and_then(access_token);
        let cookie =
            CookieJar::from_headers(&parts.headers).get(SESSION).map(|cookie| cookie.value().to_owned());
        let is_api = parts.uri.path().starts_with("/api/");
        let found = web
            .ask(move |app| {
                let (session, secret) = match (token, cookie) {
                    (Some(token), _) => (app.token_holder(&token)?, String::new()),
                    (None, Some(secret)) => (app.session(&secret)?, secret),
                    (None, None) => (None, String::new()),
                };
                let Some(session) = session else { return Ok(None) };
                let kinds = app.kinds()?;
                let app = app.seen_by(session.person)?;
                let may_import = app.holds(session.person, "import")?;
                // Programs have no frame around what they ask for.
                let unread = if is_api { 0 } else { app.unread(session.person)? };
                let directory = app.directory()?;
                let grants =
                    directory.person(session.person).map(|person| person.grants.clone()).unwrap_or_default();
                Ok(Some((session, secret, may_import, unread, grants, kinds, Arc::new(app))))
            })
            .await?;
        let (session, secret, may_import, unread, grants, kinds, app) = found.ok_or_else(Problem::sign_in)?;
        let mut roles: Vec<String> =
            grants.iter().map(|grant| web.words.role(visit.language, &grant.role)).collect();
        roles.dedup();
        let roles = roles.join(&visit.t().get("list-comma"));
        let words = web.words_for(&kinds, app.hidden_kinds());
        Ok(Signed { web: web.clone(), words, app, visit, session, secret, roles, may_import, unread })
    }
}
