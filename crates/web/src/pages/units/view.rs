//! What the register of units shows.

use crate::{pages::matter::form::Typed, shell::Shell};
use app::query::units::UnitNode;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "pages/units/units.html")]
pub struct UnitsPage {
    /// The frame.
    pub s: Shell,
    /// All units, each after the one above it.
    pub units: Vec<UnitNode>,
    /// Whether the reader may add units.
    pub may_manage: bool,
    /// Random seed of the page's command ids.
    pub seed: String,
    /// What was typed into a form that was refused.
    pub typed: Option<Typed>,
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

    /// Class of the indent of a depth.
    pub fn indent(&self, depth: &usize) -> usize {
        (*depth).min(6)
    }

    /// Whether something lies below a unit that it does not have itself.
    pub fn has_below(&self, unit: &UnitNode) -> bool {
        self.units.iter().any(|other| other.parent == Some(unit.named.id))
    }
}
