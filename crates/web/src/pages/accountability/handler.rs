//! `GET /accountability`, `POST /accountability`, `GET /accountability/openings`

use super::view::{OpeningsPage, RegisterPage};
use crate::{
    address,
    filled::Filled,
    pages::matter::{
        acts::field_value,
        form::{Typed, command_id},
    },
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use app::{AppError, accountability::AccountabilityQuery, chance};
use axum::{
    extract::RawQuery,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::{MatterId, Refusal, command::Open};
use std::collections::BTreeMap;

/// What an address asks for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Which entries.
    pub query: AccountabilityQuery,
    /// Kind of the record to be entered.
    pub new: Option<String>,
    /// The matter that it is about.
    pub about: Option<MatterId>,
}

impl Asked {
    /// Reads a query string; what cannot be read is told.
    pub(crate) fn read(query: Option<&str>) -> Result<Asked, Problem> {
        let mut asked = Asked::default();
        address::read(query, |name, value| match name {
            "kind" => address::set(&mut asked.query.kind, value),
            "unit" => address::set(&mut asked.query.unit, value),
            "person" => address::set(&mut asked.query.person, value),
            "from" => address::set(&mut asked.query.from, value),
            "to" => address::set(&mut asked.query.to, value),
            "new" => address::set(&mut asked.new, value),
            "about" => address::set(&mut asked.about, value),
            _ => None,
        })?;
        Ok(asked)
    }
}

/// The register.
pub(crate) async fn register(signed: Signed, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let asked = Asked::read(query.as_deref())?;
    page(signed, asked, StatusCode::OK, None).await
}

/// Enters a record.
pub(crate) async fn enter(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let kind = filled.get("kind").to_owned();
    let about: Option<MatterId> = filled.read("about")?;
    let asked = Asked { new: Some(kind.clone()), about, ..Asked::default() };
    let id =
        command_id(filled.get("seed"), &format!("record/{}", signed.session.person), &filled.fingerprint());
    let (actor, values) = (signed.actor(), filled.values.clone());
    let title = filled.get("title").trim().to_owned();
    let entered = signed
        .ask(move |app| {
            let kinds = app.kinds()?;
            let known = kinds.latest(&kind).ok_or_else(|| Refusal::NoSuchKind(kind.clone()))?;
            let mut fields = BTreeMap::new();
            for (name, typed) in
                values.iter().filter_map(|(name, typed)| Some((name.strip_prefix("f.")?, typed.trim())))
            {
                if let Some(value) = field_value(known, name, typed)? {
                    fields.insert(name.to_owned(), value);
                }
            }
            app.enter_record(actor, id, Open { kind, title, fields, ..Open::default() }, about)
        })
        .await;
    match entered {
        Ok(outcome) => Ok(Redirect::to(&format!("/matters/{}?done=open", outcome.matter)).into_response()),
        Err(problem) => {
            let (status, typed) = problem.typed("record", signed.visit.t(), filled.values)?;
            page(signed, asked, status, Some(typed)).await
        }
    }
}

async fn page(
    signed: Signed,
    asked: Asked,
    status: StatusCode,
    typed: Option<Typed>,
) -> Result<Response, Problem> {
    let (query, about) = (asked.query.clone(), asked.about);
    let person = signed.session.person;
    let (register, units, people, about, may_enter) = signed
        .ask(move |app| {
            let register = app.accountability(&query)?;
            let directory = app.directory()?;
            let units = directory.units.iter().filter(|unit| unit.active).map(|unit| unit.named.clone());
            let people = directory.people.iter().filter(|one| one.active).map(|one| one.named.clone());
            let about = about.map(|id| app.row(id)).transpose()?;
            let may_enter = app.holds(person, "open")?;
            Ok::<_, AppError>((register, units.collect(), people.collect(), about, may_enter))
        })
        .await?;
    let s = signed.shell(Section::Accountability);
    let seed = chance::secret();
    Ok(render(status, &RegisterPage { s, asked, register, units, people, about, may_enter, seed, typed }))
}

/// Who opened what.
pub(crate) async fn openings(signed: Signed) -> Result<Response, Problem> {
    let openings = signed.ask(app::App::openings).await?;
    Ok(render(StatusCode::OK, &OpeningsPage { s: signed.shell(Section::Accountability), openings }))
}
