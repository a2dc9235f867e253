//! Lists held against each other.

pub(crate) mod handler;
pub mod view;
