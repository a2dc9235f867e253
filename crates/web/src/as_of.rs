//! The past day that an address asks for: `?as_of=2026-09-30`.

use crate::{problem::Problem, visit::Web};
use app::AppError;
use axum::{extract::FromRequestParts, http::request::Parts};
use jiff::civil::Date;
use std::sync::Arc;

/// A day that is over; `None` = now, also when today is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AsOf(pub(crate) Option<Date>);

impl FromRequestParts<Arc<Web>> for AsOf {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Arc<Web>) -> Result<AsOf, Problem> {
        let mut pairs = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
        let Some((_, asked)) = pairs.find(|(name, value)| name == "as_of" && !value.trim().is_empty()) else {
            return Ok(AsOf(None));
        };
        let day: Date = asked.trim().parse().map_err(|_| Problem::parameter("as_of"))?;
        let today = web.app.clock().today();
        if day > today {
            return Err(AppError::FutureDay { day, today }.into());
        }
        Ok(AsOf(Some(day).filter(|day| *day != today)))
    }
}
