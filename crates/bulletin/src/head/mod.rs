//! The head and foot of a bulletin: its title and the body that speaks.

mod issuer;
mod organ;
mod title;

pub(crate) use issuer::{Signature, find as find_issuer, signature};
pub(crate) use title::{Head, find as find_title};
