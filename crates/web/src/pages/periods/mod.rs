//! Weeks, ten-day periods and months: who has reported, meetings on them, a view for the wall.

pub(crate) mod acts;
pub(crate) mod handler;
pub mod view;
pub mod wall;
