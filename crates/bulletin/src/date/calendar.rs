//! Whether a day exists.

use jiff::civil::Date;

/// The day, if the calendar has it.
pub(crate) fn day(year: i32, month: u32, day: u32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
