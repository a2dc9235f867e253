//! Use cases: everything a page, the API or the command line can ask for. Owns clock, chance, ids and permissions.

pub mod accountability;
pub mod accounts;
mod around;
pub mod bulk;
pub mod chance;
pub mod clock;
pub mod comparisons;
mod consequence;
pub mod document;
pub mod draws;
mod error;
pub mod evidence;
mod execute;
mod export;
pub mod filling;
pub mod finding;
pub mod handover;
mod hash;
pub mod house;
pub mod import;
pub mod language;
mod likeness;
pub mod messages;
pub mod nodes;
mod open;
mod open_assigned;
pub mod openings;
pub mod own_ledgers;
pub mod period;
pub mod publication;
pub mod query;
mod rehearsal;
mod sampling;
pub mod scores;
pub mod sheets;
pub mod tick;
mod verify;
pub mod views;
pub mod visit;

pub use clock::Clock;
/// Lists held against each other.
pub use comparison;
/// Drawing by lot.
pub use draw;
pub use error::AppError;
pub use execute::Step;
pub use export::Exported;
pub use house::{House, HouseError};
pub use likeness::Likeness;
pub use open::{App, OpenError, Options};
pub use rehearsal::Rehearsal;
pub use store::search::words;
pub use store::{Cursor, Filter, Lacks, Outcome, Sort, StoreError};
pub use verify::Verified;
