//! Why a matter has its colour under a rule set: what was measured, from which facts and dates, and which band it hit.

use super::{
    facts::{Facts, Lack},
    measure::{Measuring, Missing, Step},
    rule::{Band, Colour, Measure, RuleSet, Value},
};
use crate::{
    calendar::{Calendar, NoCalendar},
    kind::Label,
};
use jiff::civil::Date;
use serde::Serialize;

/// A rule set applied to a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explained {
    /// Name of the rule set.
    pub rule: String,
    /// Its version.
    pub version: u32,
    /// Its text for people.
    pub label: Label,
    /// Where it was published; empty for our own.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The worst colour of its scales; `None` when none could be told, or when the calendar of a year is missing.
    pub colour: Option<Colour>,
    /// Each scale.
    pub readings: Vec<Reading>,
}

/// A scale applied to a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// What was measured.
    pub measure: Measure,
    /// How, as far as it got.
    pub steps: Vec<Step>,
    /// What came of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// What came of a measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// The value lies in a band.
    Hit {
        /// The value.
        value: Value,
        /// The band.
        band: Band,
    },
    /// The value lies in no band of a partial scale, which says nothing.
    Silent {
        /// The value.
        value: Value,
    },
    /// A fact is missing.
    Lacks {
        /// Which.
        fact: Lack,
    },
    /// The calendar of a year is not loaded; nothing is guessed.
    NoCalendar {
        /// The year.
        year: i16,
    },
}

/// Applies a rule set to the facts of a matter that runs.
pub fn explain(set: &RuleSet, facts: &Facts, today: Date, calendar: &Calendar) -> Explained {
    let readings: Vec<Reading> = set
        .scales
        .iter()
        .map(|scale| {
            let mut measuring = Measuring { facts, today, calendar, steps: vec![] };
            let outcome = match measuring.value(scale.measure) {
                Ok(value) => match scale.bands.iter().find(|band| band.holds(value)) {
                    Some(band) => Outcome::Hit { value, band: *band },
                    None => Outcome::Silent { value },
                },
                Err(Missing::Fact(fact)) => Outcome::Lacks { fact },
                Err(Missing::Year(missing)) => Outcome::NoCalendar { year: missing.year },
            };
            Reading { measure: scale.measure, steps: measuring.steps, outcome }
        })
        .collect();
    let is_sure = !readings.iter().any(|reading| matches!(reading.outcome, Outcome::NoCalendar { .. }));
    let worst = readings.iter().filter_map(|reading| match reading.outcome {
        Outcome::Hit { band, .. } => Some(band.colour),
        _ => None,
    });
    Explained {
        rule: set.name.clone(),
        version: set.version,
        label: set.label.clone(),
        source: set.source.clone(),
        colour: worst.max().filter(|_| is_sure),
        readings,
    }
}

impl Explained {
    /// Tells nothing, because a year that the list's lamp needs is not loaded.
    pub fn withhold(&mut self, missing: NoCalendar) {
        self.colour = None;
        for reading in &mut self.readings {
            reading.outcome = Outcome::NoCalendar { year: missing.year };
        }
    }
}
