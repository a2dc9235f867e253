//! What the overview shows.

use crate::{
    chart,
    pages::{
        matters::filter::Filter,
        periods::view::address,
        slips::rungs::{self, ToldRung},
    },
    shell::{Shell, markup::Markup},
    telling::{Told, tell},
};
use app::period::period_name;
use app::query::answer::{Counts, CountsOver, Entry, Named, Office, Overview, Pressing, Proposed, WeekLine};
use askama::Template;
use ledger::{Lamp, Standing, StateClass};
use std::sync::Arc;

/// The page.
#[derive(Template)]
#[template(path = "pages/overview/overview.html")]
pub struct OverviewPage {
    /// The frame.
    pub s: Shell,
    /// Counts and latest entries.
    pub o: Overview,
    /// Measures that press.
    pub pressing: Arc<Pressing>,
    /// What the office has to push; `None` on a past day.
    pub office: Option<Office>,
    /// Makes the forms' commands their own.
    pub seed: String,
}

/// Units named of a week.
const UNITS: usize = 6;

/// One of the numbers at the top, which opens to its rows.
pub struct Number {
    /// Id of its name.
    pub name: &'static str,
    /// How many.
    pub value: u64,
    /// Out of how many, where that matters.
    pub of: Option<u64>,
    /// Lamp whose shape stands beside it.
    pub lamp: &'static str,
    /// The rows behind it.
    pub href: String,
}

/// A part of the work with its counts.
pub struct Line<'a> {
    /// Over what.
    pub over: &'a CountsOver,
    /// Its bar.
    pub bar: Markup,
    /// The rows behind it.
    pub filter: Filter,
}

impl OverviewPage {
    fn measures(&self) -> Filter {
        Filter {
            kind: "measure".into(),
            under: self.o.campaign.as_ref().map(|campaign| campaign.id),
            sort: "due".into(),
            as_of: self.s.as_of,
            ..Filter::default()
        }
    }

    /// The campaign, when there is one.
    pub fn campaign(&self) -> Option<&Named> {
        self.o.campaign.as_ref()
    }

    /// Other campaigns to choose from.
    pub fn others(&self) -> impl Iterator<Item = &Named> {
        let shown = self.o.campaign.as_ref().map(|campaign| campaign.id);
        self.o.campaigns.iter().filter(move |campaign| Some(campaign.id) != shown)
    }

    /// The overview of another campaign on the same day.
    pub fn of_campaign(&self, campaign: &Named) -> String {
        self.s.at_day(&format!("/?campaign={}", campaign.id))
    }

    /// Address of the plan of a campaign.
    pub fn plan(&self, campaign: &Named) -> String {
        self.s.at_day(&format!("/plans/{}", campaign.id))
    }

    /// Five numbers, each opens to the rows behind it.
    pub fn numbers(&self) -> Vec<Number> {
        let counts = &self.o.measures;
        let lamp = |lamp: Lamp| Number {
            name: lamp.name(),
            value: of_lamp(counts, lamp),
            of: None,
            lamp: lamp.name(),
            href: self.measures().with("lamp", lamp.name()).href(),
        };
        let class = |class: StateClass, of: Option<u64>| Number {
            name: class.name(),
            value: chart::of_class(counts, class),
            of,
            lamp: "",
            href: self.measures().with("class", class.name()).href(),
        };
        vec![
            lamp(Lamp::Red),
            lamp(Lamp::Yellow),
            lamp(Lamp::Blue),
            class(StateClass::Awaiting, None),
            class(StateClass::Closed, Some(counts.total)),
        ]
    }

    /// How much has been accepted or has ended, drawn as a ring.
    pub fn ring(&self) -> Markup {
        let counts = &self.o.measures;
        let done =
            chart::of_class(counts, StateClass::Closed) + chart::of_class(counts, StateClass::Accepted);
        chart::ring(self.s.t, done, counts.total)
    }

    /// All measures by class, one bar.
    pub fn strip(&self) -> Markup {
        chart::bar(self.s.t, &self.s.t.get("overview-measures"), &self.o.measures, self.o.measures.total)
    }

    /// Classes with their numbers, as the legend of the bar.
    pub fn classes(&self) -> Vec<(&'static str, u64, u64, String)> {
        chart::ORDER
            .into_iter()
            .map(|class| {
                let href = self.measures().with("class", class.name()).href();
                let (measures, items) =
                    (chart::of_class(&self.o.measures, class), chart::of_class(&self.o.items, class));
                (class.name(), measures, items, href)
            })
            .collect()
    }

    /// Aspects.
    pub fn aspects(&self) -> Vec<Line<'_>> {
        let base = self.measures();
        self.lines(&self.o.by_aspect, |over| base.with("under", &over.id.to_string()))
    }

    /// Units.
    pub fn units(&self) -> Vec<Line<'_>> {
        let base = self.measures();
        self.lines(&self.o.by_unit, |over| base.with("unit", &over.id.to_string()))
    }

    /// Where measures and items stand in the words of a bulletin; what does not count is left out while there is none.
    pub fn standings(&self) -> Vec<(&'static str, u64, u64)> {
        let counts = |standing| (self.o.measures.standing(standing), self.o.items.standing(standing));
        let shown = |standing: &Standing| *standing != Standing::Uncounted || counts(*standing) != (0, 0);
        Standing::ALL
            .into_iter()
            .filter(shown)
            .map(|standing| {
                let (measures, items) = counts(standing);
                (standing.name(), measures, items)
            })
            .collect()
    }

    fn lines<'a>(&self, over: &'a [CountsOver], filter: impl Fn(&Named) -> Filter) -> Vec<Line<'a>> {
        // One scale for all, so that lengths can be compared.
        let scale = over.iter().map(|one| one.counts.total).max().unwrap_or(0);
        over.iter()
            .map(|one| Line {
                over: one,
                bar: chart::bar(self.s.t, &one.over.title, &one.counts, scale),
                filter: filter(&one.over),
            })
            .collect()
    }

    /// What lacks a unit or a date: name, how many, rows.
    pub fn lacking(&self) -> [(&'static str, u64, String); 2] {
        let (counts, base) = (&self.o.measures, self.measures());
        [
            ("lacks-unit", counts.lacks_unit, base.with("lacks", "unit").href()),
            ("lacks-due", counts.lacks_due, base.with("lacks", "due").href()),
        ]
    }

    /// Rows with red or yellow lamps.
    pub fn late_href(&self) -> String {
        self.measures().with("lamp", "red").href()
    }

    /// Rows that fall due soon.
    pub fn soon_href(&self) -> String {
        self.measures().with("lamp", "blue").href()
    }

    /// The campaign that a confirmed rung leads back to.
    pub fn rungs_of(&self) -> Option<ledger::MatterId> {
        self.o.campaign.as_ref().map(|campaign| campaign.id)
    }

    /// Whether the campaign holds more measures than are looked at.
    pub fn weeks_more(&self, office: &Office) -> bool {
        office.weeks.iter().any(|week| week.more)
    }

    /// A week in words.
    pub fn week(&self, week: &WeekLine) -> String {
        period_name(self.s.t, week.period)
    }

    /// Address of a week.
    pub fn week_href(&self, week: &WeekLine) -> String {
        address(week.period, self.campaign())
    }

    /// Units that have not reported on everything, a few by name.
    pub fn missing(&self, week: &WeekLine) -> String {
        let t = self.s.t;
        let few = week.missing.iter().take(UNITS).map(|(unit, count)| {
            let name =
                unit.as_ref().map_or_else(|| t.get("collation-no-unit"), |unit| unit.title.clone().into());
            t.with("office-unit", &[("unit", &name), ("count", count)])
        });
        let mut told = few.collect::<Vec<_>>().join(&t.get("list-comma"));
        if let Some(rest) = week.missing.len().checked_sub(UNITS).filter(|rest| *rest > 0) {
            told.push(' ');
            told.push_str(&t.with("office-rest", &[("count", &rest)]));
        }
        told
    }

    /// A proposal in words.
    pub fn rung(&self, one: &Proposed) -> ToldRung {
        rungs::tell(&self.s, one)
    }

    /// An entry in words.
    pub fn told(&self, entry: &Entry) -> Told {
        tell(&self.s, entry)
    }
}

impl Line<'_> {
    /// How many have `class`.
    pub fn class(&self, class: &str) -> u64 {
        StateClass::from_name(class).map_or(0, |class| chart::of_class(&self.over.counts, class))
    }

    /// How many are late: red and yellow.
    pub fn late(&self) -> u64 {
        of_lamp(&self.over.counts, Lamp::Red) + of_lamp(&self.over.counts, Lamp::Yellow)
    }

    /// How many are red.
    pub fn red(&self) -> u64 {
        of_lamp(&self.over.counts, Lamp::Red)
    }

    /// The lamp whose rows the number of late ones opens: red, when there are any.
    pub fn late_lamp(&self) -> &'static str {
        if self.red() > 0 { "red" } else { "yellow" }
    }

    /// Share that was accepted or has ended, in percent.
    pub fn percent(&self) -> u64 {
        (self.done() * 100).checked_div(self.over.counts.total).unwrap_or(0)
    }

    /// How many were accepted or have ended.
    pub fn done(&self) -> u64 {
        self.class("closed") + self.class("accepted")
    }
}

fn of_lamp(counts: &Counts, lamp: Lamp) -> u64 {
    let place = Lamp::ALL.iter().position(|one| *one == lamp);
    place.and_then(|i| counts.lamps.get(i)).copied().unwrap_or(0)
}
