//! The use cases as a story, told on every backend.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod accountability;
mod bulk;
mod changes;
mod closed_loop;
mod comparisons;
mod deputies;
mod documents;
mod figures;
mod findings;
mod house;
mod importing;
mod importing_lists;
mod lamps;
mod letters;
mod messages;
mod nodes;
mod owing;
mod own_ledgers;
mod past;
mod people;
mod periods;
mod plan;
mod publication;
mod rates;
mod rehearsal;
mod restricted;
mod scores;
mod servers;
mod sheets;
mod sheets_fresh;
mod similar;
mod slips;
mod staying;
mod ticking;
mod work;
