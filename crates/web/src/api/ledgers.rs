//! `GET /api/v1/ledgers`, `GET /api/v1/ledgers/{kind}`

use crate::{as_of::AsOf, pages::matters::handler::read, problem::Problem, visit::Signed};
use app::query::{
    ledgers::{LedgerPage, Ledgers},
    list::ListQuery,
};
use axum::{
    Json,
    extract::{Path, RawQuery},
};

/// All ledgers, counted.
pub(crate) async fn ledgers(signed: Signed, AsOf(as_of): AsOf) -> Result<Json<Ledgers>, Problem> {
    signed.ask(move |app| app.ledgers(as_of)).await.map(Json)
}

/// One page of a ledger; the parameters are those of the page `/ledgers/{kind}`.
pub(crate) async fn ledger(
    signed: Signed,
    Path(kind): Path<String>,
    AsOf(as_of): AsOf,
    RawQuery(query): RawQuery,
) -> Result<Json<LedgerPage>, Problem> {
    let (filter, unread) = read(query.as_deref());
    if let Some(name) = unread.first() {
        return Err(Problem::parameter(name));
    }
    signed.ask(move |app| app.ledger(&kind, ListQuery { as_of, ..filter.query() })).await.map(Json)
}
