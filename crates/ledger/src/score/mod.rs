//! Score sheets (考核评分): what units are ranked by, as data (`data/scores/`): points for facts that the log holds, results
//! alone. Nothing here knows persons, and no fact is a trace that work leaves, such as how much was reported.

mod parse;
mod span;

pub use span::Span;

use crate::{Decimal, kind::Label};
use serde::{Deserialize, Serialize};

/// A score sheet as it is defined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreRules {
    /// Stable name.
    pub name: String,
    /// Version of the definition; a changed one gets a higher one.
    pub version: u32,
    /// Name for people.
    pub label: Label,
    /// What is ranked by what, in words.
    pub definition: Label,
    /// Points every unit begins with.
    pub base: Decimal,
    /// What points are given and taken for.
    pub rules: Vec<Rule>,
}

/// What points are given or taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Stable name.
    pub name: String,
    /// Name for people.
    pub label: Label,
    /// What is counted.
    pub fact: Fact,
    /// Points for each; of a rate, for the whole of it.
    pub each: Decimal,
    /// Points at most, whether given or taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<Decimal>,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "fact")]
pub enum Fact {
    /// Matters of a kind that were due in the period and on which the move was not taken until their date.
    Late {
        /// Name of the kind.
        kind: String,
        /// Name of the move.
        until: String,
    },
    /// Matters of a kind that were due in the period and on which the move was taken by their date.
    InTime {
        /// Name of the kind.
        kind: String,
        /// Name of the move.
        until: String,
    },
    /// Times a move was taken in the period.
    Moved {
        /// Name of the kind.
        kind: String,
        /// Name of the move.
        way: String,
    },
    /// The share of a rate in the period; a unit with nothing to count gets or loses nothing.
    Rate {
        /// Name of the rate.
        rate: String,
    },
}

impl Fact {
    /// The stable name.
    pub fn name(&self) -> &'static str {
        match self {
            Fact::Late { .. } => "late",
            Fact::InTime { .. } => "in_time",
            Fact::Moved { .. } => "moved",
            Fact::Rate { .. } => "rate",
        }
    }

    /// The kind and the move it counts; nothing for a rate.
    pub fn counts(&self) -> Option<(&str, &str)> {
        match self {
            Fact::Late { kind, until } | Fact::InTime { kind, until } => Some((kind, until)),
            Fact::Moved { kind, way } => Some((kind, way)),
            Fact::Rate { .. } => None,
        }
    }
}

impl Rule {
    /// Points for so many.
    pub fn points(&self, count: u32) -> Decimal {
        self.bounded(self.each.times(count.into()))
    }

    /// Points for a share of `n` in `d`, to a hundredth of a point; nothing where there is nothing to count.
    pub fn points_of(&self, n: Decimal, d: Decimal) -> Decimal {
        self.bounded(self.each.share(n, d))
    }

    fn bounded(&self, points: Decimal) -> Decimal {
        let Some(most) = self.most else { return points };
        points.clamp(most.times(-1).min(most), most.times(-1).max(most))
    }
}

/// Ranks by totals, the highest first; equal totals share a rank, and the next one counts those before it.
pub fn ranks(totals: &[Decimal]) -> Vec<usize> {
    totals.iter().map(|total| 1 + totals.iter().filter(|other| *other > total).count()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn points_are_bounded_and_shares_are_rounded_once() {
        let label = || Label { zh: "率".into(), en: "Rate".into() };
        let rule = |each: &str, most: Option<&str>| Rule {
            name: "r".into(),
            label: label(),
            fact: Fact::Rate { rate: "fixed".into() },
            each: decimal(each),
            most: most.map(decimal),
        };
        assert_eq!(rule("-2", Some("5")).points(2), decimal("-4"));
        assert_eq!(rule("-2", Some("5")).points(9), decimal("-5"));
        assert_eq!(rule("1.5", None).points(3), decimal("4.5"));
        let thirds = rule("20", None);
        assert_eq!(thirds.points_of(decimal("1"), decimal("3")), decimal("6.67"));
        assert_eq!(thirds.points_of(decimal("3"), decimal("3")), decimal("20"));
        assert_eq!(thirds.points_of(decimal("0"), decimal("0")), decimal("0"), "nothing to count");
    }

    #[test]
    fn equal_totals_share_a_rank() {
        let totals = ["90", "95.5", "90", "80"].map(decimal);
        assert_eq!(ranks(&totals), [2, 1, 2, 4]);
    }
}
