//! The register of people.

pub mod view;
