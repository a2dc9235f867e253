//! Who may do what on a matter, by name.

pub(crate) mod handler;
pub mod view;
