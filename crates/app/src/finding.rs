//! What is odd in an official text, told in a language.

use crate::language::{Say, Texts};
use bulletin::{Code, Finding};

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
