//! See the crate description; this room is being furnished.

pub mod language;
pub mod query;
