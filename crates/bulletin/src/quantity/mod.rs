//! Amounts in Arabic digits: number, unit, hedge, exact value.

mod exact;
mod hedge;
mod number;
mod read;
mod subject;
mod unit;

pub(crate) use read::{quantity_at, starts_address};
pub(crate) use unit::counts_whole_things;
