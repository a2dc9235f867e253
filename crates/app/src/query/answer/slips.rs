//! Slips, what the ladder proposes, which units were visited: the office's registers.

use super::{Named, Row};
use jiff::civil::Date;
use ledger::{MatterId, Rate, cadence::Period, ladder::Proposal};
use serde::Serialize;

/// Where a slip stands for whoever waits for its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SlipStanding {
    /// Not sent yet.
    Drafted,
    /// Sent, not signed for.
    Unsigned,
    /// Signed for, not answered.
    Unanswered,
    /// Answered, to be looked at.
    Answered,
    /// Closed.
    Closed,
    /// Taken back.
    Withdrawn,
}

impl SlipStanding {
    /// All, in the order of a slip's way.
    pub const ALL: [SlipStanding; 6] = [
        SlipStanding::Drafted,
        SlipStanding::Unsigned,
        SlipStanding::Unanswered,
        SlipStanding::Answered,
        SlipStanding::Closed,
        SlipStanding::Withdrawn,
    ];

    /// Stable name in addresses, the API and the locales.
    pub fn name(self) -> &'static str {
        match self {
            SlipStanding::Drafted => "drafted",
            SlipStanding::Unsigned => "unsigned",
            SlipStanding::Unanswered => "unanswered",
            SlipStanding::Answered => "answered",
            SlipStanding::Closed => "closed",
            SlipStanding::Withdrawn => "withdrawn",
        }
    }

    /// Reads [`SlipStanding::name`] back.
    pub fn from_name(name: &str) -> Option<SlipStanding> {
        SlipStanding::ALL.into_iter().find(|standing| standing.name() == name)
    }

    /// Whether an answer is waited for.
    pub fn waits(self) -> bool {
        matches!(self, SlipStanding::Unsigned | SlipStanding::Unanswered)
    }
}

/// A slip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SlipRow {
    /// It, with its number, the unit it went to, the reply limit as due date and its lamp.
    pub row: Row,
    /// Its type by name.
    pub r#type: String,
    /// Where it stands.
    pub standing: SlipStanding,
    /// What it is about.
    pub about: Vec<Named>,
    /// When it was numbered and sent.
    pub issued: Option<Date>,
    /// When it was signed for.
    pub signed: Option<Date>,
    /// When it was first answered.
    pub replied: Option<Date>,
    /// When it was closed.
    pub closed: Option<Date>,
    /// Whether the first answer came within the limit of then; `None` while there is still time, and for one that was
    /// taken back.
    pub in_time: Option<bool>,
}

/// Slips of one type sent in one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SlipCount {
    /// The year.
    pub year: i16,
    /// Type by name.
    pub r#type: String,
    /// How many were sent.
    pub issued: u64,
    /// How many of those whose answer has come or was due came in time.
    pub in_time: Rate,
}

/// The register of slips.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Slips {
    /// Those asked for, the newest first.
    pub rows: Vec<SlipRow>,
    /// By year and type, the newest year first; of all slips.
    pub counts: Vec<SlipCount>,
    /// How many wait for an answer.
    pub waiting: u64,
    /// How many of them past the limit.
    pub late: u64,
    /// Whether there are more slips than are looked at.
    pub more: bool,
}

/// A matter that the ladder proposes to push.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Proposed {
    /// It.
    pub row: Row,
    /// Which rung, why, who signs.
    pub proposal: Proposal,
    /// Whether the one who asks may sign.
    pub may: bool,
}

/// What the ladder proposes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Proposals {
    /// The highest rung first, then the oldest date.
    pub rows: Vec<Proposed>,
    /// Whether there are more matters than are looked at.
    pub more: bool,
}

/// A visit of a supervision group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VisitLine {
    /// It.
    pub id: MatterId,
    /// The day.
    pub on: Date,
    /// Which group.
    pub group: String,
    /// In which manner, by name; may be empty.
    pub manner: String,
    /// What was found.
    pub found: String,
}

/// A unit with its visits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CoveredUnit {
    /// The unit.
    pub unit: Named,
    /// How many measures of the campaign it is responsible for.
    pub measures: u64,
    /// Its visits in the period, the newest first.
    pub visits: Vec<VisitLine>,
    /// The last visit before, where there was none in the period.
    pub last: Option<Date>,
}

/// Which units were visited in a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Today.
    pub today: Date,
    /// All campaigns, newest first.
    pub campaigns: Vec<Named>,
    /// The campaign; `None` when there is none yet.
    pub campaign: Option<Named>,
    /// The period.
    pub period: Period,
    /// How many of the units that owe measures were visited.
    pub visited: Rate,
    /// Units that owe measures, or were visited.
    pub units: Vec<CoveredUnit>,
    /// Whether there are more visits than are looked at.
    pub more: bool,
}

/// How far the reports of a week have come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WeekLine {
    /// Which week.
    pub period: Period,
    /// When its report is due.
    pub due: super::ReportDue,
    /// How many of how many measures were reported on.
    pub reported: Rate,
    /// Units with measures of which nothing was said, and how many, the most first.
    pub missing: Vec<(Option<Named>, u64)>,
    /// Whether the campaign holds more measures than are looked at.
    pub more: bool,
}

/// What the office has to push on a morning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Office {
    /// This week and the one before.
    pub weeks: Vec<WeekLine>,
    /// How many slips wait for an answer.
    pub waiting: u64,
    /// How many of them past the limit.
    pub late: u64,
    /// A few of those past the limit, the oldest first.
    pub slips: Vec<SlipRow>,
    /// How many matters the ladder proposes to push.
    pub proposed: u64,
    /// Whether there are more matters than were held against the ladder.
    pub more: bool,
    /// A few of them.
    pub proposals: Vec<Proposed>,
}
