//! What is odd in a bulletin: the closed list of diagnostics, their wording, and the checks that need the whole text.

mod claims;
mod diagnostic;
mod message;
mod off_days;
mod shares;

pub use diagnostic::{Diagnostic, ShareFault};
pub use message::Language;

pub(crate) use claims::check as check_claims;
pub(crate) use off_days::check as check_off_days;
pub(crate) use shares::check as check_shares;
