//! The overview.

pub(crate) mod handler;
pub mod view;
