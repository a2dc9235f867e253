//! `GET /similar`

use super::view::SimilarPage;
use crate::{
    address,
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use axum::{extract::RawQuery, http::StatusCode, response::Response};
use ledger::MatterId;

/// Which items are looked at, as the address says it; page and API read it alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Only below this matter.
    pub under: Option<MatterId>,
    /// Only this unit.
    pub unit: Option<MatterId>,
    /// Where the page starts.
    pub after: Option<String>,
}

impl Asked {
    /// Reads a query string; what cannot be read is told.
    pub(crate) fn read(query: Option<&str>) -> Result<Asked, Problem> {
        let mut asked = Asked::default();
        address::read(query, |name, value| match name {
            "under" => address::set(&mut asked.under, value),
            "unit" => address::set(&mut asked.unit, value),
            "after" if value.len() <= 512 => address::set(&mut asked.after, value),
            _ => None,
        })?;
        Ok(asked)
    }

    /// Address of the page that starts at `after`.
    pub fn href(&self, after: &str) -> String {
        let id = |name: &str, id: Option<MatterId>| id.map(|id| format!("{name}={id}&")).unwrap_or_default();
        format!("/similar?{}{}after={after}", id("under", self.under), id("unit", self.unit))
    }
}

/// The groups.
pub(crate) async fn similar(signed: Signed, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let asked = Asked::read(query.as_deref())?;
    let of = asked.clone();
    let (g, places, units) = signed
        .ask(move |app| {
            let groups = app.similar_groups(of.under, of.unit, of.after.as_deref())?;
            let directory = app.directory()?;
            let units = directory.units.iter().filter(|unit| unit.active).map(|unit| unit.named.clone());
            Ok((groups, app.places()?, units.collect()))
        })
        .await?;
    Ok(render(StatusCode::OK, &SimilarPage { s: signed.shell(Section::Similar), asked, g, places, units }))
}
