//! Problems that read alike, in groups.

pub(crate) mod handler;
pub mod view;
