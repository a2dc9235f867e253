//! `/scores`: opening a sheet, announcing it, objections, freezing the ranking

use super::view::{ScoreView, ScoresPage};
use crate::{
    address,
    filled::Filled,
    pages::matter::form::command_id,
    problem::{Problem, render},
    shell::{Notice, Section},
    visit::Signed,
};
use app::{App, AppError, Step, chance};
use axum::{
    extract::{Path, RawQuery},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::{Command, CommandId, FieldValue, MatterId, command::TakeMove, score::Span};

/// All sheets, and the form for the next one.
pub(crate) async fn scores(signed: Signed) -> Result<Response, Problem> {
    list(signed, StatusCode::OK, None).await
}

async fn list(signed: Signed, status: StatusCode, why: Option<String>) -> Result<Response, Problem> {
    let actor = signed.actor();
    let (lines, rules, may) = signed
        .ask(move |app| {
            let may = actor.map(|person| app.holds(person, "open")).transpose()?.unwrap_or(false);
            Ok((app.score_sheets()?, app.score_rules().to_vec(), may))
        })
        .await?;
    let s = signed.shell(Section::Scores);
    Ok(render(status, &ScoresPage { s, lines, rules, may, why, seed: chance::secret() }))
}

/// Opens a sheet.
pub(crate) async fn open(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let id = command(&signed, &filled, "open");
    let (rules, actor) = (filled.get("rules").to_owned(), signed.actor());
    let span: Result<Span, _> = filled.get("period").trim().parse();
    let opened = match span {
        Ok(span) => signed.ask(move |app| app.open_score(actor, id, &rules, span)).await,
        Err(_) => Err(Problem::parameter("period")),
    };
    match opened {
        Ok(sheet) => Ok(Redirect::to(&format!("/scores/{sheet}")).into_response()),
        Err(problem) => {
            let (status, why) = problem.about_the_form(signed.visit.t())?;
            list(signed, status, Some(why)).await
        }
    }
}

fn command(signed: &Signed, filled: &Filled, what: &str) -> CommandId {
    let form = format!("score/{what}/{}", signed.session.person);
    command_id(filled.get("seed"), &form, &filled.fingerprint())
}

/// Reads the unit that is asked for; page and API read it alike.
pub(crate) fn read(query: Option<&str>) -> Result<Option<MatterId>, Problem> {
    let mut unit = None;
    address::read(query, |name, value| match name {
        "unit" => address::set(&mut unit, value),
        _ => None,
    })?;
    Ok(unit)
}

/// One sheet.
pub(crate) async fn score(
    signed: Signed,
    Path(id): Path<MatterId>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let unit = read(query.as_deref())?;
    show(signed, id, unit, StatusCode::OK, None).await
}

async fn show(
    signed: Signed,
    id: MatterId,
    unit: Option<MatterId>,
    status: StatusCode,
    notice: Option<Notice>,
) -> Result<Response, Problem> {
    let actor = signed.actor();
    let (p, may_open, may_object, may_decide) = signed
        .ask(move |app| {
            let may = |right: &str| -> Result<bool, AppError> {
                Ok(actor.map(|person| app.holds(person, right)).transpose()?.unwrap_or(false))
            };
            let may_object = match unit {
                Some(unit) => app.may_object_for(actor, unit)?,
                None => false,
            };
            Ok((app.score_sheet(id, unit)?, may("open")?, may_object, may("move:decide_freeze")?))
        })
        .await?;
    let mut s = signed.shell(Section::Scores);
    s.notice = notice.or(s.notice);
    Ok(render(status, &ScoreView { s, p, unit, may_open, may_object, may_decide, seed: chance::secret() }))
}

/// What a form of a sheet does; afterwards it is shown again.
async fn act(
    signed: Signed,
    id: MatterId,
    work: impl FnOnce(&App) -> Result<(), AppError> + Send + 'static,
) -> Result<Response, Problem> {
    match signed.ask(work).await {
        Ok(()) => Ok(Redirect::to(&format!("/scores/{id}")).into_response()),
        Err(problem) => {
            let (status, text) = problem.about_the_form(signed.visit.t())?;
            show(signed, id, None, status, Some(Notice { tone: "bad", text })).await
        }
    }
}

/// Announces a sheet, so that units can object.
pub(crate) async fn announce(
    signed: Signed,
    Path(id): Path<MatterId>,
    filled: Filled,
) -> Result<Response, Problem> {
    let (command, actor) = (command(&signed, &filled, &format!("{id}/announce")), signed.actor());
    let taken = Command::Move(TakeMove::named("office_announce"));
    let step = Step { matter: Some(id), seen: filled.read("seen")?, command: taken };
    act(signed, id, move |app| app.execute(actor, command, step).map(|_| ())).await
}

/// Freezes the ranking.
pub(crate) async fn freeze(
    signed: Signed,
    Path(id): Path<MatterId>,
    filled: Filled,
) -> Result<Response, Problem> {
    let (command, actor) = (command(&signed, &filled, &format!("{id}/freeze")), signed.actor());
    let seen = filled.read("seen")?;
    act(signed, id, move |app| app.freeze_score(actor, command, id, seen)).await
}

/// Enters an objection.
pub(crate) async fn object(
    signed: Signed,
    Path(id): Path<MatterId>,
    filled: Filled,
) -> Result<Response, Problem> {
    let unit = filled.read::<MatterId>("unit")?.ok_or_else(|| Problem::parameter("unit"))?;
    let (command, actor) = (command(&signed, &filled, &format!("{id}/object")), signed.actor());
    let text = filled.get("text").to_owned();
    act(signed, id, move |app| app.object_to_score(actor, command, id, unit, &text).map(|_| ())).await
}

/// Decides about an objection.
pub(crate) async fn decide(
    signed: Signed,
    Path((id, objection)): Path<(MatterId, MatterId)>,
    filled: Filled,
) -> Result<Response, Problem> {
    let reason = filled.get("reason").trim().to_owned();
    let taken = match filled.get("decision") {
        "uphold" => {
            let points = filled.get("correction").trim().to_owned();
            let fields = [("correction".to_owned(), FieldValue::Text(points))].into();
            TakeMove { reason, fields, ..TakeMove::named("decide_uphold") }
        }
        "decline" => TakeMove { reason, ..TakeMove::named("decide_decline") },
        _ => return Err(Problem::parameter("decision")),
    };
    let (command, actor) = (command(&signed, &filled, &format!("{id}/{objection}")), signed.actor());
    let step = Step { matter: Some(objection), seen: filled.read("seen")?, command: Command::Move(taken) };
    act(signed, id, move |app| app.execute(actor, command, step).map(|_| ())).await
}
