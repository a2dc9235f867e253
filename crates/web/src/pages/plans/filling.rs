//! `POST /plans/{campaign}/fillings`: gaps of several rows, filled in beside them.

use super::{
    asked::Asked,
    handler::{Refilled, show},
};
use crate::{
    filled::Filled,
    pages::matter::{form::command_id, handler::read_id},
    problem::Problem,
    visit::Signed,
};
use app::filling::Filling;
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::{MatterId, decide::Lack};
use std::collections::BTreeMap;

/// Fills in what was typed; rows that were refused are shown again with it, and why.
pub(crate) async fn fill(
    signed: Signed,
    Path(campaign): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let campaign = read_id(&campaign)?;
    let asked = Asked::read(Some(filled.get("q")), None)?;
    let fillings = read(&filled)?;
    let place = format!("fillings/{campaign}/{}", signed.session.person);
    let command = command_id(filled.get("seed"), &place, &filled.fingerprint());
    let actor = signed.actor();
    let refused = signed.ask(move |app| app.fill_gaps(actor, command, campaign, &fillings)).await?;
    if refused.is_empty() {
        let query = asked.filling();
        return Ok(Redirect::to(&format!("/plans/{campaign}{query}&done=fields")).into_response());
    }
    let t = signed.visit.t();
    let refused = refused.iter().map(|(id, refusal)| (*id, t.refusal(refusal))).collect();
    let again = Refilled { values: filled.values, refused };
    show(signed, campaign, asked, StatusCode::UNPROCESSABLE_ENTITY, None, again).await
}

/// Reads inputs named after what they fill and the row: `due.17`.
fn read(filled: &Filled) -> Result<Vec<Filling>, Problem> {
    let mut rows: BTreeMap<MatterId, Filling> = BTreeMap::new();
    for (name, value) in &filled.values {
        let value = value.trim();
        let Some((part, id)) = name.split_once('.').filter(|_| !value.is_empty()) else { continue };
        let bad = || Problem::parameter(part);
        let matter: MatterId = id.parse().map_err(|_| bad())?;
        if part == "seen" {
            continue;
        }
        let lack = Lack::ALL.into_iter().find(|lack| lack.name() == part).ok_or_else(bad)?;
        let seen = filled.read(&format!("seen.{matter}"))?;
        let row = rows.entry(matter).or_insert_with(|| Filling { matter, seen, ..Filling::default() });
        let id = || value.parse().map(Some).map_err(|_| bad());
        match lack {
            Lack::Standard => row.standard = Some(value.to_owned()),
            Lack::Unit => row.unit = id()?,
            Lack::Person => row.person = id()?,
            Lack::Leader => row.leader = id()?,
            Lack::Due => row.due = Some(value.parse().map_err(|_| bad())?),
            Lack::Class => row.class = Some(value.to_owned()),
            Lack::Risk => row.risk = Some(value.to_owned()),
        }
    }
    Ok(rows.into_values().collect())
}
