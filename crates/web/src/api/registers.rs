//! `GET /api/v1/me`, `/kinds`, `/units`, `/people`; `POST /api/v1/people`

use super::Body;
use crate::{problem::Problem, visit::Signed};
use app::accounts::NewUser;
use axum::{Json, http::StatusCode};
use ledger::{Grant, Kind, MatterId};
use serde::{Deserialize, Serialize};

/// Who is signed in.
#[derive(Serialize)]
pub(crate) struct Me {
    person: MatterId,
    name: String,
    unit: Option<MatterId>,
}

/// The one who asks.
pub(crate) async fn me(signed: Signed) -> Json<Me> {
    Json(Me { person: signed.session.person, name: signed.session.name.clone(), unit: signed.session.unit })
}

/// Definitions in force.
pub(crate) async fn kinds(signed: Signed) -> Json<Vec<Kind>> {
    Json(signed.words.kinds.values().cloned().collect())
}

/// A unit.
#[derive(Serialize)]
pub(crate) struct Unit {
    id: MatterId,
    name: String,
    short: String,
    parent: Option<MatterId>,
    active: bool,
}

/// The register of units.
pub(crate) async fn units(signed: Signed) -> Result<Json<Vec<Unit>>, Problem> {
    let directory = signed.ask(app::App::directory).await?;
    let units = directory.units.iter().map(|unit| Unit {
        id: unit.named.id,
        name: unit.full.clone(),
        short: unit.named.title.clone(),
        parent: unit.parent,
        active: unit.active,
    });
    Ok(Json(units.collect()))
}

/// A person; personal fields stand only on the matter itself.
#[derive(Serialize)]
pub(crate) struct Person {
    id: MatterId,
    name: String,
    unit: Option<MatterId>,
    post: String,
    active: bool,
}

/// The register of people.
pub(crate) async fn people(signed: Signed) -> Result<Json<Vec<Person>>, Problem> {
    let directory = signed.ask(app::App::directory).await?;
    let people = directory.people.iter().map(|person| Person {
        id: person.named.id,
        name: person.named.title.clone(),
        unit: person.unit,
        post: person.post.clone(),
        active: person.active,
    });
    Ok(Json(people.collect()))
}

/// Somebody to be added.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct New {
    login: String,
    password: String,
    name: String,
    unit: Option<MatterId>,
    #[serde(default)]
    post: String,
    #[serde(default)]
    mobile: String,
    #[serde(default)]
    grants: Vec<Grant>,
}

/// Who was added.
#[derive(Serialize)]
pub(crate) struct Added {
    person: MatterId,
}

/// Adds a person with an account and roles.
pub(crate) async fn add_person(
    signed: Signed,
    Body(new): Body<New>,
) -> Result<(StatusCode, Json<Added>), Problem> {
    let New { login, password, name, unit, post, mobile, grants } = new;
    let user = NewUser { login, password, name, unit, post, mobile, grants };
    let actor = signed.actor();
    let person = signed.ask(move |app| app.add_user(actor, user)).await?;
    Ok((StatusCode::CREATED, Json(Added { person })))
}
