//! What was fixed and is to stay so.

pub(crate) mod acts;
pub(crate) mod handler;
pub mod view;
