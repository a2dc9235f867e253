//! Requests in process: pages, forms and API as a browser or program would use them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod api;
mod bulletins;
mod comparisons;
mod documents;
mod draws;
mod figures;
mod forms;
mod import_lists;
mod imports;
mod in_bulk;
mod ledgers;
mod messages;
mod nodes;
mod own_ledgers;
mod pages;
mod past;
mod periods;
mod plans;
mod readers;
mod scores;
mod sections;
mod sheets;
mod sign_in;
mod site;
mod slips;
mod staying;
mod work;
