//! `tick`: what has come due, once and by hand; messages that are due go out.

use crate::{failure::Failure, terminal::Terminal};
use app::{App, messages::Delivered, tick::Did};
use std::process::ExitCode;

pub(crate) fn run(app: &App, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let ticked = app.tick()?;
    let day = ticked.day.to_string();
    for (duty, did) in ticked.duties {
        let duty = terminal.language.texts().of("duty", duty);
        match did {
            Did::Nothing => terminal.tell("tick-nothing", &[("duty", &duty), ("day", &day)]),
            Did::Done { since, count } => terminal.tell(
                "tick-done",
                &[("duty", &duty), ("since", &since.to_string()), ("day", &day), ("count", &count)],
            ),
            Did::SetBack { last } => {
                terminal.tell("tick-set-back", &[("duty", &duty), ("day", &day), ("last", &last.to_string())])
            }
            Did::NoCalendar { year } => {
                terminal.tell("tick-no-calendar", &[("duty", &duty), ("year", &year)]);
            }
        }
    }
    let done = app.deliver(&|| false)?;
    if done != Delivered::default() {
        terminal.tell("tick-sent", &[("sent", &done.sent), ("failed", &done.failed)]);
    }
    Ok(ExitCode::SUCCESS)
}
