//! Pages that say that something did not work, and what to do next.

pub mod view;
