//! One folder a page: handler, view and template side by side.

pub mod account;
pub mod accountability;
pub mod activity;
pub mod bulletins;
pub mod changes;
pub mod collations;
pub mod documents;
pub mod failure;
pub mod imports;
pub mod log;
pub mod matter;
pub mod matters;
pub mod messages;
pub mod my_work;
pub mod nodes;
pub mod overview;
pub mod people;
pub mod periods;
pub mod plans;
pub mod search;
pub mod set_up;
pub mod sheets;
pub mod sign_in;
pub mod similar;
pub mod staying;
pub mod units;
