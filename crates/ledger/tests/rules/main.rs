//! The rules, tested from outside with the shipped kinds, roles and calendars.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod bounds;
mod cadences;
mod calendars;
mod cases;
mod data_files;
mod events;
mod evolving;
mod histories;
mod ladder;
mod lamps;
mod notation;
mod positions;
mod rights;
mod rule_sets;
mod town;
