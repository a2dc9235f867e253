//! The demonstration's files, as they stand in `data/demo`.

use super::{
    assessment::AssessmentFile,
    nodes::{NodeStep, NodesFile},
    office::{Act, OfficeFile},
    plan::{PlanFile, PlanStep},
    register,
    staying::{StayingFile, StayingStep},
};
use crate::failure::Failure;
use jiff::civil::{Date, DateTime, Time};
use ledger::{FieldValue, Figure};
use rust_embed::RustEmbed;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../data/demo"]
struct Demo;

#[derive(Deserialize)]
pub(super) struct Zone {
    pub(super) zone: About,
    pub(super) unit: Vec<Unit>,
    pub(super) person: Vec<Person>,
}

#[derive(Deserialize)]
pub(super) struct About {
    /// Login of the head of the leading group.
    pub(super) head: String,
}

#[derive(Deserialize)]
pub(super) struct Unit {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) name_en: String,
    pub(super) short: String,
    pub(super) parent: String,
    pub(super) kind: String,
}

#[derive(Deserialize)]
pub(super) struct Person {
    pub(super) login: String,
    pub(super) name: String,
    pub(super) unit: String,
    pub(super) post: String,
    pub(super) roles: Vec<String>,
    pub(super) mobile: String,
}

#[derive(Deserialize)]
pub(super) struct CampaignFile {
    pub(super) campaign: Campaign,
    pub(super) aspect: Vec<Aspect>,
    pub(super) heading: Vec<Heading>,
    pub(super) item: Vec<Item>,
    pub(super) measure: Vec<Measure>,
}

#[derive(Deserialize)]
pub(super) struct Campaign {
    pub(super) name: String,
    pub(super) short: String,
    pub(super) group: String,
    pub(super) inspection_from: String,
    pub(super) inspection_to: String,
    pub(super) feedback: Date,
    pub(super) plan_due: String,
    pub(super) concentrated_until: String,
    pub(super) issuer: String,
    pub(super) contact: String,
    pub(super) reference_today: Date,
    /// By class of item.
    pub(super) closing_tests: BTreeMap<String, String>,
}

#[derive(Deserialize)]
pub(super) struct Aspect {
    pub(super) no: u32,
    pub(super) title: String,
}

#[derive(Deserialize)]
pub(super) struct Heading {
    pub(super) no: u32,
    pub(super) aspect: u32,
    pub(super) title: String,
}

#[derive(Deserialize)]
pub(super) struct Item {
    pub(super) no: u32,
    pub(super) heading: u32,
    pub(super) title: String,
    pub(super) statement: String,
    pub(super) unit: String,
    pub(super) leader: Option<String>,
    #[serde(default)]
    pub(super) helpers: Vec<String>,
    pub(super) class: String,
    pub(super) risk: String,
    pub(super) key: bool,
    pub(super) sponsorship: String,
    #[serde(default)]
    pub(super) special: String,
}

#[derive(Deserialize)]
pub(super) struct Measure {
    pub(super) item: u32,
    pub(super) no: u32,
    pub(super) text: String,
    pub(super) standard: String,
    pub(super) unit: String,
    pub(super) person: String,
    pub(super) due: Option<Date>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct History {
    report: Vec<Report>,
    comment: Vec<Comment>,
    evidence: Vec<Evidence>,
    link: Vec<Link>,
    #[serde(rename = "move")]
    moves: Vec<Move>,
}

#[derive(Deserialize)]
pub(super) struct Report {
    day: Date,
    time: Time,
    pub(super) person: String,
    pub(super) measure: String,
    pub(super) percent: u8,
    pub(super) no_change: bool,
    #[serde(default)]
    pub(super) text: String,
    #[serde(default)]
    pub(super) figures: Vec<Figure>,
    #[serde(default)]
    pub(super) problems: String,
    #[serde(default)]
    pub(super) help: String,
}

#[derive(Deserialize)]
pub(super) struct Comment {
    day: Date,
    time: Time,
    pub(super) person: String,
    pub(super) measure: String,
    pub(super) text: String,
}

#[derive(Deserialize)]
pub(super) struct Evidence {
    day: Date,
    time: Time,
    pub(super) person: String,
    pub(super) measure: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) title: String,
    pub(super) produced: Option<Date>,
    pub(super) text: String,
}

#[derive(Deserialize)]
pub(super) struct Link {
    day: Date,
    time: Time,
    pub(super) person: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) relation: String,
    #[serde(default)]
    pub(super) note: String,
}

#[derive(Deserialize)]
pub(super) struct Move {
    day: Date,
    time: Time,
    pub(super) person: String,
    pub(super) measure: String,
    #[serde(rename = "move")]
    pub(super) name: String,
    pub(super) code: Option<String>,
    #[serde(default)]
    pub(super) reason: String,
    /// New due date of what is sent back.
    pub(super) due: Option<Date>,
}

#[derive(Deserialize)]
struct Ledgers {
    row: Vec<LedgerRow>,
}

/// A row of a ledger.
#[derive(Deserialize)]
pub(super) struct LedgerRow {
    day: Date,
    pub(super) kind: String,
    pub(super) title: String,
    pub(super) unit: String,
    pub(super) person: String,
    #[serde(default)]
    pub(super) fields: BTreeMap<String, FieldValue>,
    #[serde(default)]
    steps: Vec<LedgerStep>,
}

/// A move of a row.
#[derive(Clone, Deserialize)]
pub(super) struct LedgerStep {
    pub(super) day: Date,
    pub(super) by: String,
    #[serde(rename = "move")]
    pub(super) name: String,
    #[serde(default)]
    pub(super) reason: String,
    #[serde(default)]
    pub(super) fields: BTreeMap<String, FieldValue>,
    /// Title of a paper that is attached before.
    pub(super) evidence: Option<String>,
    /// How many look at it on site before.
    pub(super) check: Option<usize>,
    /// Title of the meeting or row that it follows from.
    pub(super) follows: Option<String>,
}

/// Something that happened.
pub(super) enum Happening {
    Evidence(Evidence),
    Report(Report),
    Comment(Comment),
    Link(Link),
    Move(Move),
    Plan(PlanStep),
    Node(NodeStep),
    Staying(StayingStep),
    People(register::Entry),
    Row(usize, LedgerRow),
    Step(usize, LedgerStep),
}

/// Everything of the demonstration.
pub(crate) struct Files {
    pub(super) zone: Zone,
    pub(super) campaign: CampaignFile,
    /// In the order in which it happened.
    pub(super) history: Vec<(DateTime, Happening)>,
    /// What the office did beside, in the same order.
    pub(super) office: Vec<(DateTime, Act)>,
}

impl Files {
    /// Reads the built-in files.
    pub(crate) fn load() -> Result<Files, Failure> {
        let mut history = vec![];
        let mut names: Vec<_> = Demo::iter().filter(|name| name.starts_with("history")).collect();
        names.sort();
        for name in names {
            let month: History = read(&name)?;
            // At the same minute a piece is filed before it is reported on, and reported before it is moved.
            history.extend(
                month.evidence.into_iter().map(|e| (e.day.to_datetime(e.time), Happening::Evidence(e))),
            );
            history
                .extend(month.report.into_iter().map(|r| (r.day.to_datetime(r.time), Happening::Report(r))));
            history.extend(
                month.comment.into_iter().map(|c| (c.day.to_datetime(c.time), Happening::Comment(c))),
            );
            history.extend(month.link.into_iter().map(|l| (l.day.to_datetime(l.time), Happening::Link(l))));
            history.extend(month.moves.into_iter().map(|m| (m.day.to_datetime(m.time), Happening::Move(m))));
        }
        let plan: PlanFile = read("plan.toml")?;
        history.extend(plan.steps().map(|(at, step)| (at, Happening::Plan(step))));
        let campaign: CampaignFile = read("campaign.toml")?;
        let first = campaign.campaign.feedback;
        let nodes: NodesFile = read("nodes.toml")?;
        history.extend(nodes.steps(first).into_iter().map(|(at, step)| (at, Happening::Node(step))));
        let staying: StayingFile = read("staying.toml")?;
        history.extend(staying.steps(first).into_iter().map(|(at, step)| (at, Happening::Staying(step))));
        history.extend(register::load()?.into_iter().map(|(at, entry)| (at, Happening::People(entry))));
        let ledgers: Ledgers = read("ledgers.toml")?;
        for (number, mut row) in ledgers.row.into_iter().enumerate() {
            // Minutes apart by row, so that those of one day come in the order of the file.
            let at = |day: Date, hour: i8| day.at(hour, (number % 60) as i8, 0, 0);
            for (place, step) in std::mem::take(&mut row.steps).into_iter().enumerate() {
                history.push((at(step.day, 10 + (place % 8) as i8), Happening::Step(number, step)));
            }
            history.push((at(row.day, 9), Happening::Row(number, row)));
        }
        history.sort_by_key(|(at, _)| *at);
        let mut office = read::<OfficeFile>("office.toml")?.acts();
        let assessed = read::<AssessmentFile>("assessment.toml")?.acts();
        office.extend(assessed.into_iter().map(|(at, act)| (at, Act::Assess(act))));
        office.sort_by_key(|(at, _)| *at);
        Ok(Files { zone: read("zone.toml")?, campaign, history, office })
    }
}

pub(super) fn read<T: for<'de> Deserialize<'de>>(name: &str) -> Result<T, Failure> {
    let file = Demo::get(name).ok_or_else(|| Failure::Other(format!("data/demo/{name} is not there")))?;
    let text = String::from_utf8_lossy(&file.data).into_owned();
    toml::from_str(&text).map_err(|error| Failure::Other(format!("data/demo/{name}: {error}")))
}
