//! Plain answers: no labels in one language, no HTML.

mod counts;
mod nodes;
mod periods;
mod plan;
mod slips;
mod staying;

pub use counts::{Counts, CountsOver, Overview, Pressing};
pub use nodes::{
    Carried, Elsewhere, LateNode, LateNodes, NextYear, NodeBar, NodeBars, NodeMonths, NodePlan, NodePlans,
    NodeScores, Notice, NoticeLine, Points, UnitMonths, WorkScore,
};
pub use periods::{
    CadenceLines, CameAfter, Collation, CollationRef, Heard, ItemPart, MeetingLine, PeriodLine, PeriodPage,
    Periods, Reminded, ReportDue, Roll, RollLine, Said, UnitPart,
};
pub use plan::{Adopted, Drift, LackCount, Plan, PlanRow, Review, Reviews, SpecialCampaign, Sponsor};
pub use slips::{
    Coverage, CoveredUnit, Office, Proposals, Proposed, SlipCount, SlipRow, SlipStanding, Slips, VisitLine,
    WeekLine,
};
pub use staying::{
    Candidate, NextThing, Rebound, Recheck, RecheckCounts, Rechecks, Sample, StandingItem, StandingWork,
    StayingFixed, Turn,
};

use jiff::{Timestamp, civil::Date};
use ledger::{
    Event, Lamp, Matter, MatterId, Refusal, Seq, StateClass, authority::Deputy, ladder::Proposal,
    lamp::Explained,
};
use serde::{Deserialize, Serialize};
use store::Summary;

/// A matter by id and name, for links.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Its id.
    pub id: MatterId,
    /// Number as in the source; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// Its title; for a unit, the short name where it has one.
    pub title: String,
}

impl From<&Summary> for Named {
    fn from(row: &Summary) -> Named {
        Named { id: row.id, number: row.number.clone(), title: row.title.clone() }
    }
}

impl From<&Matter> for Named {
    fn from(matter: &Matter) -> Named {
        Named { id: matter.id, number: matter.number.clone(), title: matter.title.clone() }
    }
}

/// One row of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its id.
    pub id: MatterId,
    /// Version, for forms.
    pub version: u64,
    /// Name of the kind.
    pub kind: String,
    /// Number as in the source.
    pub number: String,
    /// Title.
    pub title: String,
    /// Depth in the outline, 1 at the top.
    pub depth: usize,
    /// The matter above.
    pub parent: Option<MatterId>,
    /// State by name.
    pub state: String,
    /// What the state means.
    pub class: StateClass,
    /// Lamp on the day asked for; `None` when the calendar of a year it needs is not loaded.
    pub lamp: Option<Lamp>,
    /// Responsible unit.
    pub unit: Option<Named>,
    /// Responsible person.
    pub person: Option<Named>,
    /// Responsible leader.
    pub leader: Option<Named>,
    /// Due date.
    pub due: Option<Date>,
    /// Last reported percentage.
    pub percent: Option<u8>,
    /// When progress was last reported.
    pub reported_at: Option<Timestamp>,
    /// When it last changed.
    pub changed_at: Timestamp,
}

/// A page of rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Listing {
    /// At most as many rows as asked for.
    pub rows: Vec<Row>,
    /// Where the next page starts, if there is one; opaque, goes into the `after` parameter.
    pub next: Option<String>,
    /// How many there are in all, when a counter knows without counting rows.
    pub total: Option<u64>,
}

/// An entry of the log, told to a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Place in the log.
    pub seq: Seq,
    /// When.
    pub at: Timestamp,
    /// Who; `None` = the product itself.
    pub actor: Option<Named>,
    /// In whose name, when somebody acted for another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acting_for: Option<Named>,
    /// On which matter.
    pub matter: Named,
    /// Kind of that matter.
    pub kind: String,
    /// Version of the matter after it.
    pub version: u64,
    /// What happened.
    pub event: Event,
    /// Names of the matters the event refers to.
    pub names: Vec<Named>,
    /// Leaf hash in the Merkle tree, lower-case hexadecimal.
    pub leaf: String,
}

/// A move that the matter's kind knows from its present state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Possible {
    /// Name of the command or `move:<name>`.
    pub right: String,
    /// Why it is not possible for this person now; `None` = it is.
    pub refusal: Option<Refusal>,
}

/// How many of one kind point to a matter with one relation, such as the topics of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gathered {
    /// Their kind.
    pub kind: String,
    /// The relation, one of [`ledger::Link::RELATIONS`].
    pub relation: String,
    /// How many.
    pub all: u64,
    /// How many of them have ended.
    pub ended: u64,
}

/// Everything the page of a matter shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatterPage {
    /// The matter.
    pub matter: Matter,
    /// Its row, with names and lamp.
    pub row: Row,
    /// Why it has its lamp: each rule set that is shown; none when it does not run.
    pub lamps: Vec<Explained>,
    /// Those above it, root first.
    pub above: Vec<Named>,
    /// Those directly below it, in outline order, at most 500.
    pub children: Vec<Row>,
    /// Names of helpers and of linked matters.
    pub names: Vec<Named>,
    /// Links from other matters to this one: which, relation, note.
    pub linked_from: Vec<(Named, String, String)>,
    /// The same counted, by kind and relation.
    pub gathered: Vec<Gathered>,
    /// Its history, newest first, at most 200 entries a page.
    pub history: Vec<Entry>,
    /// Version before which older history goes on, if there is any.
    pub older: Option<u64>,
    /// Whom a person acts for, with first and last day; over ones are left out.
    pub acts_for: Vec<(Named, Deputy)>,
    /// What this person may do here, and why not.
    pub possible: Vec<Possible>,
    /// The rung of the ladder that is proposed.
    pub proposal: Option<Proposal>,
    /// The passage of the source it was imported from.
    pub source: Option<Passage>,
}

/// A passage of a source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Title of the import or file name.
    pub title: String,
    /// Id of the import.
    pub import: MatterId,
    /// The words.
    pub text: String,
}

/// A piece of a snippet; marked ones are what was searched for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// Words.
    pub text: String,
    /// Whether they match.
    pub marked: bool,
}

impl Piece {
    /// A text in pieces, cut where what is marked changes.
    pub(crate) fn cut(signs: Vec<char>, marked: Vec<bool>) -> Vec<Piece> {
        let mut left = signs.as_slice();
        let alike = marked.chunk_by(|a, b| a == b);
        let pieces = alike.map(|run| {
            let (signs, rest) = left.split_at(run.len().min(left.len()));
            left = rest;
            Piece { text: signs.iter().collect(), marked: run.first() == Some(&true) }
        });
        pieces.collect()
    }
}

/// One hit of a search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// The matter.
    pub row: Row,
    /// Those above it, root first.
    pub above: Vec<Named>,
    /// Title with marks.
    pub title: Vec<Piece>,
    /// Where else it matches: words around it, at most 160 code points.
    pub snippet: Vec<Piece>,
    /// Whether the snippet comes from a report or comment, and when that was.
    pub said_at: Option<Timestamp>,
}

/// Hits of a search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hits {
    /// The words searched for, as understood.
    pub words: Vec<String>,
    /// Newest first, at most 20.
    pub hits: Vec<Hit>,
    /// Whether there are more.
    pub more: bool,
}

/// From what to what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shift<T> {
    /// At the beginning.
    pub from: T,
    /// At the end.
    pub to: T,
}

/// A state and its class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StateAndClass {
    /// State by name.
    pub state: String,
    /// What it means.
    pub class: StateClass,
}

/// What moved on one matter, by net effect: a part that is `None` is as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The matter at the end.
    pub row: Row,
    /// The campaign it belongs to.
    pub campaign: Option<Named>,
    /// Its state; from nothing when it was opened.
    pub state: Option<Shift<Option<StateAndClass>>>,
    /// Its due date.
    pub due: Option<Shift<Option<Date>>>,
    /// Its responsible unit.
    pub unit: Option<Shift<Option<Named>>>,
    /// Its responsible person.
    pub person: Option<Shift<Option<Named>>>,
    /// Its responsible leader.
    pub leader: Option<Shift<Option<Named>>>,
    /// Its last reported percentage.
    pub percent: Option<Shift<Option<u8>>>,
    /// Reports that came.
    pub reports: u64,
    /// Returns by an acceptor.
    pub returns: u64,
    /// Whether it was opened.
    pub opened: bool,
    /// Whether it ended.
    pub ended: bool,
}

/// How many of the matters that moved had a class at the beginning and at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ClassShift {
    /// The class.
    pub class: StateClass,
    /// At the beginning; those that were opened are in none.
    pub from: u64,
    /// At the end.
    pub to: u64,
}

/// What moved between two days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Matters that moved.
    pub moved: u64,
    /// Of them opened.
    pub opened: u64,
    /// Of them ended.
    pub ended: u64,
    /// Of them reported on.
    pub reported: u64,
    /// Of them returned by an acceptor.
    pub returned: u64,
    /// Of them with a later due date than before.
    pub put_off: u64,
    /// By class.
    pub classes: Vec<ClassShift>,
    /// Each of them in the order of the outline, at most 500.
    pub rows: Vec<Change>,
    /// Whether there are more.
    pub more: bool,
}

/// How two problems that read alike stand to each other; the first that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The later one was opened after the earlier one had been written off.
    Rebound,
    /// The same unit has both.
    Recurring,
    /// Several units have it.
    Common,
    /// One of them has no unit yet.
    Undecided,
}

impl Relation {
    /// All, in the order in which they are told.
    pub const ALL: [Relation; 4] =
        [Relation::Rebound, Relation::Recurring, Relation::Common, Relation::Undecided];

    /// Stable name in the API and the locales.
    pub fn name(self) -> &'static str {
        match self {
            Relation::Rebound => "rebound",
            Relation::Recurring => "recurring",
            Relation::Common => "common",
            Relation::Undecided => "undecided",
        }
    }
}

/// A problem that reads like another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alike {
    /// It.
    pub row: Row,
    /// Its campaign.
    pub campaign: Option<Named>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// How it stands to the other.
    pub relation: Relation,
    /// How alike, in percent.
    pub percent: u8,
    /// Its title; what both share is marked.
    pub title: Vec<Piece>,
    /// The beginning of its finding; what both share is marked.
    pub finding: Vec<Piece>,
    /// Whether one links to the other already.
    pub linked: bool,
}

/// Problems that read like one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Similar {
    /// Like which.
    pub of: MatterId,
    /// The most alike first, at most 10.
    pub alike: Vec<Alike>,
}

/// A problem of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    /// It.
    pub row: Row,
    /// Its campaign.
    pub campaign: Option<Named>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Its title; what it shares with the others is marked.
    pub title: Vec<Piece>,
    /// The beginning of its finding; what it shares with the others is marked.
    pub finding: Vec<Piece>,
}

/// Problems that hang together by reading alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// How they stand to each other.
    pub relations: Vec<Relation>,
    /// Units that have them.
    pub units: usize,
    /// How alike the most alike two are, in percent.
    pub percent: u8,
    /// They, the first opened first.
    pub members: Vec<Member>,
}

/// A page of groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Groups {
    /// Problems looked at.
    pub looked_at: usize,
    /// The largest first.
    pub groups: Vec<Group>,
    /// Where the next page starts, if there is one.
    pub next: Option<String>,
}
