//! `GET /coverage`, `POST /visits`

use super::view::CoveragePage;
use crate::{
    filled::Filled,
    pages::matter::form::command_id,
    problem::{Problem, render},
    shell::{Notice, Section},
    visit::Signed,
};
use app::{chance, visit::Visit};
use axum::{
    extract::Query,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use jiff::civil::Date;
use ledger::{
    MatterId,
    cadence::{Cadence, Period},
};
use serde::Deserialize;

/// Which campaign and period.
#[derive(Clone, Copy, Default, Deserialize)]
pub(crate) struct Asked {
    pub(crate) campaign: Option<MatterId>,
    pub(crate) period: Option<Period>,
}

impl Asked {
    /// The period asked for; the month that runs on `today` when none is.
    pub(crate) fn period(&self, today: Date) -> Period {
        self.period.unwrap_or_else(|| Period::of(Cadence::Month, today))
    }
}

/// Which units were visited.
pub(crate) async fn coverage(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    show(signed, asked, StatusCode::OK, None).await
}

/// Shows coverage; `typed` is what was typed into the form of a visit that was refused, and why.
async fn show(
    signed: Signed,
    asked: Asked,
    status: StatusCode,
    typed: Option<(Vec<(String, String)>, Notice)>,
) -> Result<Response, Problem> {
    let person = signed.session.person;
    let (c, units, may_record) = signed
        .ask(move |app| {
            let coverage = app.coverage(asked.campaign, asked.period(app.clock().today()))?;
            let directory = app.directory()?;
            let units = directory.units.iter().filter(|unit| unit.active).map(|unit| unit.named.clone());
            Ok((coverage, units.collect(), app.holds(person, "record_visit")?))
        })
        .await?;
    let mut s = signed.shell(Section::Coverage);
    let typed = typed.map(|(values, notice)| {
        s.notice = Some(notice);
        values
    });
    Ok(render(status, &CoveragePage { s, c, units, may_record, typed, seed: chance::secret() }))
}

/// Records a visit.
pub(crate) async fn record(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let campaign: MatterId = filled.read("campaign")?.ok_or_else(|| Problem::parameter("campaign"))?;
    let period: Option<Period> = filled.read("period")?;
    let text = |name: &str| filled.get(name).trim().to_owned();
    let visit = Visit {
        on: filled.read("on")?,
        unit: filled.read("unit")?,
        group: text("group"),
        manner: text("manner"),
        found: text("found"),
    };
    let form = format!("visit/{}", signed.session.person);
    let id = command_id(filled.get("seed"), &form, &filled.fingerprint());
    let (actor, language) = (signed.actor(), signed.visit.language);
    match signed.ask(move |app| app.record_visit(actor, id, language, campaign, visit)).await {
        Ok(_) => {
            let period = period.map(|period| format!("&period={period}")).unwrap_or_default();
            Ok(Redirect::to(&format!("/coverage?campaign={campaign}{period}&done=visit")).into_response())
        }
        Err(problem) => {
            let (status, text) = problem.about_the_form(signed.visit.t())?;
            let notice = Notice { tone: "bad", text };
            let asked = Asked { campaign: Some(campaign), period };
            show(signed, asked, status, Some((filled.values, notice))).await
        }
    }
}
