//! `/draws`: announcing, drawing, drawing again, tasks, the record

use super::view::{DrawView, DrawsPage};
use crate::{
    filled::Filled,
    pages::matter::form::command_id,
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use app::{
    draw::Rules,
    draws::{DrawPage, NewDraw},
};
use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use ledger::MatterId;

/// All draws.
pub(crate) async fn draws(signed: Signed) -> Result<Response, Problem> {
    list(signed, StatusCode::OK, None, vec![]).await
}

async fn list(
    signed: Signed,
    status: StatusCode,
    why: Option<String>,
    typed: Vec<(String, String)>,
) -> Result<Response, Problem> {
    let actor = signed.actor();
    let (draws, may) = signed
        .ask(move |app| {
            let may = actor.map(|person| app.holds(person, "open")).transpose()?.unwrap_or(false);
            Ok((app.draws()?, may))
        })
        .await?;
    Ok(render(status, &DrawsPage { s: signed.shell(Section::Draws), draws, may, why, typed }))
}

/// Announces a draw.
pub(crate) async fn announce(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let new = match read(&filled) {
        Ok(new) => new,
        Err(problem) => return refuse(signed, filled, problem).await,
    };
    let actor = signed.actor();
    match signed.ask(move |app| app.announce_draw(actor, new)).await {
        Ok(key) => Ok(Redirect::to(&format!("/draws/{key}")).into_response()),
        Err(problem) => refuse(signed, filled, problem).await,
    }
}

async fn refuse(signed: Signed, filled: Filled, problem: Problem) -> Result<Response, Problem> {
    let (status, why) = problem.about_the_form(signed.visit.t())?;
    list(signed, status, Some(why), filled.values).await
}

/// What the form says. A class and its ratio stand on a line: `high 20` or `high=20%`.
fn read(filled: &Filled) -> Result<NewDraw, Problem> {
    let mut ratios = std::collections::BTreeMap::new();
    for line in filled.get("ratios").lines().map(str::trim).filter(|line| !line.is_empty()) {
        let bad = || Problem::parameter("ratios");
        let at = line.rfind(['=', ' ', '\t', ':', '：']).ok_or_else(bad)?;
        let (class, ratio) = line.split_at(at);
        let sign = ratio.chars().next().map_or(1, char::len_utf8);
        let ratio = ratio.get(sign..).unwrap_or_default().trim().trim_end_matches('%');
        let (whole, part) = ratio.split_once('.').unwrap_or((ratio, ""));
        if part.len() > 2 || whole.is_empty() {
            return Err(bad());
        }
        let value: u32 = format!("{whole}{part:0<2}").parse().map_err(|_| bad())?;
        ratios.insert(class.trim_end_matches(['=', ' ', ':', '：']).to_owned(), value);
    }
    let bytes = |name: &str| match filled.file_under(name) {
        Some(file) => file.bytes.to_vec(),
        None => filled.get(name).as_bytes().to_vec(),
    };
    let public = filled.get("public").trim().to_owned();
    Ok(NewDraw {
        title: filled.get("title").trim().to_owned(),
        objects: bytes("objects"),
        inspectors: bytes("inspectors"),
        rules: Rules {
            ratios,
            inspectors: filled.read("count")?.unwrap_or(Rules::LEAST_INSPECTORS),
            most: filled.read("most")?.unwrap_or(0),
            by_group: !filled.get("by_group").is_empty(),
            unit_once: !filled.get("unit_once").is_empty(),
            drawn_before: vec![],
        },
        public: Some(public).filter(|source| !source.is_empty()),
    })
}

/// One draw.
pub(crate) async fn draw(signed: Signed, Path(key): Path<String>) -> Result<Response, Problem> {
    show(signed, key, StatusCode::OK, None).await
}

async fn show(
    signed: Signed,
    key: String,
    status: StatusCode,
    why: Option<String>,
) -> Result<Response, Problem> {
    let actor = signed.actor();
    let (d, units, may, seed): (DrawPage, Vec<_>, bool, String) = signed
        .ask(move |app| {
            let directory = app.directory()?;
            let units = directory.units.iter().filter(|unit| unit.active).map(|unit| unit.named.clone());
            let may = actor.map(|person| app.holds(person, "open")).transpose()?.unwrap_or(false);
            Ok((app.draw(&key)?, units.collect(), may, app::chance::secret()))
        })
        .await?;
    Ok(render(status, &DrawView { s: signed.shell(Section::Draws), d, units, may, seed, why }))
}

/// What a form of a draw does; afterwards the draw is shown again.
async fn after(signed: Signed, key: String, done: Result<(), Problem>) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/draws/{key}")).into_response()),
        Err(problem) => {
            let (status, why) = problem.about_the_form(signed.visit.t())?;
            show(signed, key, status, Some(why)).await
        }
    }
}

/// Draws.
pub(crate) async fn reveal(
    signed: Signed,
    Path(key): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let (actor, name, value) = (signed.actor(), key.clone(), filled.get("value").to_owned());
    let done = signed.ask(move |app| app.reveal_draw(actor, &name, &value)).await;
    after(signed, key, done).await
}

/// Sets the draw aside.
pub(crate) async fn discard(
    signed: Signed,
    Path(key): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let (actor, name, reason) = (signed.actor(), key.clone(), filled.get("reason").to_owned());
    let done = signed.ask(move |app| app.discard_draw(actor, &name, &reason)).await;
    after(signed, key, done).await
}

/// Opens the tasks.
pub(crate) async fn open_tasks(
    signed: Signed,
    Path(key): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let unit = filled.read::<MatterId>("unit")?.ok_or_else(|| Problem::parameter("unit"))?;
    let (actor, name) = (signed.actor(), key.clone());
    let form = format!("draw/{key}/tasks/{}", signed.session.person);
    let id = command_id(filled.get("seed"), &form, &filled.fingerprint());
    let done = signed.ask(move |app| app.open_draw_tasks(actor, id, &name, unit).map(|_| ())).await;
    after(signed, key, done).await
}

/// The record, as it is published.
pub(crate) async fn record(signed: Signed, Path(key): Path<String>) -> Result<Response, Problem> {
    let name = key.clone();
    let bytes = signed.ask(move |app| app.draw_record(&name)).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"draw-{key}.json\"")),
    ];
    Ok((headers, bytes).into_response())
}
