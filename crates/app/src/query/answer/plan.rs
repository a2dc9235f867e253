//! The plan of a campaign: its three lists, what is missing in them, and what has moved since it was adopted.

use super::{Named, Row, Shift};
use jiff::civil::Date;
use ledger::{MatterId, Rate, decide::Lack};
use serde::Serialize;

/// One page of a plan, and what is counted over all of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// The campaign.
    pub campaign: Named,
    /// Version of the campaign, for forms.
    pub version: u64,
    /// When it was last adopted.
    pub adopted: Option<Adopted>,
    /// Items that lack nothing, of those that have not ended.
    pub items: Rate,
    /// Measures and nodes that lack nothing, of those that have not ended.
    pub tasks: Rate,
    /// What is missing, and how often.
    pub lacks: Vec<LackCount>,
    /// Review comments that nobody has decided on.
    pub reviews_open: u64,
    /// All review comments.
    pub reviews: u64,
    /// Promises that are not as they were adopted.
    pub changed: u64,
    /// Promises that came after the adoption.
    pub added: u64,
    /// Promises that were adopted and cancelled afterwards.
    pub cancelled: u64,
    /// Items by class, in the order of the kind; what has no class under an empty name.
    pub classes: Vec<(String, u64)>,
    /// Key items that the head takes on.
    pub key: u64,
    /// Leaders with the items they sponsor, at most 100.
    pub sponsors: Vec<Sponsor>,
    /// Special campaigns with their items, at most 100.
    pub specials: Vec<SpecialCampaign>,
    /// Rows that fit what was asked for.
    pub matching: u64,
    /// At most as many of them as asked for, in the order of the outline.
    pub rows: Vec<PlanRow>,
    /// The row after which the next page starts, if there is one.
    pub next: Option<MatterId>,
    /// Whether the reader may adopt it.
    pub may_adopt: bool,
    /// Whether the reader may fill in what is missing, at least in a part of it.
    pub may_fill: bool,
    /// Whether the reader may comment on it and decide on comments.
    pub may_review: bool,
}

/// An adoption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Adopted {
    /// Which, from 1.
    pub round: u32,
    /// The day.
    pub on: Date,
}

/// How many promises lack something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LackCount {
    /// What.
    pub lack: Lack,
    /// How many.
    pub count: u64,
}

/// A leader and the items that bear the name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sponsor {
    /// The leader.
    pub leader: Named,
    /// Items by class of sponsorship, in the order of the kind, those without a class last.
    pub items: Vec<u64>,
}

/// A special campaign: items of one name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpecialCampaign {
    /// Its name.
    pub name: String,
    /// Items done, of those that count.
    pub done: Rate,
}

/// A promise as the three lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanRow {
    /// It.
    pub row: Row,
    /// The item above, for a measure or node.
    pub item: Option<Named>,
    /// What is found, for an item; what is promised, for a measure.
    pub text: String,
    /// The goal and the closing test of an item, the completion standard of the others.
    pub aim: String,
    /// Kind of evidence that closes it; may be empty.
    pub evidence_kind: String,
    /// Class; that of the item for what stands below one. May be empty.
    pub class: String,
    /// Risk of an item; may be empty.
    pub risk: String,
    /// Whether it is a key item, or stands below one.
    pub key: bool,
    /// How the leader sponsors the item; may be empty.
    pub sponsorship: String,
    /// Special campaign of the item; may be empty.
    pub special: String,
    /// Helping units.
    pub helpers: Vec<Named>,
    /// What it lacks; nothing for what has ended.
    pub lacks: Vec<Lack>,
    /// What has moved since the adoption.
    pub drift: Drift,
}

/// How a promise differs from what was adopted; a part that is `None` is as promised.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Drift {
    /// It came after the adoption.
    pub added: bool,
    /// It was adopted and cancelled afterwards.
    pub cancelled: bool,
    /// Title.
    pub title: Option<Shift<String>>,
    /// Due date.
    pub due: Option<Shift<Option<Date>>>,
    /// Responsible unit.
    pub unit: Option<Shift<Option<Named>>>,
    /// Responsible person.
    pub person: Option<Shift<Option<Named>>>,
    /// Responsible leader.
    pub leader: Option<Shift<Option<Named>>>,
    /// Completion standard.
    pub standard: Option<Shift<String>>,
}

/// A page of review comments on a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reviews {
    /// At most 100, in the order in which they stand.
    pub reviews: Vec<Review>,
    /// Where the next page starts, if there is one.
    pub next: Option<String>,
}

/// A review comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Review {
    /// It.
    pub row: Row,
    /// Who made it; may be empty.
    pub from: String,
    /// What it says.
    pub text: String,
    /// What it is about.
    pub about: Named,
    /// Why it was not adopted; may be empty.
    pub reason: String,
}
