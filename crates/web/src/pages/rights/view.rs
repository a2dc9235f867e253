//! What the page of rights shows.

use crate::shell::Shell;
use app::query::{answer::Row, rights::Holders};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "pages/rights/rights.html")]
pub struct RightsPage {
    /// The frame.
    pub s: Shell,
    /// The matter.
    pub row: Row,
    /// Each right and who holds it.
    pub holders: Vec<Holders>,
}

impl RightsPage {
    /// What may be done, in words.
    pub fn what(&self, one: &Holders) -> String {
        match one.right.strip_prefix("move:") {
            Some(way) => self.s.words.way(self.s.language(), &self.row.kind, way),
            None => self.s.t.of("right", &one.right).into_owned(),
        }
    }
}
