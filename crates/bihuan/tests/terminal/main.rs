//! The real binary, as people and scripts use it: each test on a data folder of its own.

// Helpers of tests may stop on the spot, as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

mod check;
mod client;
mod corpus;
mod draw;
mod due;
mod hostile;
mod journey;
mod kill;
mod parse;
mod people;
mod program;
mod serve;
mod tamper;
