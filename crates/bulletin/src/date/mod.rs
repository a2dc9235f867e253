//! Dates: calendar dates and year-months as printed, with the year taken from the surroundings where it is left out.

mod calendar;
mod form;
mod year;

pub(crate) use form::{Reading, chinese_date_at, date_at, joins};
pub(crate) use year::{Dates, Place};
