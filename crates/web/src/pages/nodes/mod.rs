//! Node plans side by side, and each by itself: months, bars, what is late, its notices, the way into the next year.

pub(crate) mod acts;
pub(crate) mod handler;
pub(crate) mod notice;
pub mod view;
