//! `GET /my-work`, `POST /my-work/reports`

use super::view::WorkPage;
use crate::{
    filled::Filled,
    pages::matter::form::command_id,
    problem::{Problem, render},
    shell::{Notice, Section},
    visit::Signed,
};
use app::{Step, chance, query::work::SHOWN};
use axum::{
    extract::Query,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::{Command, MatterId, Refusal, command::ReportProgress};
use serde::Deserialize;

/// What was just done.
#[derive(Deserialize)]
pub(crate) struct Done {
    /// How many were reported on.
    reported: Option<usize>,
}

/// What waits for the reader.
pub(crate) async fn work(signed: Signed, Query(done): Query<Done>) -> Result<Response, Problem> {
    let t = signed.visit.t();
    let notice = done.reported.filter(|count| (1..=SHOWN).contains(count)).map(|count| {
        let text = t.with("work-reported", &[("count", &count)]);
        Notice { tone: "good", text }
    });
    show(signed, StatusCode::OK, notice).await
}

/// Reports "no change" on every matter that was chosen, on all or on none.
pub(crate) async fn report(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let mut chosen = vec![];
    for id in filled.all("matter") {
        let id: MatterId = id.parse().map_err(|_| Problem::parameter("matter"))?;
        if !chosen.contains(&id) {
            chosen.push(id);
        }
    }
    let t = signed.visit.t();
    if chosen.is_empty() {
        let notice = Notice { tone: "warn", text: t.get("work-none-chosen").into_owned() };
        return show(signed, StatusCode::UNPROCESSABLE_ENTITY, Some(notice)).await;
    }
    let form = format!("work/{}", signed.session.person);
    let command = command_id(filled.get("seed"), &form, &filled.fingerprint());
    let (actor, count) = (signed.actor(), chosen.len());
    let no_change =
        || Command::ReportProgress(ReportProgress { no_change: true, ..ReportProgress::default() });
    let steps = chosen.into_iter().map(|id| Step { matter: Some(id), seen: None, command: no_change() });
    let steps: Vec<Step> = steps.collect();
    let outcome = signed
        .ask(move |app| match count > SHOWN {
            true => Err(Refusal::TooMany { field: "steps", limit: SHOWN }.into()),
            false => app.execute_all(actor, command, steps),
        })
        .await;
    match outcome {
        Ok(_) => Ok(Redirect::to(&format!("/my-work?reported={count}")).into_response()),
        Err(problem) => {
            let (status, text) = problem.about_the_form(t)?;
            let notice = Notice { tone: "bad", text };
            show(signed, status, Some(notice)).await
        }
    }
}

async fn show(signed: Signed, status: StatusCode, notice: Option<Notice>) -> Result<Response, Problem> {
    let person = signed.session.person;
    let w = signed.ask(move |app| app.work(person)).await?;
    let mut s = signed.shell(Section::Work);
    // What was done is told once, not again in the other language.
    "/my-work".clone_into(&mut s.path);
    s.notice = notice;
    Ok(render(status, &WorkPage { s, w, person, seed: chance::secret() }))
}
