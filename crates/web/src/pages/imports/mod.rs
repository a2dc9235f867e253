//! Imports: upload a file, look at what was read, correct it, accept it.

pub(crate) mod handler;
pub mod passage;
pub mod view;
