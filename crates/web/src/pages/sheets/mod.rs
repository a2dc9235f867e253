//! Sheets that come back: uploaded, held against the ledger, taken over.

pub(crate) mod handler;
pub mod view;
