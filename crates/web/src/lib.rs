//! Pages and API, rendered on the server.

pub mod chart;
pub mod pages;
pub mod shell;
pub mod telling;
