//! `POST /api/v1/bulk-edits`

use super::Body;
use crate::{problem::Problem, visit::Signed};
use app::{bulk::BulkRow, chance, language::Texts, query::answer::Row};
use axum::Json;
use ledger::{Command, CommandId, Event, MatterId, Refusal};
use serde::{Deserialize, Serialize};

/// One command for many matters.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// The sender's id: a retry goes on where the first try broke off.
    id: Option<CommandId>,
    matters: Vec<MatterId>,
    command: Command,
    /// Without it nothing changes, and the answer says what would happen.
    #[serde(default)]
    carry_out: bool,
}

/// What happens, or would happen, on one matter.
#[derive(Serialize)]
pub(crate) struct Told {
    row: Row,
    event: Option<Event>,
    refusal: Option<Refused>,
}

/// Why a row was refused.
#[derive(Serialize)]
pub(super) struct Refused {
    code: &'static str,
    message: String,
}

impl Refused {
    /// In the asker's language.
    pub(super) fn told(refusal: &Refusal, t: Texts) -> Refused {
        Refused { code: refusal.code(), message: t.refusal(refusal) }
    }
}

/// Looks, or carries out.
pub(crate) async fn bulk(signed: Signed, Body(asked): Body<Asked>) -> Result<Json<Vec<Told>>, Problem> {
    let (person, t) = (signed.session.person, signed.visit.t());
    let rows = signed
        .ask(move |app| {
            let id = asked.id.unwrap_or_else(|| chance::command_id(app.clock().now()));
            let mut rows = app.foretell(person, &asked.matters, &asked.command)?;
            if asked.carry_out {
                let those: Vec<_> =
                    rows.iter().filter(|row| row.refusal.is_none()).map(|row| (row.row.id, None)).collect();
                let refused = app.carry_out_each(Some(person), id, &those, &asked.command)?;
                for (id, refusal) in refused {
                    if let Some(row) = rows.iter_mut().find(|row| row.row.id == id) {
                        (row.entry, row.refusal) = (None, Some(refusal));
                    }
                }
            }
            Ok(rows)
        })
        .await?;
    let told = |one: BulkRow| Told {
        row: one.row,
        event: one.entry.map(|entry| entry.event),
        refusal: one.refusal.map(|refusal| Refused::told(&refusal, t)),
    };
    Ok(Json(rows.into_iter().map(told).collect()))
}
