//! What a search shows.

use crate::shell::Shell;
use app::query::answer::Hits;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "pages/search/search.html")]
pub struct SearchPage {
    /// The frame.
    pub s: Shell,
    /// What was typed.
    pub q: String,
    /// What was found; `None` when nothing was asked.
    pub hits: Option<Hits>,
}
