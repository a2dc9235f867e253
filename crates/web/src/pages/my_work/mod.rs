//! What waits for the reader, and "no change" for many at once.

pub(crate) mod handler;
pub mod view;
