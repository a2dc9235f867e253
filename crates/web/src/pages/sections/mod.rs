//! All sections in their groups: the way to everything on a phone.

pub(crate) mod handler;
pub mod view;
