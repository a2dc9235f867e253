//! What the page of coverage shows.

use crate::shell::Shell;
use app::{
    period::period_name,
    query::answer::{Coverage, Named, VisitLine},
};
use askama::Template;
use ledger::{
    MatterId,
    cadence::{Cadence, Period},
};

/// The page.
#[derive(Template)]
#[template(path = "pages/coverage/coverage.html")]
pub struct CoveragePage {
    /// The frame.
    pub s: Shell,
    /// Which were visited.
    pub c: Coverage,
    /// Units to choose from.
    pub units: Vec<Named>,
    /// Whether the reader may record a visit.
    pub may_record: bool,
    /// What was typed into a form that was refused.
    pub typed: Option<Vec<(String, String)>>,
    /// Makes the form's command its own.
    pub seed: String,
}

impl CoveragePage {
    /// The period in words.
    pub fn name(&self) -> String {
        period_name(self.s.t, self.c.period)
    }

    fn of(&self, period: Period) -> String {
        let campaign = self.c.campaign.as_ref().map(|one| format!("&campaign={}", one.id));
        format!("/coverage?period={period}{}", campaign.unwrap_or_default())
    }

    /// The period before, and the one after where it has begun.
    pub fn neighbours(&self) -> (String, Option<String>) {
        let next = Some(self.c.period.next()).filter(|next| next.start() <= self.c.today);
        (self.of(self.c.period.previous()), next.map(|next| self.of(next)))
    }

    /// Present periods of each cadence: name, address, whether it is shown.
    pub fn cadences(&self) -> Vec<(String, String, bool)> {
        let one = |cadence: Cadence| {
            let period = Period::of(cadence, self.c.today);
            (format!("{}-now", cadence.name()), self.of(period), self.c.period.cadence() == cadence)
        };
        Cadence::ALL.map(one).to_vec()
    }

    /// How many were visited.
    pub fn visited(&self) -> String {
        self.s.t.with("coverage-visited", &[("rate", &self.c.visited.to_string())])
    }

    /// The label of a manner.
    pub fn manner(&self, visit: &VisitLine) -> String {
        self.s.words.choice(self.s.language(), "visit", "manner", &visit.manner)
    }

    /// Manners: name, label, whether it was chosen.
    pub fn manners(&self) -> Vec<(String, String, bool)> {
        let typed = self.value("manner");
        let choices = self.s.words.choices(self.s.language(), "visit", "manner").into_iter();
        choices.map(|(name, label)| (name.clone(), label, name == typed)).collect()
    }

    /// What was typed under `name`.
    pub fn value(&self, name: &str) -> &str {
        let values = self.typed.as_deref().unwrap_or_default();
        values.iter().find(|(one, _)| one == name).map_or("", |(_, value)| value.as_str())
    }

    /// The day that stands in the form.
    pub fn on(&self) -> String {
        let typed = self.value("on");
        if typed.is_empty() { self.c.today.to_string() } else { typed.to_owned() }
    }

    /// Whether `id` was chosen as the unit.
    pub fn is_unit(&self, id: &MatterId) -> bool {
        self.value("unit") == id.to_string()
    }
}
