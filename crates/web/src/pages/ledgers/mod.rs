//! The ledgers around the rectification: on their shelves, by unit, one as a list.

pub(crate) mod handler;
pub mod list;
pub mod view;
