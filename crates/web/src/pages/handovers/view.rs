//! What the page of a hand-over shows.

use crate::{pages::matter::form::Typed, shell::Shell};
use app::{
    handover::{Going, HandOver, InHand, Part, Share, mark},
    query::answer::Named,
};
use askama::Template;
use ledger::{Grant, MatterId};

/// Rows of a share that are shown before the rest is folded away.
const SHOWN: usize = 8;

/// The page.
#[derive(Template)]
#[template(path = "pages/handovers/handover.html")]
pub struct HandoverPage {
    /// The frame.
    pub s: Shell,
    /// Everything in hand.
    pub hand: InHand,
    /// What is asked for, once something is.
    pub asked: Option<HandOver>,
    /// What would go to whom.
    pub going: Option<Vec<Going>>,
    /// Units to choose from.
    pub units: Vec<Named>,
    /// People to choose from.
    pub people: Vec<Named>,
    /// Makes the command its own.
    pub seed: String,
    /// Why it was refused.
    pub typed: Option<Typed>,
}

/// Name of the input for the successor of a share.
fn share_name(part: Part, unit: Option<MatterId>) -> String {
    format!("to.{}.{}", part.name(), unit.map(|unit| unit.to_string()).unwrap_or_default())
}

impl HandoverPage {
    /// Name of the input of a share.
    pub fn name(&self, share: &Share) -> String {
        share_name(share.part, share.unit.as_ref().map(|unit| unit.id))
    }

    /// Whether `id` is chosen, or proposed first as long as nothing was chosen.
    pub fn is_chosen(&self, share: &Share, id: &MatterId) -> bool {
        let unit = share.unit.as_ref().map(|unit| unit.id);
        match &self.asked {
            Some(asked) => {
                asked.successors.iter().any(|one| one.part == share.part && one.unit == unit && one.to == *id)
            }
            None => share.proposals.first().is_some_and(|first| first.id == *id),
        }
    }

    /// Everybody else who may take a share over.
    pub fn others(&self, share: &Share) -> Vec<&Named> {
        let all = match share.part {
            Part::Person | Part::Leader => &self.people,
            Part::Unit | Part::Members => &self.units,
        };
        all.iter().filter(|one| !share.proposals.iter().any(|proposed| proposed.id == one.id)).collect()
    }

    /// How many matters there are.
    pub fn count(&self) -> usize {
        self.hand.shares.iter().map(|share| share.rows.len()).sum()
    }

    /// The rows of a share that are shown, and how many more there are.
    pub fn shown<'a>(&self, share: &'a Share) -> (&'a [app::query::answer::Row], usize) {
        let shown = share.rows.len().min(SHOWN);
        (&share.rows[..shown], share.rows.len() - shown)
    }

    /// A role with its reach, in words.
    pub fn role(&self, grant: &Grant) -> String {
        let role = self.s.words.role(self.s.language(), &grant.role);
        let unit = grant.unit.and_then(|id| self.units.iter().find(|unit| unit.id == id));
        unit.map_or(role.clone(), |unit| format!("{role}{}{}", self.s.t.get("colon"), unit.title))
    }

    /// The move that ends the person or unit.
    pub fn ending(&self) -> &'static str {
        if self.hand.kind == "unit" { "dissolve" } else { "leave" }
    }

    /// Label of that move.
    pub fn ending_label(&self) -> String {
        self.s.words.way(self.s.language(), &self.hand.kind, self.ending())
    }

    /// Whether it is asked for, as long as nothing is told otherwise.
    pub fn asks(&self, what: &str) -> bool {
        self.asked.as_ref().is_some_and(|asked| match what {
            "roles" => asked.with_roles,
            _ => asked.then.is_some(),
        })
    }

    /// The reason that was given.
    pub fn reason(&self) -> &str {
        self.asked.as_ref().map_or("", |asked| asked.reason.as_str())
    }

    /// Names what is shown as going over.
    pub fn mark(&self) -> String {
        self.going.as_deref().map(mark).unwrap_or_default()
    }

    /// Why it was refused.
    pub fn why(&self) -> Option<&str> {
        self.typed.as_ref().map(|typed| typed.why.as_str())
    }

    /// What cannot go over, with the reason in words.
    pub fn held_up<'a>(&self, going: &'a [Going]) -> Vec<(&'a Going, String)> {
        let refused = going.iter().filter_map(|one| Some((one, one.refusal.as_ref()?)));
        refused.map(|(one, refusal)| (one, self.s.t.refusal(refusal))).collect()
    }

    /// What goes to whom, counted.
    pub fn told(&self, going: &[Going]) -> Vec<(String, String, usize)> {
        let mut told: Vec<(String, String, usize)> = vec![];
        for one in going.iter().filter(|one| one.refusal.is_none()) {
            let part = self.s.t.of("handover", one.part.name()).into_owned();
            match told.iter_mut().find(|(p, to, _)| *p == part && *to == one.to.title) {
                Some((.., count)) => *count += 1,
                None => told.push((part, one.to.title.clone(), 1)),
            }
        }
        told
    }
}
