//! Which units were visited.

pub(crate) mod handler;
pub mod view;
