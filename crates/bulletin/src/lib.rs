//! Reading official rectification bulletins.
//!
//! [`read`] turns the text of a bulletin into a [`Reading`]: the outline with its own ladder of marks, measures
//! (一是…), titles in 《》, amounts, dates, noise of the carrying web page, and findings for what is odd. Everything
//! carries byte spans over the text as it was given; the tree of spans covers every byte, so nothing is lost and
//! nothing is repaired. [`read_lists`] does the same for plans that come as tables.
//!
//! This crate is pure: no clock, no randomness, no input or output. It knows nothing of file formats (`documents`
//! decodes) and nothing of ledgers.
//!
//! Every step is linear in the length of the text.

pub mod contract;
mod date;
mod document_title;
mod draft;
mod finding;
mod head;
mod lists;
mod measure;
mod noise;
mod outline;
mod quantity;
mod read;
mod scan;
mod standing;
mod table;
mod text;
mod tree;
mod view;

pub use contract::{
    Bulletin, DateMention, Document, Measure, Node, Precision, Qualifier, Quantity, QuantityKind, Remark,
    Severity, Span,
};
pub use finding::{Code, Finding};
pub use lists::{Entry, EntryRole, ListCode, ListPart, ListRemark, ListWords, Lists, Said, due, read_lists};
pub use read::{Options, Reading, Wording, WorkingDays, read};
pub use standing::{Claim, claims, named};
pub use table::{Place, Table};
pub use tree::{Branch, Leaf, LeafKind, Tree};
pub use view::outline_text;
