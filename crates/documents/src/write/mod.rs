//! What goes out, one file a format: pure functions from plain data to bytes.

mod ics;

pub use ics::{AllDay, ics};
