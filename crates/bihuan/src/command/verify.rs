//! `verify`: every hash and everything derived, computed anew. Ends with 0 when sound, 2 when not.

use crate::{failure::Failure, terminal::Terminal};
use app::{App, AppError, StoreError, Verified};
use std::process::ExitCode;

/// `opened` is the data folder, if it could be: kinds are read from the log before anything is done.
pub(crate) fn run(opened: Result<App, Failure>, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let app = match opened {
        Err(Failure::App(AppError::Store(StoreError::Damaged(fault)))) => {
            terminal.tell("verify-log-fault", &[("fault", &fault)]);
            return Ok(ExitCode::from(2));
        }
        opened => opened?,
    };
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
