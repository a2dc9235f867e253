//! What the register of slips shows.

use crate::shell::{Shell, markup::encode};
use app::query::{
    answer::{Named, SlipRow, SlipStanding, Slips},
    slips::SlipsQuery,
};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "pages/slips/slips.html")]
pub struct SlipsPage {
    /// The frame.
    pub s: Shell,
    /// What is asked for.
    pub query: SlipsQuery,
    /// The register.
    pub l: Slips,
    /// How many rungs the ladder proposes.
    pub proposed: usize,
    /// Units to choose from.
    pub units: Vec<Named>,
}

impl SlipsPage {
    /// The label of a type of slip.
    pub fn type_name(&self, name: &str) -> String {
        self.s.words.choice(self.s.language(), "slip", "type", name)
    }

    /// Types: name, label, whether it is chosen.
    pub fn types(&self) -> Vec<(String, String, bool)> {
        let field = self.s.words.field("slip", "type");
        let choices = field.map_or(&[][..], |field| &field.choices);
        let chosen = |name: &str| self.query.r#type.as_deref() == Some(name);
        let language = self.s.language();
        choices
            .iter()
            .map(|one| (one.name.clone(), language.of(&one.label).to_owned(), chosen(&one.name)))
            .collect()
    }

    /// Where slips can stand: name, whether it is chosen.
    pub fn standings(&self) -> Vec<(&'static str, bool)> {
        SlipStanding::ALL.map(|one| (one.name(), self.query.standing == Some(one))).to_vec()
    }

    /// Whether `id` is the unit chosen.
    pub fn is_unit(&self, id: &ledger::MatterId) -> bool {
        self.query.unit == Some(*id)
    }

    /// The register with only those not answered in time, or with all.
    pub fn with_late(&self, late: bool) -> String {
        let kind = self.query.r#type.as_ref().map(|one| format!("type={}&", encode(one)));
        let unit = self.query.unit.map(|one| format!("unit={one}&"));
        let late = if late { "late=yes" } else { "" };
        format!("/slips?{}{}{late}", kind.unwrap_or_default(), unit.unwrap_or_default())
    }

    /// Whether an answer is waited for.
    pub fn waits(&self, slip: &SlipRow) -> bool {
        slip.standing.waits()
    }
}
