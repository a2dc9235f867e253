//! The one place that turns refusals and failures into status codes, pages and JSON.

use crate::{
    pages::{failure::view::FailurePage, matter::form::Typed},
    shell::Shell,
    visit::{Visit, Web},
};
use app::{
    AppError, StoreError,
    language::{Say, Texts},
};
use askama::Template;
use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use ledger::Refusal;
use serde::Serialize;
use std::{collections::BTreeMap, sync::Arc};

/// Why a request was not answered as asked.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    /// Status code.
    pub(crate) status: StatusCode,
    /// What it says.
    pub(crate) why: Why,
    /// Seconds to wait before the next try.
    pub(crate) retry_after: Option<u64>,
}

/// What a problem says.
#[derive(Clone, Debug)]
pub(crate) enum Why {
    /// A refusal of the ledger.
    Refused(Refusal),
    /// A refusal of what a cell of a sheet asks for.
    Cell(String, Refusal),
    /// A text of the locales with its variables.
    Text(String, Vec<(&'static str, String)>),
}

impl Problem {
    /// A problem with a text of the locales.
    pub(crate) fn new(status: StatusCode, text: &str) -> Problem {
        Problem { status, why: Why::Text(text.to_owned(), vec![]), retry_after: None }
    }

    /// A parameter that cannot be read.
    pub(crate) fn parameter(name: &str) -> Problem {
        let args = vec![("what", name.to_owned())];
        Problem {
            status: StatusCode::BAD_REQUEST,
            why: Why::Text("error-bad-parameter".into(), args),
            retry_after: None,
        }
    }

    /// Nobody is signed in.
    pub(crate) fn sign_in() -> Problem {
        Problem::new(StatusCode::UNAUTHORIZED, "error-sign-in")
    }

    /// In the reader's language.
    pub(crate) fn told(&self, t: Texts) -> String {
        match &self.why {
            Why::Refused(refusal) => t.refusal(refusal),
            Why::Cell(cell, refusal) => t.with("error-cell", &[("cell", cell), ("why", &t.refusal(refusal))]),
            Why::Text(id, args) => {
                let args: Vec<(&str, &dyn Say)> =
                    args.iter().map(|(name, value)| (*name, value as &dyn Say)).collect();
                t.with(id, &args)
            }
        }
    }

    /// Stable code for programs.
    pub(crate) fn code(&self) -> &str {
        match &self.why {
            Why::Refused(refusal) | Why::Cell(_, refusal) => refusal.code(),
            Why::Text(id, _) => id.strip_prefix("error-").unwrap_or(id),
        }
    }

    /// The status and the reason, in the reader's language, that a form shows beside what was typed.
    ///
    /// # Errors
    /// The problem itself, where it is not about what was typed.
    pub(crate) fn about_the_form(self, t: Texts) -> Result<(StatusCode, String), Problem> {
        if self.status.is_client_error() && self.status != StatusCode::NOT_FOUND {
            Ok((self.status, self.told(t)))
        } else {
            Err(self)
        }
    }

    /// The status and what was typed into `form`, to be shown again with the reason.
    ///
    /// # Errors
    /// As [`Problem::about_the_form`].
    pub(crate) fn typed(
        self,
        form: &str,
        t: Texts,
        values: Vec<(String, String)>,
    ) -> Result<(StatusCode, Typed), Problem> {
        let (status, why) = self.about_the_form(t)?;
        Ok((status, Typed { form: form.to_owned(), why, values }))
    }

    fn args(&self) -> BTreeMap<&'static str, String> {
        match &self.why {
            Why::Refused(refusal) => refusal.args().into_iter().collect(),
            Why::Cell(cell, refusal) => refusal.args().into_iter().chain([("cell", cell.clone())]).collect(),
            Why::Text(_, args) => args.iter().cloned().collect(),
        }
    }
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Problem {
        let status = match &error {
            AppError::Refused(refusal) => refused(refusal),
            AppError::Cell { why, .. } => refused(why),
            AppError::Store(StoreError::Damaged(_) | StoreError::TooNew { .. }) => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
            AppError::Store(StoreError::DiskFull) => StatusCode::INSUFFICIENT_STORAGE,
            AppError::Store(_) => StatusCode::SERVICE_UNAVAILABLE,
            AppError::Unreadable(_)
            | AppError::Unwritten(_)
            | AppError::Template(_)
            | AppError::NoTable
            | AppError::TooManyNumbers { .. }
            | AppError::Row { .. }
            | AppError::NotTaken(_)
            | AppError::WrongCells { .. }
            | AppError::EditedPassage
            | AppError::NoConsent { .. }
            | AppError::Draw(_)
            | AppError::WeakPassword { .. }
            | AppError::MailDomain { .. }
            | AppError::TooMuchMoved { .. }
            | AppError::ClockOutOfReach { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            AppError::NotCompared(error) if error.is_conflict() => StatusCode::CONFLICT,
            AppError::NotCompared(_) => StatusCode::UNPROCESSABLE_ENTITY,
            AppError::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            AppError::NotFound(_) | AppError::NotYet(_) => StatusCode::NOT_FOUND,
            AppError::BadParameter(_) | AppError::FutureDay { .. } | AppError::DaysReversed { .. } => {
                StatusCode::BAD_REQUEST
            }
            AppError::StaleDraft { .. }
            | AppError::ChangedSince
            | AppError::DrawStands
            | AppError::DrawOvertaken { .. }
            | AppError::LoginTaken
            | AppError::NotARehearsal => StatusCode::CONFLICT,
            AppError::WrongPassword => StatusCode::UNAUTHORIZED,
            AppError::LinkUsed => StatusCode::GONE,
            AppError::KindChanged { .. }
            | AppError::RateChanged { .. }
            | AppError::Io { .. }
            | AppError::NoFont { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        };
        if status.is_server_error() {
            tracing::error!(%error, "a use case failed");
        }
        let why = match error {
            AppError::Refused(refusal) => Why::Refused(refusal),
            AppError::Cell { cell, why } => Why::Cell(cell, *why),
            error => Why::Text(error.text_id(), error.args()),
        };
        Problem { status, why, retry_after: None }
    }
}

fn refused(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NoSuchMatter(_) => StatusCode::NOT_FOUND,
        Refusal::Stale { .. } | Refusal::AlreadyThere(_) => StatusCode::CONFLICT,
        Refusal::NotAllowed { .. } => StatusCode::FORBIDDEN,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

impl IntoResponse for Problem {
    /// The problem travels with the response; [`tell`] writes it in the reader's language.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if let Some(seconds) = self.retry_after
            && let Ok(value) = seconds.to_string().parse()
        {
            response.headers_mut().insert(header::RETRY_AFTER, value);
        }
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// What programs get.
#[derive(Serialize)]
struct Told<'a> {
    code: &'a str,
    message: String,
    args: BTreeMap<&'static str, String>,
}

/// Middleware: writes problems, and what the framework itself turned away, as pages or JSON.
pub(crate) async fn tell(State(web): State<Arc<Web>>, request: Request, next: Next) -> Response {
    let visit = Visit::of(&web, request.uri(), request.headers());
    let is_api = request.uri().path().starts_with("/api/");
    let wants_page = request.method() == "GET";
    let response = next.run(request).await;
    let problem = match response.extensions().get::<Arc<Problem>>() {
        Some(problem) => problem.clone(),
        None if is_bare(&response) => Arc::new(bare(response.status())),
        None => return response,
    };
    if problem.status == StatusCode::UNAUTHORIZED && !is_api {
        return to_sign_in(&visit, wants_page);
    }
    let body = if is_api {
        let told = Told { code: problem.code(), message: problem.told(visit.t()), args: problem.args() };
        Json(told).into_response()
    } else {
        page(visit.shell_without_reader(&web), &problem)
    };
    let mut answer = (problem.status, body).into_response();
    carry(response.headers(), answer.headers_mut());
    answer
}

/// Whether a failure has no body that a person could read.
fn is_bare(response: &Response) -> bool {
    let media =
        response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let failed = response.status().is_client_error() || response.status().is_server_error();
    failed && !media.starts_with("text/html") && !media.starts_with("application/json")
}

fn bare(status: StatusCode) -> Problem {
    let text = match status {
        StatusCode::NOT_FOUND => "error-page",
        StatusCode::METHOD_NOT_ALLOWED => "error-method",
        StatusCode::PAYLOAD_TOO_LARGE => "error-body-too-large",
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => "error-timeout",
        StatusCode::FORBIDDEN => "error-origin",
        status if status.is_client_error() => "error-form",
        _ => "error-unexpected",
    };
    Problem::new(status, text)
}

fn page(shell: Shell, problem: &Problem) -> Response {
    let text = problem.told(shell.t);
    match (FailurePage { s: shell, status: problem.status.as_u16(), text }).render() {
        Ok(html) => Html(html).into_response(),
        Err(error) => {
            tracing::error!(%error, "the page of a failure failed");
            problem.status.as_str().to_owned().into_response()
        }
    }
}

fn to_sign_in(visit: &Visit, wants_page: bool) -> Response {
    let next = if wants_page { visit.path.as_str() } else { "/" };
    axum::response::Redirect::to(&format!("/sign-in?next={}", crate::shell::markup::encode(next)))
        .into_response()
}

/// Headers that the failure set and that still hold.
fn carry(from: &HeaderMap, to: &mut HeaderMap) {
    for name in [header::RETRY_AFTER, header::ALLOW, header::SET_COOKIE] {
        for value in from.get_all(&name) {
            to.append(name.clone(), value.clone());
        }
    }
}

/// Renders a page, or says that it failed.
pub(crate) fn render(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page failed");
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "error-unexpected").into_response()
        }
    }
}
