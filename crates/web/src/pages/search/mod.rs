//! Search.

pub(crate) mod handler;
pub mod view;
