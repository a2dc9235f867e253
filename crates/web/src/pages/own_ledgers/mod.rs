//! Ledgers that an office defines itself.

mod form;
pub(crate) mod handler;
pub mod view;
