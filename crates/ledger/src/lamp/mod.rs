//! Lamps: derived from plan, facts, today and calendar; never stored.
//!
//! A list's lamp follows from the due date alone, so that lists find their rows by an index ([`Bands`]). Rule sets
//! ([`RuleSet`]) measure more, and each explains itself ([`explain()`]).

mod explain;
mod facts;
mod measure;
mod parse;
mod rule;

pub use explain::{Explained, Outcome, Reading, explain};
pub use facts::{Facts, Lack, Outlook, PlannedNode, Report};
pub use measure::Step;
pub use rule::{Band, Colour, Edge, Measure, RuleSet, Scale, Value};

use crate::{
    calendar::{Calendar, NoCalendar},
    kind::StateClass,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A lamp; pages show its shape and word beside the colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lamp {
    /// Late by more than the rule allows.
    Red,
    /// Late.
    Yellow,
    /// Due soon.
    Blue,
    /// On time.
    Green,
    /// Owed, but without a date: nothing to compare.
    Undated,
    /// Not running: reported only, waiting, ended.
    Off,
}

impl Lamp {
    /// All, the most urgent first.
    pub const ALL: [Lamp; 6] = [Lamp::Red, Lamp::Yellow, Lamp::Blue, Lamp::Green, Lamp::Undated, Lamp::Off];

    /// Stable name in the store, the API and the locales.
    pub fn name(self) -> &'static str {
        match self {
            Lamp::Red => "red",
            Lamp::Yellow => "yellow",
            Lamp::Blue => "blue",
            Lamp::Green => "green",
            Lamp::Undated => "undated",
            Lamp::Off => "off",
        }
    }

    /// Reads [`Lamp::name`] back.
    pub fn from_name(name: &str) -> Option<Lamp> {
        Lamp::ALL.into_iter().find(|lamp| lamp.name() == name)
    }
}

/// Where the colours of lists change. Practice differs from place to place, so these are settings; the default is ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LampRule {
    /// Blue from this many working days before the due date on.
    pub near_working_days: u16,
    /// Yellow up to this many working days after it, red afterwards.
    pub late_working_days: u16,
}

impl Default for LampRule {
    fn default() -> Self {
        LampRule { near_working_days: 5, late_working_days: 5 }
    }
}

impl LampRule {
    /// Name of the rule set that lists follow.
    pub const RULE_SET: &'static str = "default";

    /// The rule of a set that is one scale of the deadline: green, blue up to the due date, yellow, red. `None` for any
    /// other set, which lists could not follow.
    pub fn of(set: &RuleSet) -> Option<LampRule> {
        let [scale] = set.scales.as_slice() else { return None };
        let colours = [Colour::Green, Colour::Blue, Colour::Yellow, Colour::Red];
        if scale.measure != Measure::Deadline || !scale.bands.iter().map(|band| band.colour).eq(colours) {
            return None;
        }
        let begins = |nth: usize| {
            let edge = scale.bands.get(nth)?.from?;
            Some(if edge.included { edge.at } else { edge.at + 1 })
        };
        let (near, late) = (-begins(1)?, begins(3)? - 1);
        Some(LampRule {
            near_working_days: u16::try_from(near).ok()?,
            late_working_days: u16::try_from(late).ok().filter(|_| begins(2) == Some(1))?,
        })
    }
}

/// The colours of one day as bands of due dates: one comparison a matter, one index range a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bands {
    /// The day.
    pub today: Date,
    /// Due before this day = red; up to the day before today = yellow.
    pub red_before: Date,
    /// Due from today up to and with this day = blue; later = green.
    pub blue_until: Date,
}

impl Bands {
    /// The bands of `today`.
    ///
    /// # Errors
    /// A year that the rule reaches into is not loaded.
    pub fn on(today: Date, calendar: &Calendar, rule: LampRule) -> Result<Bands, NoCalendar> {
        Ok(Bands {
            today,
            red_before: calendar.plus_working_days(today, -i32::from(rule.late_working_days))?,
            blue_until: calendar.plus_working_days(today, i32::from(rule.near_working_days))?,
        })
    }

    /// The lamp of a matter of this class and due date.
    pub fn lamp(&self, class: StateClass, due: Option<Date>) -> Lamp {
        if !class.is_running() {
            return Lamp::Off;
        }
        match due {
            None => Lamp::Undated,
            Some(due) if due < self.red_before => Lamp::Red,
            Some(due) if due < self.today => Lamp::Yellow,
            Some(due) if due <= self.blue_until => Lamp::Blue,
            Some(_) => Lamp::Green,
        }
    }

    /// The due dates that give `lamp`, `[from, to]`, open-ended where `None`; `None` for a lamp that no date gives.
    pub fn range(&self, lamp: Lamp) -> Option<(Option<Date>, Option<Date>)> {
        let before = |date: Date| date.yesterday().ok();
        match lamp {
            Lamp::Red => Some((None, before(self.red_before))),
            Lamp::Yellow => Some((Some(self.red_before), before(self.today))),
            Lamp::Blue => Some((Some(self.today), Some(self.blue_until))),
            Lamp::Green => Some((self.blue_until.tomorrow().ok(), None)),
            Lamp::Undated | Lamp::Off => None,
        }
    }
}
