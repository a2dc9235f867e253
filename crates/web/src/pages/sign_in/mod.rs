//! Sign-in and sign-out.

pub(crate) mod handler;
pub mod view;
