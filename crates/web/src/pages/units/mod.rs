//! The register of units.

pub mod view;
