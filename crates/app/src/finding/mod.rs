//! What is odd in an official text, told in a language; with a ledger also what the ledger does not bear out.

mod known;
mod rules;

use crate::{
    App, AppError,
    language::{Language, Say, Texts},
};
use bulletin::{Code, Finding, Options, Remark};
use ledger::{Calendar, MatterId};
use serde::Serialize;

pub use bulletin::Severity;
pub(crate) use known::Known;

/// A finding as a person is told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Code, severity, sentence and places in the text.
    #[serde(flatten)]
    pub remark: Remark,
    /// What of the ledger it was held against; empty where the text alone was looked at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Compared>,
}

/// A matter that a text was held against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// The matter.
    pub matter: MatterId,
    /// Number and title.
    pub title: String,
    /// What the ledger says of it.
    pub says: String,
}

impl App {
    /// What is odd in a text that speaks of `campaign`, in its order: by the text alone, and by what everybody may know of
    /// the ledger. `figures` are numbers that are known to come from it, such as those of a compiled bulletin.
    ///
    /// # Errors
    /// There is no such campaign, too much stands below it, or the store failed.
    pub fn check_text(
        &self,
        text: &str,
        campaign: MatterId,
        figures: &[&str],
        language: Language,
    ) -> Result<Vec<Found>, AppError> {
        let public = self.seen_by_all()?;
        let known = public.known(campaign)?;
        let reading = reading(text, &self.calendar);
        let held = rules::held_against(text, &reading.bulletin, &known, figures, language);
        let alone = reading.findings.into_iter().map(|finding| (finding, vec![]));
        let mut all: Vec<(Finding, Vec<Compared>)> = alone.chain(held).collect();
        all.sort_by_key(|(finding, _)| (finding.place(), finding.code));
        let texts = language.texts();
        let told = |(finding, rows): (Finding, Vec<Compared>)| Found {
            remark: finding.remark(told(texts, &finding)),
            rows,
        };
        Ok(all.into_iter().map(told).collect())
    }

    /// What is odd in a text by itself, in its order.
    pub fn check_alone(&self, text: &str, language: Language) -> Vec<Found> {
        alone(text, &self.calendar, language)
    }
}

/// What is odd in a text by itself, in its order; without a ledger.
pub fn alone(text: &str, calendar: &Calendar, language: Language) -> Vec<Found> {
    let texts = language.texts();
    let told = |finding: Finding| Found { remark: finding.remark(told(texts, &finding)), rows: vec![] };
    reading(text, calendar).findings.into_iter().map(told).collect()
}

fn reading(text: &str, calendar: &Calendar) -> bulletin::Reading {
    let working_days = |date| calendar.is_working_day(date).ok();
    bulletin::read(text, Options { working_days: Some(&working_days), ..Options::default() })
}

/// The sentence of a finding.
#[must_use]
pub fn told(texts: Texts, finding: &Finding) -> String {
    let words: Vec<(&str, &dyn Say)> =
        finding.words.iter().map(|(name, word)| (*name, word as &dyn Say)).collect();
    texts.with(&id(finding.code), &words)
}

/// The id of the sentence of a code.
#[must_use]
pub fn id(code: Code) -> String {
    format!("finding-{}", code.as_str())
}

/// The ids of all sentences.
#[must_use]
pub fn ids() -> Vec<String> {
    Code::ALL.iter().copied().map(id).collect()
}
