//! `GET /nodes`, `GET /nodes/{plan}`

use super::view::{Choices, NodePlanPage, NodesPage, Shown, View};
use crate::{
    address,
    as_of::AsOf,
    pages::matter::{form::Typed, handler::read_id},
    problem::{Problem, render},
    shell::Section,
    visit::Signed,
};
use app::{
    App, AppError, Filter, chance,
    query::{answer::Named, list::ListQuery},
};
use axum::{
    extract::{Path, RawQuery},
    http::StatusCode,
    response::Response,
};
use jiff::civil::Date;
use ledger::{MatterId, StateClass};

/// Rows of a state that a form chooses from at most.
const CHOICES: usize = 500;

/// Which part of a plan an address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The part.
    pub(crate) view: View,
    /// Month of the year, 1 to 12.
    pub(crate) month: Option<i8>,
    /// Where the page starts.
    pub(crate) after: Option<String>,
    /// The past day.
    pub(crate) as_of: Option<Date>,
}

impl Asked {
    /// Reads a query string; what cannot be read is told.
    pub(crate) fn read(query: Option<&str>, as_of: Option<Date>) -> Result<Asked, Problem> {
        let mut asked = Asked { as_of, ..Asked::default() };
        address::read(query, |name, value| {
            match name {
                "view" => asked.view = View::from_name(value)?,
                "month" => asked.month = Some(value.parse().ok().filter(|month| (1..=12).contains(month))?),
                "after" if value.len() <= 512 => asked.after = Some(value.to_owned()),
                // Read by the frame.
                "as_of" => {}
                _ => return None,
            }
            Some(())
        })?;
        // What may go on is decided now.
        if asked.view == View::NextYear && as_of.is_some() {
            return Err(Problem::parameter("as_of"));
        }
        Ok(asked)
    }
}

/// Every plan, each with its own counts.
pub(crate) async fn plans(signed: Signed, AsOf(as_of): AsOf) -> Result<Response, Problem> {
    show_plans(signed, as_of, StatusCode::OK, None).await
}

/// Shows every plan; `typed` is what a person had typed into the form that was refused.
pub(crate) async fn show_plans(
    signed: Signed,
    as_of: Option<Date>,
    status: StatusCode,
    typed: Option<Typed>,
) -> Result<Response, Problem> {
    let person = signed.session.person;
    let (n, may_open) = signed
        .ask(move |app| Ok((app.node_plans(as_of)?, as_of.is_none() && app.holds(person, "open")?)))
        .await?;
    let s = signed.shell(Section::Nodes).as_of(as_of);
    Ok(render(status, &NodesPage { s, n, may_open, seed: chance::secret(), typed }))
}

/// One plan.
pub(crate) async fn plan(
    signed: Signed,
    Path(plan): Path<String>,
    AsOf(as_of): AsOf,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let asked = Asked::read(query.as_deref(), as_of)?;
    show(signed, read_id(&plan)?, asked, StatusCode::OK, None).await
}

/// Shows the page; `typed` is what a person had typed into a form that was refused.
pub(crate) async fn show(
    signed: Signed,
    plan: MatterId,
    asked: Asked,
    status: StatusCode,
    typed: Option<Typed>,
) -> Result<Response, Problem> {
    let (actor, of) = (signed.actor(), asked.clone());
    let (shown, month, may_draft, choices) = signed
        .ask(move |app| {
            let day = of.as_of.unwrap_or_else(|| app.clock().today());
            let month = of.month.unwrap_or(day.month());
            let may_draft = match actor {
                Some(person) if of.as_of.is_none() => app.holds(person, "open")?,
                _ => false,
            };
            let shown = match of.view {
                View::Months => Shown::Months(app.node_months(plan, Some(month), of.as_of)?),
                View::Gantt => Shown::Gantt(app.node_bars(plan, of.after.as_deref(), of.as_of)?),
                View::Late => Shown::Late(app.late_nodes(plan, of.as_of)?),
                View::Scores => Shown::Scores(app.node_scores(plan, of.as_of)?),
                View::Notices => {
                    let counts = app.node_plan(plan, of.as_of)?;
                    Shown::Notices(counts, app.late_notices(plan, of.as_of)?)
                }
                View::NextYear => Shown::NextYear(app.next_year(actor, plan)?),
            };
            let choices = match (of.view, may_draft) {
                (View::Gantt, true) => choices(app, plan)?,
                _ => Choices::default(),
            };
            Ok((shown, month, may_draft, choices))
        })
        .await?;
    let s = signed.shell(Section::Nodes).as_of(asked.as_of);
    let page = NodePlanPage {
        s,
        view: asked.view,
        shown,
        month,
        may_draft,
        choices,
        is_later: asked.after.is_some(),
        seed: chance::secret(),
        typed,
    };
    Ok(render(status, &page))
}

/// What the form of a new node chooses from, at most 500 of each in every state that has not ended.
fn choices(app: &App, plan: MatterId) -> Result<Choices, AppError> {
    let of = |kind: &str| -> Result<Vec<_>, AppError> {
        let mut found = vec![];
        for class in StateClass::ALL.into_iter().filter(|class| !class.has_ended()) {
            let filter = Filter {
                kind: Some(kind.into()),
                under: Some(plan),
                class: Some(class),
                ..Filter::default()
            };
            found.extend(app.list(&ListQuery { filter, limit: CHOICES, ..ListQuery::default() })?.rows);
        }
        found.sort_by_key(|row| row.id);
        Ok(found.into_iter().map(|row| Named { id: row.id, number: row.number, title: row.title }).collect())
    };
    let directory = app.directory()?;
    Ok(Choices {
        key_works: of("key_work")?,
        nodes: of("node")?,
        units: directory.units.iter().filter(|unit| unit.active).map(|unit| unit.named.clone()).collect(),
        people: directory.people.iter().filter(|one| one.active).map(|one| one.named.clone()).collect(),
    })
}
