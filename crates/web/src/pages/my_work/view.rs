//! What waits for the reader, as a page shows it.

use crate::{pages::matters::filter::Filter, shell::Shell};
use app::query::work::{NextStep, Owed, Work};
use askama::Template;
use ledger::{MatterId, StateClass};

/// The page.
#[derive(Template)]
#[template(path = "pages/my_work/my_work.html")]
pub struct WorkPage {
    /// The frame.
    pub s: Shell,
    /// What waits.
    pub w: Work,
    /// For whom.
    pub person: MatterId,
    /// Makes the form's command its own.
    pub seed: String,
}

impl WorkPage {
    /// What the reader is responsible for, as a sheet.
    pub fn sheet(&self) -> Option<String> {
        let person = self.s.reader.as_ref()?.person?;
        Some(format!("/matters/sheet?person={person}"))
    }

    /// Everything that bears the reader's name, as a list.
    pub fn all(&self) -> String {
        let (person, sort) = (Some(self.person), "due".into());
        Filter { person, class: Some(StateClass::Open), sort, ..Filter::default() }.href()
    }

    /// Whether anything can be reported on here.
    pub fn may_report(&self) -> bool {
        self.w.owed.iter().any(|one| one.may_report)
    }

    /// What the step of a row is called, and where it is taken.
    pub fn step(&self, one: &Owed) -> Option<(String, String)> {
        let (label, place) = match one.step.as_ref()? {
            NextStep::Report => (self.s.t.get("work-report").into_owned(), "report"),
            NextStep::DecideExtension => (self.s.t.get("work-decide").into_owned(), "extension"),
            NextStep::Move(name) => (self.s.words.way(self.s.language(), &one.row.kind, name), "ways"),
        };
        Some((label, format!("/matters/{}#{place}", one.row.id)))
    }
}
