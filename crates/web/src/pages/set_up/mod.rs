//! The first person, by a one-time link.

pub(crate) mod handler;
pub mod view;
