//! `rebuild`: everything derived, anew from the log.

use crate::{failure::Failure, terminal::Terminal};
use app::App;
use std::process::ExitCode;

pub(crate) fn run(app: &App, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let bar = terminal.bar("rebuild-running");
    app.rebuild(&mut |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    })?;
    bar.finish();
    terminal.tell("rebuild-done", &[]);
    Ok(ExitCode::SUCCESS)
}
