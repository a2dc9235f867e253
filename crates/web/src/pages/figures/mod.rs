//! Figures that were reported, as series over time.

pub(crate) mod handler;
pub mod view;
