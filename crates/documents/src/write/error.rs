//! Why a document could not be written.

use thiserror::Error;

/// Why a document could not be written. Closed; [`code`](Self::code) is stable.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WriteError {
    /// More text than a file may hold.
    #[error("the document is longer than {limit} bytes")]
    TooLong {
        /// Bytes allowed.
        limit: u64,
    },
    /// More pages than a PDF may have.
    #[error("the document has more than {limit} pages")]
    TooManyPages {
        /// Pages allowed.
        limit: u64,
    },
    /// More rows than a sheet may have.
    #[error("the sheet has {found} rows, {limit} are allowed")]
    TooManyRows {
        /// Rows allowed.
        limit: u64,
        /// Rows given.
        found: u64,
    },
    /// A font file is damaged or of a kind that cannot be embedded.
    #[error("the font {family} cannot be used: {reason}")]
    FontUnusable {
        /// Family of the font.
        family: String,
        /// What was wrong with it, for logs.
        reason: String,
    },
    /// A workbook that cannot be written, such as two sheets of one name.
    #[error("the workbook cannot be written: {reason}")]
    Workbook {
        /// What was wrong, for logs.
        reason: String,
    },
}

impl WriteError {
    /// The stable code: kebab-case, never changed once released.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "too-long",
            Self::TooManyPages { .. } => "too-many-pages",
            Self::TooManyRows { .. } => "too-many-rows",
            Self::FontUnusable { .. } => "font-unusable",
            Self::Workbook { .. } => "workbook",
        }
    }
}
