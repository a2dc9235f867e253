//! A lamp rule set: what is measured, and which colour each band of the measured value has.
//!
//! Places publish different rules, so a rule set is data: `data/lamps/<rule>.toml`. The measures are a closed set,
//! because each has to be computed. The worst colour of a set's scales is the set's.

use super::Lamp;
use crate::kind::Label;
use serde::{Deserialize, Serialize, Serializer};
use std::{cmp::Ordering, fmt};

/// A colour that a rule set can give, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// As it should be.
    Green,
    /// To be watched.
    Blue,
    /// Warned.
    Yellow,
    /// A warning was ignored.
    Orange,
    /// The worst.
    Red,
}

impl Colour {
    /// All, the best first.
    pub const ALL: [Colour; 5] = [Colour::Green, Colour::Blue, Colour::Yellow, Colour::Orange, Colour::Red];

    /// Stable name in rule files, the API and the locales.
    pub fn name(self) -> &'static str {
        match self {
            Colour::Green => "green",
            Colour::Blue => "blue",
            Colour::Yellow => "yellow",
            Colour::Orange => "orange",
            Colour::Red => "red",
        }
    }

    /// Reads [`Colour::name`] back.
    pub fn from_name(name: &str) -> Option<Colour> {
        Colour::ALL.into_iter().find(|colour| colour.name() == name)
    }

    /// The colour of a list's lamp, which knows no orange; `None` for a lamp that is no colour.
    pub fn of_lamp(lamp: Lamp) -> Option<Colour> {
        Colour::from_name(lamp.name())
    }
}

/// What a scale measures. Everything is as of the beginning of today: a day that is not over counts for nothing yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Working days past the due date; before it, the working days left, negative.
    Deadline,
    /// Percentage points by which the reported progress lies behind the planned; negative when ahead.
    ProgressBehind,
    /// Percent of the planned amount that is not reached; negative when ahead.
    Shortfall,
    /// Whole calendar months in a row that ended without the planned start.
    MonthsMissed,
    /// Months since the planned start without any report (entry in the statistics), with the part of a month.
    MonthsSince,
    /// Calendar months in a row that ended with less than planned.
    MonthsBelow,
    /// Reminders and warnings in a row that were not answered in time.
    WarningsIgnored,
    /// What a person judges: 0 on track, 1 slow but likely to be done, 2 unlikely.
    Outlook,
}

impl Measure {
    /// All.
    pub const ALL: [Measure; 8] = [
        Measure::Deadline,
        Measure::ProgressBehind,
        Measure::Shortfall,
        Measure::MonthsMissed,
        Measure::MonthsSince,
        Measure::MonthsBelow,
        Measure::WarningsIgnored,
        Measure::Outlook,
    ];

    /// Stable name in rule files, the API and the locales.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Deadline => "deadline",
            Measure::ProgressBehind => "progress_behind",
            Measure::Shortfall => "shortfall",
            Measure::MonthsMissed => "months_missed",
            Measure::MonthsSince => "months_since",
            Measure::MonthsBelow => "months_below",
            Measure::WarningsIgnored => "warnings_ignored",
            Measure::Outlook => "outlook",
        }
    }

    /// Reads [`Measure::name`] back.
    pub fn from_name(name: &str) -> Option<Measure> {
        Measure::ALL.into_iter().find(|measure| measure.name() == name)
    }

    /// Whether its values are whole numbers, so that 4 and 5 are neighbours.
    pub fn is_whole(self) -> bool {
        !matches!(self, Measure::ProgressBehind | Measure::Shortfall | Measure::MonthsSince)
    }

    /// The least value it can have, where there is one.
    pub fn least(self) -> Option<i32> {
        match self {
            Measure::Deadline | Measure::ProgressBehind | Measure::Shortfall => None,
            _ => Some(0),
        }
    }
}

/// A measured value, exact: 200/3 is no rounded number when it is held against a band.
#[derive(Clone, Copy, Debug)]
pub struct Value {
    over: i64,
    under: i64,
}

impl Value {
    /// A whole number.
    pub fn whole(n: i64) -> Value {
        Value { over: n, under: 1 }
    }

    /// `over / under`; a denominator of 0 or less counts as 1.
    pub fn ratio(over: i64, under: i64) -> Value {
        Value { over, under: under.max(1) }
    }

    /// The numerator.
    pub(super) fn over(self) -> i64 {
        self.over
    }

    /// The denominator, positive.
    pub(super) fn under(self) -> i64 {
        self.under
    }
}

impl Ord for Value {
    fn cmp(&self, other: &Value) -> Ordering {
        let side = |a: i64, b: i64| i128::from(a) * i128::from(b);
        side(self.over, other.under).cmp(&side(other.over, self.under))
    }
}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Value) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Value) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Value {}

impl fmt::Display for Value {
    /// To two decimals, half up away from zero, without trailing zeros: `12.5`, `-3`, `66.67`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (over, under) = (i128::from(self.over.unsigned_abs()), i128::from(self.under));
        let hundredths = (over * 200 + under) / (2 * under);
        let sign = if self.over < 0 && hundredths > 0 { "-" } else { "" };
        let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        write!(f, "{sign}{}", text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Where a band begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Edge {
    /// The value.
    pub at: i32,
    /// Whether the value itself belongs to the band.
    pub included: bool,
}

/// The values that have one colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Band {
    /// The colour.
    pub colour: Colour,
    /// Lower edge; `None` = everything below too.
    pub from: Option<Edge>,
    /// Upper edge; `None` = everything above too.
    pub to: Option<Edge>,
}

impl Band {
    /// Whether `value` lies in it.
    pub fn holds(&self, value: Value) -> bool {
        let side = |edge: Edge| value.cmp(&Value::whole(edge.at.into()));
        let above = self.from.is_none_or(|edge| side(edge).is_gt() || edge.included && side(edge).is_eq());
        let below = self.to.is_none_or(|edge| side(edge).is_lt() || edge.included && side(edge).is_eq());
        above && below
    }
}

impl fmt::Display for Band {
    /// Its edges in signs: `≥ 10, ≤ 30`; `any` for a band without edges.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let edge = |edge: Edge, with: &str, without: &str| {
            format!("{} {}", if edge.included { with } else { without }, edge.at)
        };
        let from = self.from.map(|from| edge(from, "≥", ">"));
        let to = self.to.map(|to| edge(to, "≤", "<"));
        match (from, to) {
            (Some(from), Some(to)) => write!(f, "{from}, {to}"),
            (Some(one), None) | (None, Some(one)) => f.write_str(&one),
            (None, None) => f.write_str("any"),
        }
    }
}

/// One measure with its bands, from the lowest up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// What is measured.
    pub measure: Measure,
    /// The bands; they do not overlap, and leave nothing out unless the scale is partial.
    pub bands: Vec<Band>,
}

/// A rule set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSet {
    /// Stable name, that of its file.
    pub name: String,
    /// Version, shown with every explanation.
    pub version: u32,
    /// Text for people: the place and year it was published, what it looks at.
    pub label: Label,
    /// Where it was published; empty for our own.
    pub source: String,
    /// Whether it is explained on the page of each matter.
    pub shown: bool,
    /// What is measured.
    pub scales: Vec<Scale>,
}
