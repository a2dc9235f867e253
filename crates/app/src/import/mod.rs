//! A published bulletin becomes part of the ledger: upload → draft that a person sees and corrects → accepted.
//!
//! What a bulletin claims is taken over as reported and verified by nobody: no status, owner or date is invented.

mod accept;
mod correct;
mod draft;
mod propose;

pub use correct::Correction;
pub use draft::{Draft, DraftNode, Role, SourceFile};
pub use propose::{Proposal, TEXT_MAX};

pub(crate) use propose::source_text;
