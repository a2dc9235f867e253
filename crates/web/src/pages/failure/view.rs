//! What a failure shows.

use crate::shell::Shell;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "pages/failure/failure.html")]
pub struct FailurePage {
    /// The frame.
    pub s: Shell,
    /// Status code.
    pub status: u16,
    /// What happened and what to do next.
    pub text: String,
}

impl FailurePage {
    /// Id of the heading.
    pub fn heading(&self) -> &'static str {
        match self.status {
            400 | 422 => "failure-bad-request",
            403 => "failure-forbidden",
            404 | 405 => "failure-not-found",
            409 => "failure-conflict",
            413 => "failure-too-large",
            429 => "failure-too-many",
            _ => "failure-server",
        }
    }
}
