//! The interface for programs, `/api/v1`: the same use cases as the pages, as JSON.
//!
//! Signed in with an access token (`Authorization: Bearer …`) or a session's cookie. Failures are
//! `{code, message, args}` with the same codes as in the ledger.

mod accountability;
mod bulk_edits;
mod bulletins;
mod changes;
mod clock;
mod commands;
mod comparisons;
pub mod description;
mod documents;
mod draws;
mod evidence;
mod figures;
mod handovers;
mod imports;
mod ledgers;
mod log;
mod matters;
mod messages;
mod nodes;
mod overview;
mod own_ledgers;
mod periods;
mod plans;
mod rates;
mod registers;
mod rights;
mod scores;
mod search;
mod sheets;
mod similar;
mod slips;
mod staying;
mod views;
mod work;

use crate::{
    filled,
    problem::{Problem, Why},
    visit::Web,
};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Query, Request},
    http::{StatusCode, request::Parts},
    routing::{delete, get, post},
};
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// Bytes of a JSON body at most: a long list of steps.
const JSON_BYTES: usize = 16 << 20;

/// Everything below `/api/v1`.
pub(crate) fn routes() -> Router<Arc<Web>> {
    let small = Router::new()
        .route("/api/v1/openapi.json", get(describe))
        .route("/api/v1/me", get(registers::me))
        .route("/api/v1/kinds", get(registers::kinds))
        .route("/api/v1/units", get(registers::units))
        .route("/api/v1/people", get(registers::people).post(registers::add_person))
        .route("/api/v1/clock", get(clock::clock).post(clock::set))
        .route("/api/v1/matters/{id}/figures", get(figures::figures))
        .route("/api/v1/matters/{id}/handover", get(handovers::in_hand).post(handovers::hand_over))
        .route("/api/v1/matters/{id}/rights", get(rights::rights))
        .route("/api/v1/units/tree", get(rights::tree))
        .route("/api/v1/views", get(views::views).post(views::save))
        .route("/api/v1/views/{id}", delete(views::forget))
        .route("/api/v1/bulk-edits", post(bulk_edits::bulk))
        .route("/api/v1/accountability", get(accountability::register).post(accountability::enter))
        .route("/api/v1/accountability/openings", get(accountability::openings))
        .route("/api/v1/changes", get(changes::changes))
        .route("/api/v1/overview", get(overview::overview))
        .route("/api/v1/periods", get(periods::periods))
        .route("/api/v1/periods/{key}", get(periods::period))
        .route("/api/v1/periods/{key}/reminders", post(periods::remind))
        .route("/api/v1/periods/{key}/collations", post(periods::collate))
        .route("/api/v1/periods/{key}/meetings", post(periods::meet))
        .route("/api/v1/collations/{id}", get(periods::collation))
        .route("/api/v1/slips", get(slips::slips))
        .route("/api/v1/rungs", get(slips::rungs))
        .route("/api/v1/coverage", get(slips::coverage))
        .route("/api/v1/visits", post(slips::visit))
        .route("/api/v1/work", get(work::work))
        .route("/api/v1/work.ics", get(work::calendar))
        .route("/api/v1/matters", get(matters::list))
        .route("/api/v1/matters/{id}", get(matters::matter))
        .route("/api/v1/matters/{id}/history", get(matters::history))
        .route("/api/v1/matters/{id}/evidence/{hash}", get(evidence::download))
        .route("/api/v1/nodes", get(nodes::plans))
        .route("/api/v1/nodes/{plan}", get(nodes::months).post(nodes::open))
        .route("/api/v1/nodes/{plan}/bars", get(nodes::bars))
        .route("/api/v1/nodes/{plan}/late", get(nodes::late))
        .route("/api/v1/nodes/{plan}/scores", get(nodes::scores))
        .route("/api/v1/nodes/{plan}/notices", get(nodes::notices).post(nodes::draft))
        .route("/api/v1/nodes/{plan}/notices/{id}", get(nodes::notice))
        .route("/api/v1/nodes/{plan}/next-year", get(nodes::next_year).post(nodes::roll_over))
        .route("/api/v1/staying-fixed/{campaign}", get(staying::counts))
        .route("/api/v1/staying-fixed/{campaign}/work", get(staying::work))
        .route("/api/v1/staying-fixed/{campaign}/rechecks", get(staying::rechecks))
        .route("/api/v1/staying-fixed/{campaign}/rebounds", get(staying::rebounds))
        .route("/api/v1/staying-fixed/{campaign}/samples", get(staying::samples).post(staying::draw))
        .route("/api/v1/plans/{campaign}", get(plans::plan))
        .route("/api/v1/plans/{campaign}/fillings", post(plans::fill))
        .route("/api/v1/plans/{campaign}/reviews", get(plans::reviews))
        .route("/api/v1/messages", get(messages::messages))
        .route("/api/v1/messages/delivery", get(messages::delivery))
        .route("/api/v1/messages/read", post(messages::mark_read))
        .route("/api/v1/matters/{id}/similar", get(similar::similar))
        .route("/api/v1/similar", get(similar::groups))
        .route("/api/v1/bulletins", get(bulletins::bulletins).post(bulletins::compile))
        .route("/api/v1/bulletins/{key}", get(bulletins::bulletin).post(bulletins::edit))
        .route("/api/v1/bulletins/{key}/figures", post(bulletins::renew))
        .route("/api/v1/bulletins/{key}/withholdings", post(bulletins::withhold))
        .route("/api/v1/bulletins/{key}/consents", post(bulletins::consent))
        .route("/api/v1/bulletins/{key}/publication", post(bulletins::publish))
        .route("/api/v1/sheets/{key}", get(sheets::sheet))
        .route("/api/v1/sheets/{key}/run", get(sheets::run))
        .route("/api/v1/sheets/{key}/columns", post(sheets::columns))
        .route("/api/v1/sheets/{key}/acceptance", post(sheets::accept))
        .route("/api/v1/documents", get(documents::templates))
        .route("/api/v1/documents/{name}", get(documents::document))
        .route("/api/v1/documents/{name}/files/{format}", get(documents::file))
        .route("/api/v1/documents/{name}/figures/{figure}", get(documents::figure))
        .route("/api/v1/ledgers", get(ledgers::ledgers))
        .route("/api/v1/ledgers/{kind}", get(ledgers::ledger))
        .route("/api/v1/draws", get(draws::draws))
        .route("/api/v1/draws/{key}", get(draws::draw))
        .route("/api/v1/draws/{key}/record", get(draws::record))
        .route("/api/v1/comparisons/{id}", get(comparisons::comparison))
        .route("/api/v1/comparisons/{id}/judgements", post(comparisons::judge))
        .route("/api/v1/comparisons/{id}/settlement", post(comparisons::settle))
        .route("/api/v1/comparisons/{id}/repetition", get(comparisons::repeat))
        .route("/api/v1/rates", get(rates::rates))
        .route("/api/v1/rates/{name}", get(rates::rate))
        .route("/api/v1/own-ledgers", get(own_ledgers::own_ledgers).post(own_ledgers::begin))
        .route(
            "/api/v1/own-ledgers/{key}",
            get(own_ledgers::own_ledger).post(own_ledgers::keep).delete(own_ledgers::discard),
        )
        .route("/api/v1/own-ledgers/{key}/trial", post(own_ledgers::try_rows))
        .route("/api/v1/own-ledgers/{key}/definition", post(own_ledgers::define))
        .route("/api/v1/scores", get(scores::scores).post(scores::open))
        .route("/api/v1/scores/{id}", get(scores::score))
        .route("/api/v1/scores/{id}/freezing", post(scores::freeze))
        .route("/api/v1/search", get(search::search))
        .route("/api/v1/log/head", get(log::head))
        .route("/api/v1/log/entries", get(log::entries))
        .route("/api/v1/log/entries/{seq}/proof", get(log::proof))
        .route("/api/v1/log/growth", get(log::growth))
        .route("/api/v1/imports/{key}", get(imports::draft).delete(imports::discard))
        .route("/api/v1/imports/{key}/corrections", post(imports::correct))
        .route("/api/v1/imports/{key}/acceptance", post(imports::accept))
        .layer(DefaultBodyLimit::max(filled::FORM_BYTES));
    let large = Router::new()
        .route("/api/v1/commands", post(commands::carry_out))
        .route("/api/v1/imports", get(imports::drafts).post(imports::propose))
        .route("/api/v1/comparisons", get(comparisons::comparisons).post(comparisons::compare))
        .route("/api/v1/own-ledgers/{key}/rows", post(own_ledgers::take_over))
        .route("/api/v1/sheets", post(sheets::upload))
        .route("/api/v1/evidence", post(evidence::keep))
        .layer(DefaultBodyLimit::max(filled::UPLOAD_BYTES));
    small.merge(large)
}

/// The description of this interface.
async fn describe() -> Json<serde_json::Value> {
    Json(description::document())
}

/// A JSON body.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Body<T>, Problem> {
        let too_large = || Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "error-body-too-large");
        let bytes = Bytes::from_request(request, state).await.map_err(|_| too_large())?;
        if bytes.len() > JSON_BYTES {
            return Err(too_large());
        }
        serde_json::from_slice(&bytes).map(Body).map_err(|error| unread(&error.to_string()))
    }
}

/// Parameters of the query string; what cannot be read is told.
pub(crate) struct Asked<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asked<T>, Problem> {
        let Query(asked) = Query::try_from_uri(&parts.uri).map_err(|error| unread(&error.body_text()))?;
        Ok(Asked(asked))
    }
}

/// What was sent cannot be read.
fn unread(problem: &str) -> Problem {
    let args = vec![("problem", problem.chars().take(300).collect())];
    Problem { status: StatusCode::BAD_REQUEST, why: Why::Text("error-json".into(), args), retry_after: None }
}

/// A number in an address.
pub(crate) fn number<T: std::str::FromStr>(name: &str, text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Problem::parameter(name))
}
