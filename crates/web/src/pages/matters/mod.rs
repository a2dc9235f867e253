//! The list of matters.

pub mod filter;
pub(crate) mod handler;
pub mod view;
