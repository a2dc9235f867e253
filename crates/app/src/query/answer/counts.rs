//! What is counted: of a campaign, of an aspect, of a unit.

use super::{Entry, Named, Row};
use jiff::civil::Date;
use ledger::{Lamp, Rate, Standing, StateClass};
use serde::Serialize;

/// Counts by class and by lamp.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// All of them.
    pub total: u64,
    /// By class, in the order of [`ledger::StateClass::ALL`].
    pub classes: [u64; 6],
    /// By lamp, in the order of [`ledger::Lamp::ALL`]: red, yellow, blue, green, undated, off.
    pub lamps: [u64; 6],
    /// By where they stand, in the order of [`Standing::ALL`]: done, basically done, long-term, not done, uncounted.
    pub standings: [u64; 5],
    /// Without a responsible unit, not ended.
    pub lacks_unit: u64,
    /// Without a due date, not ended.
    pub lacks_due: u64,
}

impl Counts {
    /// How many are of a class.
    pub fn class(&self, class: StateClass) -> u64 {
        StateClass::ALL.into_iter().zip(self.classes).find(|(one, _)| *one == class).map_or(0, |(_, n)| n)
    }

    /// How many have a lamp.
    pub fn lamp(&self, lamp: Lamp) -> u64 {
        Lamp::ALL.into_iter().zip(self.lamps).find(|(one, _)| *one == lamp).map_or(0, |(_, n)| n)
    }

    /// How many stand so.
    pub fn standing(&self, standing: Standing) -> u64 {
        Standing::ALL.into_iter().zip(self.standings).find(|(one, _)| *one == standing).map_or(0, |(_, n)| n)
    }

    /// The strict rate of completion: done of all that count. What is basically done is not done.
    pub fn completion(&self) -> Rate {
        let counted = Standing::ALL.into_iter().filter(|standing| *standing != Standing::Uncounted);
        Rate::of(self.standing(Standing::Done), counted.map(|standing| self.standing(standing)).sum())
    }
}

/// Counts over something that has a name: an aspect, a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CountsOver {
    /// Over what.
    pub over: Named,
    /// The counts.
    pub counts: Counts,
}

/// The overview of a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Overview {
    /// The day it speaks of.
    pub today: Date,
    /// All campaigns, newest first.
    pub campaigns: Vec<Named>,
    /// The one shown; `None` when there is none yet.
    pub campaign: Option<Named>,
    /// Items of the campaign.
    pub items: Counts,
    /// Measures of the campaign.
    pub measures: Counts,
    /// Measures by aspect, in the order of the outline.
    pub by_aspect: Vec<CountsOver>,
    /// Measures by responsible unit, in the order of the register.
    pub by_unit: Vec<CountsOver>,
    /// Latest entries of the log that concern matters.
    pub latest: Vec<Entry>,
    /// The year whose calendar is missing, when lamps cannot be told.
    pub calendar_missing: Option<i16>,
}

/// A few measures of each sort that presses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pressing {
    /// Red and yellow ones, the oldest date first.
    pub late: Vec<Row>,
    /// Those that fall due soon, the nearest first.
    pub soon: Vec<Row>,
    /// Open ones that were not reported for the longest time.
    pub silent: Vec<Row>,
}
