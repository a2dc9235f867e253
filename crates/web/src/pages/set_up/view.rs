//! What the one-time link shows: the first person.

use crate::{pages::matter::form::Typed, shell::Shell};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "pages/set_up/set_up.html")]
pub struct SetUpPage {
    /// The frame.
    pub s: Shell,
    /// The link's secret.
    pub secret: String,
    /// A form that was refused.
    pub typed: Option<Typed>,
}

impl SetUpPage {
    /// What stands in an input.
    pub fn value(&self, name: &str) -> String {
        self.typed.as_ref().and_then(|typed| typed.get("set-up", name)).unwrap_or_default().to_owned()
    }

    /// Why the form was refused.
    pub fn why(&self) -> Option<&str> {
        self.typed.as_ref().map(|typed| typed.why.as_str())
    }
}
