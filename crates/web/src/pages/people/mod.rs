//! The register of people.

pub(crate) mod handler;
pub mod view;
