//! Saved views of the list: saved from it, opened by their address, taken away.

pub(crate) mod handler;
