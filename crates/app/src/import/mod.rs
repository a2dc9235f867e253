//! A published bulletin becomes part of the ledger: upload → draft that a person sees and corrects → accepted.
//!
//! What a bulletin claims is taken over as reported and verified by nobody: no status, owner or date is invented. Where the
//! file is a plan as tables, owners and dates are those that its cells name.

mod accept;
mod correct;
mod draft;
mod listed;
mod nodes;
mod propose;

pub use bulletin::{ListCode, ListPart, Span};
pub use correct::Correction;
pub use draft::{Draft, DraftNode, Role, SourceFile};
pub use listed::{ListedCell, ListedNode};
pub use propose::{Proposal, TEXT_MAX};

pub(crate) use propose::source_text;
