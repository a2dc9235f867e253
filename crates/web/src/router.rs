//! Which address leads where.

use crate::{
    api, filled, guard,
    pages::{
        account::handler as account,
        accountability::handler as accountability,
        activity::handler as activity,
        bulk_edits::handler as bulk_edits,
        bulletins::handler as bulletins,
        changes::handler as changes,
        collations::{acts as collation_acts, handler as collations},
        comparisons::handler as comparisons,
        coverage::handler as coverage,
        documents::handler as documents,
        draws::handler as draws,
        figures::handler as figures,
        handovers::handler as handovers,
        imports::handler as imports,
        ledgers::handler as ledgers,
        log::handler as log,
        matter::{acts, course_acts, evidence, handler as matter},
        matters::handler as matters,
        messages::handler as messages,
        my_work::handler as work,
        nodes::{acts as node_acts, handler as nodes, notice},
        overview::handler as overview,
        own_ledgers::handler as own_ledgers,
        people::handler as people,
        periods::{acts as period_acts, handler as periods},
        plans::{acts as plan_acts, filling as plan_filling, handler as plans},
        rates::handler as rates,
        rights::handler as rights,
        scores::handler as scores,
        search::handler as search,
        sections::handler as sections,
        set_up::handler as set_up,
        sheets::handler as sheets,
        sign_in::handler as sign_in,
        similar::handler as similar,
        slips::handler as slips,
        staying::{acts as staying_acts, handler as staying},
        units::handler as units,
        views::handler as views,
    },
    problem, rehearsal,
    shell::assets,
    visit::Web,
};
use app::{App, AppError};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware::from_fn_with_state,
    routing::{get, post},
};
use std::{sync::Arc, time::Duration};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer, timeout::TimeoutLayer,
    trace::TraceLayer,
};

/// Longest time a request may take.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Pages and API over `app`.
///
/// # Errors
/// The kinds in force could not be read.
pub fn router(app: Arc<App>) -> Result<Router, AppError> {
    let web = Arc::new(Web::new(app)?);
    let routes = pages()
        .merge(api::routes())
        .route("/static/{file}", get(assets::serve))
        .route("/healthz", get(alive));
    Ok(routes
        .layer(CsrfLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, TIMEOUT))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(web.clone(), problem::tell))
        .layer(from_fn_with_state(web.clone(), guard::headers))
        .layer(CompressionLayer::new())
        // The path alone: a query may hold what a person searched for.
        .layer(TraceLayer::new_for_http().make_span_with(|request: &axum::extract::Request| {
            tracing::info_span!("request", method = %request.method(), path = request.uri().path())
        }))
        .with_state(web))
}

fn pages() -> Router<Arc<Web>> {
    let small = Router::new()
        .route("/", get(overview::overview))
        .route("/sections", get(sections::sections))
        .route("/clock", post(rehearsal::set_clock))
        .route("/my-work", get(work::work))
        .route("/my-work/reports", post(work::report))
        .route("/sign-in", get(sign_in::form).post(sign_in::sign_in))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/set-up/{secret}", get(set_up::form).post(set_up::set_up))
        .route("/matters", get(matters::matters).post(acts::open))
        .route("/matters/{id}", get(matter::matter))
        .route("/matters/{id}/comments", post(acts::comment))
        .route("/matters/{id}/responsibility", post(acts::assign))
        .route("/matters/{id}/due-date", post(acts::set_due_date))
        .route("/matters/{id}/extension-requests", post(course_acts::request_extension))
        .route("/matters/{id}/extension-decisions", post(course_acts::decide_extension))
        .route("/matters/{id}/checks", post(course_acts::record_check))
        .route("/matters/{id}/plan", post(course_acts::adopt_plan))
        .route("/matters/{id}/rungs", post(course_acts::take_rung))
        .route("/matters/{id}/rungs/answers", post(course_acts::answer_rung))
        .route("/matters/{id}/rungs/removal", post(course_acts::withdraw_rung))
        .route("/matters/{id}/fields", post(acts::edit_fields))
        .route("/matters/{id}/corrections", post(acts::correct))
        .route("/matters/{id}/links", post(acts::link))
        .route("/matters/{id}/links/removal", post(acts::unlink))
        .route("/matters/{id}/roles", post(acts::grant))
        .route("/matters/{id}/roles/removal", post(acts::revoke))
        .route("/matters/{id}/deputies", post(acts::name_deputy))
        .route("/matters/{id}/deputies/removal", post(acts::withdraw_deputy))
        .route("/matters/{id}/rights", get(rights::rights))
        .route("/matters/{id}/handover", get(handovers::show).post(handovers::hand_over))
        .route("/matters/{id}/moves/{name}", post(acts::take_move))
        .route("/matters/{id}/evidence/{hash}", get(evidence::download))
        .route("/plans", get(plans::plans))
        .route("/plans/{campaign}", get(plans::plan))
        .route("/plans/{campaign}/adoption", post(plan_acts::adopt))
        .route("/plans/{campaign}/fillings", post(plan_filling::fill))
        .route("/plans/{campaign}/reviews", post(plan_acts::comment))
        .route("/plans/{campaign}/reviews/{id}", post(plan_acts::decide))
        .route("/nodes", get(nodes::plans).post(node_acts::open_plan))
        .route("/nodes/{plan}", get(nodes::plan))
        .route("/nodes/{plan}/key-works", post(node_acts::open_key_work))
        .route("/nodes/{plan}/nodes", post(node_acts::open_node))
        .route("/nodes/{plan}/notices", post(node_acts::draft))
        .route("/nodes/{plan}/notices/{id}", get(notice::notice).post(notice::act))
        .route("/nodes/{plan}/next-year", post(node_acts::roll_over))
        .route("/staying-fixed", get(staying::campaigns))
        .route("/staying-fixed/{campaign}", get(staying::campaign))
        .route("/staying-fixed/{campaign}/samples", post(staying_acts::draw))
        .route("/bulletins", get(bulletins::bulletins).post(bulletins::compile))
        .route("/bulletins/{key}", get(bulletins::bulletin).post(bulletins::edit))
        .route("/bulletins/{key}/figures", post(bulletins::renew))
        .route("/bulletins/{key}/withholdings", post(bulletins::withhold))
        .route("/bulletins/{key}/consents", post(bulletins::consent))
        .route("/bulletins/{key}/publication", post(bulletins::publish))
        .route("/bulletins/{key}/removal", post(bulletins::discard))
        .route("/bulletins/{key}/comparison", get(bulletins::comparison))
        .route("/bulletins/{key}/files/{format}", get(bulletins::file))
        .route("/matters/sheet", get(matters::sheet))
        .route("/sheets/{key}", get(sheets::sheet))
        .route("/sheets/{key}/columns", post(sheets::columns))
        .route("/sheets/{key}/acceptance", post(sheets::accept))
        .route("/documents/{name}", get(documents::document))
        .route("/documents/{name}/files/{format}", get(documents::file))
        .route("/documents/{name}/figures/{figure}", get(documents::figure))
        .route("/bulk-edits", post(bulk_edits::bulk))
        .route("/views", post(views::save))
        .route("/views/{id}", get(views::open))
        .route("/views/{id}/removal", post(views::remove))
        .route("/own-ledgers/{key}", get(own_ledgers::own_ledger).post(own_ledgers::keep))
        .route("/own-ledgers/{key}/form", post(own_ledgers::fill))
        .route("/own-ledgers/{key}/discarding", post(own_ledgers::discard))
        .route("/own-ledgers/{key}/trial", post(own_ledgers::try_rows))
        .route("/own-ledgers/{key}/definition", post(own_ledgers::define))
        .route("/ledgers", get(ledgers::ledgers))
        .route("/ledgers/{kind}", get(ledgers::ledger).post(ledgers::open))
        .route("/draws/{key}", get(draws::draw))
        .route("/draws/{key}/drawing", post(draws::reveal))
        .route("/draws/{key}/discarding", post(draws::discard))
        .route("/draws/{key}/tasks", post(draws::open_tasks))
        .route("/draws/{key}/record", get(draws::record))
        .route("/figures", get(figures::newest))
        .route("/figures/{id}", get(figures::figures))
        .route("/figures/{id}/files/{format}", get(figures::file))
        .route("/comparisons/{id}", get(comparisons::comparison))
        .route("/comparisons/{id}/judgements", post(comparisons::judge))
        .route("/comparisons/{id}/settlement", post(comparisons::settle))
        .route("/comparisons/{id}/repetition", post(comparisons::repeat))
        .route("/rates", get(rates::rates))
        .route("/rates/{name}", get(rates::rate))
        .route("/scores", get(scores::scores).post(scores::open))
        .route("/scores/{id}", get(scores::score))
        .route("/scores/{id}/announcement", post(scores::announce))
        .route("/scores/{id}/objections", post(scores::object))
        .route("/scores/{id}/objections/{objection}", post(scores::decide))
        .route("/scores/{id}/freezing", post(scores::freeze))
        .route("/search", get(search::search))
        .route("/messages", get(messages::messages))
        .route("/messages/read", post(messages::mark_read))
        .route("/messages/{id}", get(messages::open))
        .route("/activity", get(activity::activity))
        .route("/changes", get(changes::changes))
        .route("/periods", get(periods::periods))
        .route("/periods/{key}", get(periods::period))
        .route("/periods/{key}/wall", get(periods::wall))
        .route("/periods/{key}/reminders", post(period_acts::remind))
        .route("/periods/{key}/collations", post(period_acts::collate))
        .route("/periods/{key}/meetings", post(period_acts::meet))
        .route("/collations/{id}", get(collations::collation))
        .route("/collations/{id}/text", post(collation_acts::edit))
        .route("/collations/{id}/drafts", post(collation_acts::draft))
        .route("/collations/{id}/freezing", post(collation_acts::freeze))
        .route("/collations/{id}/removal", post(collation_acts::discard))
        .route("/slips", get(slips::slips))
        .route("/rungs", get(slips::rungs))
        .route("/rungs/{id}", post(slips::take))
        .route("/coverage", get(coverage::coverage))
        .route("/visits", post(coverage::record))
        .route("/similar", get(similar::similar))
        .route("/units", get(units::units).post(units::add))
        .route("/people", get(people::people).post(people::add))
        .route("/accountability", get(accountability::register).post(accountability::enter))
        .route("/accountability/openings", get(accountability::openings))
        .route("/account", get(account::account))
        .route("/account/password", post(account::change_password))
        .route("/account/messages", post(account::choose_messages))
        .route("/account/tokens", post(account::make_token))
        .route("/account/tokens/{id}/revocation", post(account::revoke_token))
        .route("/log", get(log::head))
        .route("/log/find", get(log::find))
        .route("/log/{seq}", get(log::entry))
        .route("/imports/{key}", get(imports::preview))
        .route("/imports/{key}/corrections", post(imports::correct))
        .route("/imports/{key}/acceptance", post(imports::accept))
        .route("/imports/{key}/removal", post(imports::discard))
        .layer(DefaultBodyLimit::max(filled::FORM_BYTES));
    let large = Router::new()
        .route("/matters/{id}/reports", post(acts::report))
        .route("/matters/{id}/evidence", post(evidence::attach))
        .route("/sheets", get(sheets::sheets).post(sheets::upload))
        .route("/draws", get(draws::draws).post(draws::announce))
        .route("/own-ledgers", get(own_ledgers::own_ledgers).post(own_ledgers::begin))
        .route("/own-ledgers/{key}/rows", post(own_ledgers::take_over))
        .route("/comparisons", get(comparisons::comparisons).post(comparisons::compare))
        .route("/imports", get(imports::imports).post(imports::upload))
        .layer(DefaultBodyLimit::max(filled::UPLOAD_BYTES));
    small.merge(large)
}

/// Says that the server answers.
async fn alive() -> &'static str {
    "ok"
}
