//! `/comparisons`: comparing, deciding, doing it again, settling

use super::view::{ComparisonView, ComparisonsPage};
use crate::{
    filled::Filled,
    pages::matter::form::command_id,
    problem::{Problem, render},
    shell::{Notice, Section},
    visit::Signed,
};
use app::{
    chance,
    comparison::Place,
    comparisons::{NewComparison, Source},
};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::MatterId;

/// All comparisons, and the form for the next one.
pub(crate) async fn comparisons(signed: Signed) -> Result<Response, Problem> {
    list(signed, StatusCode::OK, None, vec![]).await
}

async fn list(
    signed: Signed,
    status: StatusCode,
    why: Option<String>,
    typed: Vec<(String, String)>,
) -> Result<Response, Problem> {
    let actor = signed.actor();
    let lines = signed.ask(move |app| app.comparisons(actor)).await?;
    let s = signed.shell(Section::Comparisons);
    Ok(render(status, &ComparisonsPage { s, lines, why, typed, seed: chance::secret() }))
}

/// Compares.
pub(crate) async fn compare(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let form = format!("comparison/{}", signed.session.person);
    let id = command_id(filled.get("seed"), &form, &filled.fingerprint());
    let source = |at: usize| {
        let file = filled.file_under(&format!("file{at}")).filter(|file| !file.bytes.is_empty());
        let ledger = filled.get(&format!("ledger{at}"));
        match file {
            Some(file) => Some(Source::File { name: file.name.clone(), bytes: file.bytes.to_vec() }),
            None => Some(Source::Ledger(ledger.to_owned())).filter(|_| !ledger.is_empty()),
        }
    };
    let new = NewComparison {
        title: filled.get("title").trim().to_owned(),
        sources: (1..=3).filter_map(source).collect(),
    };
    let actor = signed.actor();
    match signed.ask(move |app| app.compare_lists(actor, id, new)).await {
        Ok(made) => Ok(Redirect::to(&format!("/comparisons/{made}")).into_response()),
        Err(problem) => {
            let (status, why) = problem.about_the_form(signed.visit.t())?;
            list(signed, status, Some(why), filled.values).await
        }
    }
}

/// One comparison.
pub(crate) async fn comparison(signed: Signed, Path(id): Path<MatterId>) -> Result<Response, Problem> {
    show(signed, id, StatusCode::OK, None).await
}

async fn show(
    signed: Signed,
    id: MatterId,
    status: StatusCode,
    notice: Option<Notice>,
) -> Result<Response, Problem> {
    let actor = signed.actor();
    let (c, units) = signed
        .ask(move |app| {
            let directory = app.directory()?;
            let units = directory.units.iter().filter(|unit| unit.active).map(|unit| unit.named.clone());
            Ok((app.comparison(actor, id)?, units.collect()))
        })
        .await?;
    let mut s = signed.shell(Section::Comparisons);
    s.notice = notice.or(s.notice);
    Ok(render(status, &ComparisonView { s, c, units, seed: chance::secret() }))
}

/// What a form of a comparison does; afterwards it is shown again.
async fn after(
    signed: Signed,
    id: MatterId,
    done: Result<(), Problem>,
    place: &str,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/comparisons/{id}{place}")).into_response()),
        Err(problem) => {
            let (status, text) = problem.about_the_form(signed.visit.t())?;
            show(signed, id, status, Some(Notice { tone: "bad", text })).await
        }
    }
}

/// Says whether two rows are the same.
pub(crate) async fn judge(
    signed: Signed,
    Path(id): Path<MatterId>,
    filled: Filled,
) -> Result<Response, Problem> {
    let place = |name: &str| -> Result<Place, Problem> {
        let bad = || Problem::parameter(name);
        let (list, row) = filled.get(name).split_once('-').ok_or_else(bad)?;
        Ok(Place { list: list.parse().map_err(|_| bad())?, row: row.parse().map_err(|_| bad())? })
    };
    let pair = (place("left")?, place("right")?);
    let same = match filled.get("same") {
        "yes" => true,
        "no" => false,
        _ => return Err(Problem::parameter("same")),
    };
    let actor = signed.actor();
    let done = signed.ask(move |app| app.judge_pair(actor, id, pair, same)).await;
    after(signed, id, done, "#review").await
}

/// Opens the mismatches.
pub(crate) async fn settle(
    signed: Signed,
    Path(id): Path<MatterId>,
    filled: Filled,
) -> Result<Response, Problem> {
    let unit = filled.read::<MatterId>("unit")?;
    let form = format!("comparison/{id}/settle/{}", signed.session.person);
    let command = command_id(filled.get("seed"), &form, &filled.fingerprint());
    let actor = signed.actor();
    let done = signed.ask(move |app| app.settle_comparison(actor, command, id, unit).map(|_| ())).await;
    after(signed, id, done, "").await
}

/// Compares again and says whether it gives the same.
pub(crate) async fn repeat(signed: Signed, Path(id): Path<MatterId>) -> Result<Response, Problem> {
    let actor = signed.actor();
    let again = signed.ask(move |app| app.repeat_comparison(actor, id)).await?;
    let (tone, said) = match (again.same, again.other_rules) {
        (true, _) => ("good", "comparisons-again-same"),
        (false, true) => ("warn", "comparisons-again-rules"),
        (false, false) => ("bad", "comparisons-again-other"),
    };
    let text = signed.visit.t().get(said).into_owned();
    show(signed, id, StatusCode::OK, Some(Notice { tone, text })).await
}
