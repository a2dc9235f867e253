//! The plan of a campaign: three lists, its adoption, what moved since, review comments.

pub(crate) mod acts;
pub mod asked;
pub(crate) mod filling;
pub mod handler;
pub mod view;
