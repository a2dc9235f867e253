//! What moved between two days.

pub mod asked;
pub(crate) mod handler;
pub mod view;
