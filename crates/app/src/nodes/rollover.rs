//! Carrying what has not ended into the next year's plan: new nodes, each with a link to what it follows from.

use crate::{
    App, AppError, Step,
    execute::{Act, Desk},
    query::nodes::{CARRIED, year_of},
};
use jiff::civil::Date;
use ledger::{
    Change, Command, CommandId, FieldValue, Matter, MatterId, Refusal,
    command::{Assign, Open},
    limit,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{Outcome, Stop};

/// Where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A plan that is there.
    Plan(MatterId),
    /// A new plan for this year, with this title.
    New {
        /// The year.
        year: i16,
        /// The title.
        title: String,
    },
}

/// A node of the next year.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarriedNode {
    /// The node or item that it follows from.
    pub from: MatterId,
    /// Its title.
    pub title: String,
    /// Its date.
    pub due: Date,
}

impl App {
    /// Opens a node in the next year's plan for each of `nodes`; the outcome's matter is that plan.
    ///
    /// # Errors
    /// Nothing or too much is chosen, something chosen is neither a node of `plan` nor an item, a date lies outside the
    /// year, the right is missing, or the store failed; nothing has changed then.
    pub fn roll_over(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        plan: MatterId,
        target: Target,
        nodes: Vec<CarriedNode>,
    ) -> Result<Outcome, AppError> {
        if nodes.is_empty() {
            return Err(Refusal::NothingToDo.into());
        }
        if nodes.len() > CARRIED {
            return Err(Refusal::TooMany { field: "steps", limit: CARRIED }.into());
        }
        self.write_telling(move |desk| {
            if let Some(outcome) = desk.earlier(id)? {
                return Ok(outcome);
            }
            let mut act = Act::new(desk.actor(actor)?, id);
            let below = desk.write.matter(plan)?.filter(|below| below.kind == "node_plan");
            let below = below.ok_or(Refusal::NoSuchMatter(plan))?;
            let goal = goal(desk, &mut act, &below, &target)?;
            for node in &nodes {
                carry(desk, &mut act, &below, &goal, node)?;
            }
            desk.finish(&mut act, goal.id)
        })
    }
}

/// The plan that takes them, opened where there is none.
fn goal(desk: &mut Desk<'_>, act: &mut Act, below: &Matter, target: &Target) -> Result<Matter, Stop> {
    let id = match target {
        Target::Plan(id) => *id,
        Target::New { year, title } => {
            let fields = BTreeMap::from([("year".to_owned(), FieldValue::Text(year.to_string()))]);
            let open = Open {
                kind: "node_plan".into(),
                title: title.clone(),
                parent: below.parent,
                fields,
                ..Open::default()
            };
            let id = step(desk, act, None, Command::Open(open))?;
            link(desk, act, id, below.id)?;
            id
        }
    };
    let goal = desk.write.matter(id)?.filter(|goal| goal.kind == "node_plan");
    let goal = goal.ok_or(Refusal::NoSuchReference { field: "plan", id, expected: "node_plan" })?;
    if year_of(&goal) <= year_of(below) {
        return Err(Refusal::WrongValue { field: "year".into() }.into());
    }
    Ok(goal)
}

fn carry(
    desk: &mut Desk<'_>,
    act: &mut Act,
    below: &Matter,
    goal: &Matter,
    node: &CarriedNode,
) -> Result<(), Stop> {
    let from = desk.write.matter(node.from)?.ok_or(Refusal::NoSuchMatter(node.from))?;
    let is_of_plan = from.kind == "node" && from.above.contains(&below.id);
    if !is_of_plan && from.kind != "item" {
        return Err(Refusal::NoSuchReference { field: "node", id: from.id, expected: "node" }.into());
    }
    if node.due.year() != year_of(goal) {
        return Err(Refusal::WrongValue { field: "due".into() }.into());
    }
    // What it is measured by goes along; an item's closing test is what its node is to reach.
    let mut fields = BTreeMap::new();
    for (own, source) in [
        ("standard", "standard"),
        ("standard", "closing_test"),
        ("weight", "weight"),
        ("evidence_kind", "evidence_kind"),
    ] {
        if let Some(value) = from.fields.get(source) {
            fields.entry(own.to_owned()).or_insert_with(|| value.clone());
        }
    }
    let open = Open {
        kind: "node".into(),
        number: from.number.chars().take(limit::NUMBER).collect(),
        title: node.title.clone(),
        parent: Some(goal.id),
        fields,
        ..Open::default()
    };
    let id = step(desk, act, None, Command::Open(open))?;
    let change = |id: Option<MatterId>| id.map_or(Change::Keep, Change::Set);
    let assign = Assign {
        unit: change(from.unit),
        person: change(from.person),
        leader: change(from.leader),
        helpers: Some(from.helpers.clone()).filter(|helpers| !helpers.is_empty()),
    };
    if assign != Assign::default() {
        step(desk, act, Some(id), Command::Assign(assign))?;
    }
    step(desk, act, Some(id), Command::SetDueDate { due: Some(node.due), reason: String::new() })?;
    link(desk, act, id, from.id)
}

fn link(desk: &mut Desk<'_>, act: &mut Act, from: MatterId, to: MatterId) -> Result<(), Stop> {
    let (relation, note) = ("follows_from".to_owned(), String::new());
    step(desk, act, Some(from), Command::Link { to, relation, note }).map(|_| ())
}

fn step(
    desk: &mut Desk<'_>,
    act: &mut Act,
    matter: Option<MatterId>,
    command: Command,
) -> Result<MatterId, Stop> {
    desk.step(act, &Step { matter, seen: None, command })
}
