//! The log: its head, one entry with its proof.

pub(crate) mod handler;
pub mod view;
