//! A person's own account.

pub mod view;
