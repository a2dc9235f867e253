//! Handing over what a person or a unit has in hand.

pub(crate) mod handler;
pub mod view;
