//! `GET /api/v1/clock`; `POST /api/v1/clock` in a rehearsal

use super::Body;
use crate::{problem::Problem, visit::Signed};
use app::{App, clock};
use axum::Json;
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};
use serde::{Deserialize, Serialize};

/// What the clock shows.
#[derive(Serialize)]
pub(crate) struct Shown {
    now: Timestamp,
    today: Date,
    /// Whether it is set by hand.
    rehearsal: bool,
}

impl Shown {
    fn by(app: &App) -> Shown {
        let clock = app.clock();
        Shown { now: clock.now(), today: clock.today(), rehearsal: app.is_rehearsal() }
    }
}

/// What the clock shows.
pub(crate) async fn clock(signed: Signed) -> Json<Shown> {
    Json(Shown::by(&signed.web.app))
}

/// Where the clock is set to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Setting {
    /// Date and time in Asia/Shanghai, such as `2026-01-05T09:00`.
    to: DateTime,
}

/// Sets the clock of a rehearsal forward; every day on the way brings what it brings.
pub(crate) async fn set(signed: Signed, Body(setting): Body<Setting>) -> Result<Json<Shown>, Problem> {
    let to = clock::instant(setting.to);
    signed.ask(move |app| app.set_clock(to).map(|_| Shown::by(app))).await.map(Json)
}
