//! Two or three lists held against each other: which rows are the same thing, why, where they differ, and which stand in
//! one list alone.
//!
//! Pure: no clock, no chance, no I/O. The words it knows are data (`data/comparison.toml`), read by [`Words::parse`].
//! The same lists give the same [`Outcome`], to the byte, on every machine: weights and points are whole numbers.
//!
//! The way of a row: [`Field::propose`] says which columns are compared; each cell is read once by what its column is
//! (a name is taken apart into places, core and form); its rarest terms lead to at most 16 rows of the other list, so
//! time grows with the number of rows; each of these pairs is scored, with a reason for every point; the best pairs are
//! taken, one row to one thing, and where another fits as well a person chooses.

mod align;
mod amount;
mod choose;
mod compare;
mod day;
mod fold;
mod likely;
mod list;
mod name;
mod outcome;
mod reason;
mod row;
mod score;
mod words;

pub use compare::compare;
pub use list::{CannotCompare, Field, List, MAX_COLUMNS, MAX_LISTS, MAX_ROWS};
pub use outcome::{Group, Outcome, Pair, Place, Repeat};
pub use reason::{Code, Reason};
pub use words::{Role, Words};
