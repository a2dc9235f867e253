//! `POST /api/v1/commands`

use super::Body;
use crate::{problem::Problem, visit::Signed};
use app::{Outcome, Step, chance};
use axum::Json;
use ledger::CommandId;
use serde::Deserialize;

/// What is asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// The sender's id: a retry with the same id is answered with the first outcome.
    id: Option<CommandId>,
    /// Carried out together or not at all.
    steps: Vec<Step>,
}

/// Carries out steps together or not at all.
pub(crate) async fn carry_out(signed: Signed, Body(asked): Body<Asked>) -> Result<Json<Outcome>, Problem> {
    let id = asked.id.unwrap_or_else(|| chance::command_id(signed.web.app.clock().now()));
    let actor = signed.actor();
    if asked.steps.is_empty() {
        return Err(Problem::parameter("steps"));
    }
    signed.ask(move |app| app.execute_all(actor, id, asked.steps)).await.map(Json)
}
