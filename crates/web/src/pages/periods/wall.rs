//! A period on the wall of a meeting room: big type, what is red first, one screen a unit or topic.

use super::view::address;
use crate::shell::Shell;
use app::{
    period::period_name,
    query::answer::{PeriodPage, ReportDue, RollLine, Row, UnitPart},
};
use askama::Template;
use ledger::Lamp;

/// Lines that fit on a screen.
const LINES: usize = 5;

/// What a screen shows.
pub enum Screen {
    /// The period and its numbers.
    Cover,
    /// Measures of a unit, by place in the roll: the unit, and which of its lines in the order of the wall.
    Unit(usize, Vec<(usize, usize)>),
    /// Measures whose reports name problems or ask for help: unit, item, line.
    Asks(Vec<(usize, usize, usize)>),
    /// Units with measures of which nothing was said.
    Missing(Vec<usize>),
    /// Decisions that are not done.
    Decisions(Vec<usize>),
}

/// The page.
#[derive(Template)]
#[template(path = "pages/periods/wall.html")]
pub struct WallPage {
    /// The frame.
    pub s: Shell,
    /// The period.
    pub p: PeriodPage,
    /// What this screen shows.
    pub screen: Screen,
    /// Its title.
    pub title: String,
    /// Which it is, from 1.
    pub n: usize,
    /// How many there are.
    pub all: usize,
}

impl WallPage {
    /// The nth screen of a period; the first or last one where there is none such.
    pub fn new(s: Shell, p: PeriodPage, n: usize) -> WallPage {
        let mut screens = screens(&s, &p);
        let all = screens.len();
        let n = n.clamp(1, all.max(1));
        let (title, screen) = match n <= all {
            true => screens.swap_remove(n - 1),
            false => (String::new(), Screen::Cover),
        };
        WallPage { s, p, screen, title, n, all }
    }

    /// The period in words.
    pub fn name(&self) -> String {
        period_name(self.s.t, self.p.period)
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

    /// Which screen of how many.
    pub fn place(&self) -> String {
        self.s.t.with("wall-of", &[("n", &self.n), ("all", &self.all)])
    }

    fn at(&self, n: usize) -> String {
        format!("/periods/{}/wall?campaign={}&screen={n}", self.p.period, self.p.campaign.id)
    }

    /// Address of the screen before.
    pub fn back(&self) -> Option<String> {
        (self.n > 1).then(|| self.at(self.n - 1))
    }

    /// Address of the next screen.
    pub fn on(&self) -> Option<String> {
        (self.n < self.all).then(|| self.at(self.n + 1))
    }

    /// Address of the period's page.
    pub fn exit(&self) -> String {
        address(self.p.period, Some(&self.p.campaign))
    }

    /// How many lines of the roll have each lamp, the worst first; those that nobody has are left out.
    pub fn lamps(&self) -> Vec<(Lamp, usize)> {
        let lines = || self.p.roll.units.iter().flat_map(UnitPart::lines);
        let count = |lamp: Lamp| lines().filter(|line| line.row.lamp == Some(lamp)).count();
        [Lamp::Red, Lamp::Yellow, Lamp::Blue, Lamp::Green]
            .into_iter()
            .map(|lamp| (lamp, count(lamp)))
            .filter(|(_, n)| *n > 0)
            .collect()
    }

    /// A line of the roll.
    pub fn line(&self, unit: &usize, item: &usize, line: &usize) -> Option<&RollLine> {
        self.p.roll.units.get(*unit)?.items.get(*item)?.lines.get(*line)
    }

    /// A unit of the roll.
    pub fn unit(&self, unit: &usize) -> Option<&UnitPart> {
        self.p.roll.units.get(*unit)
    }

    /// The name of a unit.
    pub fn unit_name(&self, unit: &UnitPart) -> String {
        unit_name(&self.s, unit)
    }

    /// A decision that is not done.
    pub fn decision(&self, n: &usize) -> Option<&Row> {
        decisions(&self.p).nth(*n)
    }

    /// The newest words on a measure.
    pub fn words<'a>(&self, line: &'a RollLine) -> &'a str {
        newest(line, |report| &report.text)
    }

    /// The newest problem named on a measure.
    pub fn problems<'a>(&self, line: &'a RollLine) -> &'a str {
        newest(line, |report| &report.problems)
    }

    /// The newest help asked for on a measure.
    pub fn help<'a>(&self, line: &'a RollLine) -> &'a str {
        newest(line, |report| &report.help)
    }
}

fn newest(line: &RollLine, of: fn(&ledger::command::ReportProgress) -> &String) -> &str {
    line.reports
        .iter()
        .rev()
        .map(|heard| of(&heard.report).as_str())
        .find(|text| !text.is_empty())
        .unwrap_or("")
}

fn unit_name(s: &Shell, unit: &UnitPart) -> String {
    unit.unit.as_ref().map_or_else(|| s.t.get("collation-no-unit").into_owned(), |one| one.title.clone())
}

fn decisions(p: &PeriodPage) -> impl Iterator<Item = &Row> {
    let here = p.meetings.iter().flat_map(|meeting| &meeting.decisions);
    here.filter(|row| !row.class.has_ended()).chain(&p.decisions)
}

/// All screens with their titles. Units with more red measures come first, then those with more yellow ones.
fn screens(s: &Shell, p: &PeriodPage) -> Vec<(String, Screen)> {
    let mut screens = vec![(p.campaign.title.clone(), Screen::Cover)];
    let with = |unit: &UnitPart, lamp| unit.lines().filter(|line| line.row.lamp == Some(lamp)).count();
    let mut order: Vec<(usize, &UnitPart)> = p.roll.units.iter().enumerate().collect();
    order.sort_by_key(|(at, unit)| {
        (std::cmp::Reverse((with(unit, Lamp::Red), with(unit, Lamp::Yellow))), *at)
    });
    for (at, unit) in &order {
        let mut lines: Vec<(Option<Lamp>, usize, usize)> = vec![];
        for (i, item) in unit.items.iter().enumerate() {
            lines.extend(item.lines.iter().enumerate().map(|(j, line)| (line.row.lamp, i, j)));
        }
        lines.sort_by_key(|(lamp, i, j)| (lamp.is_none(), *lamp, *i, *j));
        let lines: Vec<(usize, usize)> = lines.into_iter().map(|(_, i, j)| (i, j)).collect();
        in_parts(s, &unit_name(s, unit), &lines, &mut screens, |part| Screen::Unit(*at, part));
    }
    let mut asks = vec![];
    for (at, unit) in &order {
        for (i, item) in unit.items.iter().enumerate() {
            let has = |line: &RollLine| {
                line.reports.iter().any(|one| !one.report.help.is_empty() || !one.report.problems.is_empty())
            };
            asks.extend(
                item.lines.iter().enumerate().filter(|(_, line)| has(line)).map(|(j, _)| (*at, i, j)),
            );
        }
    }
    in_parts(s, &s.t.get("wall-asks"), &asks, &mut screens, Screen::Asks);
    let missing: Vec<usize> =
        order.iter().filter(|(_, unit)| unit.missing().next().is_some()).map(|(at, _)| *at).collect();
    in_parts(s, &s.t.get("wall-missing"), &missing, &mut screens, Screen::Missing);
    let open: Vec<usize> = (0..decisions(p).count()).collect();
    in_parts(s, &s.t.get("wall-decisions"), &open, &mut screens, Screen::Decisions);
    screens
}

/// As many screens as the lines need.
fn in_parts<T: Clone>(
    s: &Shell,
    title: &str,
    lines: &[T],
    screens: &mut Vec<(String, Screen)>,
    screen: impl Fn(Vec<T>) -> Screen,
) {
    let all = lines.len().div_ceil(LINES);
    for (n, part) in lines.chunks(LINES).enumerate() {
        let name = match all {
            1 => title.to_owned(),
            _ => s.t.with("wall-part", &[("title", &title), ("n", &(n + 1)), ("all", &all)]),
        };
        screens.push((name, screen(part.to_vec())));
    }
}
