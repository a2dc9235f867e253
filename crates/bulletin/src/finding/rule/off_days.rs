//! Dates on days off.

use crate::contract::{Precision, Span};
use crate::finding::sheet::Sheet;
use crate::finding::{Code, Finding};
use crate::read::WorkingDays;
use jiff::civil::Date;

/// How many dates one finding names.
const MOST: usize = 12;

/// Notes, in one finding, every day of the body that the calendar knows to be no working day. A year that the calendar
/// does not hold is passed over in silence.
pub(crate) fn check(sheet: &Sheet<'_>, is_working_day: WorkingDays<'_>, findings: &mut Vec<Finding>) {
    let mut spans: Vec<Span> = Vec::new();
    let mut days: Vec<String> = Vec::new();
    let stamps = &sheet.bulletin.noise;
    for date in sheet.bulletin.dates.iter().filter(|date| date.precision != Precision::Month) {
        let after = stamps.partition_point(|stamp| stamp.start <= date.span.start);
        if after.checked_sub(1).and_then(|at| stamps.get(at)).is_some_and(|stamp| stamp.holds(date.span)) {
            continue;
        }
        let Some(day) = date.iso.as_deref().and_then(|iso| iso.get(..10)) else { continue };
        let Ok(civil) = day.parse::<Date>() else { continue };
        if is_working_day(civil) == Some(false) && !days.iter().any(|known| known == day) && days.len() < MOST
        {
            spans.push(date.span);
            days.push(day.to_owned());
        }
    }
    if !spans.is_empty() {
        findings.push(Finding::new(Code::DateOnDayOff, spans).with("days", days.join(", ")));
    }
}
