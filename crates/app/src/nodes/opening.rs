//! Opening a node whole: with its date, who is responsible, its standard and what it waits for, or not at all.

use crate::{
    App, AppError, Step,
    execute::{Act, Desk},
};
use jiff::civil::Date;
use ledger::{
    Change, Command, CommandId, FieldValue, MatterId, Refusal,
    command::{Assign, Open},
};
use serde::Deserialize;
use store::{Outcome, Stop};

/// A node that is to be opened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewNode {
    /// The key work it stands below; the plan itself when left out.
    pub key_work: Option<MatterId>,
    /// Number; may be empty.
    #[serde(default)]
    pub number: String,
    /// Title.
    pub title: String,
    /// Completion standard.
    #[serde(default)]
    pub standard: String,
    /// Weight, an exact decimal; may be empty.
    #[serde(default)]
    pub weight: String,
    /// When it starts.
    pub starts: Option<Date>,
    /// Its date.
    pub due: Option<Date>,
    /// Responsible unit.
    pub unit: Option<MatterId>,
    /// Responsible person.
    pub person: Option<MatterId>,
    /// The node that it waits for.
    pub after: Option<MatterId>,
}

impl App {
    /// Opens a node of `plan`; the outcome's matter is the node.
    ///
    /// # Errors
    /// What the ledger refuses in any of its parts, or the store failed; nothing has changed then.
    pub fn open_node(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        plan: MatterId,
        node: NewNode,
    ) -> Result<Outcome, AppError> {
        self.write_telling(move |desk| {
            if let Some(outcome) = desk.earlier(id)? {
                return Ok(outcome);
            }
            let mut act = Act::new(desk.actor(actor)?, id);
            let opened = open(desk, &mut act, plan, node)?;
            desk.finish(&mut act, opened)
        })
    }
}

fn open(desk: &mut Desk<'_>, act: &mut Act, plan: MatterId, node: NewNode) -> Result<MatterId, Stop> {
    let above = node.key_work.unwrap_or(plan);
    let stands = desk.write.matter(above)?.filter(|found| {
        (above == plan && found.kind == "node_plan")
            || (found.kind == "key_work" && found.parent == Some(plan))
    });
    if stands.is_none() {
        return Err(Refusal::NoSuchReference { field: "parent", id: above, expected: "key_work" }.into());
    }
    let starts = node.starts.map(|day| day.to_string()).unwrap_or_default();
    let fields = [("standard", node.standard), ("weight", node.weight), ("starts", starts)];
    let fields = fields.into_iter().filter(|(_, value)| !value.trim().is_empty());
    let open = Open {
        kind: "node".into(),
        number: node.number,
        title: node.title,
        parent: Some(above),
        fields: fields.map(|(name, value)| (name.to_owned(), FieldValue::Text(value))).collect(),
        ..Open::default()
    };
    let id = desk.step(act, &Step { matter: None, seen: None, command: Command::Open(open) })?;
    let change = |id: Option<MatterId>| id.map_or(Change::Keep, Change::Set);
    let mut commands = vec![];
    let assign = Assign { unit: change(node.unit), person: change(node.person), ..Assign::default() };
    commands.extend((assign != Assign::default()).then_some(Command::Assign(assign)));
    commands.extend(node.due.map(|due| Command::SetDueDate { due: Some(due), reason: String::new() }));
    commands.extend(node.after.map(|to| Command::Link {
        to,
        relation: "depends_on".into(),
        note: String::new(),
    }));
    for command in commands {
        desk.step(act, &Step { matter: Some(id), seen: None, command })?;
    }
    Ok(id)
}
