//! `GET /api/v1/matters`, `…/{id}`, `…/{id}/history`

use super::{Asked, number};
use crate::{as_of::AsOf, pages::matters::handler::read, problem::Problem, visit::Signed};
use app::query::{
    answer::{Entry, Gathered, Listing, MatterPage, Named, Row},
    list::ListQuery,
};
use axum::{
    Json,
    extract::{Path, RawQuery},
};
use ledger::{Matter, MatterId, lamp::Explained};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Entries of history in one answer at most.
const HISTORY: usize = 200;

/// One page of a list; the parameters are those of the page `/matters`.
pub(crate) async fn list(
    signed: Signed,
    AsOf(as_of): AsOf,
    RawQuery(query): RawQuery,
) -> Result<Json<Listing>, Problem> {
    let (filter, unread) = read(query.as_deref());
    // A program's filter that is left out unseen would give it rows it did not ask for.
    if let Some(name) = unread.first() {
        return Err(Problem::parameter(name));
    }
    signed.ask(move |app| app.list(&ListQuery { as_of, ..filter.query() })).await.map(Json)
}

/// A matter with what stands around it.
#[derive(Serialize)]
pub(crate) struct Answer {
    matter: Matter,
    row: Row,
    lamps: Vec<Explained>,
    above: Vec<Named>,
    children: Vec<Row>,
    names: Vec<Named>,
    linked_from: Vec<LinkedFrom>,
    gathered: Vec<Gathered>,
    acts_for: Vec<ActsFor>,
    possible: Vec<Possible>,
    proposal: Option<ledger::ladder::Proposal>,
    source: Option<Source>,
}

#[derive(Serialize)]
struct LinkedFrom {
    from: Named,
    relation: String,
    note: String,
}

/// Whom a person acts for, and when.
#[derive(Serialize)]
struct ActsFor {
    person: Named,
    from: jiff::civil::Date,
    until: jiff::civil::Date,
}

/// A command or move, and why it is not possible.
#[derive(Serialize)]
struct Possible {
    right: String,
    refusal: Option<Refused>,
}

#[derive(Serialize)]
struct Refused {
    code: &'static str,
    args: BTreeMap<&'static str, String>,
    message: String,
}

#[derive(Serialize)]
struct Source {
    title: String,
    import: MatterId,
    text: String,
}

/// One matter.
pub(crate) async fn matter(
    signed: Signed,
    Path(id): Path<String>,
    AsOf(as_of): AsOf,
) -> Result<Json<Answer>, Problem> {
    let (actor, id, t) = (signed.actor(), number("id", &id)?, signed.visit.t());
    let page: MatterPage = signed.ask(move |app| app.matter_as_of(actor, id, None, as_of)).await?;
    let refused = |refusal: ledger::Refusal| Refused {
        code: refusal.code(),
        args: refusal.args().into_iter().collect(),
        message: t.refusal(&refusal),
    };
    let possible =
        page.possible.into_iter().map(|one| Possible { right: one.right, refusal: one.refusal.map(refused) });
    let linked =
        page.linked_from.into_iter().map(|(from, relation, note)| LinkedFrom { from, relation, note });
    Ok(Json(Answer {
        matter: page.matter,
        row: page.row,
        lamps: page.lamps,
        above: page.above,
        children: page.children,
        names: page.names,
        linked_from: linked.collect(),
        gathered: page.gathered,
        acts_for: page
            .acts_for
            .into_iter()
            .map(|(person, one)| ActsFor { person, from: one.from, until: one.until })
            .collect(),
        possible: possible.collect(),
        proposal: page.proposal,
        source: page.source.map(|source| Source {
            title: source.title,
            import: source.import,
            text: source.text,
        }),
    }))
}

/// Which part of the history.
#[derive(Deserialize)]
pub(crate) struct Part {
    before: Option<u64>,
    limit: Option<usize>,
}

/// The history of a matter, newest first.
pub(crate) async fn history(
    signed: Signed,
    Path(id): Path<String>,
    Asked(part): Asked<Part>,
) -> Result<Json<Vec<Entry>>, Problem> {
    let (id, limit) = (number("id", &id)?, part.limit.unwrap_or(HISTORY).clamp(1, HISTORY));
    signed.ask(move |app| app.history(id, part.before, limit)).await.map(Json)
}
