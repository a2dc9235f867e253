//! A collation as a document: edited, frozen, printed.

pub(crate) mod acts;
pub(crate) mod handler;
pub mod view;
