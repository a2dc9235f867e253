//! The pages in a real browser: headless Chromium, as a desk and as a phone. Skipped, and said, where there is none.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "what is skipped is said")]

#[path = "../terminal/client.rs"]
#[allow(dead_code, reason = "the browser signs in by itself")]
mod client;
mod page;
#[path = "../terminal/program.rs"]
#[allow(dead_code, reason = "the browser needs the service alone")]
mod program;
mod walk;
