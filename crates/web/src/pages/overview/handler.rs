//! `GET /`

use super::view::OverviewPage;
use crate::{
    as_of::AsOf,
    pages::matters::filter::Filter,
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use app::{App, AppError, query::answer::Row};
use axum::{extract::Query, http::StatusCode, response::Response};
use ledger::{Lamp, MatterId};
use serde::Deserialize;

/// Rows of each short list.
const FEW: usize = 8;
/// Open measures looked through for those not reported for longest.
const LOOKED_THROUGH: usize = 500;

/// Which campaign.
#[derive(Deserialize)]
pub(crate) struct Asked {
    campaign: Option<MatterId>,
}

/// The overview.
pub(crate) async fn overview(
    signed: Signed,
    AsOf(as_of): AsOf,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (o, late, soon, silent) = signed
        .ask(move |app| {
            let overview = app.overview_as_of(asked.campaign, as_of)?;
            let measures = Filter {
                kind: "measure".into(),
                under: overview.campaign.as_ref().map(|campaign| campaign.id),
                sort: "due".into(),
                as_of,
                ..Filter::default()
            };
            let with_lamp = |lamp: Lamp, few| rows(app, Filter { lamp: Some(lamp), ..measures.clone() }, few);
            let mut late = with_lamp(Lamp::Red, FEW)?;
            late.extend(with_lamp(Lamp::Yellow, FEW - late.len())?);
            let soon = with_lamp(Lamp::Blue, FEW)?;
            let mut silent = rows(app, measures.with("class", "open"), LOOKED_THROUGH)?;
            // Never reported comes first, then the longest ago.
            silent.sort_by_key(|row| row.reported_at);
            silent.truncate(FEW);
            Ok((overview, late, soon, silent))
        })
        .await?;
    let s = signed.shell(Section::Overview).as_of(as_of);
    Ok(render(StatusCode::OK, &OverviewPage { s, o, late, soon, silent }))
}

fn rows(app: &App, filter: Filter, size: usize) -> Result<Vec<Row>, AppError> {
    if size == 0 {
        return Ok(vec![]);
    }
    Ok(app.list(&Filter { size: Some(size), ..filter }.query())?.rows)
}
