//! Bulletins: compiled, edited between their figures, withheld in part, approved, published.

pub(crate) mod handler;
pub mod view;
