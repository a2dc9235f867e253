//! What is done about a period: reminding those who have not reported, collating it, meeting on it.

mod collate;
mod meet;
mod remind;
mod words;

pub use meet::{Decision, Meeting};
pub use words::period_name;

pub(crate) use remind::{owing, reminded};
