//! What the page of all sections shows.

use crate::shell::Shell;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "pages/sections/sections.html")]
pub struct SectionsPage {
    /// The frame.
    pub s: Shell,
}
