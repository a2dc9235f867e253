//! Indicators: rates whose numerator, denominator and period are data (`data/rates/`), so that nobody bends them and last
//! year's stays what it was.

mod parse;

use crate::{
    decimal::Decimal,
    field::FieldValue,
    kind::{Kind, Label, StateClass},
    matter::Matter,
};
use jiff::{civil::Date, tz::TimeZone};
use serde::Serialize;

/// A rate as it is defined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Indicator {
    /// Stable name.
    pub name: String,
    /// Version of the definition; a changed one gets a higher one and another file, and both are shown.
    pub version: u32,
    /// Name for people.
    pub label: Label,
    /// What is divided by what, in words.
    pub definition: Label,
    /// How extensions, withdrawals and what is late are treated, in words.
    pub treatment: Label,
    /// First day it holds for; what lies before is counted by the version before.
    pub since: Option<Date>,
    /// First day the next version holds for; none where this one is the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Over which kinds, each once.
    pub over: Vec<Over>,
}

/// What an indicator counts of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Over {
    /// Name of the kind.
    pub kind: String,
    /// Which day places a matter in a period.
    pub on: On,
    /// What belongs to the denominator.
    pub counts: Vec<Condition>,
    /// What of it belongs to the numerator.
    pub met: Vec<Condition>,
    /// Sums instead of counts: decimal fields of numerator and denominator.
    pub sum: Option<[String; 2]>,
}

/// Which day places a matter in a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum On {
    /// The day it was opened.
    Opened,
    /// The day a step was taken. What waits for the step and is late counts on the day it was due; what waits and is not
    /// yet due does not count.
    Step(String),
    /// The day in a date field.
    Field(String),
    /// No period: how it stands.
    Now,
}

/// One condition; all of a list must hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// What must hold.
    pub what: What,
    /// Whether it must not hold instead.
    pub not: bool,
}

/// What a condition looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A step was taken.
    Taken(String),
    /// A step was taken, the first time not after its date.
    InTime(String),
    /// A field holds one of these; `yes` and `no` for flags.
    Holds(String, Vec<String>),
    /// A field holds something.
    Filled(String),
    /// It is of one of these classes.
    Class(Vec<StateClass>),
    /// It runs and is past its date.
    Late,
    /// It came back after it was closed.
    CameBack,
}

/// What a matter adds to an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The day that places it; `None` where it counts whatever the period.
    pub on: Option<Date>,
    /// Whether it belongs to the numerator.
    pub met: bool,
    /// What it adds to the numerator, where it does; 1 for counts.
    pub n: Decimal,
    /// What it adds to the denominator; 1 for counts.
    pub d: Decimal,
}

impl Indicator {
    /// Whether this version counts what happens on `day`.
    pub fn holds_on(&self, day: Date) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day < until)
    }

    /// Whether it knows no period at all: how things stand.
    pub fn is_of_now(&self) -> bool {
        self.over.iter().all(|over| over.on == On::Now)
    }

    /// Puts the versions of a rate in order, so that each day is counted by one of them.
    ///
    /// # Errors
    /// Number of the version that is wrong, and why: there twice, or, as a later one, without a first day after that of
    /// the version before.
    pub fn in_turn(versions: &mut [Indicator]) -> Result<(), (u32, &'static str)> {
        versions.sort_by_key(|one| one.version);
        for at in 1..versions.len() {
            let (before, since) = (&versions[at - 1], versions[at].since);
            if before.version == versions[at].version {
                return Err((before.version, "this version is defined by another file too"));
            }
            if since.is_none() || since <= before.since {
                return Err((
                    versions[at].version,
                    "a later version needs a `since` after that of the one before",
                ));
            }
            versions[at - 1].until = since;
        }
        Ok(())
    }

    /// What `matter` adds on `today`; `None` where it does not belong to the denominator, or its day to another version.
    pub fn count(&self, matter: &Matter, kind: &Kind, today: Date) -> Option<Counted> {
        let over = self.over.iter().find(|over| over.kind == matter.kind)?;
        if !over.counts.iter().all(|one| one.holds(matter, today)) {
            return None;
        }
        let on = match &over.on {
            On::Now => None,
            On::Opened => Some(matter.opened_at.to_zoned(zone()).date()),
            On::Field(name) => Some(matter.fields.get(name)?.as_text()?.parse().ok()?),
            On::Step(name) => Some(over.step_day(matter, kind, name, today)?),
        };
        if on.is_some_and(|on| !self.holds_on(on)) {
            return None;
        }
        let met = over.met.iter().all(|one| one.holds(matter, today));
        let one = Decimal::whole(1);
        let (n, d) = match &over.sum {
            None => (one, one),
            Some([n, d]) => (Decimal::of(matter, n).unwrap_or_default(), Decimal::of(matter, d)?),
        };
        Some(Counted { on, met, n, d })
    }
}

impl Over {
    /// The day of a step, or, where it waits and is late, the day it was due. Where it is asked whether the step came in time
    /// a late one keeps that day, so that what was late in a period stays late in it when somebody makes up for it in the
    /// next. Where something else is asked, there was nothing to count before the step.
    fn step_day(&self, matter: &Matter, kind: &Kind, name: &str, today: Date) -> Option<Date> {
        let asks_for_time = || self.met.iter().any(|one| matches!(&one.what, What::InTime(of) if of == name));
        if let Some(step) = matter.course.steps.iter().find(|step| step.name == name) {
            let late = step.due.filter(|due| *due < step.on && asks_for_time());
            return Some(late.unwrap_or(step.on));
        }
        let waits = kind.find_move(name).is_some_and(|way| way.from.contains(&matter.state));
        matter.due.filter(|due| waits && *due < today)
    }

    /// A step or field that it names and `kind` does not have.
    pub fn lacks<'o>(&'o self, kind: &Kind) -> Option<&'o str> {
        let step = |name: &'o String| Some(name.as_str()).filter(|name| kind.find_move(name).is_none());
        let field = |name: &'o String| Some(name.as_str()).filter(|name| kind.field(name).is_none());
        let on = match &self.on {
            On::Opened | On::Now => None,
            On::Step(name) => step(name),
            On::Field(name) => field(name),
        };
        let conditions = self.counts.iter().chain(&self.met);
        let of_conditions = conditions.filter_map(|one| match &one.what {
            What::Taken(name) | What::InTime(name) => step(name),
            What::Holds(name, _) | What::Filled(name) => field(name),
            What::Class(_) | What::Late | What::CameBack => None,
        });
        let of_sum = self.sum.iter().flatten().filter_map(field);
        on.into_iter().chain(of_conditions).chain(of_sum).next()
    }
}

fn zone() -> TimeZone {
    TimeZone::fixed(jiff::tz::offset(8))
}

impl Condition {
    fn holds(&self, matter: &Matter, today: Date) -> bool {
        let first = |name: &String| matter.course.steps.iter().find(|step| step.name == *name);
        let holds = match &self.what {
            What::Taken(name) => first(name).is_some(),
            What::InTime(name) => first(name).is_some_and(|step| step.is_in_time()),
            What::Holds(name, values) => match matter.fields.get(name) {
                Some(FieldValue::Text(text)) => values.contains(text),
                Some(FieldValue::Flag(flag)) => {
                    values.iter().any(|value| value == if *flag { "yes" } else { "no" })
                }
                _ => false,
            },
            What::Filled(name) => matter.fields.get(name).is_some_and(|value| match value {
                FieldValue::Text(text) => !text.is_empty(),
                FieldValue::Many(items) => !items.is_empty(),
                FieldValue::Flag(_) | FieldValue::Matter(_) => true,
            }),
            What::Class(classes) => classes.contains(&matter.class),
            What::Late => matter.class.is_running() && matter.due.is_some_and(|due| due < today),
            What::CameBack => matter.course.rebounds > 0,
        };
        holds != self.not
    }
}
