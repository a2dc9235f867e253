//! Search.

pub mod view;
