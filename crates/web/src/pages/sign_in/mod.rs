//! Sign-in and sign-out.

pub mod view;
