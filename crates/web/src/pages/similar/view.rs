//! What the page of problems that read alike shows.

use super::handler::Asked;
use crate::shell::Shell;
use app::query::answer::{Groups, Member, Named};
use askama::Template;
use ledger::MatterId;
use std::sync::Arc;

/// The page.
#[derive(Template)]
#[template(path = "pages/similar/similar.html")]
pub struct SimilarPage {
    /// The frame.
    pub s: Shell,
    /// What is asked for.
    pub asked: Asked,
    /// Groups.
    pub g: Groups,
    /// Campaigns and their aspects to choose from.
    pub places: Arc<Vec<Named>>,
    /// Units to choose from.
    pub units: Vec<Named>,
}

impl SimilarPage {
    /// Whether `id` is chosen under `name`.
    pub fn is_id(&self, name: &str, id: &MatterId) -> bool {
        let chosen = if name == "under" { self.asked.under } else { self.asked.unit };
        chosen == Some(*id)
    }

    /// Address of the next page.
    pub fn next(&self) -> Option<String> {
        self.g.next.as_ref().map(|after| self.asked.href(after))
    }

    /// The day on which a problem was opened.
    pub fn opened(&self, member: &Member) -> String {
        self.s.t.date(app::clock::day_of(member.opened_at))
    }
}
