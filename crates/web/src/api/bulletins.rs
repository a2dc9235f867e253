//! `/api/v1/bulletins`, `…/{key}`, `…/{key}/figures`, `…/{key}/withholdings`, `…/{key}/consents`,
//! `…/{key}/publication`

use super::Body;
use crate::{problem::Problem, visit::Signed};
use app::{
    AppError,
    finding::Found,
    publication::{Draft, Moved, Published, Withheld},
};
use axum::{Json, extract::Path, http::StatusCode};
use jiff::civil::Date;
use ledger::{MatterId, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One in a list.
#[derive(Serialize)]
pub(crate) struct Listed {
    key: String,
    campaign: MatterId,
    title: String,
    as_of: Date,
    version: u64,
    published: Option<Published>,
}

impl From<Draft> for Listed {
    fn from(one: Draft) -> Listed {
        let Draft { key, campaign, title, as_of, version, published, .. } = one;
        Listed { key, campaign, title, as_of, version, published }
    }
}

/// All of them.
pub(crate) async fn bulletins(signed: Signed) -> Result<Json<Vec<Listed>>, Problem> {
    let all = signed.ask(|app| app.bulletins()).await?;
    Ok(Json(all.into_iter().map(Listed::from).collect()))
}

/// From which campaign.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Compiling {
    campaign: MatterId,
}

/// What names it.
#[derive(Serialize)]
pub(crate) struct Compiled {
    key: String,
}

/// Compiles one.
pub(crate) async fn compile(
    signed: Signed,
    Body(asked): Body<Compiling>,
) -> Result<(StatusCode, Json<Compiled>), Problem> {
    let actor = signed.actor();
    let key = signed.ask(move |app| app.compile_bulletin(actor, asked.campaign)).await?;
    Ok((StatusCode::CREATED, Json(Compiled { key })))
}

/// One with everything that is to be said of it.
#[derive(Serialize)]
pub(crate) struct Answer {
    key: String,
    campaign: MatterId,
    title: String,
    as_of: Date,
    version: u64,
    text: String,
    figures: BTreeMap<String, String>,
    moved: Vec<Moved>,
    withheld: Vec<Withheld>,
    published: Option<Published>,
    findings: Vec<Found>,
}

/// One.
pub(crate) async fn bulletin(signed: Signed, Path(key): Path<String>) -> Result<Json<Answer>, Problem> {
    let language = signed.visit.language;
    let sight = signed.ask(move |app| app.bulletin(&key, language)).await?;
    let Draft { key, campaign, title, as_of, version, text, figures, withheld, published, .. } = sight.draft;
    let (moved, findings) = (sight.moved, sight.findings);
    Ok(Json(Answer {
        key,
        campaign,
        title,
        as_of,
        version,
        text,
        figures,
        moved,
        withheld,
        published,
        findings,
    }))
}

/// A change; what is left out stays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wording {
    seen: u64,
    title: String,
    text: String,
}

/// Keeps a wording.
pub(crate) async fn edit(
    signed: Signed,
    Path(key): Path<String>,
    Body(asked): Body<Wording>,
) -> Result<Json<Answer>, Problem> {
    let (actor, draft) = (signed.actor(), key.clone());
    signed.ask(move |app| app.edit_bulletin(actor, &draft, asked.seen, &asked.title, &asked.text)).await?;
    bulletin(signed, Path(key)).await
}

/// Which version was seen.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Seen {
    seen: u64,
}

/// Takes over the figures of today.
pub(crate) async fn renew(
    signed: Signed,
    Path(key): Path<String>,
    Body(asked): Body<Seen>,
) -> Result<Json<Answer>, Problem> {
    let (actor, draft) = (signed.actor(), key.clone());
    signed.ask(move |app| app.renew_figures(actor, &draft, asked.seen)).await?;
    bulletin(signed, Path(key)).await
}

/// What is withheld, and why.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Withholding {
    seen: u64,
    item: MatterId,
    ground: String,
}

/// Withholds an item.
pub(crate) async fn withhold(
    signed: Signed,
    Path(key): Path<String>,
    Body(asked): Body<Withholding>,
) -> Result<Json<Answer>, Problem> {
    let (actor, draft) = (signed.actor(), key.clone());
    let Withholding { seen, item, ground } = asked;
    signed.ask(move |app| app.withhold(actor, &draft, seen, item, &ground)).await?;
    bulletin(signed, Path(key)).await
}

/// Whether what is withheld may be.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Deciding {
    seen: u64,
    item: MatterId,
    consents: bool,
}

/// Consents to what is withheld, or refuses.
pub(crate) async fn consent(
    signed: Signed,
    Path(key): Path<String>,
    Body(asked): Body<Deciding>,
) -> Result<Json<Answer>, Problem> {
    let (actor, draft) = (publisher(&signed)?, key.clone());
    let Deciding { seen, item, consents } = asked;
    signed.ask(move |app| app.decide_withholding(actor, &draft, seen, item, consents)).await?;
    bulletin(signed, Path(key)).await
}

/// Who asks; an account that is no person there publishes nothing.
fn publisher(signed: &Signed) -> Result<MatterId, Problem> {
    let refused = || Problem::from(AppError::from(Refusal::NotAllowed { right: "publish".into() }));
    signed.actor().ok_or_else(refused)
}

/// Approves and publishes.
pub(crate) async fn publish(
    signed: Signed,
    Path(key): Path<String>,
    Body(asked): Body<Seen>,
) -> Result<Json<Answer>, Problem> {
    let (actor, draft) = (publisher(&signed)?, key.clone());
    signed.ask(move |app| app.publish_bulletin(actor, &draft, asked.seen)).await?;
    bulletin(signed, Path(key)).await
}
