//! What is done with node plans beside the commands of a matter: a node opened whole, the monthly notice, the way into
//! the next year.

pub mod notice;
pub mod opening;
pub mod rollover;
