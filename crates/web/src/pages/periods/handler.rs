//! `GET /periods`, `GET /periods/{key}`, `GET /periods/{key}/wall`

use super::{
    view::{PeriodView, PeriodsPage},
    wall::WallPage,
};
use crate::{
    problem::{Problem, render},
    shell::{Notice, Section},
    visit::Signed,
};
use app::{chance, query::periods::PeriodsQuery};
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use ledger::{
    MatterId,
    cadence::{Cadence, Period},
};
use serde::Deserialize;

/// Which campaign, and which of its periods.
#[derive(Clone, Deserialize)]
pub(crate) struct Asked {
    pub(crate) campaign: Option<MatterId>,
    cadence: Option<Cadence>,
    before: Option<Period>,
    screen: Option<usize>,
}

impl Asked {
    /// What the list asks for.
    pub(crate) fn query(&self) -> PeriodsQuery {
        PeriodsQuery { campaign: self.campaign, cadence: self.cadence, before: self.before }
    }
}

/// The period of an address.
pub(crate) fn read_period(key: &str) -> Result<Period, Problem> {
    key.parse().map_err(|_| Problem::new(StatusCode::NOT_FOUND, "error-page"))
}

/// All periods of a campaign.
pub(crate) async fn periods(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let query = asked.query();
    let p = signed.ask(move |app| app.periods(&query)).await?;
    let alone = query.cadence.is_some() || query.before.is_some();
    Ok(render(StatusCode::OK, &PeriodsPage { s: signed.shell(Section::Periods), p, alone }))
}

/// One period.
pub(crate) async fn period(
    signed: Signed,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    show(signed, read_period(&key)?, asked.campaign, StatusCode::OK, None).await
}

/// Shows a period; `typed` is what a person had typed into the form of a meeting that was refused, and why.
pub(crate) async fn show(
    signed: Signed,
    period: Period,
    campaign: Option<MatterId>,
    status: StatusCode,
    typed: Option<(Vec<(String, String)>, Notice)>,
) -> Result<Response, Problem> {
    let person = signed.session.person;
    let (p, units, people, may_remind, may_open) = signed
        .ask(move |app| {
            let page = app.period(campaign, period)?;
            let directory = app.directory()?;
            let units = directory.units.iter().filter(|unit| unit.active).map(|unit| unit.named.clone());
            let people = directory.people.iter().filter(|one| one.active).map(|one| one.named.clone());
            let (may_remind, may_open) = (app.holds(person, "remind")?, app.holds(person, "open")?);
            Ok((page, units.collect(), people.collect(), may_remind, may_open))
        })
        .await?;
    let mut s = signed.shell(Section::Periods);
    let typed = typed.map(|(values, notice)| {
        s.notice = Some(notice);
        values
    });
    let view = PeriodView { s, p, units, people, may_remind, may_open, typed, seed: chance::secret() };
    Ok(render(status, &view))
}

/// A period for a meeting, one screen at a time.
pub(crate) async fn wall(
    signed: Signed,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let period = read_period(&key)?;
    let p = signed.ask(move |app| app.period(asked.campaign, period)).await?;
    let page = WallPage::new(signed.shell(Section::Periods), p, asked.screen.unwrap_or(1));
    Ok(render(StatusCode::OK, &page))
}
