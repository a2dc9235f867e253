//! What stands before sign-in.

use crate::shell::Shell;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "pages/sign_in/sign_in.html")]
pub struct SignInPage {
    /// The frame.
    pub s: Shell,
    /// The name typed before.
    pub login: String,
    /// Where to go afterwards: a path on this server.
    pub next: String,
    /// Why it failed.
    pub why: Option<String>,
    /// Whether nobody can sign in yet.
    pub fresh: bool,
}
