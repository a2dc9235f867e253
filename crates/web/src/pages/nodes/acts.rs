//! What the forms of node plans send: a plan, key works and nodes; the draft of a notice; what goes on into the next
//! year.

use super::{
    handler::{Asked, show, show_plans},
    view::View,
};
use crate::{
    filled::Filled,
    pages::matter::{form::command_id, handler::read_id},
    problem::Problem,
    visit::Signed,
};
use app::{
    Step,
    nodes::{
        opening::NewNode,
        rollover::{CarriedNode, Target},
    },
};
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use ledger::{Command, FieldValue, MatterId, command::Open};

/// Drafts the notice of late nodes of a month.
pub(crate) async fn draft(
    signed: Signed,
    Path(plan): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let plan = read_id(&plan)?;
    let month = filled.get("month").trim().to_owned();
    let form = format!("notice/{plan}/{}", signed.session.person);
    let command = command_id(filled.get("seed"), &form, &filled.fingerprint());
    let (actor, language) = (signed.actor(), signed.visit.language);
    match signed.ask(move |app| app.draft_late_notice(actor, command, plan, &month, language)).await {
        Ok(outcome) => {
            Ok(Redirect::to(&format!("/nodes/{plan}/notices/{}?done=open", outcome.matter)).into_response())
        }
        Err(problem) => refuse(signed, plan, View::Notices, filled, problem).await,
    }
}

/// Opens what was chosen as nodes of the next year.
pub(crate) async fn roll_over(
    signed: Signed,
    Path(plan): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let plan = read_id(&plan)?;
    let (target, nodes) = match read(&filled) {
        Ok(read) => read,
        Err(problem) => return refuse(signed, plan, View::NextYear, filled, problem).await,
    };
    let form = format!("next-year/{plan}/{}", signed.session.person);
    let command = command_id(filled.get("seed"), &form, &filled.fingerprint());
    let actor = signed.actor();
    match signed.ask(move |app| app.roll_over(actor, command, plan, target, nodes)).await {
        Ok(outcome) => Ok(Redirect::to(&format!("/nodes/{}?done=open", outcome.matter)).into_response()),
        Err(problem) => refuse(signed, plan, View::NextYear, filled, problem).await,
    }
}

/// Where it goes, and what of it was chosen.
fn read(filled: &Filled) -> Result<(Target, Vec<CarriedNode>), Problem> {
    let target = match filled.read::<MatterId>("target")? {
        Some(id) => Target::Plan(id),
        None => Target::New {
            year: filled.read("year")?.ok_or_else(|| Problem::parameter("year"))?,
            title: filled.get("title").trim().to_owned(),
        },
    };
    let mut nodes = vec![];
    for id in filled.all("from") {
        let from = id.parse().map_err(|_| Problem::parameter("from"))?;
        let title = filled.get(&format!("title.{id}")).trim().to_owned();
        let due = filled.read(&format!("due.{id}"))?.ok_or_else(|| Problem::parameter("due"))?;
        nodes.push(CarriedNode { from, title, due });
    }
    Ok((target, nodes))
}

/// Opens a plan.
pub(crate) async fn open_plan(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let part = |name: &str| filled.get(name).trim().to_owned();
    let fields = [("year", part("year")), ("scope", part("scope"))];
    let fields = fields.into_iter().filter(|(_, value)| !value.is_empty());
    let open = Open {
        kind: "node_plan".into(),
        title: part("title"),
        fields: fields.map(|(name, value)| (name.to_owned(), FieldValue::Text(value))).collect(),
        ..Open::default()
    };
    let form = format!("node-plan/{}", signed.session.person);
    let command = command_id(filled.get("seed"), &form, &filled.fingerprint());
    let (actor, step) = (signed.actor(), Step { matter: None, seen: None, command: Command::Open(open) });
    match signed.ask(move |app| app.execute(actor, command, step)).await {
        Ok(outcome) => Ok(Redirect::to(&format!("/nodes/{}?done=open", outcome.matter)).into_response()),
        Err(problem) => {
            let (status, typed) = problem.typed("plan", signed.visit.t(), filled.values)?;
            show_plans(signed, None, status, Some(typed)).await
        }
    }
}

/// Opens a key work below a plan.
pub(crate) async fn open_key_work(
    signed: Signed,
    Path(plan): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let plan = read_id(&plan)?;
    let title = filled.get("title").trim().to_owned();
    let weight = filled.get("weight").trim();
    let weight = Some(weight).filter(|weight| !weight.is_empty());
    let fields = weight.map(|weight| ("weight".to_owned(), FieldValue::Text(weight.to_owned())));
    let fields = fields.into_iter().collect();
    let open = Open { kind: "key_work".into(), title, parent: Some(plan), fields, ..Open::default() };
    let form = format!("key-work/{plan}/{}", signed.session.person);
    let command = command_id(filled.get("seed"), &form, &filled.fingerprint());
    let (actor, step) = (signed.actor(), Step { matter: None, seen: None, command: Command::Open(open) });
    match signed.ask(move |app| app.execute(actor, command, step)).await {
        Ok(_) => Ok(Redirect::to(&format!("/nodes/{plan}?view=gantt&done=open")).into_response()),
        Err(problem) => refuse_as("key-work", signed, plan, View::Gantt, filled, problem).await,
    }
}

/// Opens a node with its date, who is responsible, its standard and what it waits for.
pub(crate) async fn open_node(
    signed: Signed,
    Path(plan): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let plan = read_id(&plan)?;
    let node = match read_node(&filled) {
        Ok(node) => node,
        Err(problem) => return refuse_as("node", signed, plan, View::Gantt, filled, problem).await,
    };
    let form = format!("node/{plan}/{}", signed.session.person);
    let command = command_id(filled.get("seed"), &form, &filled.fingerprint());
    let actor = signed.actor();
    match signed.ask(move |app| app.open_node(actor, command, plan, node)).await {
        Ok(_) => Ok(Redirect::to(&format!("/nodes/{plan}?view=gantt&done=open")).into_response()),
        Err(problem) => refuse_as("node", signed, plan, View::Gantt, filled, problem).await,
    }
}

fn read_node(filled: &Filled) -> Result<NewNode, Problem> {
    let part = |name: &str| filled.get(name).trim().to_owned();
    Ok(NewNode {
        key_work: filled.read("key_work")?,
        number: part("number"),
        title: part("title"),
        standard: part("standard"),
        weight: part("weight"),
        starts: filled.read("starts")?,
        due: filled.read("due")?,
        unit: filled.read("unit")?,
        person: filled.read("person")?,
        after: filled.read("after")?,
    })
}

async fn refuse(
    signed: Signed,
    plan: MatterId,
    view: View,
    filled: Filled,
    problem: Problem,
) -> Result<Response, Problem> {
    refuse_as(view.name(), signed, plan, view, filled, problem).await
}

/// Shows the plan again with what was typed into `form` and why it was refused.
async fn refuse_as(
    form: &str,
    signed: Signed,
    plan: MatterId,
    view: View,
    filled: Filled,
    problem: Problem,
) -> Result<Response, Problem> {
    let (status, typed) = problem.typed(form, signed.visit.t(), filled.values)?;
    show(signed, plan, Asked { view, ..Asked::default() }, status, Some(typed)).await
}
