//! The register of units.

pub(crate) mod handler;
pub mod view;
