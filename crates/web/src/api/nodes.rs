//! `GET /api/v1/nodes`, `…/{plan}` and what stands below; drafting a notice, taking nodes into the next year

use super::{Asked, Body, number};
use crate::{as_of::AsOf, problem::Problem, visit::Signed};
use app::{
    Outcome, chance,
    language::Language,
    nodes::{
        opening::NewNode,
        rollover::{CarriedNode, Target},
    },
    query::answer::{LateNodes, NextYear, NodeBars, NodeMonths, NodePlans, NodeScores, Notice, NoticeLine},
};
use axum::{Json, extract::Path};
use ledger::{CommandId, MatterId};
use serde::Deserialize;

/// Every plan with its own counts.
pub(crate) async fn plans(signed: Signed, AsOf(as_of): AsOf) -> Result<Json<NodePlans>, Problem> {
    signed.ask(move |app| app.node_plans(as_of)).await.map(Json)
}

/// Which month, which page.
#[derive(Deserialize)]
pub(crate) struct Part {
    month: Option<i8>,
    after: Option<String>,
}

/// Months by unit, and the nodes of one month.
pub(crate) async fn months(
    signed: Signed,
    Path(plan): Path<String>,
    AsOf(as_of): AsOf,
    Asked(part): Asked<Part>,
) -> Result<Json<NodeMonths>, Problem> {
    let plan = number("plan", &plan)?;
    if part.month.is_some_and(|month| !(1..=12).contains(&month)) {
        return Err(Problem::parameter("month"));
    }
    signed.ask(move |app| app.node_months(plan, part.month, as_of)).await.map(Json)
}

/// A node, and the sender's id of the command.
#[derive(Deserialize)]
pub(crate) struct Opening {
    id: Option<CommandId>,
    node: NewNode,
}

/// Opens a node whole.
pub(crate) async fn open(
    signed: Signed,
    Path(plan): Path<String>,
    Body(asked): Body<Opening>,
) -> Result<Json<Outcome>, Problem> {
    let (actor, plan) = (signed.actor(), number("plan", &plan)?);
    let opened = move |app: &app::App| {
        let id = asked.id.unwrap_or_else(|| chance::command_id(app.clock().now()));
        app.open_node(actor, id, plan, asked.node)
    };
    signed.ask(opened).await.map(Json)
}

/// A page of bars.
pub(crate) async fn bars(
    signed: Signed,
    Path(plan): Path<String>,
    AsOf(as_of): AsOf,
    Asked(part): Asked<Part>,
) -> Result<Json<NodeBars>, Problem> {
    let plan = number("plan", &plan)?;
    signed.ask(move |app| app.node_bars(plan, part.after.as_deref(), as_of)).await.map(Json)
}

/// What is late, and what holds it.
pub(crate) async fn late(
    signed: Signed,
    Path(plan): Path<String>,
    AsOf(as_of): AsOf,
) -> Result<Json<LateNodes>, Problem> {
    let plan = number("plan", &plan)?;
    signed.ask(move |app| app.late_nodes(plan, as_of)).await.map(Json)
}

/// What is done of what the nodes weigh.
pub(crate) async fn scores(
    signed: Signed,
    Path(plan): Path<String>,
    AsOf(as_of): AsOf,
) -> Result<Json<NodeScores>, Problem> {
    let plan = number("plan", &plan)?;
    signed.ask(move |app| app.node_scores(plan, as_of)).await.map(Json)
}

/// The notices of a plan.
pub(crate) async fn notices(
    signed: Signed,
    Path(plan): Path<String>,
    AsOf(as_of): AsOf,
) -> Result<Json<Vec<NoticeLine>>, Problem> {
    let plan = number("plan", &plan)?;
    signed.ask(move |app| app.late_notices(plan, as_of)).await.map(Json)
}

/// One notice.
pub(crate) async fn notice(
    signed: Signed,
    Path((plan, id)): Path<(String, String)>,
) -> Result<Json<Notice>, Problem> {
    let (plan, id) = (number("plan", &plan)?, number("id", &id)?);
    signed.ask(move |app| app.late_notice(plan, id)).await.map(Json)
}

/// The notice of which month, in which language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Draft {
    id: Option<CommandId>,
    month: String,
    language: Option<String>,
}

/// Drafts a notice; it is edited and frozen with commands.
pub(crate) async fn draft(
    signed: Signed,
    Path(plan): Path<String>,
    Body(draft): Body<Draft>,
) -> Result<Json<Outcome>, Problem> {
    let plan = number("plan", &plan)?;
    let language = match &draft.language {
        None => Language::default(),
        Some(tag) => Language::from_tag(tag).ok_or_else(|| Problem::parameter("language"))?,
    };
    let actor = signed.actor();
    let drafted = move |app: &app::App| {
        let id = draft.id.unwrap_or_else(|| chance::command_id(app.clock().now()));
        app.draft_late_notice(actor, id, plan, &draft.month, language)
    };
    signed.ask(drafted).await.map(Json)
}

/// What may go on into the next year.
pub(crate) async fn next_year(signed: Signed, Path(plan): Path<String>) -> Result<Json<NextYear>, Problem> {
    let (actor, plan) = (signed.actor(), number("plan", &plan)?);
    signed.ask(move |app| app.next_year(actor, plan)).await.map(Json)
}

/// Where it goes: a plan that is there, or a new one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RollOver {
    id: Option<CommandId>,
    target: Option<MatterId>,
    year: Option<i16>,
    title: Option<String>,
    nodes: Vec<CarriedNode>,
}

/// Opens nodes of the next year.
pub(crate) async fn roll_over(
    signed: Signed,
    Path(plan): Path<String>,
    Body(asked): Body<RollOver>,
) -> Result<Json<Outcome>, Problem> {
    let (actor, plan) = (signed.actor(), number("plan", &plan)?);
    let target = match (asked.target, asked.year) {
        (Some(id), _) => Target::Plan(id),
        (None, Some(year)) => Target::New { year, title: asked.title.unwrap_or_default() },
        (None, None) => return Err(Problem::parameter("target")),
    };
    let rolled = move |app: &app::App| {
        let id = asked.id.unwrap_or_else(|| chance::command_id(app.clock().now()));
        app.roll_over(actor, id, plan, target, asked.nodes)
    };
    signed.ask(rolled).await.map(Json)
}
