//! The first person, by a one-time link.

pub mod view;
