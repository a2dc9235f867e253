//! `GET /matters/{id}/handover`, `POST /matters/{id}/handover`

use super::view::HandoverPage;
use crate::{
    filled::Filled,
    pages::matter::{
        form::{Typed, command_id},
        handler::read_id,
    },
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use app::{
    chance,
    handover::{HandOver, Part, Successor},
};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::MatterId;

/// Everything in hand, with successors proposed.
pub(crate) async fn show(signed: Signed, Path(id): Path<String>) -> Result<Response, Problem> {
    page(signed, read_id(&id)?, None, StatusCode::OK, None).await
}

/// With a yes it is done, without one it is shown what would go to whom.
pub(crate) async fn hand_over(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    let asked = read(&filled)?;
    if filled.get("go") != "1" {
        return page(signed, id, Some(asked), StatusCode::OK, None).await;
    }
    let form = format!("handover/{id}/{}", signed.session.person);
    let command = command_id(filled.get("seed"), &form, &filled.fingerprint());
    let (actor, wanted) = (signed.actor(), asked.clone());
    match signed.ask(move |app| app.hand_over(actor, command, id, &wanted)).await {
        Ok(_) => Ok(Redirect::to(&format!("/matters/{id}?done=handover")).into_response()),
        Err(problem) => {
            let (status, typed) = problem.typed("handover", signed.visit.t(), filled.values)?;
            page(signed, id, Some(asked), status, Some(typed)).await
        }
    }
}

/// Reads the successors: one input a share, named after its part and unit.
fn read(filled: &Filled) -> Result<HandOver, Problem> {
    let mut asked = HandOver {
        with_roles: filled.get("with_roles") == "1",
        then: Some(filled.get("then").to_owned())
            .filter(|name| matches!(name.as_str(), "leave" | "dissolve")),
        reason: filled.get("reason").trim().to_owned(),
        mark: Some(filled.get("mark").to_owned()),
        ..HandOver::default()
    };
    for (name, value) in filled.values.iter().filter(|(_, value)| !value.is_empty()) {
        let Some((part, unit)) = name.strip_prefix("to.").and_then(|rest| rest.split_once('.')) else {
            continue;
        };
        let bad = || Problem::parameter("to");
        let part = Part::ALL.into_iter().find(|one| one.name() == part).ok_or_else(bad)?;
        let unit: Option<MatterId> =
            if unit.is_empty() { None } else { Some(unit.parse().map_err(|_| bad())?) };
        let to = value.parse().map_err(|_| bad())?;
        asked.successors.push(Successor { part, unit, to });
    }
    Ok(asked)
}

async fn page(
    signed: Signed,
    id: MatterId,
    asked: Option<HandOver>,
    status: StatusCode,
    typed: Option<Typed>,
) -> Result<Response, Problem> {
    let (person, wanted) = (signed.session.person, asked.clone());
    let (hand, going, units, people) = signed
        .ask(move |app| {
            let going = wanted.map(|wanted| app.foretell_hand_over(person, id, &wanted)).transpose()?;
            let directory = app.directory()?;
            let units: Vec<_> = directory
                .units
                .iter()
                .filter(|unit| unit.active && unit.named.id != id)
                .map(|unit| unit.named.clone())
                .collect();
            let people: Vec<_> = directory
                .people
                .iter()
                .filter(|one| one.active && one.named.id != id)
                .map(|one| one.named.clone())
                .collect();
            Ok((app.in_hand(id)?, going, units, people))
        })
        .await?;
    let s = signed.shell(if hand.kind == "unit" { Section::Units } else { Section::People });
    let seed = chance::secret();
    Ok(render(status, &HandoverPage { s, hand, asked, going, units, people, seed, typed }))
}
