//! The latest entries of the log.

pub(crate) mod handler;
pub mod view;
