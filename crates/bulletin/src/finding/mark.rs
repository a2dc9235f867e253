//! A finding: its code, its places, and the words its sentence needs.

use super::Code;
use crate::contract::{Remark, Severity, Span};

/// Something odd in the text, with what is needed to say it in any language. Nothing is ever repaired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What sort of finding it is.
    pub code: Code,
    /// The places in the text: first what it is held against, the most telling one last.
    pub spans: Vec<Span>,
    /// What the sentence for a person names, by the name of the variable.
    pub words: Vec<(&'static str, String)>,
}

impl Finding {
    /// A finding at these places.
    #[must_use]
    pub fn new(code: Code, spans: Vec<Span>) -> Self {
        Self { code, spans, words: Vec::new() }
    }

    /// With a word of its sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, word: impl ToString) -> Self {
        self.words.push((name, word.to_string()));
        self
    }

    /// How grave it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The place that tells most.
    #[must_use]
    pub fn place(&self) -> Option<Span> {
        self.spans.last().copied()
    }

    /// The word called `name`.
    #[must_use]
    pub fn word(&self, name: &str) -> Option<&str> {
        self.words.iter().find(|(known, _)| *known == name).map(|(_, word)| word.as_str())
    }

    /// The finding as it is printed, with the sentence that `message` made of it.
    #[must_use]
    pub fn remark(&self, message: String) -> Remark {
        Remark {
            code: self.code.as_str().to_owned(),
            severity: self.severity(),
            message,
            spans: self.spans.clone(),
        }
    }
}
