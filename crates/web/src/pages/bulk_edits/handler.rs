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
use app::{App, AppError, bulk::ROWS, chance, query::answer::Named};
use axum::{http::StatusCode, response::Response};
use ledger::{
    Command, Kind, MatterId, Refusal,
    command::{Assign, Change, TakeMove},
};
use std::{collections::BTreeMap, sync::Arc};

/// A row that was chosen, with the version it was seen in.
type Chosen = Vec<(MatterId, Option<u64>)>;

/// What a page of a bulk edit offers.
struct Offer {
    chosen: Chosen,
    more: bool,
    units: Vec<Named>,
    people: Vec<Named>,
    kinds: Vec<Arc<Kind>>,
}

/// Goes one step on; what is refused is shown again as it was filled in.
pub(crate) async fn bulk(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let t = signed.visit.t();
    let (query, all) = (filled.get("q").to_owned(), filled.get("all") == "1");
    let chosen = chosen(&filled)?;
    let Offer { chosen, more, units, people, kinds } = signed
        .ask(move |app| {
            let (chosen, more) = if all { matching(app, &query)? } else { (chosen, false) };
            let directory = app.directory()?;
            let units = directory.units.iter().filter(|unit| unit.active).map(|unit| unit.named.clone());
            let people = directory.people.iter().filter(|one| one.active).map(|one| one.named.clone());
            let kinds = kinds_of(app, &chosen)?;
            Ok(Offer { chosen, more, units: units.collect(), people: people.collect(), kinds })
        })
        .await?;
    let mut s = signed.shell(Section::Matters);
    "/matters".clone_into(&mut s.path);
    let ids: Vec<MatterId> = chosen.iter().map(|(id, _)| *id).collect();
    let (mut status, mut stage) = (StatusCode::OK, None);
    if !filled.get("what").is_empty() && !ids.is_empty() {
        match step(&signed, &filled, chosen, &kinds).await {
            Ok(done) => stage = Some(done),
            Err(problem) => {
                let (refused, text) = problem.about_the_form(t)?;
                (status, s.notice) = (refused, Some(Notice { tone: "bad", text }));
            }
        }
    }
    let stage = match stage {
        Some(stage) => stage,
        None => Stage::Choose { rows: signed.ask(move |app| app.rows_of(&ids)).await? },
    };
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

/// Foretells the change, or with a yes carries it out.
async fn step(
    signed: &Signed,
    filled: &Filled,
    chosen: Chosen,
    kinds: &[Arc<Kind>],
) -> Result<Stage, Problem> {
    let person = signed.session.person;
    let id = command_id(filled.get("seed"), &format!("bulk/{person}"), &filled.fingerprint());
    let (form, kinds) = (filled.clone(), kinds.to_vec());
    signed
        .ask(move |app| {
            let ids: Vec<MatterId> = chosen.iter().map(|(id, _)| *id).collect();
            let command = command(form.get("what"), &form, &kinds)?;
            if form.get("go") != "1" {
                return Ok(Stage::Look { rows: app.foretell(person, &ids, &command)? });
            }
            let refused = app.carry_out_each(Some(person), id, &chosen, &command)?;
            Ok(Stage::Done { rows: app.rows_of(&ids)?, refused })
        })
        .await
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
    let mut asked = app.placed(filter.query())?;
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
