//! `GET /people`, `POST /people`

use super::view::{PeoplePage, PersonLine};
use crate::{
    filled::Filled,
    pages::matter::form::Typed,
    problem::{Problem, render},
    shell::{Section, words::Words},
    visit::Signed,
};
use app::{
    App, AppError,
    accounts::NewUser,
    language::{Language, Texts},
    query::directory::Directory,
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::{Grant, MatterId};

/// The register.
pub(crate) async fn people(signed: Signed) -> Result<Response, Problem> {
    page(signed, StatusCode::OK, None).await
}

/// Adds a person with an account.
pub(crate) async fn add(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let role = filled.get("role").trim().to_owned();
    let over = filled.read::<MatterId>("over")?;
    let user = NewUser {
        login: filled.get("login").trim().to_owned(),
        password: filled.get("password").to_owned(),
        name: filled.get("name").trim().to_owned(),
        unit: filled.read::<MatterId>("unit")?,
        post: filled.get("post").to_owned(),
        mobile: filled.get("mobile").to_owned(),
        grants: if role.is_empty() { vec![] } else { vec![Grant { role, unit: over, until: None }] },
    };
    let actor = signed.actor();
    match signed.ask(move |app| app.add_user(actor, user)).await {
        Ok(_) => Ok(Redirect::to("/people?done=person").into_response()),
        Err(problem) => {
            let mut values = filled.values;
            values.retain(|(name, _)| name != "password");
            let (status, typed) = problem.typed("person", signed.visit.t(), values)?;
            page(signed, status, Some(typed)).await
        }
    }
}

async fn page(signed: Signed, status: StatusCode, typed: Option<Typed>) -> Result<Response, Problem> {
    let (person, words, language) = (signed.session.person, signed.words.clone(), signed.visit.language);
    let (people, units, may_manage) = signed
        .ask(move |app| {
            let directory = app.directory()?;
            let units = directory.units.iter().filter(|unit| unit.active).map(|unit| unit.named.clone());
            Ok((
                lines(app, &directory, &words, language)?,
                units.collect(),
                app.holds(person, "manage_people")?,
            ))
        })
        .await?;
    let s = signed.shell(Section::People);
    let roles =
        s.words.roles.roles.iter().map(|role| (role.name.clone(), language.of(&role.label).to_owned()));
    let roles = roles.collect();
    Ok(render(status, &PeoplePage { s, people, units, roles, may_manage, typed }))
}

fn lines(
    app: &App,
    directory: &Directory,
    words: &Words,
    language: Language,
) -> Result<Vec<PersonLine>, AppError> {
    let view = app.view()?;
    let t: Texts = language.texts();
    let mut lines = vec![];
    for person in &directory.people {
        let grants = view.matter(person.named.id)?.map(|matter| matter.grants).unwrap_or_default();
        let told = |grant: &Grant| {
            let role = words.role(language, &grant.role);
            match grant.unit.and_then(|unit| directory.named(unit)) {
                Some(unit) => format!("{role}{}{}", t.get("colon"), unit.title),
                None => role,
            }
        };
        lines.push(PersonLine {
            named: person.named.clone(),
            unit: person.unit.and_then(|unit| directory.named(unit)).cloned(),
            post: person.post.clone(),
            active: person.active,
            roles: grants.iter().map(told).collect(),
        });
    }
    Ok(lines)
}
