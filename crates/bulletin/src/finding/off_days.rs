//! Dates on days off.

use super::diagnostic::Diagnostic;
use crate::contract::{DateMention, Precision, Span};
use jiff::civil::Date;

/// Notes every day of the body that the calendar knows to be no working day. A year that the calendar does not hold
/// is passed over in silence.
pub(crate) fn check(
    dates: &[DateMention],
    stamps: &[Span],
    is_working_day: &dyn Fn(Date) -> Option<bool>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for date in dates.iter().filter(|date| date.precision != Precision::Month) {
        if stamps.binary_search_by(|stamp| stamp.start.cmp(&date.span.start)).is_ok() {
            continue;
        }
        let Some(day) = date.iso.as_deref().and_then(|iso| iso.get(..10)) else { continue };
        let Ok(civil) = day.parse::<Date>() else { continue };
        if is_working_day(civil) == Some(false) {
            diagnostics.push(Diagnostic::DateOnDayOff {
                raw: date.raw.clone(),
                day: day.to_owned(),
                spans: vec![date.span],
            });
        }
    }
}
