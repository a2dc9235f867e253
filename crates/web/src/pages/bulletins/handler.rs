//! `/bulletins`, `/bulletins/{key}` and what is done there

use super::view::{BulletinPage, BulletinsPage, ComparisonPage};
use crate::{
    filled::Filled,
    pages::documents::handler::as_file,
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use app::document::Format;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::MatterId;
use serde::Deserialize;

/// All of them, and a form that compiles one.
pub(crate) async fn bulletins(signed: Signed) -> Result<Response, Problem> {
    let (all, campaigns) = signed.ask(|app| Ok((app.bulletins()?, app.campaigns()?))).await?;
    Ok(render(StatusCode::OK, &BulletinsPage { s: signed.shell(Section::Bulletins), all, campaigns }))
}

/// Compiles one.
pub(crate) async fn compile(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let campaign: MatterId = filled.read("campaign")?.ok_or_else(|| Problem::parameter("campaign"))?;
    let actor = signed.actor();
    let key = signed.ask(move |app| app.compile_bulletin(actor, campaign)).await?;
    Ok(Redirect::to(&format!("/bulletins/{key}?done=bulletin-compiled")).into_response())
}

/// A draft with its editor, or what was published.
pub(crate) async fn bulletin(signed: Signed, Path(key): Path<String>) -> Result<Response, Problem> {
    show(signed, key, StatusCode::OK, None, None).await
}

async fn show(
    signed: Signed,
    key: String,
    status: StatusCode,
    why: Option<String>,
    typed: Option<(String, String)>,
) -> Result<Response, Problem> {
    let (language, actor) = (signed.visit.language, signed.actor());
    let (sight, items, names, may) = signed
        .ask(move |app| {
            let sight = app.bulletin(&key, language)?;
            let items = app.still_told(&sight.draft)?;
            let directory = app.directory()?;
            let who = |id: MatterId| directory.named(id).map(|one| one.title.clone()).unwrap_or_default();
            let consents = sight.draft.withheld.iter().flat_map(|one| {
                let consent =
                    one.consent.iter().flat_map(|one| std::iter::once(one.by).chain(one.acting_for));
                one.by.into_iter().chain(consent)
            });
            let mut names: Vec<(MatterId, String)> = consents.map(|id| (id, who(id))).collect();
            names.extend(sight.draft.published.iter().map(|one| (one.by, who(one.by))));
            names.extend(sight.draft.edited_by.map(|id| (id, who(id))));
            names.extend(sight.draft.versions.iter().filter_map(|one| one.by).map(|id| (id, who(id))));
            let may = match actor {
                Some(person) => (app.holds(person, "edit_fields")?, app.holds(person, "publish")?),
                None => (false, false),
            };
            Ok((sight, items, names, may))
        })
        .await?;
    let s = signed.shell(Section::Bulletins);
    let (may_edit, may_publish) = may;
    Ok(render(status, &BulletinPage { s, sight, items, names, may_edit, may_publish, why, typed }))
}

/// Leads back to the draft, or shows it with why not.
async fn answer(
    signed: Signed,
    key: String,
    done: &str,
    result: Result<(), Problem>,
    typed: Option<(String, String)>,
) -> Result<Response, Problem> {
    match result {
        Ok(()) => Ok(Redirect::to(&format!("/bulletins/{key}?done={done}")).into_response()),
        Err(problem) => {
            let (status, why) = problem.about_the_form(signed.visit.t())?;
            show(signed, key, status, Some(why), typed).await
        }
    }
}

fn seen(filled: &Filled) -> Result<u64, Problem> {
    filled.read("seen")?.ok_or_else(|| Problem::parameter("seen"))
}

/// Keeps a wording.
pub(crate) async fn edit(
    signed: Signed,
    Path(key): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let seen = seen(&filled)?;
    let (actor, draft) = (signed.actor(), key.clone());
    let (title, text) = (filled.get("title").to_owned(), filled.get("text").to_owned());
    let typed = Some((title.clone(), text.clone()));
    let result = signed.ask(move |app| app.edit_bulletin(actor, &draft, seen, &title, &text)).await;
    answer(signed, key, "bulletin-kept", result, typed).await
}

/// Takes over the figures of today.
pub(crate) async fn renew(
    signed: Signed,
    Path(key): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let seen = seen(&filled)?;
    let (actor, draft) = (signed.actor(), key.clone());
    let result = signed.ask(move |app| app.renew_figures(actor, &draft, seen)).await;
    answer(signed, key, "bulletin-renewed", result, None).await
}

/// Withholds an item.
pub(crate) async fn withhold(
    signed: Signed,
    Path(key): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let seen = seen(&filled)?;
    let item: MatterId = filled.read("item")?.ok_or_else(|| Problem::parameter("item"))?;
    let ground = filled.get("ground").to_owned();
    let (actor, draft) = (signed.actor(), key.clone());
    let result = signed.ask(move |app| app.withhold(actor, &draft, seen, item, &ground)).await;
    answer(signed, key, "bulletin-withheld", result, None).await
}

/// Consents to what is withheld, or refuses.
pub(crate) async fn consent(
    signed: Signed,
    Path(key): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let seen = seen(&filled)?;
    let item: MatterId = filled.read("item")?.ok_or_else(|| Problem::parameter("item"))?;
    let Some(actor) = signed.actor() else { return Err(Problem::parameter("actor")) };
    let (consents, draft) = (filled.get("answer") == "yes", key.clone());
    let result = signed.ask(move |app| app.decide_withholding(actor, &draft, seen, item, consents)).await;
    let done = if consents { "bulletin-consented" } else { "bulletin-refused" };
    answer(signed, key, done, result, None).await
}

/// Approves and publishes.
pub(crate) async fn publish(
    signed: Signed,
    Path(key): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let seen = seen(&filled)?;
    let Some(actor) = signed.actor() else { return Err(Problem::parameter("actor")) };
    let draft = key.clone();
    let result = signed.ask(move |app| app.publish_bulletin(actor, &draft, seen)).await;
    answer(signed, key, "bulletin-published", result, None).await
}

/// Throws a draft away.
pub(crate) async fn discard(signed: Signed, Path(key): Path<String>) -> Result<Response, Problem> {
    let actor = signed.actor();
    signed.ask(move |app| app.discard_bulletin(actor, &key)).await?;
    Ok(Redirect::to("/bulletins?done=bulletin-discarded").into_response())
}

/// Which wordings are compared; 0 is the present one.
#[derive(Deserialize)]
pub(crate) struct Wordings {
    from: u64,
    #[serde(default)]
    to: u64,
}

/// Two wordings side by side.
pub(crate) async fn comparison(
    signed: Signed,
    Path(key): Path<String>,
    asked: Result<Query<Wordings>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Problem> {
    let Query(asked) = asked.map_err(|_| Problem::parameter("from"))?;
    let (from, to, draft) = (asked.from, asked.to, key.clone());
    let lines = signed.ask(move |app| app.compare_wordings(&draft, from, to)).await?;
    Ok(render(StatusCode::OK, &ComparisonPage { s: signed.shell(Section::Bulletins), key, from, to, lines }))
}

/// As a file.
pub(crate) async fn file(
    signed: Signed,
    Path((key, format)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let format = Format::from_extension(&format).ok_or_else(|| Problem::parameter("format"))?;
    Ok(as_file(signed.ask(move |app| app.bulletin_file(&key, format)).await?))
}
