//! A way from one state to another, and what it brings with it.

use super::Label;
use crate::{decimal::Decimal, field::FieldValue, guard::Guard, matter::Matter};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whether a move asks for a reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It may be given.
    #[default]
    Optional,
    /// It must be given.
    Required,
    /// It must be given with one of the kind's return codes.
    Coded,
}

/// Whose word on how far a matter has come a move carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rater {
    /// Those who did the work rate themselves.
    Own,
    /// Who accepts rates.
    Acceptor,
}

/// A condition on one field, so that small things have a short way and heavy ones a long way: a choice by its values, a
/// decimal by its size.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Only {
    /// A field of the matter; where it holds nothing there, that of the matter above.
    pub field: String,
    /// Values that fit; an empty name fits a field that holds nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub is: Vec<String>,
    /// The smallest decimal that fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The smallest decimal above it that does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<String>,
}

impl Only {
    /// Whether it fits `matter`, which stands under `above`.
    pub fn fits(&self, matter: &Matter, above: Option<&Matter>) -> bool {
        self.fits_fields(&matter.fields, above)
    }

    /// Whether it fits a matter with these fields.
    pub fn fits_fields(&self, fields: &BTreeMap<String, FieldValue>, above: Option<&Matter>) -> bool {
        let held =
            |fields: &BTreeMap<String, FieldValue>| fields.get(&self.field)?.as_text().map(str::to_owned);
        let value = held(fields).or_else(|| above.and_then(|above| held(&above.fields))).unwrap_or_default();
        if self.from.is_none() && self.below.is_none() {
            return self.is.contains(&value);
        }
        let bound = |text: &Option<String>| text.as_deref().and_then(Decimal::parse);
        Decimal::parse(&value).is_some_and(|value| {
            bound(&self.from).is_none_or(|from| from <= value)
                && bound(&self.below).is_none_or(|below| value < below)
        })
    }
}

/// A move that follows on the matters a link leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Also {
    /// The link's relation.
    pub relation: String,
    /// Name of the move there.
    pub r#move: String,
}

/// A series of numbers, from 1 each year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// Stable name.
    pub name: String,
    /// How a number reads; `{year}` and `{n}` stand for the year and the number in it.
    pub pattern: String,
}

impl Series {
    /// Number `n` of `year` as it is written.
    pub fn number(&self, year: i16, n: u64) -> String {
        self.pattern.replace("{year}", &year.to_string()).replace("{n}", &n.to_string())
    }
}

/// A matter that opens by itself after a move, such as a re-check after the write-off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// Name of the move it follows.
    pub on: String,
    /// Kind of what opens; it stands under the root of the matter's tree.
    pub kind: String,
    /// Its relation to the matter.
    pub relation: String,
    /// After which limit it is due, such as `3mo`.
    pub after: String,
    /// For which matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<Only>,
}

/// A way from one state to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// Stable name; `move:<name>` is the right that roles grant.
    pub name: String,
    /// States it starts from.
    pub from: Vec<String>,
    /// State it leads to.
    pub to: String,
    /// Text on the button.
    pub label: Label,
    /// Whether it asks for a reason.
    #[serde(default)]
    pub reason: Reason,
    /// What must hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guards: Vec<Guard>,
    /// Own fields that must hold something: the papers of a gate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// For which matters it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<Only>,
    /// Whether it must say how far the matter has come, one of [`crate::course::RATINGS`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rater>,
    /// The rating it always carries, where nobody is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rated: Option<String>,
    /// Whether it must name a new due date, such as when work is sent back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub due: bool,
    /// How long the state it leads to has to last before `wait_is_over`, such as `7d` of notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait: Option<String>,
    /// Series it takes a number from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// Choice field whose value names the series it takes a number from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series_of: Option<String>,
    /// Whether it counts as a problem that came back after it was written off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rebound: bool,
    /// What follows on linked matters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Also>,
    /// The use case that alone takes it, see [`super::Kind::through`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<String>,
}

impl Move {
    /// A move that asks for nothing.
    pub fn plain(name: String, from: Vec<String>, to: String, label: Label) -> Move {
        Move {
            name,
            from,
            to,
            label,
            reason: Reason::default(),
            guards: vec![],
            needs: vec![],
            only: None,
            rating: None,
            rated: None,
            due: false,
            wait: None,
            series: None,
            series_of: None,
            rebound: false,
            also: vec![],
            through: None,
        }
    }

    /// Own fields that are filled in with it: what it needs, and what its guards read.
    pub fn asks(&self) -> Vec<&str> {
        let mut asked: Vec<&str> = self.needs.iter().map(String::as_str).collect();
        for (name, _) in self.guards.iter().flat_map(|guard| guard.reads()) {
            if !asked.contains(name) {
                asked.push(name);
            }
        }
        asked
    }

    /// The series that taking it on `matter` takes a number from.
    pub fn series_on<'m>(&'m self, matter: &'m Matter) -> Option<&'m str> {
        let named = |field: &String| matter.fields.get(field).and_then(|value| value.as_text());
        self.series.as_deref().or_else(|| self.series_of.as_ref().and_then(named))
    }
}
