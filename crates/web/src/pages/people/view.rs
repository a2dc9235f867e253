//! What the register of people shows.

use crate::{pages::matter::form::Typed, shell::Shell};
use app::query::answer::Named;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "pages/people/people.html")]
pub struct PeoplePage {
    /// The frame.
    pub s: Shell,
    /// Everybody, in the order of the register.
    pub people: Vec<PersonLine>,
    /// Units to choose from.
    pub units: Vec<Named>,
    /// Roles to choose from: name and label.
    pub roles: Vec<(String, String)>,
    /// Whether the reader may add people.
    pub may_manage: bool,
    /// What was typed into a form that was refused.
    pub typed: Option<Typed>,
}

/// One person.
#[derive(Clone, Debug)]
pub struct PersonLine {
    /// Id and name.
    pub named: Named,
    /// Unit.
    pub unit: Option<Named>,
    /// Post.
    pub post: String,
    /// Whether the person still serves.
    pub active: bool,
    /// Roles in the reader's language, each with its reach.
    pub roles: Vec<String>,
}

impl PeoplePage {
    /// What stands in an input.
    pub fn value(&self, name: &str) -> String {
        self.typed.as_ref().and_then(|typed| typed.get("person", name)).unwrap_or_default().to_owned()
    }

    /// Why the form was refused.
    pub fn why(&self) -> Option<&str> {
        self.typed.as_ref().map(|typed| typed.why.as_str())
    }
}
