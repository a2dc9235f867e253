//! `GET /ledgers`, `GET /ledgers/{kind}`, `POST /ledgers/{kind}`

use super::{list::LedgerView, view::LedgersPage};
use crate::{
    as_of::AsOf,
    filled::Filled,
    pages::{
        matter::{
            acts::{field_value, own_fields},
            form::{Typed, command_id},
        },
        matters::{filter::Filter, handler::read},
    },
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use app::AppError;
use axum::{
    extract::{Path, RawQuery},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::{
    MatterId, Refusal,
    command::{Assign, Change, Open},
};
use std::collections::BTreeMap;

/// All ledgers.
pub(crate) async fn ledgers(signed: Signed, AsOf(as_of): AsOf) -> Result<Response, Problem> {
    let actor = signed.actor();
    let (g, may_define) = signed
        .ask(move |app| {
            let may = actor.map(|person| app.holds(person, "define_ledger")).transpose()?.unwrap_or(false);
            Ok((app.ledgers(as_of)?, may))
        })
        .await?;
    let s = signed.shell(Section::Ledgers).as_of(as_of);
    Ok(render(StatusCode::OK, &LedgersPage { s, g, may_define }))
}

/// One ledger.
pub(crate) async fn ledger(
    signed: Signed,
    Path(kind): Path<String>,
    AsOf(as_of): AsOf,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (filter, unread) = read(query.as_deref());
    show(signed, kind, Filter { as_of, ..filter }, unread, StatusCode::OK, None).await
}

async fn show(
    signed: Signed,
    kind: String,
    filter: Filter,
    unread: Vec<String>,
    status: StatusCode,
    typed: Option<Typed>,
) -> Result<Response, Problem> {
    let (asked, name, actor) = (filter.clone(), kind.clone(), signed.actor());
    let (l, units, people, may_open, seed) = signed
        .ask(move |app| {
            let page = app.ledger(&name, asked.query())?;
            let directory = app.directory()?;
            let units: Vec<_> =
                directory.units.iter().filter(|unit| unit.active).map(|unit| unit.named.clone()).collect();
            let people: Vec<_> = directory
                .people
                .iter()
                .filter(|person| person.active)
                .map(|person| person.named.clone())
                .collect();
            let may = actor.map(|person| app.holds(person, "open")).transpose()?.unwrap_or(false);
            Ok((page, units, people, may, app::chance::secret()))
        })
        .await?;
    let as_of = filter.as_of;
    let s = signed.shell(Section::Ledgers).as_of(as_of);
    let may_open = may_open && as_of.is_none();
    Ok(render(status, &LedgerView { s, filter, unread, l, units, people, may_open, seed, typed }))
}

/// Opens a row, with what is known of it and who is responsible.
pub(crate) async fn open(
    signed: Signed,
    Path(kind): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let text = |name: &str| filled.get(name).trim().to_owned();
    let id = |name: &str| filled.read::<MatterId>(name);
    let (unit, person) = (id("unit")?, id("person")?);
    let values = own_fields(&filled);
    let (number, title, name, actor) = (text("number"), text("title"), kind.clone(), signed.actor());
    let form = format!("ledger/{kind}/open/{}", signed.session.person);
    let command = command_id(filled.get("seed"), &form, &filled.fingerprint());
    let done = signed
        .ask(move |app| {
            let kinds = app.view()?.kinds();
            let known = kinds.latest(&name).filter(|kind| kind.shelf.is_some());
            let known = known.ok_or_else(|| AppError::from(Refusal::NoSuchKind(name.clone())))?;
            let mut fields = BTreeMap::new();
            for (field, typed) in values {
                if let Some(value) = field_value(known, &field, &typed)? {
                    fields.insert(field, value);
                }
            }
            let open = Open { kind: name, number, title, fields, ..Open::default() };
            let set = |id: Option<MatterId>| id.map_or(Change::Keep, Change::Set);
            let assign = Assign { unit: set(unit), person: set(person), ..Assign::default() };
            app.open_assigned(actor, command, open, assign)
        })
        .await;
    match done {
        Ok(opened) => Ok(Redirect::to(&format!("/matters/{opened}?done=open")).into_response()),
        Err(problem) => {
            let (status, typed) = problem.typed("open", signed.visit.t(), filled.values)?;
            show(signed, kind, Filter::default(), vec![], status, Some(typed)).await
        }
    }
}
