//! The log: its head, one entry with its proof.

pub mod view;
