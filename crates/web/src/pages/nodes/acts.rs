//! What the forms of a node plan send: the draft of a notice, and what goes on into the next year.

use super::{
    handler::{Asked, show},
    view::View,
};
use crate::{
    filled::Filled,
    pages::matter::{
        form::{Typed, command_id},
        handler::read_id,
    },
    problem::Problem,
    visit::Signed,
};
use app::nodes::rollover::{CarriedNode, Target};
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use ledger::MatterId;

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

async fn refuse(
    signed: Signed,
    plan: MatterId,
    view: View,
    filled: Filled,
    problem: Problem,
) -> Result<Response, Problem> {
    if !problem.is_about_the_form() {
        return Err(problem);
    }
    let why = problem.told(signed.visit.t());
    let typed = Typed { form: view.name().to_owned(), why, values: filled.values };
    show(signed, plan, Asked { view, ..Asked::default() }, problem.status, Some(typed)).await
}
