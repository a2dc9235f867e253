//! The same change on many matters: choose what changes, look row by row, then do it.

pub(crate) mod handler;
pub mod view;
