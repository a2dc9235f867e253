//! `POST /bulk-edits`: with rows alone it asks what changes, with a change it shows what would happen, and with a yes it
//! does it.

use super::view::{BulkPage, Stage};
use crate::{
    filled::Filled,
    pages::{
        matter::{acts::field_value, form::command_id},
        matters::{filter::Filter, handler::read},
    },
    problem::{Problem, render},
    shell::{Notice, Section},
    visit::Signed,
};
use app::{App, AppError, bulk::ROWS, chance};
use axum::{http::StatusCode, response::Response};
use ledger::{
    Command, Kind, MatterId, Refusal,
    command::{Assign, Change, TakeMove},
};
use std::{collections::BTreeMap, sync::Arc};

/// A row that was chosen, with the version it was seen in.
type Chosen = Vec<(MatterId, Option<u64>)>;

/// Goes one step on.
pub(crate) async fn bulk(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let t = signed.visit.t();
    let (query, all) = (filled.get("q").to_owned(), filled.get("all") == "1");
    let chosen = chosen(&filled)?;
    let person = signed.session.person;
    let (what, go) = (filled.get("what").to_owned(), filled.get("go") == "1");
    let id = command_id(filled.get("seed"), &format!("bulk/{person}"), &filled.fingerprint());
    let form = filled.clone();
    let (stage, units, people, kinds, more) = signed
        .ask(move |app| {
            let (chosen, more) = if all { matching(app, &query)? } else { (chosen, false) };
            let directory = app.directory()?;
            let units: Vec<_> =
                directory.units.iter().filter(|unit| unit.active).map(|unit| unit.named.clone()).collect();
            let people: Vec<_> =
                directory.people.iter().filter(|one| one.active).map(|one| one.named.clone()).collect();
            let kinds = kinds_of(app, &chosen)?;
            let ids: Vec<MatterId> = chosen.iter().map(|(id, _)| *id).collect();
            let stage = if what.is_empty() || chosen.is_empty() {
                Stage::Choose { rows: app.rows_of(&ids)? }
            } else {
                let command = command(&what, &form, &kinds)?;
                match go {
                    false => Stage::Look { rows: app.foretell(person, &ids, &command)? },
                    true => {
                        let refused = app.carry_out_each(Some(person), id, &chosen, &command)?;
                        Stage::Done { rows: app.rows_of(&ids)?, refused }
                    }
                }
            };
            Ok((stage, units, people, kinds, more))
        })
        .await?;
    let mut s = signed.shell(Section::Matters);
    "/matters".clone_into(&mut s.path);
    let mut status = StatusCode::OK;
    if stage.is_empty() {
        status = StatusCode::UNPROCESSABLE_ENTITY;
        s.notice = Some(Notice { tone: "warn", text: t.get("work-none-chosen").into_owned() });
    } else if more {
        s.notice = Some(Notice { tone: "warn", text: t.with("bulk-more", &[("count", &ROWS)]) });
    }
    let seed = chance::secret();
    let back = Filter { choose: true, ..read(Some(filled.get("q"))).0 }.href();
    Ok(render(status, &BulkPage { s, stage, units, people, kinds, filled, seed, back }))
}

fn chosen(filled: &Filled) -> Result<Chosen, Problem> {
    let mut chosen: Chosen = vec![];
    for value in filled.all("m") {
        let (id, seen) = value.split_once(':').map_or((value, None), |(id, seen)| (id, Some(seen)));
        let bad = || Problem::parameter("m");
        let id: MatterId = id.parse().map_err(|_| bad())?;
        let seen = seen.map(str::parse).transpose().map_err(|_| bad())?;
        if !chosen.iter().any(|(one, _)| *one == id) {
            chosen.push((id, seen));
        }
    }
    if chosen.len() > ROWS {
        return Err(AppError::from(Refusal::TooMany { field: "matters", limit: ROWS }).into());
    }
    Ok(chosen)
}

/// What a list shows and is owed, as far as it can be changed at once, and whether there is more.
fn matching(app: &App, query: &str) -> Result<(Chosen, bool), AppError> {
    let (filter, _) = read(Some(query));
    let mut asked = filter.query();
    if asked.filter.under.is_none() && asked.filter.kind.is_none() && asked.filter.words.is_empty() {
        // The same campaign that the list falls back to.
        let narrowed = asked.filter.unit.is_some() || asked.filter.person.is_some();
        asked.filter.under = app.places()?.first().map(|place| place.id).filter(|_| !narrowed);
    }
    let kinds = app.kinds()?;
    let is_owed =
        |kind: &str| kinds.latest(kind).is_some_and(|kind| kind.nature == ledger::kind::Nature::Matter);
    let mut chosen: Chosen = vec![];
    asked.limit = app::query::list::PAGE_MAX;
    loop {
        let page = app.list(&asked)?;
        for row in page.rows.iter().filter(|row| is_owed(&row.kind)) {
            if chosen.len() == ROWS {
                return Ok((chosen, true));
            }
            chosen.push((row.id, Some(row.version)));
        }
        match page.next {
            Some(next) => asked.after = Some(next),
            None => return Ok((chosen, false)),
        }
    }
}

fn kinds_of(app: &App, chosen: &Chosen) -> Result<Vec<Arc<Kind>>, AppError> {
    let ids: Vec<MatterId> = chosen.iter().map(|(id, _)| *id).collect();
    let kinds = app.kinds()?;
    let mut names: Vec<String> = app.rows_of(&ids)?.into_iter().map(|row| row.kind).collect();
    names.sort();
    names.dedup();
    Ok(names.iter().filter_map(|name| kinds.latest(name).cloned()).collect())
}

/// The command of every row, out of the form.
fn command(what: &str, filled: &Filled, kinds: &[Arc<Kind>]) -> Result<Command, AppError> {
    let wrong = |field: &str| AppError::from(Refusal::WrongValue { field: field.into() });
    let person = |name: &str| -> Result<Change<MatterId>, AppError> {
        match filled.get(name).trim() {
            "" => Ok(Change::Clear),
            id => Ok(Change::Set(id.parse().map_err(|_| wrong(name))?)),
        }
    };
    let reason = filled.get("reason").trim().to_owned();
    Ok(match what {
        "unit" => Command::Assign(Assign { unit: person("unit")?, ..Assign::default() }),
        "person" => Command::Assign(Assign { person: person("person")?, ..Assign::default() }),
        "leader" => Command::Assign(Assign { leader: person("leader")?, ..Assign::default() }),
        "due" => {
            let due = filled.get("due").trim();
            let due = if due.is_empty() { None } else { Some(due.parse().map_err(|_| wrong("due"))?) };
            Command::SetDueDate { due, reason }
        }
        "field" => {
            let name = filled.get("field");
            let kind = kinds.iter().find(|kind| kind.field(name).is_some());
            let kind = kind.ok_or_else(|| Refusal::NoSuchField(name.to_owned()))?;
            let value = field_value(kind, name, filled.get("value").trim())?;
            Command::EditFields { set: BTreeMap::from([(name.to_owned(), value)]) }
        }
        "move" => {
            let due = filled.get("due").trim();
            Command::Move(TakeMove {
                reason,
                due: if due.is_empty() { None } else { Some(due.parse().map_err(|_| wrong("due"))?) },
                ..TakeMove::named(filled.get("move"))
            })
        }
        _ => return Err(AppError::BadParameter("what")),
    })
}
