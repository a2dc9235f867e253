//! What a person sees of their own account.

use crate::{pages::matter::form::Typed, shell::Shell};
use app::accounts::Token;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "pages/account/account.html")]
pub struct AccountPage {
    /// The frame.
    pub s: Shell,
    /// Login name.
    pub login: String,
    /// Own matters, as a list.
    pub own: String,
    /// Access tokens.
    pub tokens: Vec<Token>,
    /// A token that was just made, shown once.
    pub fresh: Option<String>,
    /// A form that was refused.
    pub typed: Option<Typed>,
}

impl AccountPage {
    /// Why `form` was refused.
    pub fn why(&self, form: &str) -> Option<&str> {
        self.typed.as_ref().filter(|typed| typed.form == form).map(|typed| typed.why.as_str())
    }
}
