//! What a person is told, and why.

pub(crate) mod handler;
pub mod view;
