//! What the register of units shows.

use crate::{pages::matter::form::Typed, shell::Shell};
use app::query::answer::Named;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "pages/units/units.html")]
pub struct UnitsPage {
    /// The frame.
    pub s: Shell,
    /// All units, each after the one above it.
    pub units: Vec<UnitLine>,
    /// Whether the reader may add units.
    pub may_manage: bool,
    /// Random seed of the page's command ids.
    pub seed: String,
    /// What was typed into a form that was refused.
    pub typed: Option<Typed>,
}

/// One unit.
#[derive(Clone, Debug)]
pub struct UnitLine {
    /// Id and short name.
    pub named: Named,
    /// Full name.
    pub full: String,
    /// Depth, from 1.
    pub depth: usize,
    /// Whether it still stands.
    pub active: bool,
    /// How many people belong to it.
    pub people: usize,
}

impl UnitsPage {
    /// What stands in an input.
    pub fn value(&self, name: &str) -> String {
        self.typed.as_ref().and_then(|typed| typed.get("unit", name)).unwrap_or_default().to_owned()
    }

    /// Why the form was refused.
    pub fn why(&self) -> Option<&str> {
        self.typed.as_ref().map(|typed| typed.why.as_str())
    }
}
