//! One folder a page: handler, view and template side by side.

pub mod matter;
pub mod matters;
pub mod overview;
