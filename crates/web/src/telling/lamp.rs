//! Why a lamp has its colour, in plain words.

use app::language::Texts;
use ledger::lamp::{Colour, Explained, Outcome, Outlook, Reading, Step};

/// A rule set's explanation, told.
pub struct ToldLamp {
    /// The rule set and its version.
    pub rule: String,
    /// Name of its colour, for shape and style; `off` for none.
    pub colour: &'static str,
    /// Word of its colour.
    pub word: String,
    /// Each scale.
    pub readings: Vec<ToldReading>,
}

/// A scale's derivation, told.
pub struct ToldReading {
    /// What was measured.
    pub measure: String,
    /// How, one sentence a step.
    pub steps: Vec<String>,
    /// What came of it.
    pub result: String,
}

/// Tells why a rule set gives its colour.
pub fn tell_lamp(t: Texts, explained: &Explained) -> ToldLamp {
    let rule = t.language.of(&explained.label);
    ToldLamp {
        rule: t.with("lamp-rule", &[("rule", &rule), ("version", &explained.version)]),
        colour: explained.colour.map_or("off", Colour::name),
        word: word(t, explained.colour),
        readings: explained.readings.iter().map(|reading| told(t, reading)).collect(),
    }
}

fn word(t: Texts, colour: Option<Colour>) -> String {
    colour.map_or_else(|| t.get("colour-none"), |colour| t.of("colour", colour.name())).into_owned()
}

fn told(t: Texts, reading: &Reading) -> ToldReading {
    let result = match &reading.outcome {
        Outcome::Hit { value, band } => {
            let (value, edges, colour) = (value.to_string(), band.to_string(), word(t, Some(band.colour)));
            t.with("lamp-hit", &[("value", &value), ("band", &edges), ("colour", &colour)])
        }
        Outcome::Silent { value } => t.with("lamp-silent", &[("value", &value.to_string())]),
        Outcome::Lacks { fact } => t.of("lamp-lacks", fact.name()).into_owned(),
        Outcome::NoCalendar { year } => t.with("calendar-missing", &[("year", &year.to_string())]),
    };
    let measure = t.of("measure", reading.measure.name()).into_owned();
    ToldReading { measure, steps: reading.steps.iter().map(|one| step(t, one)).collect(), result }
}

fn step(t: Texts, step: &Step) -> String {
    match step {
        Step::Today { day } => t.with("lamp-step-today", &[("day", &t.day(*day))]),
        Step::Due { day } => t.with("lamp-step-due", &[("day", &t.day(*day))]),
        Step::Start { day } => t.with("lamp-step-start", &[("day", &t.day(*day))]),
        Step::Late { days } => t.with("lamp-step-late", &[("days", days)]),
        Step::Left { days } => t.with("lamp-step-left", &[("days", days)]),
        Step::Elapsed { past, all } => t.with("lamp-step-elapsed", &[("past", past), ("all", all)]),
        Step::Nodes { past, all } => t.with("lamp-step-nodes", &[("past", past), ("all", all)]),
        Step::Planned { percent } => t.with("lamp-step-planned", &[("percent", &percent.to_string())]),
        Step::Reported { percent, on } => {
            t.with("lamp-step-reported", &[("percent", percent), ("day", &t.day(*on))])
        }
        Step::NothingReported => t.get("lamp-step-nothing-reported").into_owned(),
        Step::Begun { on } => t.with("lamp-step-begun", &[("day", &t.day(*on))]),
        Step::NotBegun => t.get("lamp-step-not-begun").into_owned(),
        Step::Since { months, days, of } => {
            t.with("lamp-step-since", &[("months", months), ("days", days), ("of", of)])
        }
        Step::Month { month, planned: None, .. } => {
            t.with("lamp-step-month-missed", &[("month", &month.to_string())])
        }
        Step::Month { month, planned: Some(planned), reported } => {
            let (month, planned) = (month.to_string(), planned.to_string());
            let values = [("month", &month as _), ("planned", &planned as _), ("reported", reported as _)];
            t.with("lamp-step-month", &values)
        }
        Step::Ignored { warnings } => t.with("lamp-step-ignored", &[("warnings", warnings)]),
        Step::Judged { outlook } => t
            .get(match outlook {
                Outlook::OnTrack => "lamp-step-on-track",
                Outlook::SlowButLikely => "lamp-step-slow",
                Outlook::Unlikely => "lamp-step-unlikely",
            })
            .into_owned(),
    }
}
