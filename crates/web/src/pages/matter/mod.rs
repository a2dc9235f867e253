//! The page of one matter.

pub mod form;
pub mod view;
