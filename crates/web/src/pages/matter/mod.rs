//! The page of one matter.

pub(crate) mod acts;
pub(crate) mod evidence;
pub mod form;
pub(crate) mod handler;
pub mod view;
