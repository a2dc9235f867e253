//! The latest entries of the log.

pub mod view;
