//! See the crate description; this room is being furnished.
