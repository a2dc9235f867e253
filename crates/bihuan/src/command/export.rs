//! `export`: the whole log, or all matters as of a day, as JSON Lines.

use crate::{
    cli::Export,
    failure::Failure,
    terminal::{Terminal, print},
};
use app::{App, AppError, Exported};
use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::Path,
    process::ExitCode,
};

pub(crate) fn run(app: &App, export: &Export, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let mut failure = None;
    let mut write = |out: &mut dyn Write| -> io::Result<()> {
        let mut stopped = None;
        let mut line = |value: Exported| {
            writeln!(out, "{value}").map_err(|error| {
                stopped = Some(error);
                AppError::NotFound("reader")
            })
        };
        let done = match export.as_of {
            Some(day) => app.export_matters(day, &mut line),
            None => app.export_log(&mut line),
        };
        match (stopped, done) {
            (Some(error), _) => Err(error),
            (None, Err(error)) => {
                failure = Some(error);
                Ok(())
            }
            (None, Ok(())) => Ok(()),
        }
    };
    let Some(path) = &export.output else {
        print(write)?;
        return failure.map_or(Ok(ExitCode::SUCCESS), |error| Err(error.into()));
    };
    let failed = |error| Failure::Io { path: path.display().to_string(), error };
    // Written beside it, so that a file that is there stays until the new one is whole.
    let beside = beside(path);
    let written = File::create(&beside).and_then(|file| {
        let mut file = BufWriter::new(file);
        write(&mut file)?;
        file.flush()?;
        file.get_ref().sync_all()
    });
    if written.is_err() || failure.is_some() {
        // What is half written helps nobody; that it could not be taken away neither.
        let _ = fs::remove_file(&beside);
    }
    written.map_err(failed)?;
    if let Some(error) = failure {
        return Err(error.into());
    }
    fs::rename(&beside, path).map_err(failed)?;
    terminal.tell("export-done", &[("path", &path.display().to_string())]);
    Ok(ExitCode::SUCCESS)
}

/// The same path with another ending.
fn beside(path: &Path) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    name.into()
}
