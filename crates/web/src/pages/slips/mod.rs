//! The register of slips, and the rungs that the ladder proposes.

pub(crate) mod handler;
pub mod rungs;
pub mod view;
