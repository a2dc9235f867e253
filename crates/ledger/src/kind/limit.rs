//! Limits that a kind sets by itself: what opens or moves is due so long after.

use super::Only;
use crate::{
    calendar::{Calendar, Limit, NoCalendar},
    field::FieldValue,
    matter::Matter,
};
use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What stands in `on` for the opening.
pub const OPENING: &str = "open";

/// A limit of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StateLimit {
    /// The move after which it runs, or [`OPENING`].
    pub on: String,
    /// How long, such as `15wd`, `60d`, `12mo`.
    pub after: String,
    /// Date field from which it is counted; from the day of the move where that is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// For which matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<Only>,
}

impl StateLimit {
    /// The day on which what happens `on` makes a matter due: by the first of `limits` that fits; `None` where none does.
    ///
    /// # Errors
    /// Working days cannot be counted, because the calendar of a year is not loaded.
    pub fn due(
        limits: &[StateLimit],
        on: &str,
        fields: &BTreeMap<String, FieldValue>,
        above: Option<&Matter>,
        calendar: &Calendar,
        today: Date,
    ) -> Result<Option<Date>, NoCalendar> {
        let fits = |one: &&StateLimit| {
            one.on == on && one.only.as_ref().is_none_or(|only| only.fits_fields(fields, above))
        };
        let Some(one) = limits.iter().find(fits) else { return Ok(None) };
        let Ok(limit) = one.after.parse::<Limit>() else { return Ok(None) };
        let held = one.from.as_ref().and_then(|field| fields.get(field)).and_then(FieldValue::as_text);
        let from = held.and_then(|date| date.parse().ok()).unwrap_or(today);
        match (calendar.due(from, limit), limit) {
            (Ok(due), _) => Ok(Some(due)),
            // Nobody knows the days off of that year yet. Counted as it stands the day is never later than it will be.
            (Err(_), Limit::Days(n)) => Ok(from.checked_add(Span::new().days(n)).ok()),
            (Err(_), Limit::Months(n)) => Ok(from.checked_add(Span::new().months(n)).ok()),
            (Err(missing), Limit::WorkingDays(_)) => Err(missing),
        }
    }
}
