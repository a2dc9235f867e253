//! What the pages of draws show.

use crate::shell::Shell;
use app::{
    draw::{Commitment, Passed},
    draws::DrawPage,
    query::answer::Named,
};
use askama::Template;

/// All draws, and the form for the next one.
#[derive(Template)]
#[template(path = "pages/draws/draws.html")]
pub struct DrawsPage {
    /// The frame.
    pub s: Shell,
    /// Draws, the newest first.
    pub draws: Vec<DrawPage>,
    /// Whether this person may announce one.
    pub may: bool,
    /// Why the form was refused.
    pub why: Option<String>,
    /// What was typed into it.
    pub typed: Vec<(String, String)>,
}

/// One draw.
#[derive(Template)]
#[template(path = "pages/draws/draw.html")]
pub struct DrawView {
    /// The frame.
    pub s: Shell,
    /// The draw.
    pub d: DrawPage,
    /// Units that can be given the tasks.
    pub units: Vec<Named>,
    /// Whether this person may draw.
    pub may: bool,
    /// Makes a second press of a button harmless.
    pub seed: String,
    /// Why a form was refused.
    pub why: Option<String>,
}

impl DrawsPage {
    /// What was typed under a name.
    pub fn value(&self, name: &str, otherwise: &str) -> String {
        let typed = self.typed.iter().find(|(one, _)| one == name).map(|(_, value)| value.clone());
        typed.unwrap_or_else(|| if self.typed.is_empty() { otherwise.to_owned() } else { String::new() })
    }

    /// Whether a box is ticked: as it was sent, and `at_first` before anything was.
    pub fn is_checked(&self, name: &str, at_first: bool) -> bool {
        if self.typed.is_empty() { at_first } else { self.typed.iter().any(|(one, _)| one == name) }
    }

    /// How far a draw has come.
    pub fn stage(&self, draw: &DrawPage) -> &'static str {
        stage(draw)
    }
}

fn stage(draw: &DrawPage) -> &'static str {
    match (&draw.drawn, draw.tasks.is_empty()) {
        (None, _) => "announced",
        (Some(_), true) => "drawn",
        (Some(_), false) => "tasks",
    }
}

impl DrawView {
    /// How far it has come.
    pub fn stage(&self) -> &'static str {
        stage(&self.d)
    }

    /// The public value that is waited for; nothing where a secret was fixed.
    pub fn source(&self) -> Option<&str> {
        match &self.d.commitment {
            Commitment::Public { source } => Some(source),
            Commitment::Secret { .. } => None,
        }
    }

    /// The hash of the secret; nothing where a public value is waited for.
    pub fn committed(&self) -> Option<&str> {
        match &self.d.commitment {
            Commitment::Secret { hash } => Some(hash),
            Commitment::Public { .. } => None,
        }
    }

    /// Classes with their ratios: `高 20.00%`.
    pub fn ratios(&self) -> String {
        let one = |(class, ratio): (&String, &u32)| format!("{class} {}.{:02}%", ratio / 100, ratio % 100);
        let ratios: Vec<String> = self.d.rules.ratios.iter().map(one).collect();
        ratios.join(&self.s.t.get("list-semicolon"))
    }

    /// What was passed over, with its reasons.
    pub fn passed(&self, passed: &[Passed]) -> String {
        let one = |one: &Passed| format!("{} {}", one.id, self.s.t.of("draws-why", one.why.name()));
        passed.iter().map(one).collect::<Vec<_>>().join(&self.s.t.get("list-semicolon"))
    }
}
