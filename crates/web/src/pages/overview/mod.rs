//! The overview.

pub mod view;
