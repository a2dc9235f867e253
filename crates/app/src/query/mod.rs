//! Questions, one file a noun; what they answer is plain data that pages, API and command line share.

pub mod answer;
pub mod changes;
pub mod directory;
pub(crate) mod entries;
mod feed;
mod lamps;
pub mod list;
pub mod matter;
pub mod nodes;
pub mod overview;
pub mod past;
pub mod periods;
pub mod places;
pub mod plan;
mod possible;
pub mod pressing;
pub mod proofs;
pub(crate) mod reader;
pub mod rights;
mod roll;
mod rungs;
pub mod search;
pub mod similar;
pub mod staying;
pub mod units;
pub mod work;
