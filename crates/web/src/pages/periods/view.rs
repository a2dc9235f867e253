//! What the pages of periods show.

use super::acts::DECISIONS;
use crate::shell::{Shell, markup::Markup};
use app::{
    language::Texts,
    period::period_name,
    query::answer::{
        CadenceLines, CollationRef, MeetingLine, Named, PeriodLine, PeriodPage, Periods, ReportDue, RollLine,
        Said, UnitPart,
    },
};
use askama::Template;
use ledger::{Rate, StateClass, cadence::Period};

/// All periods of a campaign.
#[derive(Template)]
#[template(path = "pages/periods/periods.html")]
pub struct PeriodsPage {
    /// The frame.
    pub s: Shell,
    /// They.
    pub p: Periods,
    /// Whether one cadence is shown alone.
    pub alone: bool,
}

impl PeriodsPage {
    /// Whether the campaign holds more measures than are looked at.
    pub fn more(&self) -> bool {
        self.p.cadences.iter().flat_map(|cadence| &cadence.lines).any(|line| line.more)
    }

    /// Other campaigns to choose from.
    pub fn others(&self) -> impl Iterator<Item = &Named> {
        let shown = self.p.campaign.as_ref().map(|campaign| campaign.id);
        self.p.campaigns.iter().filter(move |campaign| Some(campaign.id) != shown)
    }

    /// Address of a period.
    pub fn href(&self, line: &PeriodLine) -> String {
        address(line.period, self.p.campaign.as_ref())
    }

    /// Address of older periods of a cadence.
    pub fn older(&self, before: &Period) -> String {
        let of = self.p.campaign.as_ref().map(|campaign| format!("&campaign={}", campaign.id));
        format!("/periods?before={before}{}", of.unwrap_or_default())
    }

    /// A period in words.
    pub fn name(&self, line: &PeriodLine) -> String {
        period_name(self.s.t, line.period)
    }

    /// Whether the period holds today.
    pub fn runs(&self, line: &PeriodLine) -> bool {
        line.period.contains(self.p.today)
    }

    /// The name of "this one" for a cadence.
    pub fn now(&self, of: &CadenceLines) -> String {
        self.s.t.of("cadence", &format!("{}-now", of.cadence.name())).into_owned()
    }

    /// How many have reported, as a small bar.
    pub fn bar(&self, line: &PeriodLine) -> Markup {
        self.s.meter(&percent(line.reported))
    }

    /// The state of a collation in words.
    pub fn made(&self, one: &CollationRef) -> String {
        self.s.words.state(self.s.language(), "collation", &one.state)
    }
}

/// Whole percent, never rounded up to all.
fn percent(rate: Rate) -> Option<u8> {
    (rate.n * 100).checked_div(rate.d).and_then(|percent| u8::try_from(percent).ok())
}

/// Address of a period of a campaign.
pub(crate) fn address(period: Period, campaign: Option<&Named>) -> String {
    let of = campaign.map(|campaign| format!("?campaign={}", campaign.id)).unwrap_or_default();
    format!("/periods/{period}{of}")
}

/// Why a report is due on another day than the rule names; `None` where it is not.
pub(crate) fn moved(t: Texts, due: &ReportDue) -> Option<String> {
    let ReportDue::On { on, named, holiday } = due else { return None };
    let id = match on.cmp(named) {
        std::cmp::Ordering::Less => "period-moved-earlier",
        std::cmp::Ordering::Greater => "period-moved-later",
        std::cmp::Ordering::Equal => return None,
    };
    let what = t.get(if *holiday { "period-holiday" } else { "period-weekend" });
    Some(t.with(id, &[("named", &t.day(*named)), ("what", &what), ("on", &t.day(*on))]))
}

/// One period.
#[derive(Template)]
#[template(path = "pages/periods/period.html")]
pub struct PeriodView {
    /// The frame.
    pub s: Shell,
    /// The period.
    pub p: PeriodPage,
    /// Units to choose from.
    pub units: Vec<Named>,
    /// People to choose from.
    pub people: Vec<Named>,
    /// Whether those missing may be reminded by the reader.
    pub may_remind: bool,
    /// Whether the reader may draft and record meetings.
    pub may_open: bool,
    /// What was typed into a form that was refused.
    pub typed: Option<Vec<(String, String)>>,
    /// Makes the forms' commands their own.
    pub seed: String,
}

impl PeriodView {
    /// The period in words.
    pub fn name(&self) -> String {
        period_name(self.s.t, self.p.period)
    }

    /// The cadence by name.
    pub fn cadence(&self) -> &'static str {
        self.p.period.cadence().name()
    }

    /// When the report is due, in words.
    pub fn due(&self) -> String {
        let t = self.s.t;
        match &self.p.due {
            ReportDue::On { on, .. } => t.with("period-due", &[("day", &t.day(*on))]),
            ReportDue::Never => t.get("period-never").into_owned(),
            ReportDue::NoCalendar { year } => t.with("period-no-calendar", &[("year", year)]),
        }
    }

    /// Why it is due on another day than the rule names.
    pub fn moved(&self) -> Option<String> {
        moved(self.s.t, &self.p.due)
    }

    /// The period before, and the one after where it has begun.
    pub fn neighbours(&self) -> (String, Option<String>) {
        let of = |period| address(period, Some(&self.p.campaign));
        let next = Some(self.p.period.next()).filter(|next| next.start() <= self.p.today);
        (of(self.p.period.previous()), next.map(of))
    }

    /// Address of all periods.
    pub fn all(&self) -> String {
        format!("/periods?campaign={}", self.p.campaign.id)
    }

    /// Address of the view for the wall.
    pub fn wall(&self) -> String {
        format!("/periods/{}/wall?campaign={}", self.p.period, self.p.campaign.id)
    }

    /// The numbers above: name and how many.
    pub fn numbers(&self) -> [(&'static str, u64); 4] {
        let roll = &self.p.roll;
        [
            ("period-owed", roll.reported.d),
            ("period-said-reported", roll.reported.n),
            ("period-said-no-change", roll.no_change),
            ("period-said-nothing", roll.missing()),
        ]
    }

    /// Whether the reader can remind now.
    pub fn can_remind(&self) -> bool {
        self.may_remind && self.p.runs && self.p.roll.missing() > 0 && self.p.reminded.is_none()
    }

    /// When those missing were reminded.
    pub fn reminded(&self) -> Option<String> {
        let one = self.p.reminded.as_ref()?;
        let t = self.s.t;
        let by = one.by.as_ref().map_or_else(|| t.get("the-product").into_owned(), |by| by.title.clone());
        Some(t.with(
            "period-reminded",
            &[("at", &t.moment_near(one.at, self.p.today)), ("by", &by), ("people", &one.people)],
        ))
    }

    /// What has been said of a measure: the tone and the word.
    pub fn said(&self, line: &RollLine) -> (&'static str, String) {
        let tone = match line.said {
            Said::Reported => "good",
            Said::NoChange => "info",
            Said::Nothing => "warn",
        };
        (tone, self.s.t.of("period-said", line.said.name()).into_owned())
    }

    /// Whether the first word on a measure came after the due day.
    pub fn is_late(&self, line: &RollLine) -> bool {
        let first = line.reports.first().map(|heard| app::clock::day_of(heard.at));
        first.zip(self.p.due.on()).is_some_and(|(first, due)| due < first)
    }

    /// How many of a unit have reported, as a small bar.
    pub fn bar(&self, unit: &UnitPart) -> Markup {
        self.s.meter(&percent(unit.reported))
    }

    /// Whether all of a unit have reported.
    pub fn is_complete(&self, unit: &UnitPart) -> bool {
        unit.reported.n == unit.reported.d
    }

    /// Whether a collation is frozen.
    pub fn is_frozen(&self, one: &CollationRef) -> bool {
        one.class == StateClass::Closed
    }

    /// Types of meetings: name, label, whether it is the usual one for this cadence.
    pub fn types(&self) -> Vec<(String, String, bool)> {
        let typed = self.value("type", self.cadence());
        let choices = self.s.words.choices(self.s.language(), "meeting", "type").into_iter();
        choices.map(|(name, label)| (name.clone(), label, name == typed)).collect()
    }

    /// The label of a meeting's type.
    pub fn type_of(&self, meeting: &MeetingLine) -> String {
        let found = self.types().into_iter().find(|(name, ..)| *name == meeting.r#type);
        found.map(|(_, label, _)| label).unwrap_or_default()
    }

    /// What was typed under `name`, else `otherwise`.
    pub fn value<'a>(&'a self, name: &str, otherwise: &'a str) -> &'a str {
        let typed = self.typed.as_ref().map(|values| values.iter().find(|(one, _)| one == name));
        typed.map_or(otherwise, |found| found.map_or("", |(_, value)| value.as_str()))
    }

    /// What was typed into a part of the nth decision.
    pub fn decision(&self, part: &str, n: &usize) -> &str {
        self.value(&format!("decision.{part}.{n}"), "")
    }

    /// Whether `id` is what was chosen under `name`.
    pub fn is_chosen(&self, name: &str, id: &ledger::MatterId) -> bool {
        self.value(name, "") == id.to_string()
    }

    /// Whether `id` is what was chosen in a part of the nth decision.
    pub fn is_decided(&self, part: &str, n: &usize, id: &ledger::MatterId) -> bool {
        self.decision(part, n) == id.to_string()
    }

    /// Rows for decisions.
    pub fn rows(&self) -> std::ops::Range<usize> {
        0..DECISIONS
    }

    /// A usual name for a meeting of this cadence.
    pub fn usual_title(&self) -> String {
        let label = self.types().into_iter().find(|(name, ..)| name == self.cadence());
        format!("{} {}", label.map(|(_, label, _)| label).unwrap_or_default(), self.s.t.date(self.p.today))
    }
}
