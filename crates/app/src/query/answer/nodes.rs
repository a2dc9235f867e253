//! Node plans: what is due when and by whom, what is late and held by what, what goes on into the next year.

use super::{Named, Row};
use jiff::civil::Date;
use ledger::{Decimal, MatterId, Rate};
use serde::Serialize;

/// Node plans side by side. Nothing here is a sum over plans: the same work may stand in two of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NodePlans {
    /// The day it speaks of.
    pub today: Date,
    /// At most 50, those that changed last, the newest year first.
    pub plans: Vec<NodePlan>,
    /// Whether there are more.
    pub more: bool,
}

/// A node plan with its own counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NodePlan {
    /// It.
    pub plan: Named,
    /// Its year.
    pub year: i16,
    /// What it covers; may be empty.
    pub scope: String,
    /// The campaign it stands under, if any.
    pub campaign: Option<Named>,
    /// Key works.
    pub key_works: u64,
    /// Nodes done, of those not cancelled.
    pub done: Rate,
    /// Nodes that run and are past their date.
    pub late: u64,
    /// Nodes that run and are due in the month of the day.
    pub due_this_month: u64,
}

/// What is due in which month, by unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NodeMonths {
    /// The plan.
    pub plan: NodePlan,
    /// Units with nodes in the order of the register; those without a unit last.
    pub units: Vec<UnitMonths>,
    /// Nodes without a date, or with one in another year.
    pub elsewhere: u64,
    /// Nodes of the month asked for, by date, at most 500.
    pub of_month: Vec<Row>,
    /// How many nodes the month has.
    pub of_month_all: u64,
    /// Whether the plan holds more nodes than are looked at.
    pub more: bool,
}

/// The nodes of a unit, month by month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitMonths {
    /// The unit; `None` where nobody is named.
    pub unit: Option<Named>,
    /// Done of due, January first.
    pub months: [Rate; 12],
    /// Nodes late in each month that run still.
    pub late: [u64; 12],
}

/// A page of bars.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NodeBars {
    /// The plan.
    pub plan: NodePlan,
    /// In the order of the outline, at most 100.
    pub bars: Vec<NodeBar>,
    /// Where the next page starts, if there is one.
    pub next: Option<String>,
}

/// Points reached, of those there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Points {
    /// Reached, rounded down at the sixth place.
    pub n: Decimal,
    /// All.
    pub d: Decimal,
}

/// How much of what the nodes of a plan weigh is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NodeScores {
    /// The plan.
    pub plan: NodePlan,
    /// Key works in the order of their opening; nodes below none of them last.
    pub works: Vec<WorkScore>,
    /// The sum over them.
    pub score: Points,
    /// Whether the plan holds more nodes than are looked at.
    pub more: bool,
}

/// The score of a key work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WorkScore {
    /// It; `None` for the nodes that stand below none.
    pub work: Option<Named>,
    /// Nodes done, of those not cancelled.
    pub done: Rate,
    /// What they weigh by themselves.
    pub points: Points,
    /// Nodes without a weight; each weighs 1.
    pub unweighted: u64,
    /// What the key work gives to the plan's score.
    pub score: Points,
}

/// A node as a bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NodeBar {
    /// The node.
    pub row: Row,
    /// Its key work, if it stands below one.
    pub key_work: Option<Named>,
    /// When it starts, where that is said.
    pub starts: Option<Date>,
    /// Its weight as written; may be empty.
    pub weight: String,
    /// What it depends on.
    pub after: Vec<MatterId>,
    /// What of it stands on another page.
    pub elsewhere: Vec<Elsewhere>,
    /// Whether it is past its date.
    pub late: bool,
}

/// A node that another one depends on and that stands on another page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Elsewhere {
    /// It.
    pub row: Row,
    /// Whether its page comes before.
    pub earlier: bool,
}

/// The late nodes of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LateNodes {
    /// The plan.
    pub plan: NodePlan,
    /// The latest first, at most 200.
    pub nodes: Vec<LateNode>,
    /// Whether there are more.
    pub more: bool,
}

/// A node past its date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LateNode {
    /// The node.
    pub row: Row,
    /// Its key work, if it stands below one.
    pub key_work: Option<Named>,
    /// Calendar days past the date.
    pub days: i32,
    /// Its weight as written; may be empty.
    pub weight: String,
    /// Why, as its unit says; may be empty.
    pub reason: String,
    /// The date it had first, when it has another now.
    pub first: Option<Date>,
    /// What it waits for: nodes it depends on that have not ended.
    pub held_by: Vec<Row>,
}

/// A notice of late nodes in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NoticeLine {
    /// Its month, `2026-10`.
    pub period: String,
    /// It.
    pub row: Row,
}

/// A notice of late nodes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// It.
    pub row: Row,
    /// The plan it speaks of.
    pub plan: Named,
    /// Its month, `2026-10`.
    pub period: String,
    /// Its text; lines that begin with `|` are rows of a table.
    pub body: String,
}

/// What may go on into the next year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NextYear {
    /// The plan it comes from.
    pub plan: NodePlan,
    /// The campaign whose long-term items are looked at.
    pub campaign: Option<Named>,
    /// The year it goes to.
    pub year: i16,
    /// Plans of that year that can take it.
    pub targets: Vec<Named>,
    /// What a new plan would be called.
    pub title: String,
    /// What has not ended, at most 100.
    pub carried: Vec<Carried>,
    /// How many more wait until these have gone on.
    pub left: u64,
    /// How many have gone on already.
    pub gone_on: u64,
    /// Whether the reader may accept it.
    pub may_accept: bool,
}

/// Something that goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Carried {
    /// A node of the plan, or a long-term item.
    pub from: Row,
    /// The date proposed.
    pub due: Date,
}
