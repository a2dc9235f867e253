//! What is done with node plans beside the commands of a matter: the monthly notice, and the way into the next year.

pub mod notice;
pub mod rollover;
