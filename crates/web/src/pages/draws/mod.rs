//! Double-random draws: announced, drawn, made into tasks, published.

pub(crate) mod handler;
pub mod view;
