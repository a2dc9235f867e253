//! Ledgers that an office defines itself.

pub(crate) mod handler;
pub mod view;
