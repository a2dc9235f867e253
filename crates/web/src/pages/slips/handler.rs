//! `GET /slips`, `GET /rungs`, `POST /rungs/{id}`

use super::{rungs::RungsPage, view::SlipsPage};
use crate::{
    filled::Filled,
    pages::matter::{
        form::{Typed, command_id},
        handler::read_id,
    },
    problem::{Problem, render},
    shell::{Notice, Section},
    visit::Signed,
};
use app::{Step, chance, query::answer::SlipStanding, query::slips::SlipsQuery};
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::{Command, MatterId};
use serde::Deserialize;

/// Which slips.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    campaign: Option<MatterId>,
    r#type: Option<String>,
    unit: Option<String>,
    standing: Option<String>,
    late: Option<String>,
}

impl Asked {
    /// What the register asks for; what is left empty asks for nothing.
    pub(crate) fn query(&self) -> Result<SlipsQuery, Problem> {
        let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let unit = given(&self.unit).map(|id| id.parse().map_err(|_| Problem::parameter("unit")));
        let standing = given(&self.standing)
            .map(|name| SlipStanding::from_name(&name).ok_or_else(|| Problem::parameter("standing")));
        Ok(SlipsQuery {
            campaign: self.campaign,
            r#type: given(&self.r#type),
            unit: unit.transpose()?,
            standing: standing.transpose()?,
            late: given(&self.late).is_some(),
        })
    }
}

/// The register.
pub(crate) async fn slips(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let query = asked.query()?;
    let of = query.clone();
    let person = signed.actor();
    let (l, proposed, units) = signed
        .ask(move |app| {
            let directory = app.directory()?;
            let units = directory.units.iter().filter(|unit| unit.active).map(|unit| unit.named.clone());
            let proposed = app.proposals(person, of.campaign)?.rows.len();
            Ok((app.slips(&of)?, proposed, units.collect()))
        })
        .await?;
    Ok(render(StatusCode::OK, &SlipsPage { s: signed.shell(Section::Slips), query, l, proposed, units }))
}

/// For which campaign.
#[derive(Clone, Copy, Deserialize)]
pub(crate) struct Of {
    pub(crate) campaign: Option<MatterId>,
}

/// What the ladder proposes.
pub(crate) async fn rungs(signed: Signed, Query(of): Query<Of>) -> Result<Response, Problem> {
    show(signed, of.campaign, StatusCode::OK, None).await
}

/// Shows what is proposed; `typed` is what was typed into the form of a matter that was refused.
async fn show(
    signed: Signed,
    campaign: Option<MatterId>,
    status: StatusCode,
    typed: Option<Typed>,
) -> Result<Response, Problem> {
    let person = signed.actor();
    let p = signed.ask(move |app| app.proposals(person, campaign)).await?;
    let mut s = signed.shell(Section::Slips);
    if let Some(typed) = &typed {
        s.notice = Some(Notice { tone: "bad", text: typed.why.clone() });
    }
    Ok(render(status, &RungsPage { s, p, campaign, seed: chance::secret(), typed }))
}

/// Takes the rung that was proposed, and with it sends its slip; leads back to where it was confirmed.
pub(crate) async fn take(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    let (rung, reason) = (filled.get("rung").to_owned(), filled.get("reason").trim().to_owned());
    let form = format!("rung/{id}/{}", signed.session.person);
    let name = command_id(filled.get("seed"), &form, &filled.fingerprint());
    let (actor, campaign) = (signed.actor(), filled.read("campaign")?);
    let step = Step {
        matter: Some(id),
        seen: filled.read("seen")?,
        command: Command::TakeRung { rung, slip: None, reason },
    };
    match signed.ask(move |app| app.execute(actor, name, step)).await {
        Ok(_) => {
            let path = if filled.get("back") == "overview" { "/" } else { "/rungs" };
            let of = campaign.map(|campaign| format!("campaign={campaign}&")).unwrap_or_default();
            Ok(Redirect::to(&format!("{path}?{of}done=rung")).into_response())
        }
        Err(problem) => {
            let (status, typed) = problem.typed(&id.to_string(), signed.visit.t(), filled.values)?;
            show(signed, campaign, status, Some(typed)).await
        }
    }
}
