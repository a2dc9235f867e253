//! What was reported in a period, by whom and by whom not, and what was made of it.

use super::{Named, Row};
use jiff::{Timestamp, civil::Date};
use ledger::{
    MatterId, Rate, Seq, StateClass,
    cadence::{Cadence, Period},
    command::ReportProgress,
};
use serde::Serialize;

/// The day on which the report on a period is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ReportDue {
    /// A day.
    On {
        /// It.
        on: Date,
        /// The day that the rule names; another one when that is a day off.
        named: Date,
        /// Whether the named day is a holiday and no plain weekend; `false` where it was not moved.
        holiday: bool,
    },
    /// The period has no working day, so that none is owed.
    Never,
    /// The calendar of a year it needs is not loaded.
    NoCalendar {
        /// The year.
        year: i16,
    },
}

impl ReportDue {
    /// The day, where there is one.
    pub fn on(&self) -> Option<Date> {
        match self {
            ReportDue::On { on, .. } => Some(*on),
            ReportDue::Never | ReportDue::NoCalendar { .. } => None,
        }
    }
}

/// A report that was heard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Heard {
    /// Its place in the log.
    pub seq: Seq,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Option<Named>,
    /// What it said.
    pub report: ReportProgress,
}

/// What somebody who owes a report has said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// Something.
    Reported,
    /// That nothing has changed.
    NoChange,
    /// Nothing yet.
    Nothing,
}

impl Said {
    /// Name in the locales.
    pub fn name(self) -> &'static str {
        match self {
            Said::Reported => "reported",
            Said::NoChange => "no-change",
            Said::Nothing => "nothing",
        }
    }
}

/// A measure that owes a report on a period, or was reported on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RollLine {
    /// It, as it stood then.
    pub row: Row,
    /// What has been said of it.
    pub said: Said,
    /// The reports, oldest first.
    pub reports: Vec<Heard>,
}

/// The measures of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemPart {
    /// The item, or whatever stands above the measures.
    pub item: Option<Named>,
    /// They, in the order of the outline.
    pub lines: Vec<RollLine>,
}

/// The measures of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitPart {
    /// The unit; `None` = nobody is responsible.
    pub unit: Option<Named>,
    /// How many of how many were reported on.
    pub reported: Rate,
    /// With no more than "no change".
    pub no_change: u64,
    /// By item.
    pub items: Vec<ItemPart>,
}

impl UnitPart {
    /// All measures, in the order of the outline.
    pub fn lines(&self) -> impl Iterator<Item = &RollLine> {
        self.items.iter().flat_map(|item| &item.lines)
    }

    /// Those of which nothing was said.
    pub fn missing(&self) -> impl Iterator<Item = &RollLine> {
        self.lines().filter(|line| line.said == Said::Nothing)
    }
}

/// Who has reported on a period and who has not, from the one stream of reports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Roll {
    /// How many of how many measures were reported on.
    pub reported: Rate,
    /// With no more than "no change".
    pub no_change: u64,
    /// In the order of the register; nobody's last.
    pub units: Vec<UnitPart>,
    /// Whether there is more than is looked at.
    pub more: bool,
}

impl Roll {
    /// Measures of which nothing was said.
    pub fn missing(&self) -> u64 {
        self.reported.d.saturating_sub(self.reported.n)
    }
}

/// A collation of a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CollationRef {
    /// It.
    pub id: MatterId,
    /// State by name.
    pub state: String,
    /// What the state means: closed = frozen.
    pub class: StateClass,
}

/// A period in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PeriodLine {
    /// Which.
    pub period: Period,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// When its report is due.
    pub due: ReportDue,
    /// How many of how many measures were reported on.
    pub reported: Rate,
    /// Whether the campaign holds more measures than are looked at.
    pub more: bool,
    /// What was made of it, discarded drafts left out.
    pub collations: Vec<CollationRef>,
}

/// The periods of one cadence, the present one first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CadenceLines {
    /// How often.
    pub cadence: Cadence,
    /// The newest first.
    pub lines: Vec<PeriodLine>,
    /// The period before which older ones go on, if any.
    pub older: Option<Period>,
}

/// The periods of a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Periods {
    /// Today.
    pub today: Date,
    /// All campaigns, newest first.
    pub campaigns: Vec<Named>,
    /// The one shown; `None` when there is none yet.
    pub campaign: Option<Named>,
    /// By cadence.
    pub cadences: Vec<CadenceLines>,
}

/// When those who had not reported were reminded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reminded {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<Named>,
    /// How many people.
    pub people: u64,
}

/// A meeting held on a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MeetingLine {
    /// It.
    pub id: MatterId,
    /// Title.
    pub title: String,
    /// Type by name.
    pub r#type: String,
    /// The day.
    pub on: Option<Date>,
    /// What it decided.
    pub decisions: Vec<Row>,
    /// What points to it, such as its topics.
    pub gathered: Vec<super::Gathered>,
}

/// A period of a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PeriodPage {
    /// Today.
    pub today: Date,
    /// The campaign.
    pub campaign: Named,
    /// The period.
    pub period: Period,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// When its report is due.
    pub due: ReportDue,
    /// Whether it still runs.
    pub runs: bool,
    /// Who has reported and who has not.
    pub roll: Roll,
    /// When those who had not were reminded.
    pub reminded: Option<Reminded>,
    /// What was made of it, discarded drafts left out.
    pub collations: Vec<CollationRef>,
    /// Meetings held on it.
    pub meetings: Vec<MeetingLine>,
    /// Decisions of earlier meetings that have not ended.
    pub decisions: Vec<Row>,
}

/// A report that came after a collation was drafted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CameAfter {
    /// On which measure.
    pub measure: Named,
    /// What it said.
    pub heard: Heard,
}

/// A collation with what it stands on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Collation {
    /// It.
    pub id: MatterId,
    /// Its version, for forms.
    pub version: u64,
    /// Title.
    pub title: String,
    /// State by name.
    pub state: String,
    /// What the state means: closed = frozen.
    pub class: StateClass,
    /// Its campaign.
    pub campaign: Option<Named>,
    /// The period; `None` for one that a collation of this kind does not have, such as of a notice of late nodes.
    pub period: Option<Period>,
    /// When the period's report was due.
    pub due: Option<ReportDue>,
    /// The place of the log before which everything it stands on lies.
    pub place: Seq,
    /// The text, as it was edited.
    pub body: String,
    /// When it was frozen.
    pub frozen_at: Option<Timestamp>,
    /// By whom.
    pub frozen_by: Option<Named>,
    /// What was reported until then.
    pub roll: Roll,
    /// Reports on the period that came afterwards, oldest first, at most 200.
    pub later: Vec<CameAfter>,
    /// Whether more came than are told.
    pub later_more: bool,
}
