//! The node plans of the demonstration, and what became of each node.

use super::write::{Writer, known, known_matter, text};
use crate::failure::Failure;
use app::{chance, language::Language};
use jiff::civil::{Date, DateTime, time};
use ledger::{
    Change, Command, FieldValue, MatterId,
    command::{Assign, Open, TakeMove},
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// `data/demo/nodes.toml`.
#[derive(Deserialize)]
pub(super) struct NodesFile {
    plan: Vec<Plan>,
    notice: Vec<Notice>,
}

#[derive(Clone, Deserialize)]
pub(super) struct Plan {
    title: String,
    year: String,
    scope: String,
    person: String,
    work: Vec<Work>,
}

#[derive(Clone, Deserialize)]
struct Work {
    title: String,
    goal: String,
    weight: String,
    leader: String,
    node: Vec<Node>,
}

#[derive(Clone, Deserialize)]
pub(super) struct Node {
    code: String,
    title: String,
    standard: String,
    weight: String,
    starts: Option<Date>,
    due: Date,
    unit: String,
    person: String,
    /// Codes of what it depends on.
    #[serde(default)]
    after: Vec<String>,
    /// When it was confirmed; it was started and reported done before.
    done: Option<Date>,
    /// When it was reported done and not yet confirmed.
    submitted: Option<Date>,
    /// When it was started.
    started: Option<Date>,
    #[serde(default)]
    late_reason: String,
}

#[derive(Clone, Deserialize)]
pub(super) struct Notice {
    /// Which plan, from 0.
    plan: usize,
    month: String,
    drafted: Date,
    frozen: Date,
    person: String,
}

/// A step of a plan's way.
pub(super) enum NodeStep {
    Open(usize, Plan),
    Start(Node),
    Submit(Node),
    Confirm(Node),
    Explain(Node),
    Draft(Notice),
    Freeze(Notice),
}

impl NodesFile {
    /// Every step with its time; the plans are opened on `first`.
    pub(super) fn steps(self, first: Date) -> Vec<(DateTime, NodeStep)> {
        let mut steps = vec![];
        let at = |day: Date, hour: i8| day.to_datetime(time(hour, 10, 0, 0));
        for (i, plan) in self.plan.into_iter().enumerate() {
            for node in plan.work.iter().flat_map(|work| &work.node) {
                let ended = node.done.or(node.submitted);
                let started = node.started.or(node.starts.filter(|_| ended.is_some())).or(ended);
                steps.extend(started.map(|day| (at(day, 9), NodeStep::Start(node.clone()))));
                steps.extend(ended.map(|day| (at(day, 10), NodeStep::Submit(node.clone()))));
                steps.extend(node.done.map(|day| (at(day, 15), NodeStep::Confirm(node.clone()))));
                // Why it is late is said on the morning after.
                if let (false, Ok(day)) = (node.late_reason.is_empty(), node.due.tomorrow()) {
                    steps.push((at(day, 11), NodeStep::Explain(node.clone())));
                }
            }
            steps.push((at(first, 8), NodeStep::Open(i, plan)));
        }
        for notice in self.notice {
            steps.push((at(notice.drafted, 9), NodeStep::Draft(notice.clone())));
            steps.push((at(notice.frozen, 16), NodeStep::Freeze(notice)));
        }
        steps
    }
}

impl Writer<'_> {
    pub(super) fn node_step(&mut self, step: &NodeStep) -> Result<(), Failure> {
        let (node, by, command) = match step {
            NodeStep::Open(i, plan) => return self.open_plan(*i, plan),
            NodeStep::Draft(notice) => return self.draft(notice),
            NodeStep::Freeze(notice) => {
                let id = known_matter(&self.matters, &format!("notice {}", notice.month))?;
                let by = Some(known(&self.people, &notice.person)?);
                return self.on(by, id, Command::Move(TakeMove::named("freeze"))).map(|_| ());
            }
            NodeStep::Start(node) => (node, Some(&node.person), Command::Move(TakeMove::named("start"))),
            NodeStep::Submit(node) => {
                (node, Some(&node.person), Command::Move(TakeMove::named("report_done")))
            }
            NodeStep::Confirm(node) => (node, None, Command::Move(TakeMove::named("confirm"))),
            NodeStep::Explain(node) => {
                let set = [("late_reason".to_owned(), Some(text(&node.late_reason)))].into();
                (node, None, Command::EditFields { set })
            }
        };
        let by = match by {
            Some(login) => Some(known(&self.people, login)?),
            None => self.coordinator,
        };
        let told = format!("node {} · {}", node.code, command.right());
        self.on(by, known_matter(&self.matters, &format!("node {}", node.code))?, command)
            .map(|_| ())
            .map_err(|failure| Failure::Other(format!("data/demo, {told}: {failure:?}")))
    }

    fn open_plan(&mut self, i: usize, plan: &Plan) -> Result<(), Failure> {
        let by = Some(known(&self.people, &plan.person)?);
        let fields = [("year", text(&plan.year)), ("scope", text(&plan.scope))];
        let root = self.open(by, opened("node_plan", &plan.title, None, fields))?;
        self.matters.insert(format!("plan {i}"), root);
        for (w, work) in (1..).zip(&plan.work) {
            let fields = [("goal", text(&work.goal)), ("weight", text(&work.weight))];
            let id = self.open(by, opened("key_work", &work.title, Some(root), fields))?;
            let leader = known(&self.people, &work.leader)?;
            let assign = Assign { leader: Change::Set(leader), ..Assign::default() };
            self.on(by, id, Command::Assign(assign))?;
            for (n, node) in (1..).zip(&work.node) {
                self.node(by, id, leader, format!("{w}.{n}"), node)?;
            }
        }
        Ok(())
    }

    fn node(
        &mut self,
        by: Option<MatterId>,
        work: MatterId,
        leader: MatterId,
        number: String,
        node: &Node,
    ) -> Result<(), Failure> {
        let mut fields = vec![("standard", text(&node.standard)), ("weight", text(&node.weight))];
        fields.extend(node.starts.map(|day| ("starts", text(&day.to_string()))));
        let open = Open { number, ..opened("node", &node.title, Some(work), fields) };
        let id = self.open(by, open)?;
        let assign = Assign {
            unit: Change::Set(known(&self.units, &node.unit)?),
            person: Change::Set(known(&self.people, &node.person)?),
            leader: Change::Set(leader),
            ..Assign::default()
        };
        self.on(by, id, Command::Assign(assign))?;
        self.on(by, id, Command::SetDueDate { due: Some(node.due), reason: String::new() })?;
        for code in &node.after {
            let to = known_matter(&self.matters, &format!("node {code}"))?;
            let (relation, note) = ("depends_on".to_owned(), String::new());
            self.on(by, id, Command::Link { to, relation, note })?;
        }
        self.matters.insert(format!("node {}", node.code), id);
        Ok(())
    }

    fn draft(&mut self, notice: &Notice) -> Result<(), Failure> {
        let by = Some(known(&self.people, &notice.person)?);
        let plan = known_matter(&self.matters, &format!("plan {}", notice.plan))?;
        let id = chance::command_id(self.app.clock().now());
        let drafted = self.app.draft_late_notice(by, id, plan, &notice.month, Language::Zh)?;
        self.matters.insert(format!("notice {}", notice.month), drafted.matter);
        Ok(())
    }
}

fn opened<'f>(
    kind: &str,
    title: &str,
    parent: Option<MatterId>,
    fields: impl IntoIterator<Item = (&'f str, FieldValue)>,
) -> Open {
    let fields: BTreeMap<String, FieldValue> =
        fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Open { kind: kind.into(), title: title.to_owned(), parent, fields, ..Open::default() }
}
