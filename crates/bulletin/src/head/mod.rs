//! The head and foot of a bulletin: its title and the body that speaks.

mod issuer;
mod organ;
mod title;

pub(crate) use issuer::{Signature, find as find_issuer, is_closing_line, signature};
pub(crate) use organ::is_organ;
pub(crate) use title::find as find_title;
