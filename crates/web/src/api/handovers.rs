//! `GET /api/v1/matters/{id}/handover`, `POST /api/v1/matters/{id}/handover`

use super::{Body, number};
use crate::{problem::Problem, visit::Signed};
use app::{
    Outcome, chance,
    handover::{HandOver, InHand},
};
use axum::{Json, extract::Path};
use ledger::CommandId;
use serde::Deserialize;

/// Everything that a person or unit has in hand.
pub(crate) async fn in_hand(signed: Signed, Path(id): Path<String>) -> Result<Json<InHand>, Problem> {
    let id = number("id", &id)?;
    signed.ask(move |app| app.in_hand(id)).await.map(Json)
}

/// Who takes over.
#[derive(Deserialize)]
pub(crate) struct Asked {
    id: Option<CommandId>,
    #[serde(flatten)]
    what: HandOver,
}

/// Hands over, whole or not at all.
pub(crate) async fn hand_over(
    signed: Signed,
    Path(id): Path<String>,
    Body(asked): Body<Asked>,
) -> Result<Json<Outcome>, Problem> {
    let id = number("id", &id)?;
    let command = asked.id.unwrap_or_else(|| chance::command_id(signed.web.app.clock().now()));
    let actor = signed.actor();
    signed.ask(move |app| app.hand_over(actor, command, id, &asked.what)).await.map(Json)
}
