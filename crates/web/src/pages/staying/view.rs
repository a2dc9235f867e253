//! What the page of what stays fixed shows.

use crate::{pages::matter::form::Typed, shell::Shell};
use app::query::{
    answer::{Named, Rebound, RecheckCounts, Rechecks, Sample, StandingWork, StayingFixed},
    staying::RecheckState,
};
use askama::Template;
use ledger::Standing;

/// A list of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum List {
    /// Completed, to be consolidated (巩固).
    #[default]
    Completed,
    /// Basically completed, to be raised (提升).
    Basically,
    /// Long-term, with a timetable and nodes (持续推进).
    LongTerm,
    /// Re-checks.
    Rechecks,
    /// What came back.
    Rebounds,
    /// Samples.
    Samples,
}

impl List {
    /// All, in the order of the tabs.
    pub const ALL: [List; 6] =
        [List::Completed, List::Basically, List::LongTerm, List::Rechecks, List::Rebounds, List::Samples];

    /// Stable name in addresses and the locales.
    pub fn name(self) -> &'static str {
        match self {
            List::Completed => "completed",
            List::Basically => "basically",
            List::LongTerm => "long-term",
            List::Rechecks => "rechecks",
            List::Rebounds => "rebounds",
            List::Samples => "samples",
        }
    }

    /// Reads [`List::name`] back.
    pub fn from_name(name: &str) -> Option<List> {
        List::ALL.into_iter().find(|list| list.name() == name)
    }

    /// Where its items stand, for the first three.
    pub(crate) fn standing(self) -> Standing {
        match self {
            List::Basically => Standing::BasicallyDone,
            List::LongTerm => Standing::LongTerm,
            _ => Standing::Done,
        }
    }
}

/// How many re-checks have become so.
pub(crate) fn count(counts: &RecheckCounts, state: RecheckState) -> u64 {
    match state {
        RecheckState::Overdue => counts.overdue,
        RecheckState::Due => counts.due,
        RecheckState::Later => counts.later,
        RecheckState::Passed => counts.passed,
        RecheckState::Failed => counts.failed,
        RecheckState::LeftOut => counts.left_out,
    }
}

/// What is shown.
pub enum Shown {
    /// Items of a class, each with the next thing.
    Work(StandingWork),
    /// Re-checks in a state.
    Rechecks(RecheckState, Rechecks),
    /// What came back.
    Rebounds(Vec<Rebound>),
    /// Samples.
    Samples(Vec<Sample>),
}

/// The page where there is no campaign yet.
#[derive(Template)]
#[template(path = "pages/staying/empty.html")]
pub struct EmptyStayingPage {
    /// The frame.
    pub s: Shell,
}

/// The page.
#[derive(Template)]
#[template(path = "pages/staying/staying.html")]
pub struct StayingPage {
    /// The frame.
    pub s: Shell,
    /// Which list.
    pub list: List,
    /// What is counted.
    pub f: StayingFixed,
    /// The list.
    pub shown: Shown,
    /// Campaigns to choose from.
    pub campaigns: Vec<Named>,
    /// Whether this is not the first page.
    pub is_later: bool,
    /// Makes a retry of the form harmless.
    pub seed: String,
    /// What was typed into the form that was refused.
    pub typed: Option<Typed>,
}

impl StayingPage {
    /// Address of this campaign with a query string.
    pub fn href(&self, query: &str) -> String {
        self.s.at_day(&format!("/staying-fixed/{}{query}", self.f.campaign.id))
    }

    /// The lists: name, address, how many, whether it is shown.
    pub fn tabs(&self) -> Vec<(&'static str, String, Option<u64>, bool)> {
        let tab = |list: List| {
            let count = match list {
                List::Completed => Some(self.f.completed),
                List::Basically => Some(self.f.basically),
                List::LongTerm => Some(self.f.long_term),
                List::Rechecks => Some(self.f.rechecks.overdue + self.f.rechecks.due),
                List::Rebounds => Some(self.f.rebounds),
                List::Samples => None,
            };
            (list.name(), self.href(&format!("?list={}", list.name())), count, list == self.list)
        };
        List::ALL.map(tab).to_vec()
    }

    /// States of re-checks: name, how many, address, whether it is shown.
    pub fn states(&self, shown: &RecheckState) -> Vec<(&'static str, u64, String, bool)> {
        let one = |state: RecheckState| {
            let href = self.href(&format!("?list=rechecks&state={}", state.name()));
            (state.name(), count(&self.f.rechecks, state), href, state == *shown)
        };
        RecheckState::ALL.map(one).to_vec()
    }

    /// Re-checks that passed, of all that were made.
    pub fn stays(&self) -> String {
        let counts = &self.f.rechecks;
        format!("{}/{}", self.s.num(counts.passed), self.s.num(counts.passed + counts.failed))
    }

    /// `n` of the items that count.
    pub fn of_items(&self, n: &u64) -> String {
        format!("{}/{}", self.s.num(n), self.s.num(self.f.items))
    }

    /// Address of the next page.
    pub fn next(&self) -> Option<String> {
        let (next, state) = match &self.shown {
            Shown::Work(work) => (work.next?, String::new()),
            Shown::Rechecks(state, rechecks) => (rechecks.next?, format!("&state={}", state.name())),
            Shown::Rebounds(_) | Shown::Samples(_) => return None,
        };
        Some(self.href(&format!("?list={}{state}&after={next}", self.list.name())))
    }

    /// Address of the first page.
    pub fn first(&self) -> String {
        self.href(&format!("?list={}", self.list.name()))
    }

    /// Whether what is missing is a node of a plan.
    pub fn leads_to_nodes(&self) -> bool {
        self.list == List::LongTerm
    }

    /// The same page of another campaign on the same day.
    pub fn of_campaign(&self, campaign: &Named) -> String {
        self.s.at_day(&format!("/staying-fixed/{}", campaign.id))
    }

    /// Other campaigns.
    pub fn others(&self) -> Vec<&Named> {
        self.campaigns.iter().filter(|one| one.id != self.f.campaign.id).collect()
    }

    /// Months that a sample can be drawn for: this one and those that follow.
    pub fn months(&self) -> Vec<(String, String)> {
        self.s.months(0..12)
    }

    /// The value typed under `name` into the form that was refused.
    pub fn value(&self, name: &str) -> &str {
        self.typed.as_ref().and_then(|typed| typed.get("sample", name)).unwrap_or_default()
    }

    /// Whether this month was typed.
    pub fn is_typed(&self, month: &str) -> bool {
        self.value("month") == month
    }

    /// The beginning of a hash.
    pub fn brief<'h>(&self, hash: &'h str) -> &'h str {
        hash.get(..12).unwrap_or(hash)
    }

    /// How many of a sample's candidates are in it.
    pub fn drawn(&self, sample: &Sample) -> String {
        let drawn = sample.candidates.iter().filter(|one| one.drawn).count();
        format!("{}/{}", self.s.num(drawn), self.s.num(sample.candidates.len()))
    }
}
