//! Score sheets: units ranked by results of a period.

pub(crate) mod handler;
pub mod view;
