//! What a lamp is derived from.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Facts about one matter, as of the day that is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The day the plan begins; not counted.
    pub start: Option<Date>,
    /// The due date.
    pub due: Option<Date>,
    /// Nodes of the plan; with any, they say how much is planned by when, and the line from start to due does not.
    pub nodes: Vec<PlannedNode>,
    /// Reports, oldest first.
    pub reports: Vec<Report>,
    /// The day work began, if it has.
    pub started: Option<Date>,
    /// Reminders and warnings in a row that were not answered in time, when somebody counts them.
    pub warnings_ignored: Option<u32>,
    /// What a person judges, when somebody has.
    pub outlook: Option<Outlook>,
}

/// A node of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedNode {
    /// The day it is planned for.
    pub on: Date,
    /// Its weight among the others.
    pub weight: u32,
}

/// A report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Its day.
    pub on: Date,
    /// The percentage it gave, 0 to 100; `None` = as before.
    pub percent: Option<u8>,
}

/// A person's judgement of whether the date will be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outlook {
    /// On track.
    OnTrack,
    /// Slow, but likely to be done.
    SlowButLikely,
    /// Unlikely to be done.
    Unlikely,
}

/// A fact that a measure needs and that nobody has given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// The day the plan begins.
    Start,
    /// The due date.
    Due,
    /// The count of warnings that were not answered.
    Warnings,
    /// A person's judgement.
    Outlook,
}

impl Lack {
    /// All.
    pub const ALL: [Lack; 4] = [Lack::Start, Lack::Due, Lack::Warnings, Lack::Outlook];

    /// Stable name in the API and the locales.
    pub fn name(self) -> &'static str {
        match self {
            Lack::Start => "start",
            Lack::Due => "due",
            Lack::Warnings => "warnings",
            Lack::Outlook => "outlook",
        }
    }
}

impl Facts {
    /// The last percentage reported up to and with `day`, and when; without any it is 0.
    pub(super) fn reported(&self, day: Date) -> (u8, Option<Date>) {
        let mut until = self.reports.iter().rev().filter(|report| report.on <= day);
        until.find_map(|report| Some((report.percent?.min(100), Some(report.on)))).unwrap_or_default()
    }
}
