//! What every store must do: one suite, run on each backend, and what only a file on disk can go through.
//!
//! A topic is a file. Its tests take a maker of empty stores; [`on_every_backend`] runs them on each. Everything random
//! comes from a seed that stands in the test.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

/// Runs each test once on every backend; a new backend is one more module here.
macro_rules! on_every_backend {
    ($($test:ident),+ $(,)?) => {
        mod sqlite { $(#[test] fn $test() { super::$test(&crate::bench::sqlite); })+ }
        mod memory { $(#[test] fn $test() { super::$test(&crate::bench::memory); })+ }
    };
}

mod alike;
mod append;
mod bench;
mod chance;
mod child;
mod derived;
mod desk;
mod full_disk;
mod history;
mod kill;
mod load;
mod log;
mod opening;
mod past;
mod proofs;
mod reading;
mod rows;
mod scoped;
mod search;
mod stopping;
mod tallies;
mod tamper;
