//! What a person sees of their own account.

use crate::{pages::matter::form::Typed, shell::Shell};
use app::{
    accounts::Token,
    messages::{ByMail, Preferences},
};
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
    /// Whether mail can be sent at all.
    pub sends_mail: bool,
    /// How messages come besides in the product.
    pub chosen: Preferences,
    /// A token that was just made, shown once.
    pub fresh: Option<String>,
    /// A form that was refused.
    pub typed: Option<Typed>,
}

impl AccountPage {
    /// What can be chosen: name, and whether it is chosen.
    pub fn by_mail(&self) -> Vec<(&'static str, bool)> {
        ByMail::ALL.into_iter().map(|by_mail| (by_mail.name(), by_mail == self.chosen.by_mail)).collect()
    }

    /// Why `form` was refused.
    pub fn why(&self, form: &str) -> Option<&str> {
        self.typed.as_ref().filter(|typed| typed.form == form).map(|typed| typed.why.as_str())
    }
}
