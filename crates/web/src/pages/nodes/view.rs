//! What the pages of node plans show.

use crate::{
    chart::gantt::gantt,
    pages::matter::form::Typed,
    shell::{Shell, markup::Markup},
};
use app::query::answer::{
    LateNode, LateNodes, Named, NextYear, NodeBars, NodeMonths, NodePlan, NodePlans, NodeScores, Notice,
    NoticeLine, Points, Row, UnitMonths,
};
use askama::Template;
use jiff::civil::Date;
use ledger::{MatterId, Rate};

/// A part of a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// What is due in each month, by unit.
    #[default]
    Months,
    /// Bars over the year.
    Gantt,
    /// What is late, and what holds it.
    Late,
    /// What is done of what it weighs.
    Scores,
    /// The notices of late nodes.
    Notices,
    /// What goes on into the next year.
    NextYear,
}

impl View {
    /// All, in the order of the tabs.
    pub const ALL: [View; 6] =
        [View::Months, View::Gantt, View::Late, View::Scores, View::Notices, View::NextYear];

    /// Stable name in addresses and the locales.
    pub fn name(self) -> &'static str {
        match self {
            View::Months => "months",
            View::Gantt => "gantt",
            View::Late => "late",
            View::Scores => "scores",
            View::Notices => "notices",
            View::NextYear => "next-year",
        }
    }

    /// Reads [`View::name`] back.
    pub fn from_name(name: &str) -> Option<View> {
        View::ALL.into_iter().find(|view| view.name() == name)
    }
}

/// What of a plan is shown.
pub enum Shown {
    /// Months.
    Months(NodeMonths),
    /// Bars.
    Gantt(NodeBars),
    /// Late nodes.
    Late(LateNodes),
    /// Scores.
    Scores(NodeScores),
    /// Notices, with the plan's counts.
    Notices(NodePlan, Vec<NoticeLine>),
    /// The next year.
    NextYear(NextYear),
}

/// Every plan.
#[derive(Template)]
#[template(path = "pages/nodes/nodes.html")]
pub struct NodesPage {
    /// The frame.
    pub s: Shell,
    /// Plans.
    pub n: NodePlans,
    /// Whether the reader may open one.
    pub may_open: bool,
    /// Makes a retry of the form harmless.
    pub seed: String,
    /// What was typed into the form that was refused.
    pub typed: Option<Typed>,
}

/// What the form of a new node chooses from.
#[derive(Default)]
pub struct Choices {
    /// Key works of the plan.
    pub key_works: Vec<Named>,
    /// Nodes of the plan that have not ended.
    pub nodes: Vec<Named>,
    /// Units.
    pub units: Vec<Named>,
    /// People.
    pub people: Vec<Named>,
}

/// One plan.
#[derive(Template)]
#[template(path = "pages/nodes/plan.html")]
pub struct NodePlanPage {
    /// The frame.
    pub s: Shell,
    /// Which part.
    pub view: View,
    /// It.
    pub shown: Shown,
    /// The month whose nodes are listed.
    pub month: i8,
    /// Whether the reader may draft a notice, and open nodes.
    pub may_draft: bool,
    /// What the form of a new node chooses from.
    pub choices: Choices,
    /// Whether this is not the first page.
    pub is_later: bool,
    /// Makes a retry of a form harmless.
    pub seed: String,
    /// What was typed into a form that was refused.
    pub typed: Option<Typed>,
}

/// One notice.
#[derive(Template)]
#[template(path = "pages/nodes/notice.html")]
pub struct NoticePage {
    /// The frame.
    pub s: Shell,
    /// The notice.
    pub n: Notice,
    /// Whether the reader may edit and freeze it.
    pub may_edit: bool,
    /// Makes a retry of the form harmless.
    pub seed: String,
    /// What was typed into the form that was refused.
    pub typed: Option<Typed>,
}

/// A piece of a notice's text.
pub enum Piece {
    /// Lines of words.
    Words(String),
    /// A table: heads and rows.
    Table(Vec<String>, Vec<Vec<String>>),
}

fn of(s: &Shell, rate: &Rate) -> String {
    format!("{}/{}", s.num(rate.n), s.num(rate.d))
}

impl NodesPage {
    /// The value typed under `name`, or `otherwise`.
    pub fn value(&self, name: &str, otherwise: impl ToString) -> String {
        let typed = self.typed.as_ref().and_then(|typed| typed.get("plan", name));
        typed.map_or_else(|| otherwise.to_string(), str::to_owned)
    }

    /// Address of a plan.
    pub fn href(&self, one: &NodePlan) -> String {
        self.s.at_day(&format!("/nodes/{}", one.plan.id))
    }

    /// A rate as numerator and denominator.
    pub fn of(&self, rate: &Rate) -> String {
        of(&self.s, rate)
    }
}

impl NodePlanPage {
    /// The plan with its counts.
    pub fn plan(&self) -> &NodePlan {
        match &self.shown {
            Shown::Months(months) => &months.plan,
            Shown::Gantt(bars) => &bars.plan,
            Shown::Late(late) => &late.plan,
            Shown::Scores(scores) => &scores.plan,
            Shown::Notices(plan, _) => plan,
            Shown::NextYear(next) => &next.plan,
        }
    }

    /// Address of this plan with a query string.
    pub fn href(&self, query: &str) -> String {
        self.s.at_day(&format!("/nodes/{}{query}", self.plan().plan.id))
    }

    /// The parts: name, address, whether it is shown.
    pub fn tabs(&self) -> Vec<(&'static str, String, bool)> {
        let tab = |view: View| (view.name(), self.href(&format!("?view={}", view.name())), view == self.view);
        // What may go on is decided now, not on a past day.
        let shown = |view: &View| *view != View::NextYear || self.s.as_of.is_none();
        View::ALL.into_iter().filter(shown).map(tab).collect()
    }

    /// Address of this plan, now.
    pub fn address(&self) -> String {
        format!("/nodes/{}", self.plan().plan.id)
    }

    /// Address of the bars after a mark.
    pub fn after(&self, mark: &str) -> String {
        self.href(&format!("?view=gantt&after={mark}"))
    }

    /// A rate as numerator and denominator.
    pub fn of(&self, rate: &Rate) -> String {
        of(&self.s, rate)
    }

    /// Points as numerator and denominator, two places, never rounded up.
    pub fn points(&self, points: &Points) -> String {
        let hundredths = points.n.millionths() / 10_000;
        let (whole, part) = (hundredths / 100, hundredths % 100);
        let n = if part == 0 { whole.to_string() } else { format!("{whole}.{part:02}") };
        format!("{n}/{}", points.d)
    }

    /// Months of the year: name, address, whether it is listed.
    pub fn months(&self) -> Vec<(String, String, bool)> {
        let one = |month: i8| {
            let href = self.href(&format!("?view=months&month={month}"));
            (self.s.t.month_short(month), href, month == self.month)
        };
        (1..=12).map(one).collect()
    }

    /// The cells of a unit: month, done of due, how many are late.
    pub fn cells<'u>(&self, unit: &'u UnitMonths) -> Vec<(&'u Rate, u64)> {
        unit.months.iter().zip(unit.late).collect()
    }

    /// A unit's whole year.
    pub fn year_of(&self, unit: &UnitMonths) -> String {
        let sum = |part: fn(&Rate) -> u64| unit.months.iter().map(part).sum();
        self.of(&Rate::of(sum(|rate| rate.n), sum(|rate| rate.d)))
    }

    /// The month listed, in words.
    pub fn month_told(&self) -> String {
        let first = Date::new(self.plan().year, self.month, 1);
        first.map(|first| self.s.t.month(first)).unwrap_or_default()
    }

    /// The bars as a chart.
    pub fn chart(&self, bars: &NodeBars) -> Markup {
        gantt(self.s.t, &bars.bars, bars.plan.year, self.s.day_shown())
    }

    /// Months that a notice can be drafted for, the last one first: this one, and those before it in the plan's year and
    /// the year before.
    pub fn notice_months(&self) -> Vec<(String, String)> {
        // The month that ended last is the one a notice is usually written about.
        self.s.months([-1, 0].into_iter().chain((-11..-1).rev()))
    }

    /// Whether `form` was refused.
    pub fn refused(&self, form: &str) -> bool {
        self.typed.as_ref().is_some_and(|typed| typed.form == form)
    }

    /// The value typed under `name` into `form`.
    pub fn typed_in(&self, form: &str, name: &str) -> &str {
        self.typed.as_ref().and_then(|typed| typed.get(form, name)).unwrap_or_default()
    }

    /// Whether `id` was chosen under `name` in `form`.
    pub fn is_typed(&self, form: &str, name: &str, id: &MatterId) -> bool {
        self.typed_in(form, name) == id.to_string()
    }

    /// The value typed under `name` into the form of this part, or `otherwise`.
    pub fn value(&self, name: &str, otherwise: &str) -> String {
        let typed = self.typed.as_ref().and_then(|typed| typed.get(self.view.name(), name));
        typed.unwrap_or(otherwise).to_owned()
    }

    /// The value typed for something carried, or `otherwise`.
    pub fn carried(&self, part: &str, id: &MatterId, otherwise: impl ToString) -> String {
        self.value(&format!("{part}.{id}"), &otherwise.to_string())
    }

    /// Whether something carried is chosen: everything, until somebody has chosen.
    pub fn is_chosen(&self, id: &MatterId) -> bool {
        let id = id.to_string();
        self.typed
            .as_ref()
            .is_none_or(|typed| typed.values.iter().any(|(name, value)| name == "from" && *value == id))
    }

    /// How a late node is held: names of what it waits for.
    pub fn held<'n>(&self, node: &'n LateNode) -> Vec<(&'n Row, String)> {
        let told = |row: &Row| format!("{}{}", row.number, row.title);
        node.held_by.iter().map(|row| (row, told(row))).collect()
    }

    /// The name of a unit, or that there is none.
    pub fn unit(&self, unit: &Option<Named>) -> String {
        unit.as_ref().map_or_else(|| self.s.t.get("lacks-unit-short").into_owned(), |unit| unit.title.clone())
    }
}

impl NoticePage {
    /// Whether it is still a draft.
    pub fn is_draft(&self) -> bool {
        !self.n.row.class.has_ended()
    }

    /// The text in the form: as typed, or as it stands.
    pub fn body(&self) -> &str {
        self.typed.as_ref().and_then(|typed| typed.get("notice", "body")).unwrap_or(&self.n.body)
    }

    /// The text in pieces: words, and tables of lines that begin with `|`.
    pub fn pieces(&self) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = vec![];
        for line in self.n.body.lines() {
            let Some(cells) = line.trim().strip_prefix('|') else {
                match pieces.last_mut() {
                    Some(Piece::Words(words)) => {
                        words.push('\n');
                        words.push_str(line);
                    }
                    _ if line.trim().is_empty() => {}
                    _ => pieces.push(Piece::Words(line.to_owned())),
                }
                continue;
            };
            let cells = cells.trim_end().trim_end_matches('|').split('|').map(|cell| cell.trim().to_owned());
            match pieces.last_mut() {
                Some(Piece::Table(_, rows)) => rows.push(cells.collect()),
                _ => pieces.push(Piece::Table(cells.collect(), vec![])),
            }
        }
        pieces
    }
}
