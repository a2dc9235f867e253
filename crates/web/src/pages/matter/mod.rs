//! The page of one matter.

pub(crate) mod acts;
pub mod course;
pub(crate) mod course_acts;
pub(crate) mod evidence;
pub mod form;
pub(crate) mod handler;
pub mod inputs;
pub mod rungs;
pub mod view;
