//! Formats. A format is one file in `read/` (what comes in) or in `write/` (what goes out).
//!
//! [`read()`] turns the bytes of a file into decoded text, one paragraph or table row a line, for the bulletin reader.
//! Invariants: no input makes it panic, overflow the stack or run without a bound; nothing outside the given bytes is
//! opened (no link is followed, no macro run, no entity fetched); what was odd is a [`Note`], what cannot be read is a
//! [`ReadError`] with a stable code. This room knows nothing of matters, ledgers or pages.

pub mod model;
mod numeral;
mod read;
pub mod write;

pub use read::{
    Format, Grid, Heading, Hints, Limits, Merged, NotText, Note, ReadError, Sheets, Text, read, read_csv,
    read_sheets,
};
