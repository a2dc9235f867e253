//! The register of accountability: who was talked to, named in a notice, held to account; for those who may know.

pub(crate) mod handler;
pub mod view;
