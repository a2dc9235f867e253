//! The list of matters.

pub mod filter;
pub mod view;
