//! Rates that cannot be bent: numerator and denominator, definition, and the rows behind each number.

pub(crate) mod handler;
pub mod view;
