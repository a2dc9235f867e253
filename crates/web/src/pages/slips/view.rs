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
        let chosen = |name: &str| self.query.r#type.as_deref() == Some(name);
        let types = self.s.words.choices(self.s.language(), "slip", "type").into_iter();
        types.map(|(name, label)| (name.clone(), label, chosen(&name))).collect()
    }

    /// Where slips can stand: name, whether it is chosen.
    pub fn standings(&self) -> Vec<(&'static str, bool)> {
        SlipStanding::ALL.map(|one| (one.name(), self.query.standing == Some(one))).to_vec()
    }

    /// Whether `id` is the unit chosen.
    pub fn is_unit(&self, id: &ledger::MatterId) -> bool {
        self.query.unit == Some(*id)
    }

    /// What is kept when another part of the question changes: name and value.
    pub fn kept(&self, left_out: &[&str]) -> Vec<(&'static str, String)> {
        let query = &self.query;
        let id = |id: Option<ledger::MatterId>| id.map(|id| id.to_string()).unwrap_or_default();
        let all = [
            ("campaign", id(query.campaign)),
            ("type", query.r#type.clone().unwrap_or_default()),
            ("unit", id(query.unit)),
            ("standing", query.standing.map(SlipStanding::name).unwrap_or_default().to_owned()),
            ("late", if query.late { "yes".to_owned() } else { String::new() }),
        ];
        all.into_iter().filter(|(name, value)| !value.is_empty() && !left_out.contains(name)).collect()
    }

    /// The register with only those not answered in time, or with all.
    pub fn with_late(&self, late: bool) -> String {
        let mut pairs = self.kept(&["late"]);
        if late {
            pairs.push(("late", "yes".to_owned()));
        }
        let pairs: Vec<String> =
            pairs.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        format!("/slips?{}", pairs.join("&"))
    }

    /// What the ladder proposes for the same campaign.
    pub fn rungs(&self) -> String {
        self.query
            .campaign
            .map_or_else(|| "/rungs".to_owned(), |campaign| format!("/rungs?campaign={campaign}"))
    }

    /// Whether an answer is waited for.
    pub fn waits(&self, slip: &SlipRow) -> bool {
        slip.standing.waits()
    }
}
