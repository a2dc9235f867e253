//! What the list of proposed rungs shows.

use crate::{pages::matter::form::Typed, shell::Shell};
use app::{
    language::Texts,
    query::answer::{Proposals, Proposed},
};
use askama::Template;
use ledger::{MatterId, ladder::Why};

/// The page.
#[derive(Template)]
#[template(path = "pages/slips/rungs.html")]
pub struct RungsPage {
    /// The frame.
    pub s: Shell,
    /// What is proposed.
    pub p: Proposals,
    /// Only below this campaign.
    pub campaign: Option<MatterId>,
    /// Makes the forms' commands their own.
    pub seed: String,
    /// What was typed into the form that was refused; it is named after its matter.
    pub typed: Option<Typed>,
}

impl RungsPage {
    /// A proposal in words.
    pub fn told(&self, one: &Proposed) -> ToldRung {
        tell(&self.s, one)
    }

    /// The campaign that a confirmed rung leads back to.
    pub fn rungs_of(&self) -> Option<MatterId> {
        self.campaign
    }

    /// The reason typed for a matter, where its form was refused.
    pub fn reason(&self, one: &Proposed) -> Option<&str> {
        self.typed.as_ref().and_then(|typed| typed.get(&one.row.id.to_string(), "reason"))
    }
}

/// A proposal in words.
pub struct ToldRung {
    /// The rung.
    pub rung: String,
    /// Why, each reason.
    pub why: Vec<String>,
    /// The role that signs.
    pub role: String,
    /// What goes out with it, where anything does.
    pub with: Option<String>,
}

/// Puts a proposal into words.
pub(crate) fn tell(s: &Shell, one: &Proposed) -> ToldRung {
    let (t, proposal) = (s.t, &one.proposal);
    let kind = proposal.slip.as_ref().map(|kind| s.words.choice(s.language(), "slip", "type", kind));
    let with = match (kind, proposal.reply_by) {
        (Some(kind), Some(by)) => Some(t.with("rungs-slip", &[("type", &kind), ("date", &t.date(by))])),
        (None, Some(by)) => Some(t.with("rungs-reply", &[("date", &t.date(by))])),
        (_, None) => None,
    };
    ToldRung {
        rung: s.words.rung(s.language(), &proposal.rung),
        why: proposal.reasons.iter().map(|why| reason(s, t, why)).collect(),
        role: s.words.role(s.language(), &proposal.signs),
        with,
    }
}

/// Why a rung is proposed.
pub(crate) fn reason(s: &Shell, t: Texts, why: &Why) -> String {
    match why {
        Why::Lamp { lamp } => t.with("rung-why-lamp", &[("lamp", &t.of("lamp", lamp.name()))]),
        Why::Late { days, .. } => t.with("rung-why-late", &[("days", &u64::from(*days))]),
        Why::Unanswered { rung, reply_by, .. } => {
            let rung = s.words.rung(s.language(), rung);
            t.with("rung-why-unanswered", &[("rung", &rung), ("date", &t.date(*reply_by))])
        }
        Why::Returns { returns, .. } => t.with("rung-why-returns", &[("returns", returns)]),
        Why::RedsInARow { reds, .. } => t.with("rung-why-reds", &[("reds", &u64::from(*reds))]),
    }
}
