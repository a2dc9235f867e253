//! A person's own account.

pub(crate) mod handler;
pub mod view;
