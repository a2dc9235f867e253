//! The closed list of diagnostics. Codes are stable: a released code never changes its meaning.

use crate::contract::{Severity, Span};
use serde::{Deserialize, Serialize};

/// Something odd in the text, with what is needed to say it in any language. Nothing is ever repaired.
///
/// Every variant carries `spans`: the places in the text, the most telling one last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Diagnostic {
    /// The text claims a number of measures and writes out another.
    MeasureCountDiffers {
        /// The number claimed.
        claimed: u64,
        /// The number written out.
        written: u64,
        /// The claim.
        spans: Vec<Span>,
    },
    /// The text claims a number of rules made and names another number of different titles. The two need not agree:
    /// titles of other bodies are named too, and one title may stand for several.
    DocumentCountDiffers {
        /// The number claimed.
        claimed: u64,
        /// Different titles named.
        named: u64,
        /// The claim.
        spans: Vec<Span>,
    },
    /// A series leaves numbers out.
    SequenceGap {
        /// The mark as printed.
        mark: String,
        /// The number that should stand there.
        expected: u32,
        /// The number that does.
        found: u32,
        /// The mark before, where there is one, and the mark.
        spans: Vec<Span>,
    },
    /// A series gives one number twice.
    SequenceRepeat {
        /// The mark as printed.
        mark: String,
        /// The number.
        number: u32,
        /// The mark before, where there is one, and the mark.
        spans: Vec<Span>,
    },
    /// The text stops inside a sentence.
    TruncatedText {
        /// The last characters.
        tail: String,
        /// The last characters.
        spans: Vec<Span>,
    },
    /// A date whose 年, 月 or digits were lost, so that it cannot be told.
    LostDigits {
        /// The date as printed.
        raw: String,
        /// The date.
        spans: Vec<Span>,
    },
    /// A date that the calendar does not have.
    InvalidDate {
        /// The date as printed.
        raw: String,
        /// The date.
        spans: Vec<Span>,
    },
    /// A date on a day off. Meetings on such days happen: this is a note, never a refusal.
    DateOnDayOff {
        /// The date as printed.
        raw: String,
        /// The day, `2024-05-05`.
        day: String,
        /// The date.
        spans: Vec<Span>,
    },
    /// A share that cannot be.
    ImpossibleShare {
        /// The share as printed.
        raw: String,
        /// Why it cannot be.
        fault: ShareFault,
        /// The figures it is of, where there are any, and the share.
        spans: Vec<Span>,
    },
    /// A quotation mark without a partner in its paragraph.
    UnpairedQuote {
        /// The mark.
        mark: String,
        /// The mark.
        spans: Vec<Span>,
    },
    /// A title mark without a partner in its paragraph.
    UnpairedTitleMark {
        /// The mark.
        mark: String,
        /// The mark.
        spans: Vec<Span>,
    },
}

/// Why a share cannot be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ShareFault {
    /// More than the whole.
    OverWhole,
    /// The figures of the text give another share.
    DoesNotCompute {
        /// The part as printed.
        part: String,
        /// The whole as printed.
        whole: String,
    },
}

impl Diagnostic {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MeasureCountDiffers { .. } => "measure-count-differs",
            Self::DocumentCountDiffers { .. } => "document-count-differs",
            Self::SequenceGap { .. } => "sequence-gap",
            Self::SequenceRepeat { .. } => "sequence-repeat",
            Self::TruncatedText { .. } => "truncated-text",
            Self::LostDigits { .. } => "lost-digits",
            Self::InvalidDate { .. } => "invalid-date",
            Self::DateOnDayOff { .. } => "date-on-day-off",
            Self::ImpossibleShare { .. } => "impossible-share",
            Self::UnpairedQuote { .. } => "unpaired-quote",
            Self::UnpairedTitleMark { .. } => "unpaired-title-mark",
        }
    }

    /// How grave it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        match self {
            Self::InvalidDate { .. } | Self::ImpossibleShare { fault: ShareFault::OverWhole, .. } => {
                Severity::Error
            }
            Self::DocumentCountDiffers { .. } | Self::DateOnDayOff { .. } => Severity::Note,
            _ => Severity::Warning,
        }
    }

    /// Where in the text.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        match self {
            Self::MeasureCountDiffers { spans, .. }
            | Self::DocumentCountDiffers { spans, .. }
            | Self::SequenceGap { spans, .. }
            | Self::SequenceRepeat { spans, .. }
            | Self::TruncatedText { spans, .. }
            | Self::LostDigits { spans, .. }
            | Self::InvalidDate { spans, .. }
            | Self::DateOnDayOff { spans, .. }
            | Self::ImpossibleShare { spans, .. }
            | Self::UnpairedQuote { spans, .. }
            | Self::UnpairedTitleMark { spans, .. } => spans,
        }
    }

    /// The place that tells most.
    #[must_use]
    pub fn place(&self) -> Option<Span> {
        self.spans().last().copied()
    }
}
