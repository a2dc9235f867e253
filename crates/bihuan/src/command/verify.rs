//! `verify`: every hash and everything derived, computed anew. Ends with 0 when sound, 2 when not.

use crate::{failure::Failure, terminal::Terminal};
use app::{App, Verified};
use std::process::ExitCode;

pub(crate) fn run(app: &App, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let bars = [terminal.bar("verify-log"), terminal.bar("verify-derived")];
    let verified = app.verify(&mut |stage, done, all| {
        if let Some(bar) = bars.get(usize::from(stage) - 1) {
            bar.set_length(all);
            bar.set_position(done);
        }
    })?;
    bars.iter().for_each(|bar| bar.finish());
    match verified {
        Verified::Sound(checked) => {
            let root = checked.root.to_string();
            terminal.tell(
                "verify-sound",
                &[("events", &checked.events), ("root", &root), ("erased", &checked.erased)],
            );
            Ok(ExitCode::SUCCESS)
        }
        Verified::LogFault(fault) => {
            terminal.tell("verify-log-fault", &[("fault", &fault.to_string())]);
            Ok(ExitCode::from(2))
        }
        Verified::DerivedFault(fault) => {
            terminal.tell("verify-derived-fault", &[("fault", &fault)]);
            Ok(ExitCode::from(2))
        }
    }
}
